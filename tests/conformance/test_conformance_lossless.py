"""JSON and the model keep every value of a valid document, and nothing is lost silently."""

from collections.abc import Iterator
from typing import Any

import pytest
from engines import judge_ourselves, parse
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from losslessness import lost_values
from plain_values import VERSIONS, full_document
from specimens import judged_by, specimen
from thoroughness import examples

import ipsxml
from ipsxml.codec import Document
from ipsxml.contract import ComplexType, Contract, Version, XsdType, contract, family
from ipsxml.document import plain_document
from ipsxml.reading.decoding import typed_document
from ipsxml.redaction import Redactor
from ipsxml.testing.strategies.value_strategies import plain_documents
from ipsxml.xml_writing import write_plain

quickly = settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
every_version = pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
OF_EACH_VERSION = 40
URLS = (
    *(
        "https://example.com/a?b=c",
        "https://example.com/a?",
        "https://example.com/a",
        "HTTPS://example.com/a",
    ),
    *("https://me@example.com/a#b", "https://me@example.com/a#", "https://you:pass@example.com/a", "//@/"),
    *("https://me:p/a@example.com/a", "https://me:p?a@example.com/a", "https://example.com/a;b", "a:b@c"),
    *("https://example.com/a?b=d", "http://[", "a", "a\t", " a", "?", "#", ""),
)


@every_version
def test_json_and_the_model_keep_every_value_in_any_spelling(version: Version) -> None:
    numbers = range(VERSIONS.index(version), OF_EACH_VERSION * len(VERSIONS), len(VERSIONS))
    found = [specimen(0, number) for number in numbers]
    valid = [each for each in found if judge_ourselves(each.content, thoroughly=False).is_valid]

    lost = [list(lost_values(each.content, judged_by(each, parse(each.content)))) for each in valid]

    assert lost == [[]] * len(valid)
    assert len(valid) > OF_EACH_VERSION / 4


@pytest.mark.parametrize(
    ("element", "value", "in_json"),
    [
        ("startDate", "2011-03-30T24:00:00", '"2011-03-30T24:00:00"'),
        ("startDate", "2011-03-30T14:32:08.0123456789Z", '"2011-03-30T14:32:08.0123456789Z"'),
        ("startDate", "-0004-02-29T00:00:00", '"-0004-02-29T00:00:00"'),
        ("startDate", "123456-12-31T23:59:59-14:00", '"123456-12-31T23:59:59-14:00"'),
    ],
)
def test_a_date_time_keeps_its_text_in_json(element: str, value: str, in_json: str) -> None:
    xml = (
        f'<getJobLogsParam xmlns="{VERSIONS[-1].namespace}"><{element}>{value}</{element}></getJobLogsParam>'
    )

    assert f'"{element}":{in_json}' in ipsxml.to_json(xml.encode()).decode()


def common_members(value: Any, type_name: str, one: Contract, other: Contract) -> Any:
    """The value with only those members that both contracts have."""
    complex_type = one.types.get(type_name)
    if complex_type is None:
        return value
    if complex_type.is_array:
        return [common_members(each, complex_type.members["items"].type.name, one, other) for each in value]
    common = complex_type.members.keys() & other.types[type_name].members.keys()
    return {
        name: common_members(each, complex_type.members[name].type.name, one, other)
        for name, each in value.items()
        if name in common
    }


def round_trip(document: Document, version: Version) -> Document:
    """The document after migration to another version and back; raises ``EncodeError`` if impossible."""
    moved, _ = ipsxml.migrate(typed_document(document), version.name)
    assert ipsxml.validate(ipsxml.encode(moved)).valid
    back, _ = ipsxml.migrate(moved, document.version.name)
    return plain_document(back)


@quickly
@given(data=st.data(), version=st.sampled_from(VERSIONS), other=st.sampled_from(VERSIONS))
def test_migration_and_back_keeps_the_members_of_both_versions(
    data: st.DataObject, version: Version, other: Version
) -> None:
    document = data.draw(plain_documents(version, of_python=True, allow_nan=False))
    assume(document.element in contract(other).elements)
    before = plain_document(typed_document(document))

    try:
        after = round_trip(document, other)
    except ipsxml.EncodeError:
        assume(False)  # one of them requires what the other lacks

    assert before.type_name is not None
    kept = common_members(before.payload, before.type_name, contract(version), contract(other))
    assert after.payload == kept


