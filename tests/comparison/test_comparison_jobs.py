"""The changed jobs of a comparison, each with what happened to it."""

from comparison_pairs import document, job, response, task, tasks, told

import ipsxml
from ipsxml.comparison import Item, JobDiff


def test_each_changed_job_has_its_kind_its_states_and_its_changes() -> None:
    old = response(
        job("gone"), job("same"), job("moved"), job("a", progress=50, taskProgressArray=[task("t")])
    )
    new = response(
        job("moved"),
        job("same"),
        job("a", state="Done", progress=100, taskProgressArray=[task("t", numPending=3)]),
        job("new", progress=3),
    )

    found = ipsxml.diff(old, new)

    changes = {change.path: change for change in found.changes}
    assert found.summary == (
        JobDiff(
            "gone",
            "gone_name",
            "removed",
            "Running",
            None,
            10,
            None,
            (changes["jobArray[gone]"],),
            ("jobArray", Item("gone", 0, None)),
        ),
        JobDiff(
            "same",
            "same_name",
            "moved",
            "Running",
            "Running",
            10,
            10,
            (changes["jobArray[same]"],),
            ("jobArray", Item("same", 1, 1)),
        ),
        JobDiff(
            "a",
            "a_name",
            "changed",
            "Running",
            "Done",
            50,
            100,
            (
                changes["jobArray[a].state"],
                changes["jobArray[a].progress"],
                changes["jobArray[a].taskProgressArray[t].numPending"],
            ),
            ("jobArray", Item("a", 3, 2)),
        ),
        JobDiff(
            "new",
            "new_name",
            "added",
            None,
            "Running",
            None,
            3,
            (changes["jobArray[new]"],),
            ("jobArray", Item("new", None, 3)),
        ),
    )


def test_a_job_that_moved_and_changed_has_changed() -> None:
    old = response(job("a"), job("b"), job("c"))
    new = response(job("c", progress=11), job("a"), job("b"))

    [found] = ipsxml.diff(old, new).summary

    assert (found.handle, found.kind, told(found.changes)) == (
        "c",
        "changed",
        [("moved", "jobArray[c]", 2, 0), ("changed", "jobArray[c].progress", 10, 11)],
    )


def test_a_payload_that_is_a_job_is_one() -> None:
    found = ipsxml.diff(document("activeJob", job("a")), document("activeJob", job("b", state="Done")))

    assert [(each.handle, each.kind, each.state_before, each.state_after) for each in found.summary] == [
        ("b", "changed", "Running", "Done")
    ]
    assert found.summary[0].changes == found.changes


def test_of_a_log_the_name_is_that_of_its_job() -> None:
    def log(message: str) -> bytes:
        entry = {
            "jobHandle": "j|1",
            "jobName": "winter",
            "logMessage": message,
            "logType": "Info",
            "submitUserEmail": "me@example.com",
            "logDate": "2013-05-01T00:00:00Z",
        }
        return document("getAssetJobLogsReturn", {"jobLogArray": [entry]})

    [found] = ipsxml.diff(log("a"), log("b")).summary

    assert (found.handle, found.name, found.kind, found.state_after, found.progress_after) == (
        "j|1",
        "winter",
        "changed",
        None,
        None,
    )


def test_changes_outside_of_jobs_are_in_no_job() -> None:
    assert ipsxml.diff(tasks(task("a")), tasks()).summary == ()
    assert ipsxml.diff(tasks(), document("stopJobReturn", {})).summary == ()


def test_a_job_in_place_of_another_payload_is_gone_or_new() -> None:
    found = ipsxml.diff(document("activeJob", job("a")), document("stopJobReturn", {}))

    assert [(each.handle, each.kind) for each in found.summary] == [("a", "removed")]
