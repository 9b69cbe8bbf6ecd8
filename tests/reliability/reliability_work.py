"""The same work for every thread and process, and its results."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import ipsxml

FIXTURES = Path(__file__).parents[2] / "fixtures"
GOOD = (
    "2008-09-10.xml",
    "2010-01-31.xml",
    "2012-02-14.xml",
    "2016-01-14-beta.xml",
    "fault.xml",
    "reference.xml",
)
BAD = ("2010-01-31.xml", "2012-02-14.xml", "fault.xml")
DOCUMENTS = [str(FIXTURES / "good" / name) for name in GOOD] + [str(FIXTURES / "bad" / name) for name in BAD]
_Result = TypeVar("_Result")


def work_on(path: str) -> tuple[object, ...]:
    """All results for a document: its report, JSON, XML, model, jobs, and differences from a sample."""
    report = ipsxml.validate(path)
    if not report.valid:
        return (report,)
    document = ipsxml.decode(path)
    other = ipsxml.sample(document.element, api=document.api_version, seed=3)
    differences = ipsxml.diff(document, other)
    try:
        streamed = [repr(job) for job in ipsxml.iter_jobs(path)]
    except ipsxml.NoJobsError as error:
        streamed = [str(error)]
    return (
        report,
        ipsxml.to_json(path),
        ipsxml.encode(document),
        repr(document),
        differences.changes,
        streamed,
    )


def work_on_all(first: int = 0) -> dict[str, tuple[object, ...]]:
    """The results for every fixture by path. The work starts with fixture number ``first``."""
    paths = [*DOCUMENTS[first:], *DOCUMENTS[:first]]
    found = {path: work_on(path) for path in paths}
    return {path: found[path] for path in DOCUMENTS}


def at_once(number: int, work: Callable[[int], _Result]) -> list[_Result]:
    """Call ``work(0)``, ``work(1)``, … in ``number`` threads that all start at the same moment."""
    gate = threading.Barrier(number)

    def wait_and_work(each: int) -> _Result:
        gate.wait()
        return work(each)

    with ThreadPoolExecutor(number) as threads:
        return list(threads.map(wait_and_work, range(number)))
