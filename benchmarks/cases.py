"""What is measured: the rows of the benchmark table, each with its contenders and budgets."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

import xmlschema
from lxml import etree

import ipsxml
from benchmarks.documents import response
from ipsxml.contract import derive, export_schema, version_named

if TYPE_CHECKING:
    from xml.etree import ElementTree

API = "2013-02-15"


@dataclass(frozen=True, slots=True)
class Case:
    """One comparison: ``contenders`` by name, ``"ipsxml"`` among them.

    ``budgets`` says for a contender how many times its time ipsxml may take at most.
    """

    row: str
    jobs: int
    contenders: Mapping[str, Callable[[], object]]
    budgets: Mapping[str, float]


def all_cases(sizes: tuple[int, ...]) -> Iterator[Case]:
    """Every case, the cheap ones first; ``sizes`` are the numbers of jobs to validate."""
    for jobs in sizes:
        yield validate_case(jobs)
    for jobs in (10, 100, 1000):
        yield bad_job_case(jobs, bad=1)
    yield bad_job_case(1000, bad=10)
    yield from cold_case()


def validate_case(jobs: int) -> Case:
    """Validating a valid response; the floor is lxml parsing it and libxml2 validating it."""
    document = response(jobs, API)
    schema = etree.XMLSchema(derive(version_named(API)))
    peer = xmlschema.XMLSchema10(export_schema(api=API))

    def floor() -> None:
        assert schema.validate(_payload(document))

    def peer_validates() -> None:
        assert peer.is_valid(cast("ElementTree.Element", _payload(document)))

    def ours() -> None:
        assert ipsxml.validate(document).valid

    contenders = {"ipsxml": ours, "lxml + libxml2 (floor)": floor}
    if jobs <= _MOST_JOBS_FOR_XMLSCHEMA:
        contenders["xmlschema"] = peer_validates
    return Case("validate a valid document", jobs, contenders, {"lxml + libxml2 (floor)": 1.25})


_MOST_JOBS_FOR_XMLSCHEMA = 1000


def _payload(document: bytes) -> etree._Element:
    return etree.fromstring(document)[0][0]


def bad_job_case(jobs: int, bad: int) -> Case:
    """Explaining a few bad jobs among many; measured against the same number of good ones."""
    good_document = response(jobs, API)
    bad_document = response(jobs, API, bad=range(0, jobs, jobs // bad))
    peer = xmlschema.XMLSchema10(export_schema(api=API))

    def good() -> None:
        assert ipsxml.validate(good_document).valid

    def ours() -> None:
        assert len(ipsxml.validate(bad_document).errors) == bad

    def peer_explains() -> None:
        assert len(list(peer.iter_errors(cast("ElementTree.Element", _payload(bad_document))))) == bad

    row = "one bad job among n" if bad == 1 else f"{bad} bad jobs among n"
    contenders = {"ipsxml": ours, "ipsxml, all good": good, "xmlschema": peer_explains}
    return Case(row, jobs, contenders, {"ipsxml, all good": 2.0})


def cold_case() -> Iterator[Case]:
    """The whole process ``ipsxml validate one.xml``, against an interpreter that imports lxml and click."""
    script = Path(sys.executable).parent / "ipsxml"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "one.xml"
        path.write_bytes(response(1, API))

        def run(*command: str) -> Callable[[], object]:
            return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

        base = "python -c 'import lxml.etree, click'"
        contenders = {
            "ipsxml": run(str(script), "validate", str(path)),
            base: run(sys.executable, "-c", "import lxml.etree, click"),
        }
        yield Case("cold process: ipsxml validate", 1, contenders, {base: 2.0})
