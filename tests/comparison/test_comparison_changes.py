"""The kinds of changes, their paths and pointers, and when two items are the same."""

import io
from pathlib import Path
from typing import Any

import pytest
from comparison_pairs import as_tuples, document, handles, job, response, task, tasks

import ipsxml
from ipsxml.comparison import Change, Comparable, Item
from ipsxml.contract import version_named
from ipsxml.errors import EncodeError

RESPONSE = Path(__file__).parents[2] / "fixtures" / "get_active_jobs.xml"
DETAIL = {"logMessage": "done", "logType": "Info"}
AUX = {**DETAIL, "dateCreated": "2013-05-01T00:00:00Z"}
EMPTY = "<{0} xmlns='http://www.scene7.com/IpsApi/xsd/{1}'/>"


def test_a_change_has_a_path_by_identity_and_pointers_by_position() -> None:
    name = "j|7||winter_2013-03-04-09:30:00.000|1001"
    upload = "com.example.UploadTask"
    old = response(job("j|1"), job(name, taskProgressArray=[task("a"), task(upload)]))
    new = response(job(name, taskProgressArray=[task(upload, progress=0.75), task("b")]))

    changes = ipsxml.diff(old, new).changes

    steps = ("jobArray", Item(name, 1, 0), "taskProgressArray", Item(upload, 1, 0), "progress")
    assert changes[2] == Change("changed", steps, "getActiveJobsReturn", 0.5, 0.75, "Fraction")
    assert changes[2].path == f"jobArray[{name}].taskProgressArray[{upload}].progress"
    assert changes[2].old_pointer == "/getActiveJobsReturn/jobArray/1/taskProgressArray/1/progress"
    assert changes[2].pointer == "/getActiveJobsReturn/jobArray/0/taskProgressArray/0/progress"
    assert [(change.kind, change.path, change.old_pointer, change.pointer) for change in changes] == [
        (
            "removed",
            "jobArray[j|1]",
            "/getActiveJobsReturn/jobArray/0",
            "/getActiveJobsReturn/jobArray/0",
        ),
        (
            "removed",
            f"jobArray[{name}].taskProgressArray[a]",
            "/getActiveJobsReturn/jobArray/1/taskProgressArray/0",
            "/getActiveJobsReturn/jobArray/1/taskProgressArray/0",
        ),
        ("changed", changes[2].path, changes[2].old_pointer, changes[2].pointer),
        (
            "added",
            f"jobArray[{name}].taskProgressArray[b]",
            "/getActiveJobsReturn/jobArray/1/taskProgressArray/-",
            "/getActiveJobsReturn/jobArray/0/taskProgressArray/1",
        ),
    ]


def test_an_added_or_removed_member_has_its_complete_value() -> None:
    old = document("activeJob", job("j|1", description="d"))
    new = document(
        "activeJob", job("j|1", imageServingPublishJob={"publishType": "Full", "emailSetting": "All"})
    )

    changes = ipsxml.diff(old, new).changes

    added = {"publishType": "Full", "emailSetting": "All"}
    assert changes == (
        Change("removed", ("description",), "activeJob", "d", None, "xs:string"),
        Change("added", ("imageServingPublishJob",), "activeJob", None, added, "ImageServingPublishJob"),
    )
    assert changes[1].old_pointer == changes[1].pointer == "/activeJob/imageServingPublishJob"


def test_absent_empty_and_present_are_three_different_things() -> None:
    values: list[dict[str, Any]] = [{}, {"auxArray": []}, {"auxArray": [AUX]}]
    absent, empty, present = (document("jobLogDetail", {**DETAIL, **value}) for value in values)

    assert as_tuples(ipsxml.diff(absent, empty).changes) == [("added", "auxArray", None, [])]
    assert as_tuples(ipsxml.diff(empty, present).changes) == [("added", "auxArray[0]", None, AUX)]
    assert as_tuples(ipsxml.diff(present, absent).changes) == [("removed", "auxArray", [AUX], None)]


def test_a_moved_item_is_one_change_next_to_the_changes_inside_it() -> None:
    old = tasks(task("a"), task("b"), task("c", numPending=1))
    new = tasks(task("new"), task("c", numPending=2), task("a"), task("b"))

    assert as_tuples(ipsxml.diff(old, new).changes) == [
        ("added", "[new]", None, task("new")),
        ("moved", "[c]", 2, 1),
        ("changed", "[c].numPending", 1, 2),
    ]


def test_added_and_removed_items_do_not_make_others_move() -> None:
    old = tasks(task("a"), task("b"), task("c"), task("d"))
    new = tasks(task("x"), task("b"), task("y"), task("d"), task("z"))

    assert [change.kind for change in ipsxml.diff(old, new).changes] == [
        "removed",
        "added",
        "removed",
        "added",
        "added",
    ]


def test_repeated_keys_are_matched_in_order_of_appearance() -> None:
    old = tasks(task("a"), task("b"), task("a", numPending=2))
    new = tasks(task("a"), task("a", numPending=3), task("b"), task("a"))

    assert as_tuples(ipsxml.diff(old, new).changes) == [
        ("changed", "[a#2].numPending", 2, 3),
        ("moved", "[b]", 1, 2),
        ("added", "[a#3]", None, task("a")),
    ]


def test_a_key_that_looks_like_a_repeated_one_is_distinguished() -> None:
    content = tasks(task("a#2"), task("a"), task("a", numPending=2), task("a"))
    changed = tasks(task("a#2", numPending=9), task("a"), task("a", numPending=3), task("a"))

    assert as_tuples(ipsxml.diff(content, changed).changes) == [
        ("changed", "[a#2].numPending", 0, 9),
        ("changed", "[a#3].numPending", 2, 3),
    ]


