"""The summary of changed jobs in a comparison."""

from comparison_pairs import as_tuples, document, job, response, task, tasks

import ipsxml
from ipsxml.comparison import Item, JobDiff


def test_each_changed_job_has_its_kind_states_and_changes() -> None:
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


def test_a_job_that_moved_and_changed_counts_as_changed() -> None:
    old = response(job("a"), job("b"), job("c"))
    new = response(job("c", progress=11), job("a"), job("b"))

    [found] = ipsxml.diff(old, new).summary

    assert (found.handle, found.kind, as_tuples(found.changes)) == (
        "c",
        "changed",
        [("moved", "jobArray[c]", 2, 0), ("changed", "jobArray[c].progress", 10, 11)],
    )


def test_a_job_as_payload_is_in_the_summary() -> None:
    found = ipsxml.diff(document("activeJob", job("a")), document("activeJob", job("b", state="Done")))

    assert [(each.handle, each.kind, each.state_before, each.state_after) for each in found.summary] == [
        ("b", "changed", "Running", "Done")
    ]
    assert found.summary[0].changes == found.changes


def test_a_log_has_the_name_of_its_job() -> None:
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


def test_changes_outside_jobs_are_not_in_the_summary() -> None:
    assert ipsxml.diff(tasks(task("a")), tasks()).summary == ()
    assert ipsxml.diff(tasks(), document("stopJobReturn", {})).summary == ()


def test_a_job_replaced_by_another_payload_is_removed() -> None:
    found = ipsxml.diff(document("activeJob", job("a")), document("stopJobReturn", {}))

    assert [(each.handle, each.kind) for each in found.summary] == [("a", "removed")]
