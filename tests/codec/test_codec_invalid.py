"""Faults in a plain value are rejected and named by their path."""

import json
from copy import deepcopy
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_values import VERSIONS, full_document, full_value, leaves, objects_in
from thoroughness import examples

import ipsxml
from ipsxml.codec import Document, plain_faults
from ipsxml.contract import Version, contract, version_named
from ipsxml.testing.strategies.value_strategies import plain_documents
from ipsxml.xml_writing import errors_in, write_plain

quickly = settings(max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck))
every_version = pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)

WRONG: dict[str, list[Any]] = {
    "xs:string": [
        None,
        7,
        1.5,
        True,
        [],
        {},
        "\0",
        "a\x0bb",
        "\ud800",
        "x\udfff",
        "\ufffe",
        "a\uffff",
        "\x1f",
    ],
    "xs:int": [None, "7", 1.5, True, False, 2**31, -(2**31) - 1, 10**30, [], {}],
    "xs:long": [None, "7", 1.5, True, 2**63, -(2**63) - 1, 10**30, [], {}],
    "xs:double": [None, "7", "Infinity", "nan", "inf", "+INF", "", True, [], {}],
    "xs:boolean": [None, "true", 0, 1, 1.0, "", [], {}],
    "xs:dateTime": [
        None,
        "",
        7,
        True,
        [],
        {},
        "2011-02-29T00:00:00",
        "2100-02-29T00:00:00",
        "2011-04-31T00:00:00",
        "2011-13-01T00:00:00",
        "2011-00-01T00:00:00",
        "2011-01-00T00:00:00",
        "2011-03-30",
        "2011-03-30 14:32:08",
        "2011-03-30T14:32",
        "2011-03-30T25:00:00",
        "2011-03-30T24:00:01",
        "2011-03-30T14:60:00",
        "2011-03-30T14:32:60",
        "2011-03-30T14:32:08.",
        "2011-03-30T14:32:08,5",
        "2011-03-30T14:32:08z",
        "2011-03-30T14:32:08+0500",
        "2011-03-30T14:32:08+14:01",
        "2011-03-30T14:32:08+05:60",
        "0000-03-30T14:32:08",
        "02011-03-30T14:32:08",
        "+2011-03-30T14:32:08",
        " 2011-03-30T14:32:08",
        "2011-03-30T14:32:08\n",
        "２011-03-30T14:32:08",
    ],
}


class Wrong(NamedTuple):
    """A document with one fault, the path of the fault, and its issue code."""

    document: Document
    path: str
    code: str


@st.composite
def wrong_documents(draw: st.DrawFn, version: Version) -> Wrong:
    good = draw(plain_documents(version))
    document = Document(deepcopy(good.payload), version.name, good.element)
    assert document.type_name is not None
    found = list(objects_in(document.payload, document.type_name, version))
    inside = list(leaves(document.payload, document.type_name, version))
    kind = draw(st.sampled_from(["drop", "add", "type", "leaf", "leaf"]))
    if kind == "leaf" and inside:
        leaf = draw(st.sampled_from(inside))
        leaf.holder[leaf.key] = draw(st.sampled_from(WRONG[leaf.builtin]))
        return Wrong(document, leaf.path, "bad-value")
    if kind == "drop":
        required = [
            (path, value, name)
            for path, value, type_name in found
            if isinstance(value, dict)
            for name, member in contract(version).types[type_name].members.items()
            if member.min_occurs
        ]
        if required:
            path, value, name = draw(st.sampled_from(required))
            del value[name]
            return Wrong(document, f"{path}.{name}" if path else name, "missing-element")
    path, value, _ = draw(st.sampled_from(found))
    if kind == "add" and isinstance(value, dict):
        name = draw(st.sampled_from(["unknown", "items", "", "JobArray"]))
        value[name] = draw(st.sampled_from([None, "x", []]))
        return Wrong(document, f"{path}.{name}" if path else name, "unexpected-element")
    other: Any = draw(st.sampled_from([None, "x", 7, {} if isinstance(value, list) else []]))
    return Wrong(_replaced(document, path, other), path, "bad-value")


