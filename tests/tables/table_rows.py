"""Helpers for tests of tables: tables of documents without files, and the objects in a document."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

import ipsxml
from ipsxml.capture import Origin
from ipsxml.codec import Document
from ipsxml.contract import ComplexType, family
from ipsxml.reading.door import read
from ipsxml.reading.read_all import Attempt
from ipsxml.tables import TABLES, TableName
from ipsxml.tables.arrow_columns import schema_of
from ipsxml.tables.record_batches import QUESTION, batches_of

NAMESPACE = "http://www.scene7.com/IpsApi/xsd/2013-02-15"


def attempt(content: bytes, origin: Origin | None = None) -> Attempt:
    """A document as a separate source."""
    [capture] = ipsxml.captures(content)
    return Attempt(origin or Origin("a.xml"), read(capture, QUESTION))


def tables_of(attempts: Sequence[Attempt]) -> dict[TableName, list[dict[str, Any]]]:
    """All tables of some captures, as lists of rows."""
    batches = list(batches_of(attempts, TABLES))
    return {
        name: pa.Table.from_batches(
            [batch for of, batch in batches if of == name], schema=schema_of(name)
        ).to_pylist()
        for name in TABLES
    }


def objects_in(document: Document) -> dict[str, list[dict[str, Any]]]:
    """The objects of a plain document by type name, found independently of the tables."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in family().types}
    assert document.complex_type is not None
    for complex_type, value in _objects(document.complex_type, document.payload):
        found[complex_type.name].append(value)
    return found


def _objects(complex_type: ComplexType, value: Any) -> Iterator[tuple[ComplexType, dict[str, Any]]]:
    if isinstance(value, list):
        item = complex_type.members["items"].type
        if isinstance(item, ComplexType):
            for each in value:
                yield from _objects(item, each)
        return
    yield complex_type, value
    for name, member in complex_type.members.items():
        if name in value and isinstance(member.type, ComplexType):
            yield from _objects(member.type, value[name])


def active_job(**values: str) -> str:
    """An ActiveJob of 2013-02-15 as XML, with these values instead of the defaults."""
    usual = {
        "companyHandle": "c|7",
        "jobHandle": "j|7||winter|1",
        "name": "winter",
        "originalName": "winter",
        "type": "UrlUpload",
        "state": "Running",
        "submitUserEmail": "operator@example.com",
        "serverName": "worker_1",
        "startDate": "2013-03-04T09:30:00+01:00",
        "totalSize": "4096",
        "progress": "42",
        "progressMessage": "",
        "lastProgressUpdate": "2013-03-04T09:30:07.500+01:00",
    }
    members = "".join(f"<{name}>{value}</{name}>" for name, value in (usual | values).items())
    return f"{members}<taskProgressArray/>"


def response(*jobs: str) -> bytes:
    """A getActiveJobsReturn of 2013-02-15 with these jobs."""
    items = "".join(f"<items>{job}</items>" for job in jobs)
    return (
        f'<getActiveJobsReturn xmlns="{NAMESPACE}"><jobArray>{items}</jobArray></getActiveJobsReturn>'
    ).encode()
