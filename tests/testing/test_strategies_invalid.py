"""Each invalid document has exactly the one fault that it declares."""

from datetime import datetime
from functools import cache, partial
from typing import cast

import pytest
import xmlschema
from hypothesis import event, given, settings
from hypothesis import strategies as st
from lxml import etree
from plain_values import VERSIONS, full_document
from strategy_finding import find
from thoroughness import examples

import ipsxml
from ipsxml.capture import path_of
from ipsxml.contract import Version, contract
from ipsxml.contract.lexical_forms import PATTERNS, is_date_time
from ipsxml.contract.value_judgement import is_value_of
from ipsxml.model.types import TaskItemProgress
from ipsxml.testing.strategies import Invalid, invalid_documents
from ipsxml.testing.strategies.fault_kinds import KINDS, Kind
from ipsxml.testing.strategies.fault_places import places_in
from ipsxml.testing.strategies.traps import TRAPS
from ipsxml.xml_writing import write_plain

every_version = pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)


def judged(invalid: Invalid) -> tuple[str, list[tuple[str, str, str | None]]]:
    report = ipsxml.validate(invalid.xml)
    return invalid.fault, [(issue.severity, issue.code, issue.path) for issue in report.issues]


def declared(invalid: Invalid) -> tuple[str, list[tuple[str, str, str]]]:
    return invalid.fault, [("error", invalid.code, invalid.path)]


@given(invalid_documents())
def test_an_invalid_document_has_exactly_the_issue_it_declares(invalid: Invalid) -> None:
    event(invalid.code)

    assert judged(invalid) == declared(invalid)


@given(invalid_documents())
def test_the_document_before_the_fault_is_valid_without_advice(invalid: Invalid) -> None:
    assert ipsxml.validate(ipsxml.encode(invalid.document), strict=True).issues == ()


@cache
def engines(api: str) -> tuple[xmlschema.XMLSchema10, etree.XMLSchema]:
    exported = ipsxml.export_schema(api=api)
    return xmlschema.XMLSchema10(exported, allow="none"), etree.XMLSchema(etree.fromstring(exported))


@every_version
@settings(max_examples=examples(60), deadline=None)
@given(data=st.data())
def test_other_validators_reject_it_too(version: Version, data: st.DataObject) -> None:
    invalid = data.draw(invalid_documents(api=version.name))
    by_xmlschema, by_libxml2 = engines(version.name)
    root = etree.fromstring(invalid.xml)

    accepted = by_xmlschema.is_valid(etree.tostring(root, encoding="unicode")), by_libxml2.validate(root)

    assert judged(invalid) == declared(invalid)
    assert not all(accepted), invalid.fault
    # Each accepts some invalid texts (see contract.lexical_forms), and xmlschema accepts NaN in any range.
    assert not any(accepted) or invalid.code in ("bad-value", "out-of-range"), invalid.fault


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.code}:{kind.make.__name__[1:]}")
@settings(max_examples=examples(40), deadline=None)
@given(data=st.data(), version=st.sampled_from(VERSIONS))
def test_every_possible_fault_in_a_complete_document_is_reported(
    kind: Kind, data: st.DataObject, version: Version
) -> None:
    element = data.draw(st.sampled_from(sorted(contract(version).elements)))

    found, made = issues_of_a_fault(element, kind, data, version)

    assert found == made


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.code}:{kind.make.__name__[1:]}")
@settings(max_examples=examples(20), deadline=None)
@given(
    data=st.data(),
    version=st.sampled_from([each for each in VERSIONS if "authHeader" in contract(each).elements]),
)
def test_a_fault_is_reported_in_a_header_with_dropped_credentials(
    kind: Kind, data: st.DataObject, version: Version
) -> None:
    found, made = issues_of_a_fault("authHeader", kind, data, version)

    assert found == made


FaultAndIssues = tuple[str, list[tuple[str, str | None]]]


def issues_of_a_fault(
    element: str, kind: Kind, data: st.DataObject, version: Version
) -> tuple[FaultAndIssues, FaultAndIssues]:
    """The issues found in a document with one fault of a kind, and the fault; empty if none is possible."""
    document = full_document(version, element)
    assert document.complex_type is not None
    root = etree.fromstring(write_plain(document))
    places = [place for place in places_in(root, document.complex_type) if kind.is_possible(place)]
    if not places:
        return ("", []), ("", [])
    words, changed = kind.make(cast("st.DrawFn", data.draw), data.draw(st.sampled_from(places)))
    issues = ipsxml.validate(etree.tostring(root)).issues
    found = [(str(issue.code), issue.path) for issue in issues]
    return (words, found), (words, [(str(kind.code), path_of(changed))])


@pytest.mark.parametrize("builtin", sorted(PATTERNS))
def test_no_trap_is_a_valid_value(builtin: str) -> None:
    is_value = is_date_time if builtin == "xs:dateTime" else partial(is_value_of, builtin)

    assert [text for text in TRAPS[builtin] if is_value(text)] == []
    assert len(set(TRAPS[builtin])) == len(TRAPS[builtin])


@pytest.mark.parametrize("code", sorted({kind.code for kind in KINDS} - {"unlisted-value"}))
def test_every_kind_of_fault_is_drawn_in_the_smallest_document(code: str) -> None:
    api = "reference" if code == "out-of-range" else "2013-02-15"

    found = find(invalid_documents("taskItemProgress", api=api), lambda invalid: invalid.code == code)

    smallest = TaskItemProgress(
        item_name="", progress=0.0, progress_message="", last_progress_update=datetime(2000, 1, 1)
    )
    assert found.document == ipsxml.Document(smallest, api, "taskItemProgress")


@pytest.mark.slow
def test_an_unlisted_value_is_drawn_if_values_are_listed() -> None:
    found = find(
        invalid_documents("getActiveJobsReturn", api="reference"),
        lambda invalid: invalid.code == "unlisted-value",
    )

    assert (found.path, found.fault) == (
        "/getActiveJobsReturn/jobArray/items/type",
        "the value of type was changed from 'ImageServingPublish' to 'Unlisted'",
    )
