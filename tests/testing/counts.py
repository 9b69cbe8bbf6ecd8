"""Finding counts in a document that do not match the things they count."""

from collections.abc import Iterator
from typing import Any

from ipsxml.contract import ComplexType, XsdType, family

_OUTCOMES = ("fileSuccessCount", "fileErrorCount", "fileWarningCount")


def wrong_counts(value: Any, xsd_type: XsdType, path: str = "") -> Iterator[str]:
    """Descriptions of the counts in a plain value that do not add up, with their paths."""
    if not isinstance(xsd_type, ComplexType):
        return
    if xsd_type.is_array:
        for index, each in enumerate(value):
            yield from wrong_counts(each, xsd_type.members["items"].type, f"{path}[{index}]")
        return
    yield from (f"{path or xsd_type.name}: {problem}" for problem in _problems_of(value, xsd_type.name))
    for name, each in value.items():
        yield from wrong_counts(each, xsd_type.members[name].type, f"{path}.{name}")


def _problems_of(value: dict[str, Any], type_name: str) -> Iterator[str]:
    if type_name == "TaskProgress":
        # Every whole number of a task is the number of its items in some state.
        counts, items = _counts(value, type_name), len(value["taskItemProgressArray"])
        if sum(counts.values()) != items:
            yield f"{_sum(counts)} is not the number of items, {items}"
    elif type_name == "JobLog":
        yield from _problems_of_log(value)
    elif type_name == "UploadUrlsJob":
        urls = len(value.get("urlArray", []))
        if value.get("numUrls", urls) != urls:
            yield f"numUrls {value['numUrls']} is not the number of addresses, {urls}"


def _problems_of_log(log: dict[str, Any]) -> Iterator[str]:
    """A log counts files by their outcome; all other counts are parts of these."""
    counts, total = _counts(log, "JobLog"), log["totalFileCount"]
    rows = counts.pop("detailTotalRows", None)
    if rows is not None and len(log.get("detailArray", [])) not in (0, rows):
        yield f"detailTotalRows {rows} is not the number of entries, {len(log['detailArray'])}"
    outcomes = {name: counts[name] for name in _OUTCOMES}
    if sum(outcomes.values()) != total:
        yield f"{_sum(outcomes)} is not totalFileCount, {total}"
    for name, count in counts.items():
        if not 0 <= count <= total:
            yield f"{name} {count} is not among the files, of which there are {total}"


def _counts(value: dict[str, Any], type_name: str) -> dict[str, int]:
    """All integers of an object, so that new members are checked too."""
    members = family().types[type_name].members
    return {name: count for name, count in value.items() if members[name].builtin == "xs:int"}


def _sum(counts: dict[str, int]) -> str:
    return " + ".join(f"{name} {count}" for name, count in counts.items())
