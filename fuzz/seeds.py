"""The documents that fuzzing starts from: fixtures, and samples of every version and operation."""

import json
from collections.abc import Iterator
from pathlib import Path

import ipsxml
from fuzz.mutation import SEPARATOR
from ipsxml.contract import contract, version_named

FIXTURES = Path(__file__).parents[1] / "fixtures"
_LARGEST = 12_000  # bytes: mutations of small documents are tried more often


def captures() -> Iterator[bytes]:
    """Captures as they come: XML in envelopes, HTTP messages, gzip."""
    for path in sorted(FIXTURES.rglob("*")):
        if path.suffix in (".xml", ".http", ".gz"):
            yield path.read_bytes()
    yield from _in_other_encodings((FIXTURES / "good" / "fault.xml").read_text("utf-8"))


def documents() -> Iterator[bytes]:
    """XML of every version: each of its elements once, as small as a sample can be."""
    yield from captures()
    for document in _samples():
        content = ipsxml.encode(document)
        if len(content) < _LARGEST:
            yield content


def json_documents() -> Iterator[bytes]:
    """The same in our JSON."""
    for document in _samples():
        content = ipsxml.to_json(document)
        if len(content) < _LARGEST:
            yield content


def patches() -> Iterator[bytes]:
    """A document and a JSON Patch that fits it, from comparing it with another."""
    diff = FIXTURES / "diff"
    pairs = [("before.xml", "after.xml"), ("after.xml", "before.xml"), ("before.xml", "later.xml")]
    for old, new in pairs:
        operations = ipsxml.json_patch(ipsxml.diff(diff / old, diff / new))
        yield ipsxml.to_json(diff / old) + SEPARATOR + json.dumps(operations).encode()
    fault = ipsxml.to_json(FIXTURES / "good" / "fault.xml")
    yield fault + SEPARATOR + (diff / "fault_patch.json").read_bytes()
    place = "/authenticationFault"
    for operation in (
        {"op": "test", "path": f"{place}/code", "value": 10001},
        {"op": "copy", "from": f"{place}/reason", "path": f"{place}/reason"},
        {"op": "add", "path": "/@soap", "value": "1.2"},
    ):
        yield fault + SEPARATOR + json.dumps([operation]).encode()


def _samples() -> Iterator[ipsxml.Document]:
    for version in ("pre-4.0", "2010-01-31", "2016-01-14-beta", "reference"):
        for element in contract(version_named(version)).elements:
            if element[0].islower():
                yield ipsxml.sample(element, api=version, seed=7)


def _in_other_encodings(text: str) -> Iterator[bytes]:
    for encoding in ("utf-16", "iso-8859-1", "cp037"):
        declared = text.replace('encoding="UTF-8"', f'encoding="{encoding}"', 1)
        yield declared.encode(encoding, "xmlcharrefreplace")