def _replaced(document: Document, path: str, other: Any) -> Document:
    """The document with the value at ``path`` replaced."""
    parts = [part for part in path.replace("[", ".[").split(".") if part]
    steps = [int(part[1:-1]) if part.startswith("[") else part for part in parts]
    if not steps:
        return Document(other, document.api_version, document.element)
    holder: Any = document.payload
    for step in steps[:-1]:
        holder = holder[step]
    holder[steps[-1]] = other
    return document


@every_version
@quickly
@given(data=st.data())
def test_one_fault_is_one_error_at_its_path(version: Version, data: st.DataObject) -> None:
    wrong = data.draw(wrong_documents(version))

    with pytest.raises(ipsxml.EncodeError) as caught:
        write_plain(wrong.document)

    assert [(fault.path, fault.code) for fault in errors_in(wrong.document)] == [(wrong.path, wrong.code)]
    assert str(caught.value).startswith(f"{wrong.path}: " if wrong.path else "")
    assert str(caught.value)


@every_version
@quickly
@given(data=st.data())
def test_json_with_one_fault_is_rejected_with_its_path(version: Version, data: st.DataObject) -> None:
    wrong = data.draw(wrong_documents(version))
    content = {"@apiVersion": version.name, wrong.document.element: wrong.document.payload}
    dot = "." if wrong.path and not wrong.path.startswith("[") else ""
    expected = (wrong.code, f"{wrong.document.element}{dot}{wrong.path}")
    try:
        written = json.dumps(content, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # a lone surrogate
        written, expected = json.dumps(content).encode(), ("not-well-formed", "")

    with pytest.raises(ipsxml.InvalidDocument) as caught:
        ipsxml.from_json(written)

    assert [(issue.code, issue.path or "") for issue in caught.value.report.errors] == [expected]
    assert ipsxml.validate(written) == caught.value.report


@every_version
@quickly
@given(data=st.data())
def test_a_valid_document_has_no_errors(version: Version, data: st.DataObject) -> None:
    document = data.draw(plain_documents(version))

    assert errors_in(document) == []
    assert version.is_reference is False or list(plain_faults(document)) == []


ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(st.characters(), max_size=3),
        st.sampled_from([10**400, -(10**400), float("nan"), float("inf")]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.sampled_from("ab"), inner, max_size=2)
    ),
    max_leaves=4,
)


@pytest.mark.parametrize("name", ["reference", "pre-4.0", "2010-01-31", "2014-04-03"])
@settings(quickly, max_examples=examples(60))
@given(data=st.data(), anything=ANYTHING)
def test_the_check_finds_a_fault_if_and_only_if_the_encoder_rejects(
    name: str, data: st.DataObject, anything: Any
) -> None:
    version = version_named(name)
    elements = ("activeJob", "PDFOptions", "ThumbnailOptions", "submitJobReturn")
    known = [element for element in elements if element in contract(version).elements]
    full = full_document(version, data.draw(st.sampled_from(known)))
    value: Any = deepcopy(full.payload)
    value[data.draw(st.sampled_from(sorted(value)))] = anything
    document = Document(value, version.name, full.element)

    try:
        xml = write_plain(document)
    except ipsxml.EncodeError as error:
        assert errors_in(document), str(error)
        assert str(error)
    else:
        assert errors_in(document) == []
        assert ipsxml.validate(xml).errors == ()


@pytest.mark.parametrize("number", [10**400, -(10**400)], ids=["large", "small"])
def test_a_number_too_large_for_a_double_is_rejected_by_path(number: int) -> None:
    document = Document({"resolution": number}, "2010-01-31", "pdfOptions")

    with pytest.raises(ipsxml.EncodeError, match=r"^resolution: "):
        write_plain(document)


@pytest.mark.parametrize(
    "number", ["1e999", "-1e999", "1" + "0" * 400, "1" + "0" * 5000], ids=["1e999", "-1e999", "400", "5000"]
)
def test_json_with_a_number_too_large_for_a_double_is_rejected(number: str) -> None:
    content = f'{{"@apiVersion": "2010-01-31", "pdfOptions": {{"resolution": {number}}}}}'.encode()

    with pytest.raises(ipsxml.InvalidDocument):
        ipsxml.from_json(content)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (True, "true is not a string"),
        (False, "false is not a string"),
        (None, "null is not a string"),
        (1.5, "1.5 is not a string"),
        ([], "an array is not a string"),
        ({}, "an object is not a string"),
    ],
)
def test_a_message_shows_a_value_as_json(value: Any, message: str) -> None:
    content = {"@apiVersion": "2010-01-31", "submitJobReturn": {"jobHandle": value}}

    [issue] = ipsxml.validate(json.dumps(content).encode()).issues

    assert (issue.path, issue.message) == ("submitJobReturn.jobHandle", message)


