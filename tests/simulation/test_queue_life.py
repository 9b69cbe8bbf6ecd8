"""A submitted job, from its submission until it has its log."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from queue_calls import COMPANY, NOON, PUBLISHING, Caller, handles, upload_of

from ipsxml.contract import version_named
from ipsxml.simulation.job_queue import SimulatedQueue


def seen_while_it_runs(caller: Caller, handle: str) -> list[dict[str, Any]]:
    seen = []
    while jobs := caller.active(jobHandle=handle):
        seen += jobs
        caller.clock.advance(seconds=5)
    return seen


def test_handles_have_the_forms_of_the_service() -> None:
    caller = Caller()

    submitted = caller.submission()

    assert submitted == "j|7|nightly||"
    assert handles(caller.active()) == ["j|7||nightly_2014-04-01-12:00:00.000|6102611"]


def test_a_job_is_active_at_the_moment_of_its_submission() -> None:
    caller = Caller()

    handle = caller.submit(description="Requested by the studio", locale="de-DE")

    (job,) = caller.active()
    assert {name: value for name, value in job.items() if name != "taskProgressArray"} == {
        "companyHandle": "c|7",
        "jobHandle": handle,
        "name": "nightly_2014-04-01-12:00:00.000",
        "originalName": "nightly",
        "type": "UrlUpload",
        "state": "New",
        "submitUserEmail": "operator@example.com",
        "locale": "de-DE",
        "description": "Requested by the studio",
        "serverName": job["serverName"],
        "startDate": "2014-04-01T12:00:00.000+00:00",
        "triggerTime": "2014-04-01T12:00:00.000+00:00",
        "totalSize": job["totalSize"],
        "progress": 0,
        "progressMessage": "",
        "lastProgressUpdate": "2014-04-01T12:00:00.000+00:00",
        **upload_of("boots/boot-1.tif", "boots/boot-2.tif"),
    }


def test_a_job_goes_through_new_waiting_running_and_done_and_vanishes() -> None:
    caller = Caller()

    seen = seen_while_it_runs(caller, caller.submit())

    states = [job["state"] for job in seen]
    assert [states[0], *(after for before, after in pairwise(states) if before != after)] == [
        "New",
        "WaitingCoordinator",
        "Running",
        "Done",
    ]
    assert [(job["state"], job["progress"]) for job in (seen[0], seen[-1])] == [("New", 0), ("Done", 100)]


def test_progress_never_decreases_and_items_never_get_lost() -> None:
    caller = Caller(seed=3)

    seen = seen_while_it_runs(caller, caller.submit(upload_of(*(f"a/{number}.tif" for number in range(7)))))

    assert all(before["progress"] <= after["progress"] for before, after in pairwise(seen))
    counts = {
        task["numProcessed"] + task["numProcessing"] + task["numPending"]
        for job in seen
        for task in job["taskProgressArray"][:1]
    }
    assert counts == {7}


def test_the_files_to_upload_are_the_items_of_the_first_task() -> None:
    caller = Caller()
    detail = upload_of("boots/winter/boot-1.tif", "boot-2.tif", "sets/", "")

    caller.submit(detail)

    (job,) = caller.active()
    items = job["taskProgressArray"][0]["taskItemProgressArray"]
    assert [item["itemName"] for item in items] == ["boot-1.tif", "boot-2.tif", "sets", "assets.example.com"]
    assert job["uploadUrlsJob"] == detail["uploadUrlsJob"]


def test_the_assets_to_process_are_the_items_of_the_first_task() -> None:
    caller = Caller()
    reprocessing = {"assetHandleArray": ["a|7|4", "a|7|5"], "createMask": False, "emailSetting": "None"}

    caller.submit({"reprocessAssetsJob": reprocessing})

    (job,) = caller.active()
    items = job["taskProgressArray"][0]["taskItemProgressArray"]
    assert [item["itemName"] for item in items] == ["asset-4", "asset-5"]
    caller.finish()
    (log,) = caller.details()
    assert [entry.get("assetHandle") for entry in log["detailArray"]] == [None, "a|7|4", "a|7|5", None]


def test_the_items_of_a_job_that_lists_nothing_are_generated() -> None:
    caller = Caller()

    caller.submit(PUBLISHING)

    (job,) = caller.active()
    assert job["type"] == "ImageServingPublish"
    assert all(task["taskItemProgressArray"] for task in job["taskProgressArray"])


def test_a_job_without_a_locale_is_english() -> None:
    caller = Caller()

    caller.submit()

    assert [job["locale"] for job in caller.active()] == ["en-US"]


def test_the_size_of_ten_thousand_files_fits_in_an_int() -> None:
    caller = Caller()

    caller.submit(upload_of(*(f"a/{number}.tif" for number in range(10_000))))

    assert [job["totalSize"] for job in caller.active()] == [2**31 - 1]


def test_jobs_submitted_under_one_name_at_one_moment_are_distinct() -> None:
    caller = Caller()

    first, second = caller.submit(), caller.submit()

    assert first != second
    assert [job["name"] for job in caller.active()] == [
        "nightly_2014-04-01-12:00:00.000",
        "nightly_2014-04-01-12:00:00.001",
    ]


def test_active_jobs_are_queried_by_company_by_handle_and_by_name() -> None:
    caller = Caller()
    first = caller.submit()
    second = caller.submit(jobName="weekly")
    third = caller.submit(companyHandle="c|8")

    assert handles(caller.active()) == [first, second, third]
    assert handles(caller.active(companyHandle=COMPANY)) == [first, second]
    assert handles(caller.active(jobHandle=second)) == [second]
    assert handles(caller.active(originalName="nightly")) == [first, third]
    assert handles(caller.active(companyHandle=COMPANY, originalName="nightly")) == [first]
    assert handles(caller.active(companyHandle="c|8", jobHandle=first)) == []


def test_waiting_jobs_are_excluded_on_request() -> None:
    caller = Caller()
    handle = caller.submit()

    def listed() -> dict[str | None, list[str]]:
        return {
            "requested": handles(caller.active(includeWaitingJobs=True)),
            "by default": handles(caller.active()),
            "excluded": handles(caller.active(includeWaitingJobs=False)),
        }

    waiting = {"requested": [handle], "by default": [handle], "excluded": []}
    assert listed() == waiting
    caller.advance_to(handle, "WaitingCoordinator")
    assert listed() == waiting
    caller.advance_to(handle, "Running")
    assert listed() == {"requested": [handle], "by default": [handle], "excluded": [handle]}


def test_a_stopped_job_is_stopping_and_then_has_a_log_that_says_so() -> None:
    caller = Caller()
    handle = caller.submit(upload_of(*(f"a/{number}.tif" for number in range(6))))
    running = caller.advance_to(handle, "Running")

    caller.act("stopJob", handle)

    (stopping,) = caller.active()
    assert stopping == {
        **running,
        "state": "Stopping",
        "progressMessage": "Stopping",
        "taskProgressArray": [
            {**running["taskProgressArray"][0], "taskState": "Stopping"},
            running["taskProgressArray"][1],
        ],
    }
    caller.clock.advance(seconds=15)
    assert caller.active() == []
    (log,) = caller.details()
    assert log["description"] == "UrlUpload of 6 files, stopped"
    assert log["detailArray"][-1]["logMessage"] == "nightly was stopped"
    assert [entry["logType"] for entry in log["detailArray"][1:-1]].count("FileCancel") >= 4
    assert log["fileSuccessCount"] + log["fileErrorCount"] + log["fileWarningCount"] == 6


@pytest.mark.parametrize("state", ["New", "WaitingCoordinator"])
def test_a_job_stopped_before_it_runs_has_done_nothing(state: str) -> None:
    caller = Caller()
    handle = caller.submit(description="Requested by the studio")
    caller.advance_to(handle, state)

    caller.act("stopJob", handle)

    (stopping,) = caller.active(includeWaitingJobs=False)
    assert (stopping["state"], stopping["progress"], stopping["progressMessage"]) == (
        "Stopping",
        0,
        "Stopping",
    )
    caller.clock.advance(seconds=15)
    (log,) = caller.details()
    assert log["description"] == "Requested by the studio, stopped"
    assert [entry["logType"] for entry in log["detailArray"]] == [
        "BeginUploadUrls",
        "FileCancel",
        "FileCancel",
        "EndUploadUrls",
    ]
    assert (log["fileErrorCount"], log["totalFileCount"], log["fatalError"]) == (2, 2, False)


def test_stopping_a_stopped_or_done_job_changes_nothing() -> None:
    caller = Caller()
    stopped, done = caller.submit(), caller.submit()
    caller.act("stopJob", stopped)
    (before,) = caller.active(jobHandle=stopped)

    caller.act("stopJob", stopped)

    assert caller.active(jobHandle=stopped) == [before]
    job = caller.advance_to(done, "Done")
    caller.act("stopJob", done)
    assert caller.active(jobHandle=done) == [job]


def test_answers_depend_only_on_the_seed_and_requests() -> None:
    def history(pause: int) -> list[Any]:
        caller = Caller(seed=5)
        caller.submit(execSchedule="0 0/20 * * * ?", jobName="often")
        caller.submit(execTime="2014-04-01T12:30:00Z")
        for second in range(0, 7200, pause):
            if second == 600:
                caller.submit()
            caller.active()
            caller.clock.advance(seconds=pause)
        return [caller.active(), caller.scheduled(), caller.logs(), caller.details()]

    assert history(600) == history(20)


def test_another_seed_gives_other_times() -> None:
    def ends(seed: int) -> str:
        caller = Caller(seed)
        caller.submit()
        caller.finish()
        end: str = caller.logs()[0]["endDate"]
        return end

    assert len({ends(seed) for seed in range(20)}) == 20


def test_time_stands_still_if_the_clock_goes_back() -> None:
    times = [NOON, NOON + timedelta(minutes=2), NOON]
    queue = SimulatedQueue(clock=lambda: times.pop(0))
    version = version_named("2014-04-03")
    detail = upload_of("a.tif")
    queue.answer("submitJob", {"companyHandle": COMPANY, "jobName": "nightly", **detail}, version)

    before = queue.answer("getActiveJobs", {}, version)

    assert queue.answer("getActiveJobs", {}, version) == before


def test_a_clock_without_a_zone_is_rejected() -> None:
    queue = SimulatedQueue(clock=lambda: datetime(2014, 4, 1, 12))

    with pytest.raises(ValueError, match="without a time zone: 2014-04-01 12:00:00"):
        queue.answer("getActiveJobs", {}, version_named("2014-04-03"))


def test_the_default_clock_is_the_system_time() -> None:
    queue, version = SimulatedQueue(), version_named("2014-04-03")
    detail = upload_of("a.tif")
    queue.answer("submitJob", {"companyHandle": COMPANY, "jobName": "nightly", **detail}, version)

    answer: Any = queue.answer("getActiveJobs", {}, version)

    started = datetime.fromisoformat(answer["jobArray"][0]["startDate"])
    assert abs(datetime.now(started.tzinfo) - started) < timedelta(minutes=1)
