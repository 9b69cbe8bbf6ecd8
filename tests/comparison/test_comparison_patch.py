"""A patch turns the old document into the new one, and its result is always valid."""

from typing import Any

import jsonpatch
import msgspec
import pytest
from captured import plain_in
from comparison_pairs import handles, job, pairs, response, task
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from thoroughness import examples

import ipsxml
from ipsxml.codec import Document, write_json
from ipsxml.comparison import Diff, compare, rules_of
from ipsxml.comparison.json_patches import apply_patch, json_patch, read_patch

RULES = rules_of()

thoroughly = settings(max_examples=examples(300), deadline=None, suppress_health_check=list(HealthCheck))


def content_of(document: Document) -> Any:
    return msgspec.json.decode(write_json(document))


def patched_by_jsonpatch(found: Diff) -> Any:
    return jsonpatch.apply_patch(content_of(found.old), json_patch(found))


def difference(old: bytes, new: bytes, **options: Any) -> Diff:
    return ipsxml.diff(old, new, **options)


@thoroughly
@given(pair=pairs(), envelopes=st.tuples(*[st.sampled_from([None, "1.1", "1.2"])] * 2))
def test_a_patch_turns_the_old_document_into_the_new_one(
    pair: tuple[Document, Document], envelopes: tuple[str | None, str | None]
) -> None:
    old, new = (
        Document(document.payload, document.api_version, document.element, envelope)
        for document, envelope in zip(pair, envelopes, strict=True)
    )

    patched = patched_by_jsonpatch(compare(old, new, RULES))

    after = plain_in(msgspec.json.encode(patched))
    assert compare(after, new, RULES).changes == ()
    assert (after.soap_version, after.element, after.version) == (new.soap_version, new.element, new.version)
    assert after == apply_patch(old, json_patch(compare(old, new, RULES)))


@thoroughly
@given(
    old=st.lists(st.sampled_from("abcdefgh"), unique=True),
    new=st.lists(st.sampled_from("abcdefgh"), unique=True),
)
def test_patched_items_are_in_the_new_order(old: list[str], new: list[str]) -> None:
    found = difference(response(*map(job, old)), response(*map(job, new)))

    assert patched_by_jsonpatch(found) == content_of(found.new)
    assert len(json_patch(found)) == len(found)


@thoroughly
@given(old=st.lists(st.sampled_from("abc"), max_size=8), new=st.lists(st.sampled_from("abc"), max_size=8))
def test_patched_strings_are_in_the_new_order(old: list[str], new: list[str]) -> None:
    found = difference(handles(*old), handles(*new))

    assert patched_by_jsonpatch(found) == content_of(found.new)


def test_nested_items_that_move_and_change_are_patched() -> None:
    old = response(
        job("a", taskProgressArray=[task("x"), task("y"), task("z")]), job("b"), job("c", progress=1)
    )
    new = response(
        job("n"),
        job("c", progress=2, taskProgressArray=[task("q")]),
        job("a", taskProgressArray=[task("z", numPending=3), task("x")]),
    )

    found = difference(old, new)

    assert patched_by_jsonpatch(found) == content_of(found.new)


def test_ignored_changes_are_not_patched() -> None:
    old = response(job("a", progress=1, state="New"), job("b"))
    new = response(job("b"), job("c"), job("a", progress=2, state="Done"))

    found = difference(old, new, ignore=["**/progress", "jobArray[c]"])

    assert patched_by_jsonpatch(found) == content_of(
        plain_in(response(job("b"), job("a", progress=1, state="Done")))
    )


def test_a_new_member_is_inserted_in_wire_order() -> None:
    old = plain_in(response(job("a")))
    operations = [{"op": "add", "path": "/getActiveJobsReturn/jobArray/0/description", "value": "x"}]

    names = list(apply_patch(old, operations).payload["jobArray"][0])

    assert names[names.index("locale") + 1] == "description"


@pytest.mark.parametrize(
    ("operation", "message"),
    [
        ({"op": "replace", "path": "/nothing/here", "value": 1}, "operation 1, replace /nothing/here: "),
        (
            {"op": "remove", "path": "/getActiveJobsReturn/jobArray/7"},
            "operation 1, remove /getActiveJobsReturn/",
        ),
        ({"op": "add", "path": "/getActiveJobsReturn/jobArray/x", "value": 1}, "operation 1, add "),
        ({"op": "add", "path": "/@apiVersion/x", "value": 1}, "operation 1, add /@apiVersion/x: "),
        ({"op": "jump", "path": "/"}, "operation 1, jump /: "),
        ({"path": "/"}, "operation 1, None /: "),
        ({"op": "test", "path": "/@apiVersion", "value": "no"}, "operation 1, test /@apiVersion: "),
        ({"op": "remove", "path": 7}, "operation 1, remove 7: "),
        ({"op": "replace", "path": "", "value": 7}, ""),
    ],
)
def test_an_operation_that_fails_is_reported(operation: dict[str, Any], message: str) -> None:
    old = plain_in(response(job("a")))

    with pytest.raises(ipsxml.IpsXmlError) as caught:
        apply_patch(old, [operation])

    assert str(caught.value).startswith(message)


def test_the_result_of_a_patch_is_validated() -> None:
    old = plain_in(response(job("a")))
    operations = [
        {"op": "replace", "path": "/getActiveJobsReturn/jobArray/0/progress", "value": "much"},
        {"op": "remove", "path": "/getActiveJobsReturn/jobArray/0/state"},
    ]

    with pytest.raises(ipsxml.InvalidDocument) as caught:
        apply_patch(old, operations)

    assert [(issue.code, issue.path) for issue in caught.value.report.issues] == [
        ("missing-element", "getActiveJobsReturn.jobArray[0].state"),
        ("bad-value", "getActiveJobsReturn.jobArray[0].progress"),
    ]


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"[", b"\xff", b"[" * 100_000])
def test_malformed_patches_are_reported(content: bytes) -> None:
    with pytest.raises(ipsxml.PatchError, match="not a JSON array of operations"):
        read_patch(content)


@pytest.mark.parametrize(
    ("operations", "message"),
    [
        ([5], "operation 1 is not an object"),
        ("[]", "operation 1 is not an object"),
        ([{"op": "copy", "path": "/x"}], "operation 1, copy /x: .*from"),
        ([{"op": "add", "path": "/x", "value": "\ud800"}], "a value cannot be written as JSON"),
        ([{"op": "add", "path": "/x", "value": object()}], "a value cannot be written as JSON"),
    ],
    ids=["number", "text", "copy from nowhere", "half a character", "object"],
)
def test_invalid_operations_are_patch_errors(operations: Any, message: str) -> None:
    with pytest.raises(ipsxml.PatchError, match=message):
        ipsxml.patch(b'{"@apiVersion": "2010-01-31", "submitJobReturn": {"jobHandle": "j"}}', operations)
