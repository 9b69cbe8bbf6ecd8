"""Ignoring and selecting changes with patterns for their paths."""

from collections.abc import Sequence

import pytest
from comparison_pairs import as_tuples, document, handles, job, response, task
from hypothesis import assume, given
from hypothesis import strategies as st

import ipsxml
from ipsxml.comparison import Change, Item
from ipsxml.comparison.selection import selector
from ipsxml.testing.strategies.leaf_strategies import texts


def item(name: str, **members: object) -> dict[str, object]:
    return {
        "itemName": name,
        "progress": 0.5,
        "progressMessage": "",
        "lastProgressUpdate": "2013-05-01T00:00:08Z",
        **members,
    }


OLD = response(
    job("j|1", taskProgressArray=[task("a.b/c", taskItemProgressArray=[item("photo[1].jpg")])]),
    job("j|2"),
)
LATER = "2014-01-01T00:00:00Z"
NEW = response(
    job(
        "j|1",
        progress=20,
        lastProgressUpdate=LATER,
        taskProgressArray=[
            task(
                "a.b/c",
                progress=0.75,
                lastProgressUpdate=LATER,
                taskItemProgressArray=[item("photo[1].jpg", progress=1.0, progressMessage="x")],
            )
        ],
    ),
    job("j|2", progress=30),
    job("j|3"),
)
TASK = "jobArray[j|1].taskProgressArray[a.b/c]"
ITEM = f"{TASK}.taskItemProgressArray[photo[1].jpg]"
PATHS = [
    "jobArray[j|1].progress",
    "jobArray[j|1].lastProgressUpdate",
    f"{TASK}.progress",
    f"{TASK}.lastProgressUpdate",
    f"{ITEM}.progress",
    f"{ITEM}.progressMessage",
    "jobArray[j|2].progress",
    "jobArray[j|3]",
]


def paths(*, ignore: Sequence[str] = (), only: Sequence[str] = ()) -> list[str]:
    return [change.path for change in ipsxml.diff(OLD, NEW, ignore=ignore, only=only).changes]


@pytest.mark.parametrize(
    ("pattern", "numbers", "around"),
    [
        ("**", {0, 1, 2, 3, 4, 5, 6, 7}, set()),
        ("*", {0, 1, 2, 3, 4, 5, 6, 7}, set()),
        ("**/lastProgressUpdate", {1, 3}, set()),
        ("**.progress", {0, 2, 4, 6}, {7}),
        ("**/progressMessage", {5}, {7}),
        ("jobArray", {0, 1, 2, 3, 4, 5, 6, 7}, set()),
        ("jobArray[*]", {0, 1, 2, 3, 4, 5, 6, 7}, set()),
        ("jobArray[*].progress", {0, 6}, {7}),
        ("jobArray/[*]/progress", {0, 6}, {7}),
        ("jobArray.progress", {0, 6}, {7}),
        ("jobArray/*/progress", {0, 6}, {7}),
        ("jobArray[*].*.progress", set(), set()),
        ("jobArray[*].*[*].progress", {2}, set()),
        ("jobArray.*.*.*.progress", {2}, set()),
        ("jobArray[j|2]", {6}, set()),
        ("jobArray[j|3]", {7}, set()),
        ("jobArray[j|]", set(), set()),
        ("jobArray[*].taskProgressArray[*].taskItemProgressArray", {4, 5}, set()),
        ("jobArray.taskProgressArray.taskItemProgressArray.progress", {4}, set()),
        ("**/[photo[1].jpg]", {4, 5}, set()),
        ("**/taskProgressArray[a.b/c]/*", {2, 3, 4, 5}, set()),
        ("**/taskProgressArray/**/progress", {2, 4}, set()),
        ("**/[*]", {0, 1, 2, 3, 4, 5, 6, 7}, set()),
        ("getActiveJobsReturn", {0, 1, 2, 3, 4, 5, 6, 7}, set()),
        ("getActiveJobsReturn/jobArray/[*]/progress", {0, 6}, {7}),
        ("progress", set(), set()),
        ("@apiVersion", set(), set()),
        ("stopJobReturn", set(), set()),
    ],
)
def test_a_pattern_selects_its_matches_and_everything_inside(
    pattern: str, numbers: set[int], around: set[int]
) -> None:
    kept = [path for number, path in enumerate(PATHS) if number in numbers | around]
    others = [path for number, path in enumerate(PATHS) if number not in numbers]

    assert paths() == PATHS
    assert paths(only=[pattern]) == kept
    assert paths(ignore=[pattern]) == others


