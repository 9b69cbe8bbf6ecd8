"""The rows of the benchmark table, each with its contenders and budgets."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

import msgspec
import xmldiff.main
import xmlschema
import xmltodict
from deepdiff import DeepDiff
from lxml import etree

import ipsxml
from benchmarks.case import Case
from benchmarks.documents import response
from benchmarks.file_cases import file_cases
from benchmarks.peers import Peers
from ipsxml.capture import Origin
from ipsxml.capture.capture_search import only_capture
from ipsxml.contract import derive, export_schema, version_named
from ipsxml.document_conversion import convert
from ipsxml.reading.door import read
from ipsxml.reading.read_all import Attempt
from ipsxml.tables import TABLES
from ipsxml.tables.record_batches import QUESTION, batches_of

if TYPE_CHECKING:
    from xml.etree import ElementTree

API = "2013-02-15"
VALIDATE, ONE_BAD, TEN_BAD = "validate a valid document", "one bad job among n", "ten bad jobs among n"
VALIDATE_JSON = "validate valid JSON"
DECODE, TO_JSON, ENCODE = "validated decode to the model", "XML to JSON", "encode the model to XML"
FROM_JSON, JSON_TO_XML = "JSON to the model, validated", "JSON to XML"
COLD = "cold process: ipsxml validate"
DIFF = "diff, one field changed in each job"
RESPONSES_TO_TABLES = "responses to six tables"


def all_cases(sizes: Sequence[int], only: str) -> Iterator[Case]:
    """Yield the cases whose row contains ``only``; ``sizes`` are numbers of jobs per document."""
    makers: list[tuple[str, Callable[[], Case]]] = [
        *((VALIDATE, partial(validate_case, jobs)) for jobs in sizes),
        *((VALIDATE_JSON, partial(validate_json_case, jobs)) for jobs in sizes),
        *((ONE_BAD, partial(bad_job_case, jobs, bad=1)) for jobs in (10, 100, 1000)),
        (TEN_BAD, partial(bad_job_case, 1000, bad=10)),
        *((DECODE, partial(decode_case, jobs)) for jobs in sizes),
        *((TO_JSON, partial(json_case, jobs)) for jobs in sizes),
        *((FROM_JSON, partial(from_json_case, jobs)) for jobs in sizes),
        *((JSON_TO_XML, partial(json_to_xml_case, jobs)) for jobs in sizes),
        *((ENCODE, partial(encode_case, jobs)) for jobs in sizes),
        *((RESPONSES_TO_TABLES, partial(tables_case, jobs)) for jobs in sizes),
        *((DIFF, partial(diff_case, jobs)) for jobs in (20, 1000, 10_000) if jobs <= max(sizes) * 100),
    ]
    for row, make in makers:
        if only in row:
            yield make()
    if only in COLD:
        yield from cold_case()
    yield from file_cases(only)


def validate_case(jobs: int) -> Case:
    """Validate a valid response; the floor is lxml parsing it and libxml2 validating it."""
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
    return Case(VALIDATE, jobs, contenders, {"lxml + libxml2 (floor)": 1.2 if jobs == 1 else 0.65})


def validate_json_case(jobs: int) -> Case:
    """Validate a valid response in JSON, compared with decoding the same JSON."""
    document = ipsxml.to_json(response(jobs, API))

    def ours() -> None:
        assert ipsxml.validate(document).valid

    decoding = "ipsxml, decoding it"
    contenders = {"ipsxml": ours, decoding: lambda: ipsxml.from_json(document)}
    return Case(VALIDATE_JSON, jobs, contenders, {decoding: 1.2})


_MOST_JOBS_FOR_XMLSCHEMA = 1000


def _payload(document: bytes) -> etree._Element:
    return etree.fromstring(document)[0][0]


def bad_job_case(jobs: int, bad: int) -> Case:
    """Explain a few bad jobs among many, compared with the same number of good ones."""
    good_document = response(jobs, API)
    bad_document = response(jobs, API, bad=range(0, jobs, jobs // bad))
    peer = xmlschema.XMLSchema10(export_schema(api=API))

    def good() -> None:
        assert ipsxml.validate(good_document).valid

    def ours() -> None:
        assert len(ipsxml.validate(bad_document).errors) == bad

    def peer_explains() -> None:
        assert len(list(peer.iter_errors(cast("ElementTree.Element", _payload(bad_document))))) == bad

    row = ONE_BAD if bad == 1 else TEN_BAD
    contenders = {"ipsxml": ours, "ipsxml, all good": good, "xmlschema": peer_explains}
    return Case(row, jobs, contenders, {"ipsxml, all good": 1.8})


def decode_case(jobs: int) -> Case:
    """Decode and validate to the typed model; the floor also reads the tag and text of every element."""
    document = response(jobs, API)
    peers = Peers(document) if jobs <= _MOST_JOBS_FOR_PEERS else None

    def ours() -> None:
        ipsxml.decode(document)

    payload = ipsxml.decode(document).payload
    content = msgspec.json.encode(payload)
    limit = "msgspec, from JSON (limit)"
    contenders = {
        "ipsxml": ours,
        FLOOR: _floor(document),
        limit: lambda: msgspec.json.decode(content, type=type(payload)),
    }
    budgets = {FLOOR: 1.0 if jobs == 1 else 0.6, limit: 6.0}
    if peers is not None:
        contenders |= {
            "xmlschema": peers.xmlschema_decodes,
            "xsdata (no validation)": peers.xsdata_decodes,
            "zeep (no validation)": peers.zeep_decodes,
            "pydantic-xml (types only)": peers.pydantic_decodes,
            "pandas.read_xml (a flat table)": peers.pandas_reads,
        }
        budgets |= {"xmlschema": 1 / 40, "xsdata (no validation)": 1 / 20, "zeep (no validation)": 1 / 20}
    return Case(DECODE, jobs, contenders, budgets)


def json_case(jobs: int) -> Case:
    """Convert XML to JSON, with validation; xmltodict and json validate nothing."""
    document = response(jobs, API)

    def ours() -> None:
        ipsxml.to_json(document)

    def xmltodict_converts() -> None:
        json.dumps(xmltodict.parse(document))

    contenders = {"ipsxml": ours, FLOOR: _floor(document), "xmltodict + json": xmltodict_converts}
    return Case(TO_JSON, jobs, contenders, {FLOOR: 0.7, "xmltodict + json": 0.2})


def from_json_case(jobs: int) -> Case:
    """Decode JSON to the typed model, with validation, compared with XML of the same document."""
    document = response(jobs, API)
    content = ipsxml.to_json(document)
    decoding = "ipsxml, decoding the XML"
    contenders = {"ipsxml": lambda: ipsxml.from_json(content), decoding: lambda: ipsxml.decode(document)}
    return Case(FROM_JSON, jobs, contenders, {decoding: 1.2})


def json_to_xml_case(jobs: int) -> Case:
    """Convert JSON to XML, with validation, compared with the opposite direction."""
    document = response(jobs, API)
    content = ipsxml.to_json(document)
    back = "ipsxml, XML to JSON"
    contenders = {"ipsxml": lambda: convert(content), back: lambda: convert(document)}
    return Case(JSON_TO_XML, jobs, contenders, {back: 2.0})


def encode_case(jobs: int) -> Case:
    """Encode the typed model to XML."""
    document = response(jobs, API)
    decoded = ipsxml.decode(document)
    limit = "msgspec, to JSON (limit)"
    contenders: dict[str, Callable[[], object]] = {
        "ipsxml": lambda: ipsxml.encode(decoded),
        limit: lambda: msgspec.json.encode(decoded.payload),
    }
    if jobs <= _MOST_JOBS_FOR_PEERS:
        peers = Peers(document)
        contenders |= {"xmlschema": peers.xmlschema_encodes, "xsdata": peers.xsdata_encodes}
    return Case(ENCODE, jobs, contenders, {limit: 5.0, "xmlschema": 1 / 50, "xsdata": 1 / 25})


def tables_case(jobs: int) -> Case:
    """Build all flat tables of many responses, as Arrow, compared with decoding the responses."""
    document = response(jobs, API)
    copies = range(max(1, _JOBS_IN_TABLES // jobs))

    def attempts() -> Iterator[Attempt]:
        for number in copies:
            yield Attempt(Origin(str(number)), read(only_capture(document), QUESTION))

    def ours() -> None:
        assert sum(batch.num_rows for name, batch in batches_of(attempts(), TABLES) if name == "jobs")

    def decodes() -> None:
        for _ in copies:
            ipsxml.decode(document)

    decoding = "ipsxml, decoding them"
    return Case(RESPONSES_TO_TABLES, jobs, {"ipsxml": ours, decoding: decodes}, {decoding: 1.6})


_JOBS_IN_TABLES = 1000


def diff_case(jobs: int) -> Case:
    """Compare two responses, from bytes; xmldiff gets trees and deepdiff our JSON, already parsed."""
    old = response(jobs, API)
    new = old.replace(b"Optimizing files", b"Publishing files")

    def ours() -> None:
        assert len(ipsxml.diff(old, new)) == jobs

    def decodes_both() -> None:
        ipsxml.decode(old)
        ipsxml.decode(new)

    contenders: dict[str, Callable[[], object]] = {"ipsxml": ours, "ipsxml, decoding both": decodes_both}
    if jobs <= _MOST_JOBS_FOR_XMLDIFF:
        trees = etree.fromstring(old), etree.fromstring(new)
        contenders["xmldiff"] = lambda: xmldiff.main.diff_trees(*trees)
    if jobs <= _MOST_JOBS_FOR_DEEPDIFF:
        contents = [json.loads(ipsxml.to_json(document)) for document in (old, new)]
        contenders["deepdiff"] = lambda: DeepDiff(*contents)
    return Case(DIFF, jobs, contenders, {"ipsxml, decoding both": 1.2})


# With more jobs, these libraries would take over a minute.
_MOST_JOBS_FOR_XMLDIFF = 20
_MOST_JOBS_FOR_DEEPDIFF = 1000


FLOOR = "lxml + libxml2 + loop (floor)"
_MOST_JOBS_FOR_PEERS = 100


def _floor(document: bytes) -> Callable[[], object]:
    schema = etree.XMLSchema(derive(version_named(API)))

    def floor() -> None:
        root = etree.fromstring(document)
        assert schema.validate(root[0][0])
        for element in root.iter():
            _ = element.tag, element.text

    return floor


def cold_case() -> Iterator[Case]:
    """Run all of ``ipsxml validate one.xml``, compared with an interpreter that imports lxml and click."""
    script = Path(sys.executable).parent / "ipsxml"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "one.xml"
        path.write_bytes(response(1, API))

        # Users have bytecode from their second call on, so allow it even if this process may not write any.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

        def run(*command: str) -> Callable[[], object]:
            return lambda: subprocess.run(
                command, check=True, stdout=subprocess.DEVNULL, env=environment, cwd=folder
            )

        base = "python -c 'import lxml.etree, click'"
        contenders = {
            "ipsxml": run(str(script), "validate", str(path)),
            base: run(sys.executable, "-c", "import lxml.etree, click"),
        }
        yield Case(COLD, 1, contenders, {base: 1.3})
