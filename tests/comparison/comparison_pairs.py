"""Hypothesis strategies for pairs of similar documents, and helpers to read changes."""

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st
from plain_values import VERSIONS

from ipsxml.codec import Document, write_json
from ipsxml.comparison import Change, Item, Kind, Step
from ipsxml.contract import ComplexType, Version, XsdType, contract, family, version_named
from ipsxml.testing.strategies.value_strategies import values

NEWEST = version_named("2013-02-15")
_MIRRORED: dict[Kind, Kind] = {
    "added": "removed",
    "removed": "added",
    "changed": "changed",
    "moved": "moved",
}


def document(element: str, value: Any, version: Version = NEWEST) -> bytes:
    """The JSON of a document with a plain value."""
    return write_json(Document(value, version.name, element))


def job(handle: str, **members: Any) -> dict[str, Any]:
    """A running job."""
    return {
        "companyHandle": "c|7",
        "jobHandle": handle,
        "name": f"{handle}_name",
        "originalName": "winter",
        "type": "UrlUpload",
        "submitUserEmail": "me@example.com",
        "locale": "en",
        "state": "Running",
        "serverName": "s1",
        "startDate": "2013-05-01T00:00:00Z",
        "totalSize": 4,
        "progress": 10,
        "progressMessage": "",
        "lastProgressUpdate": "2013-05-01T00:00:08Z",
        "taskProgressArray": [],
        **members,
    }


def task(kind: str, **members: Any) -> dict[str, Any]:
    """A task of a job."""
    return {
        "taskType": kind,
        "taskState": "Processing",
        "numProcessed": 1,
        "numProcessing": 0,
        "numPending": 0,
        "progress": 0.5,
        "progressMessage": "",
        "lastProgressUpdate": "2013-05-01T00:00:08Z",
        "taskItemProgressArray": [],
        **members,
    }


def response(*jobs: dict[str, Any]) -> bytes:
    """The JSON of a response with these jobs."""
    return document("getActiveJobsReturn", {"jobArray": list(jobs)})


def tasks(*found: dict[str, Any]) -> bytes:
    """The JSON of an array of tasks."""
    return document("taskProgressArray", list(found))


def handles(*found: str) -> bytes:
    """The JSON of an array of handles."""
    return document("handleArray", list(found))


def as_tuples(changes: Iterable[Change]) -> list[tuple[Any, ...]]:
    """The changes as tuples: kind, path, before, after."""
    return [(change.kind, change.path, change.before, change.after) for change in changes]


def mirrored(change: Change) -> Change:
    """The change seen from the other side."""
    return Change(
        _MIRRORED[change.kind],
        tuple(_mirrored_step(step) for step in change.steps),
        change.element,
        change.after,
        change.before,
        change.type_name,
    )


def _mirrored_step(step: Step) -> Step:
    return Item(step.label, step.new, step.old) if isinstance(step, Item) else step


def in_any_order(changes: Iterable[Any]) -> list[Any]:
    """The changes, sorted."""
    return sorted(changes, key=repr)


@st.composite
def pairs(draw: st.DrawFn, *, of_python: bool = False) -> tuple[Document, Document]:
    """Two valid documents of one version and payload, the second made from parts of the first."""
    version = draw(st.sampled_from(VERSIONS))
    elements = sorted(contract(version).elements)
    element = draw(
        st.one_of(
            st.sampled_from(elements), st.sampled_from([e for e in elements if "Jobs" in e] or elements)
        )
    )
    complex_type = contract(version).elements[element]
    old, other = (draw(values(version, complex_type.name, of_python=of_python)) for _ in range(2))
    new = _mixed(draw, old, other, complex_type)
    return Document(old, version.name, element), Document(new, version.name, element)


def _mixed(draw: st.DrawFn, old: Any, other: Any, xsd_type: XsdType) -> Any:
    """A value of the type made from parts of two others."""
    if not isinstance(xsd_type, ComplexType):
        return draw(st.sampled_from([old, old, other]))
    if xsd_type.is_array:
        item_type = xsd_type.members["items"].type
        found = draw(st.lists(st.sampled_from([*old, *other]), max_size=6)) if old or other else []
        return [_mixed(draw, item, draw(st.sampled_from([item, *other])), item_type) for item in found]
    mixed = {}
    for name, member in xsd_type.members.items():
        sides = [side[name] for side in (old, other) if name in side]
        if sides and (member.min_occurs or draw(st.integers(0, 5))):
            mixed[name] = _mixed(draw, sides[0], sides[-1], member.type)
    return mixed


def as_new_document(plain: Document, value: Any) -> bytes:
    """The JSON of the document with another value."""
    return write_json(Document(value, plain.api_version, plain.element))


def key_names() -> set[str]:
    """The names of the members that identify items."""
    return {name for complex_type in family().types.values() for name in complex_type.key}