def test_patterns_add_up_and_ignore_wins_over_only() -> None:
    assert paths(only=["jobArray[j|2]", "jobArray[j|3]"]) == PATHS[6:]
    assert paths(ignore=["**/progress", "**/lastProgressUpdate"]) == [PATHS[5], PATHS[7]]
    assert paths(only=["jobArray[*].progress"], ignore=["jobArray[j|1]"]) == PATHS[6:]
    assert paths(only=["jobArray[*].progress"], ignore=["**/progress"]) == []
    assert paths(only=["jobArray[j|3]"], ignore=["jobArray[*].*"]) == [PATHS[7]]


TASKLESS, WITH_TASK = response(job("j|1")), response(job("j|1", taskProgressArray=[task("a")]))
FLAGS = {"overwrite": True, "readyForPublish": True, "createMask": False}
WITH_OPTIONS = response(job("j|1", uploadUrlsJob={"urlArray": [], **FLAGS, "emailSetting": "None"}))


@pytest.mark.parametrize(
    ("old", "new", "pattern", "path"),
    [
        (response(job("j|1"), job("j|2")), response(job("j|1")), "jobArray[*].state", "jobArray[j|2]"),
        (response(job("j|1"), job("j|2")), response(job("j|1")), "jobArray[j|2].state", "jobArray[j|2]"),
        (response(job("j|1"), job("j|2")), response(job("j|1")), "jobArray[j|1].state", None),
        (response(job("j|1")), response(), "**/lastProgressUpdate", None),
        (response(job("j|1")), response(), "**/taskState", None),
        (WITH_TASK, response(), "**/taskState", "jobArray[j|1]"),
        (WITH_TASK, response(), "**/taskProgressArray[a]", "jobArray[j|1]"),
        (WITH_TASK, response(), "**/taskProgressArray[b]", None),
        (WITH_TASK, TASKLESS, "**/taskState", "jobArray[j|1].taskProgressArray[a]"),
        (WITH_TASK, TASKLESS, "jobArray[*].state", None),
        (WITH_OPTIONS, TASKLESS, "**/overwrite", "jobArray[j|1].uploadUrlsJob"),
        (WITH_OPTIONS, TASKLESS, "**/urlArray", "jobArray[j|1].uploadUrlsJob"),
        (WITH_OPTIONS, TASKLESS, "**/numUrls", None),
        (response(job("j|1"), job("j|1")), response(job("j|1")), "**[j|1#2].state", "jobArray[j|1#2]"),
    ],
)
def test_an_added_or_removed_value_is_kept_if_it_contains_a_selected_place(
    old: bytes, new: bytes, pattern: str, path: str | None
) -> None:
    removed, added = ipsxml.diff(old, new, only=[pattern]), ipsxml.diff(new, old, only=[pattern])

    assert [(change.kind, change.path) for change in removed.changes] == ([("removed", path)] if path else [])
    assert [(change.kind, change.path) for change in added.changes] == ([("added", path)] if path else [])


def test_ignoring_parts_of_a_job_does_not_hide_its_removal() -> None:
    found = ipsxml.diff(response(job("j|1")), response(), ignore=["jobArray[*].state", "**/progress"])

    assert as_tuples(found.changes) == [("removed", "jobArray[j|1]", job("j|1"), None)]


def test_a_different_payload_is_always_selected() -> None:
    fault = document("authorizationFault", {"code": 20000, "reason": "no"})
    old = response(job("j|1"))

    found = ipsxml.diff(old, fault, only=["jobArray[j|7].state"])
    without_fault = ipsxml.diff(old, fault, only=["**/state"], ignore=["authorizationFault"])

    assert [(change.kind, change.path) for change in found.changes] == [
        ("removed", "getActiveJobsReturn"),
        ("added", "authorizationFault"),
    ]
    assert without_fault.changes == found.changes[:1]


def test_a_single_string_is_one_pattern() -> None:
    found = ipsxml.diff(OLD, NEW, only="jobArray[j|3]")

    assert as_tuples(found.changes) == [("added", "jobArray[j|3]", None, job("j|3"))]


