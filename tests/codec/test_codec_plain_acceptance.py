"""What ``accepts`` accepts has no faults, and it accepts what is usual."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from plain_values import VERSIONS, Leaf, full_document, leaves, objects_in

import ipsxml
from ipsxml.codec import Document, PlainFault, plain_faults
from ipsxml.codec.json_form import parse_json
from ipsxml.codec.plain_acceptance import accepts
from ipsxml.contract import Version, contract
from ipsxml.contract.lexical_forms import LARGEST_DOUBLE
from ipsxml.testing.strategies import documents

ELEMENTS = ("getActiveJobsReturn", "getJobLogsReturn", "submitJobParam", "scheduledJob", "ipsApiFault")
FEW = (VERSIONS[0], VERSIONS[-1])  # the reference contract, and the newest version
VALUES: list[Any] = [
    *(
        "",
        "x",
        "é日本",
        "\n\t",
        "\r",
        "\\",
        '"',
        "/",
        "&<>",
        "\x7f",
        "\x85",
        "\ud7ff",
        "\uff0f",
        "\U0001f600",
    ),
    *("\0", "\x08", "\x0b", "\x0c", "\x1f", "\ufffe", "\uffff", "a\\\x01", "\ud800", "x" * 10_000_001),
    *(0, 1, -1, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**63 - 1, 2**63, -(2**63) - 1, 10**400, 10000),
    *(int(LARGEST_DOUBLE), int(LARGEST_DOUBLE) + 1, -int(LARGEST_DOUBLE) - 1, 2**1024 - 1),
    *(0.0, -0.0, 0.5, 1.0, 1.5, -1e-9, 1e300, float("inf"), float("nan"), "INF", "-INF", "NaN", "inf", "1"),
    *(True, False, "true", None, [], {}, [""], {"": ""}),
    *("2011-03-30T14:32:08", "2011-03-30T14:32:08.858-05:00", "2011-03-30T24:00:00", "2012-02-29T00:00:00Z"),
    *(
        "2011-02-29T00:00:00",
        "2011-03-30T24:00:01",
        "2011-03-30t14:32:08",
        "2011-03-30 14:32:08",
        "0000-01-01",
    ),
    *("2011-03-30T14:32:08+14:01", " 2011-03-30T14:32:08", "2011-03-30T14:32:08\n", "99999-01-01T00:00:00"),
    *("en-US", "en-US\n", "EN", "Running", "running", "Image", "Auto", "20000"),
]
USUAL: dict[str, list[Any]] = {
    "xs:string": ["", "é日本", "\n\t\r", "C:\\upload", '"', "a & <b>", "\U0001f600"],
    "xs:int": [0, 2**31 - 1, -(2**31)],
    "xs:long": [0, 2**63 - 1, -(2**63)],
    "xs:double": [0, 1, 0.5, 42.25, 1e300, "INF", "-INF", "NaN"],
    "xs:boolean": [True, False],
    "xs:dateTime": ["2011-03-30T14:32:08", "2012-02-29T24:00:00.000-05:00", "12011-12-31T23:59:59.1234567Z"],
}


def accepted(document: Document, *, within_limits: bool) -> bool:
    try:
        content = msgspec.json.encode(document.payload)
    except UnicodeEncodeError:  # a lone surrogate, which JSON can only escape
        content = json.dumps(document.payload).encode()
    return accepts(document, content, within_limits=within_limits)


def missed_faults(document: Document) -> list[PlainFault]:
    """The faults of a document that was accepted; advice is a fault only if it was accepted within limits."""
    if accepted(document, within_limits=True):
        return list(plain_faults(document))
    if not document.version.is_reference and accepted(document, within_limits=False):
        return [fault for fault in plain_faults(document) if not fault.is_advice]
    return []


def elements_of(version: Version) -> list[str]:
    return [element for element in ELEMENTS if element in contract(version).elements]


def leaves_of_each_kind(document: Document) -> list[Leaf]:
    """A leaf for each built-in and each list of values, whose examples differ."""
    assert document.complex_type is not None
    found = leaves(document.payload, document.complex_type.name, document.version)
    return list({(leaf.builtin, repr(leaf.holder[leaf.key])): leaf for leaf in found}.values())


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
def test_a_full_document_is_accepted(version: Version) -> None:
    for element in contract(version).elements:
        document = full_document(version, element)
        assert accepted(document, within_limits=True)
        assert accepted(document, within_limits=False)


@pytest.mark.parametrize("version", FEW, ids=lambda version: version.name)
def test_no_accepted_value_is_a_fault(version: Version) -> None:
    for element in elements_of(version):
        document = full_document(version, element)
        for leaf in leaves_of_each_kind(document):
            before = leaf.holder[leaf.key]
            for value in VALUES:
                leaf.holder[leaf.key] = value
                assert missed_faults(document) == []
            leaf.holder[leaf.key] = before


def test_usual_values_are_accepted() -> None:
    document = full_document(VERSIONS[0], "getActiveJobsReturn")
    seen = set()
    for leaf in leaves_of_each_kind(document):
        before = leaf.holder[leaf.key]
        for value in USUAL[leaf.builtin]:
            leaf.holder[leaf.key] = value
            assert accepted(document, within_limits=False), (leaf.path, value)
        leaf.holder[leaf.key] = before
        seen.add(leaf.builtin)
    assert seen >= {"xs:string", "xs:int", "xs:double", "xs:boolean", "xs:dateTime"}


@pytest.mark.parametrize("version", FEW, ids=lambda version: version.name)
def test_no_accepted_object_has_wrong_members(version: Version) -> None:
    names = {name for each in contract(version).types.values() for name in each.members}
    for element in elements_of(version):
        document = full_document(version, element)
        assert document.type_name is not None
        one_of_each_type = {
            type_name: value
            for _, value, type_name in objects_in(document.payload, document.type_name, version)
        }
        for value in one_of_each_type.values():
            kept = value.copy()
            for changed in wrong_lists(kept) if isinstance(value, list) else wrong_objects(kept, names):
                value.clear()
                value.extend(changed) if isinstance(value, list) else value.update(changed)
                assert missed_faults(document) == []
            value.clear()
            value.extend(kept) if isinstance(value, list) else value.update(kept)


def wrong_lists(items: list[Any]) -> list[list[Any]]:
    return [[], [*items, 0], [items], [None], [{}], [items[0], ""]]


def wrong_objects(members: dict[str, Any], names: set[str]) -> Iterator[dict[str, Any]]:
    for name, value in members.items():
        yield {other: kept for other, kept in members.items() if other != name}
        yield {**members, name: [value]}
        yield {**members, name: None}
    for name in names - members.keys():
        yield {**members, name: ""}


@pytest.mark.parametrize(
    "text",
    [each for each in VALUES if isinstance(each, str) and each != "\ud800"],
    ids=lambda text: ascii(text)[:20],
)
def test_how_json_spells_a_character_does_not_matter(text: str) -> None:
    document = full_document(VERSIONS[0], "getActiveJobsReturn")
    leaf = next(leaf for leaf in leaves_of_each_kind(document) if leaf.builtin == "xs:string")
    leaf.holder[leaf.key] = text
    spellings = [json.dumps(document.payload, ensure_ascii=is_ascii) for is_ascii in (True, False)]
    contents = [spelling.encode() for spelling in spellings]
    found = {accepts(document, content, within_limits=False) for content in contents}
    assert found == {accepted(document, within_limits=False)}


@given(document=documents())
def test_a_valid_document_is_accepted(document: Document) -> None:
    plain = parse_json(ipsxml.to_json(document))
    assert accepted(plain, within_limits=False)
    assert missed_faults(plain) == []


def test_an_unknown_element_is_not_accepted() -> None:
    assert not accepted(Document({}, VERSIONS[0].name, "noSuchElement"), within_limits=False)