def test_a_size_with_too_many_digits_is_rejected_by_path() -> None:
    value = full_value(version_named("reference"), "ActiveJob") | {"totalSize": 10**5000}

    with pytest.raises(ipsxml.EncodeError, match=r"^totalSize: "):
        write_plain(Document(value, "reference", "activeJob"))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"emailSetting": "Sometimes"}, "'Sometimes' is not among the documented values"),
        ({"locale": "english"}, "'english' does not have the documented form"),
    ],
)
def test_the_reference_contract_rejects_values_its_pages_do_not_allow(
    value: dict[str, Any], message: str
) -> None:
    reading = contract(version_named("reference"))
    [name] = value
    element, complex_type = next(found for found in reading.elements.items() if name in found[1].members)
    whole = full_value(version_named("reference"), complex_type.name) | value

    with pytest.raises(ipsxml.EncodeError) as caught:
        write_plain(Document(whole, "reference", element))

    assert str(caught.value).startswith(f"{name}: {message}")


def test_the_message_about_an_unknown_element_says_when_it_was_added() -> None:
    job = full_value(version_named("2010-01-31"), "ActiveJob")
    newer = deepcopy(job)
    newer["taskProgressArray"] = [newer["taskProgressArray"][0] | {"taskState": "Done"}]
    document = Document({"jobArray": [job, job, job, newer]}, "2010-01-31", "getActiveJobsReturn")

    with pytest.raises(ipsxml.EncodeError) as caught:
        write_plain(document)

    assert str(caught.value) == (
        "jobArray[3].taskProgressArray[0].taskState: 2010-01-31 has no such element "
        "(taskState was added in 2012-02-14; this document's version is 2010-01-31)"
    )


def test_a_root_element_that_a_version_lacks_is_an_encode_error() -> None:
    with pytest.raises(
        ipsxml.EncodeError, match=r"^pre-4\.0 has no taskProgress \(taskProgress was added in 2008-01-15"
    ):
        write_plain(Document({}, VERSIONS[1].name, "taskProgress"))


def test_many_faults_are_counted_and_the_first_ten_listed() -> None:
    document = Document([1] * 13, "2010-01-31", "stringArray")

    with pytest.raises(ipsxml.EncodeError) as caught:
        write_plain(document)

    messages = str(caught.value).split("; ")
    assert messages == [*(f"[{index}]: 1 is not a string" for index in range(10)), "and 3 more"]


def test_an_alias_from_the_reference_pages_is_not_a_key() -> None:
    value = full_value(version_named("reference"), "ActiveJob")
    value["ripPdfJob"] = value.pop("ripPdfsJob")

    with pytest.raises(
        ipsxml.EncodeError, match=r"^ripPdfJob: .*the reference pages' name for ripPdfsJob\)$"
    ):
        write_plain(Document(value, "reference", "activeJob"))


@pytest.mark.parametrize("builtin_and_member", ["PDFOptions.resolution", "ThumbnailOptions.thumbnailTime"])
def test_a_number_with_thousands_of_digits_is_rejected_by_path(builtin_and_member: str) -> None:
    element, name = builtin_and_member.split(".")

    with pytest.raises(ipsxml.EncodeError, match=rf"^{name}: "):
        write_plain(Document({name: 10**5000}, "2010-01-31", element))


def test_a_whole_number_with_a_zero_fraction_is_an_integer() -> None:
    content = b'{"@apiVersion": "2010-01-31", "thumbnailOptions": {"thumbnailTime": 7.0}}'

    document = ipsxml.from_json(content)

    assert repr(document.payload) == repr(ipsxml.ThumbnailOptions(thumbnail_time=7))
    assert b"<thumbnailTime>7</thumbnailTime>" in ipsxml.encode(document)