@pytest.mark.parametrize("pattern", ["@apiVersion", "stopJobReturn", "*"])
def test_a_change_of_payload_or_version_is_ignored_by_name(pattern: str) -> None:
    sides = (
        b"<stopJobReturn xmlns='http://www.scene7.com/IpsApi/xsd/2010-01-31'/>",
        document("pauseJobReturn", {}),
    )
    others = {"@apiVersion": [1, 2], "stopJobReturn": [0, 2], "*": []}[pattern]

    everything = ipsxml.diff(*sides).changes

    assert [change.path for change in everything] == ["@apiVersion", "stopJobReturn", "pauseJobReturn"]
    assert ipsxml.diff(*sides, ignore=[pattern]).changes == tuple(everything[number] for number in others)


def test_a_change_of_version_is_selected_by_name() -> None:
    old = b"<stopJobReturn xmlns='http://www.scene7.com/IpsApi/xsd/2010-01-31'/>"
    new = document("stopJobReturn", {})

    found = [ipsxml.diff(old, new, only=[pattern]).changes for pattern in ("@apiVersion", "stopJobReturn")]

    assert [as_tuples(changes) for changes in found] == [
        [("changed", "@apiVersion", "2010-01-31", "2013-02-15")],
        [],
    ]


def test_an_item_without_a_key_is_selected_by_its_position() -> None:
    old, new = handles("a", "b", "c"), handles("x", "b", "y")

    assert as_tuples(ipsxml.diff(old, new, only=["[2]"]).changes) == [
        ("removed", "[2]", "c", None),
        ("added", "[2]", None, "y"),
    ]


@given(labels=st.lists(texts, min_size=2, max_size=2))
def test_the_path_of_a_change_is_a_pattern_for_it(labels: list[str]) -> None:
    assume(not any("[" in label or "]" in label or label == "*" for label in labels))
    outer, inner = (Item(label, 0, 0) for label in labels)
    change = Change(
        "changed", ("jobArray", outer, "taskProgressArray", inner, "progress"), "x", 0, 1, "Fraction"
    )
    other = Change(
        "changed", ("jobArray", outer, "taskProgressArray", inner, "numPending"), "x", 0, 1, "xs:int"
    )

    is_kept = selector([], [change.path])

    assert is_kept is not None
    assert (is_kept(change), is_kept(other)) == (True, False)


@pytest.mark.parametrize("label", ["a]b", "a[b", "[", "x[1][2]", "[a].progress", "a.b/c", "#2", "^$.*"])
def test_a_label_is_literal(label: str) -> None:
    changes = [
        Change("changed", ("jobArray", Item(found, 0, 0), "progress"), "x", 0, 1, "Fraction")
        for found in (label, f"{label}x")
    ]

    is_kept = selector([], [f"jobArray[{label}].progress"])

    assert is_kept is not None
    assert [is_kept(change) for change in changes] == [True, False]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        (
            "jobArray.progres",
            "invalid path 'jobArray.progres': unknown element progres; did you mean progress?",
        ),
        ("xyzzy", "invalid path 'xyzzy': unknown element xyzzy"),
        ("ripPdfJob", "invalid path 'ripPdfJob': unknown element ripPdfJob; did you mean ripPdfsJob?"),
        ("jobArray/items/name", "invalid path 'jobArray/items/name': write [*] for an array item, not items"),
        ("jobArray/0/name", "invalid path 'jobArray/0/name': write [0] for an array item, not 0"),
        ("", "invalid path '': a segment is missing at the end"),
        ("jobArray..name", "invalid path 'jobArray..name': cannot parse '.name'"),
        ("/jobArray", "invalid path '/jobArray': cannot parse '/jobArray'"),
        ("jobArray.", "invalid path 'jobArray.': a segment is missing at the end"),
        ("jobArray[1", "invalid path 'jobArray[1': cannot parse '[1'"),
        ("jobArray]", "invalid path 'jobArray]': a separator is missing before ']'"),
        ("jobArray***", "invalid path 'jobArray***': a separator is missing before '***'"),
        ("jobArray[a]b", "invalid path 'jobArray[a]b': cannot parse '[a]b'"),
    ],
)
def test_an_impossible_pattern_is_rejected(pattern: str, message: str) -> None:
    with pytest.raises(ipsxml.PatternError) as refusal:
        ipsxml.diff(OLD, NEW, ignore=[pattern])

    assert str(refusal.value) == message
    assert isinstance(refusal.value, ValueError)