@pytest.mark.parametrize("version", VERSIONS[1:], ids=lambda version: version.name)
def test_migration_to_the_newest_version_and_back_keeps_its_members(version: Version) -> None:
    newest = VERSIONS[-1]
    for element in contract(version).elements.keys() & contract(newest).elements.keys():
        document = full_document(version, element)
        before = plain_document(typed_document(document))
        try:
            after = round_trip(document, newest)
        except ipsxml.EncodeError as error:
            assert "requires this element" in str(error)
            continue
        kept = common_members(before.payload, str(before.type_name), contract(version), contract(newest))
        assert after.payload == kept


def identities(
    value: Any, complex_type: ComplexType, path: str = ""
) -> Iterator[tuple[str, str | None, Any]]:
    """Every leaf value: its path, the kind of thing it identifies, and the value."""
    parts = (
        [(f"[{index}]", complex_type.members["items"], each) for index, each in enumerate(value)]
        if complex_type.is_array
        else [(f".{name}", complex_type.members[name], each) for name, each in value.items()]
    )
    for step, member, each in parts:
        if isinstance(member.type, ComplexType):
            yield from identities(each, member.type, path + step)
        else:
            yield path + step, member.identifies, each


def renamed(draw: st.DrawFn, value: Any, xsd_type: XsdType, pool: list[str]) -> Any:
    """The value with its identifiers drawn from a small pool, so that some are equal."""
    if not isinstance(xsd_type, ComplexType):
        return value

    def part(member: Any, each: Any) -> Any:
        return draw(st.sampled_from(pool)) if member.identifies else renamed(draw, each, member.type, pool)

    if xsd_type.is_array:
        return [part(xsd_type.members["items"], each) for each in value]
    return {name: part(xsd_type.members[name], each) for name, each in value.items()}


@st.composite
def documents_with_shared_identifiers(draw: st.DrawFn, version: Version) -> Document:
    document = draw(plain_documents(version, of_python=True, allow_nan=False))
    pool = draw(
        st.lists(st.one_of(st.sampled_from(URLS), st.text("ab /?#@:\r", max_size=4)), min_size=2, max_size=4)
    )
    value = renamed(draw, document.payload, family().elements[document.element], pool)
    return Document(value, document.api_version, document.element)


def test_different_urls_have_different_pseudonyms() -> None:
    redactor = Redactor()
    items: Any = [{"sourceUrl": url, "destPath": ""} for url in dict.fromkeys(URLS)]

    redacted: Any = redactor.redact(Document(items, VERSIONS[-1].name, "uploadUrlArray")).payload

    assert len({item["sourceUrl"] for item in redacted}) == len(items)


@every_version
@quickly
@given(data=st.data())
def test_a_redacted_document_is_valid_and_keeps_its_joins(version: Version, data: st.DataObject) -> None:
    document = data.draw(documents_with_shared_identifiers(version))
    complex_type = family().elements[document.element]

    redacted = plain_document(ipsxml.redact(typed_document(document)))

    assert ipsxml.validate(write_plain(redacted)).valid
    before = list(identities(plain_document(typed_document(document)).payload, complex_type))
    after = list(identities(redacted.payload, complex_type))
    assert [place[:2] for place in after] == [place[:2] for place in before]
    for kind in {kind for _, kind, _ in before}:
        pairs = {
            (old, new)
            for (_, its_kind, old), (_, _, new) in zip(before, after, strict=True)
            if its_kind == kind
        }
        if kind is None:
            assert all(repr(old) == repr(new) for old, new in pairs)
        else:
            assert len(pairs) == len({old for old, _ in pairs}) == len({new for _, new in pairs})
            # Slashes alone, in a path, identify nothing.
            assert all(not old.strip("/\\") or old != new for old, new in pairs if kind != "url")