def test_a_job_without_a_handle_is_identified_by_its_name() -> None:
    old = response(job("", name="winter"), job("", name="summer"))
    new = response(job("", name="summer"), job("", name="winter", progress=11))

    assert as_tuples(ipsxml.diff(old, new).changes) == [
        ("moved", "jobArray[winter]", 0, 1),
        ("changed", "jobArray[winter].progress", 10, 11),
    ]


def test_items_without_a_key_are_matched_by_position() -> None:
    old = document("jobLogDetailAuxArray", [{**AUX, "logMessage": "a"}, {**AUX, "logMessage": "b"}])
    new = document(
        "jobLogDetailAuxArray",
        [{**AUX, "logMessage": "b"}, {**AUX, "logMessage": "b"}, {**AUX, "logMessage": "c"}],
    )

    assert as_tuples(ipsxml.diff(old, new).changes) == [
        ("changed", "[0].logMessage", "a", "b"),
        ("added", "[2]", None, {**AUX, "logMessage": "c"}),
    ]


def test_arrays_of_strings_are_compared_as_sequences() -> None:
    changes = ipsxml.diff(handles("a", "b", "c", "d"), handles("a", "x", "c", "d", "b")).changes

    assert as_tuples(changes) == [
        ("removed", "[1]", "b", None),
        ("added", "[1]", None, "x"),
        ("added", "[4]", None, "b"),
    ]
    assert [change.type_name for change in changes] == ["xs:string"] * 3


def test_strings_that_repeat_very_often_are_compared_quickly() -> None:
    old, new = handles(*"ab" * 2000), handles(*"ba" * 2000)

    found = ipsxml.diff(old, new)

    assert found.counts == {"added": 2000, "removed": 2000, "changed": 0, "moved": 0}


def test_a_different_version_is_one_change() -> None:
    old, new = (EMPTY.format("stopJobReturn", version).encode() for version in ("2010-01-31", "2013-02-15"))

    [change] = ipsxml.diff(old, new).changes

    assert change == Change("changed", (), "@apiVersion", "2010-01-31", "2013-02-15", "xs:string")
    assert (change.path, change.pointer, change.old_pointer) == (
        "@apiVersion",
        "/@apiVersion",
        "/@apiVersion",
    )


def test_envelopes_are_not_compared() -> None:
    document = ipsxml.decode(RESPONSE)

    assert document.soap_version == "1.1"
    assert not ipsxml.diff(RESPONSE, ipsxml.encode(document, envelope="none"))


def test_a_different_payload_is_one_removed_and_one_added() -> None:
    old = document("submitJobReturn", {"jobHandle": "j|1"})
    new = document("stopJobReturn", {})

    changes = ipsxml.diff(old, new).changes

    assert changes == (
        Change("removed", (), "submitJobReturn", {"jobHandle": "j|1"}, None, "submitJobReturn"),
        Change("added", (), "stopJobReturn", None, {}, "stopJobReturn"),
    )
    assert [(change.path, change.old_pointer, change.pointer) for change in changes] == [
        ("submitJobReturn", "/submitJobReturn", "/submitJobReturn"),
        ("stopJobReturn", "/stopJobReturn", "/stopJobReturn"),
    ]


def test_sources_documents_and_files_of_any_form_can_be_compared() -> None:
    content = RESPONSE.read_bytes()
    sources: list[Comparable] = [
        RESPONSE,
        str(RESPONSE),
        content,
        io.BytesIO(content),
        ipsxml.to_json(RESPONSE),
        ipsxml.decode(content),
    ]

    assert [len(ipsxml.diff(RESPONSE, source)) for source in sources] == [0] * 6


def test_a_model_object_has_the_version_and_element_of_the_other_side() -> None:
    value = {"sourceUrl": "https://example.com/a", "destPath": "a"}
    old = document("UploadUrl", value, version_named("2010-01-31"))
    same, other = (ipsxml.UploadUrl(source_url=url, dest_path="a") for url in (value["sourceUrl"], "b"))

    assert not ipsxml.diff(old, same)
    assert not ipsxml.diff(same, old)
    assert as_tuples(ipsxml.diff(other, old).changes) == [
        ("changed", "sourceUrl", "b", "https://example.com/a")
    ]
    assert as_tuples(ipsxml.diff(same, other).changes) == [
        ("changed", "sourceUrl", "https://example.com/a", "b")
    ]
    assert [change.kind for change in ipsxml.diff(old, ipsxml.StopJobReturn()).changes] == [
        "removed",
        "added",
    ]


def test_invalid_documents_cannot_be_compared() -> None:
    with pytest.raises(ipsxml.InvalidDocument):
        ipsxml.diff(RESPONSE, b"<html/>")
    with pytest.raises(ipsxml.SourceError):
        ipsxml.diff(RESPONSE, "no/such/file.xml")
    with pytest.raises(EncodeError):
        ipsxml.diff(RESPONSE, ipsxml.Document(object(), "2013-02-15", "stopJobReturn"))
    with pytest.raises(TypeError, match="a source must be a path, bytes, or a binary file, not int"):
        ipsxml.diff(RESPONSE, 7)  # type: ignore[arg-type]


def test_a_diff_counts_changes_by_kind_and_keeps_both_documents() -> None:
    old, new = tasks(task("a"), task("b")), tasks(task("b"), task("a", numPending=5), task("c"))

    found = ipsxml.diff(old, new)

    assert found.counts == {"added": 1, "removed": 0, "changed": 1, "moved": 1}
    assert (len(found), bool(found)) == (3, True)
    assert (found.old.element, found.new.payload) == (
        "taskProgressArray",
        [task("b"), task("a", numPending=5), task("c")],
    )
