"""A queue can run for a long time: the history it keeps is bounded."""

from typing import Any

import pytest
from queue_calls import API, COMPANY, PUBLISHING, Caller, handles

from ipsxml.contract import version_named
from ipsxml.simulation.service_faults import ServiceFault


@pytest.fixture
def _three_logs_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipsxml.simulation.kept_jobs.MAX_LOGS", 3)


def submit_quickly(caller: Caller, name: str) -> None:
    """Submit a job without validating it."""
    job: dict[str, Any] = {"companyHandle": COMPANY, "jobName": name, **PUBLISHING}
    caller.queue.answer("submitJob", job, version_named(API))


@pytest.mark.usefixtures("_three_logs_are_kept")
def test_the_oldest_ended_jobs_are_forgotten() -> None:
    caller = Caller()
    ended = []
    for _ in range(5):
        ended.append(caller.submit())
        caller.finish()

    assert handles(caller.logs()) == ended[:1:-1]
    fault = caller.fault("stopJob", {"companyHandle": COMPANY, "jobHandle": ended[0]})
    assert fault == ("ipsApiFault", 30001, f"jobHandle: there is no job {ended[0]}")


@pytest.mark.usefixtures("_three_logs_are_kept")
def test_all_active_jobs_are_kept() -> None:
    caller = Caller()

    active = [caller.submit() for _ in range(10)]

    assert handles(caller.active()) == active


@pytest.mark.usefixtures("_three_logs_are_kept")
def test_a_schedule_continues_when_its_runs_are_forgotten() -> None:
    caller = Caller()
    caller.submit(execSchedule="0 30 2 * * ?")
    caller.clock.advance(hours=24)
    for _ in range(3):
        caller.submit()
        caller.finish()

    caller.clock.advance(hours=24)

    assert caller.logs()[0]["startDate"] == "2014-04-03T02:30:00.000+00:00"


@pytest.mark.slow
def test_five_thousand_logs_are_kept() -> None:
    caller = Caller()

    for number in range(5_100):
        submit_quickly(caller, f"job-{number}")
        caller.clock.advance(minutes=10)

    names = [log["originalJobName"] for log in caller.logs(sortDirection="Ascending")]
    assert names == [f"job-{number}" for number in range(100, 5_100)]


def test_jobs_with_the_same_name_and_time_are_numbered() -> None:
    caller = Caller()
    for _ in range(1_500):
        submit_quickly(caller, "nightly")
    caller.clock.advance(seconds=1)
    submit_quickly(caller, "nightly")
    caller.clock.advance(seconds=1)
    submit_quickly(caller, "nightly")

    names = [job["name"].rpartition("-")[2] for job in caller.active()]
    milliseconds = [f"12:00:0{number // 1000}.{number % 1000:03}" for number in range(1_501)]
    assert names == [*milliseconds, "12:00:02.000"]


def upload_of(files: int, **others: Any) -> dict[str, Any]:
    urls = [
        {"sourceUrl": f"https://assets.example.com/{file}", "destPath": str(file)} for file in range(files)
    ]
    detail = {"urlArray": urls, "overwrite": True, "readyForPublish": True, "createMask": False}
    return {"uploadUrlsJob": {**detail, "emailSetting": "None"}, **others}


def submit(caller: Caller, files: int, **others: Any) -> None:
    job = {"companyHandle": COMPANY, "jobName": "large", **upload_of(files), **others}
    caller.queue.answer("submitJob", job, version_named(API))


def test_large_jobs_push_out_more_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipsxml.simulation.kept_jobs.MAX_KILOBYTES", 11)
    caller = Caller()

    for _ in range(4):
        submit(caller, 4)
        caller.finish()

    assert [log["totalFileCount"] for log in caller.logs()] == [4, 4]


def test_the_latest_log_is_kept_regardless_of_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipsxml.simulation.kept_jobs.MAX_KILOBYTES", 3)
    caller = Caller()

    submit(caller, 1)
    caller.finish()
    submit(caller, 2, description="x" * 9_000)
    caller.finish()

    assert [log["totalFileCount"] for log in caller.logs()] == [2]


def test_a_queue_with_too_many_active_files_is_full_until_some_are_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ipsxml.simulation.job_queue.MAX_KILOBYTES", 4)
    caller = Caller()
    submit(caller, 3)

    with pytest.raises(ServiceFault, match="30000: the queue is full"):
        submit(caller, 1)

    caller.finish()
    submit(caller, 1)
    assert len(caller.active()) == 1


def test_a_scheduled_job_counts_toward_a_full_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipsxml.simulation.job_queue.MAX_KILOBYTES", 1_000)
    caller = Caller()
    submit(caller, 1, execTime="2099-01-01T00:00:00Z", description="x" * 1_000_000)

    with pytest.raises(ServiceFault, match="30000: the queue is full"):
        submit(caller, 1)


def test_a_schedule_that_missed_too_many_runs_catches_up_on_the_latest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ipsxml.simulation.kept_schedules.MAX_LOGS", 20)
    caller = Caller()
    caller.submit(execSchedule="0 * * * * ?")

    caller.clock.advance(hours=24 * 365)

    starts = [log["startDate"] for log in caller.logs()]
    assert 15 <= len(starts) <= 20
    assert starts[0] > "2015-04-01T11:5"


def test_a_schedule_that_fires_rarely_catches_up_on_all_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipsxml.simulation.kept_schedules.MAX_LOGS", 20)
    caller = Caller()
    caller.submit(execSchedule="0 30 2 * * ?")

    caller.clock.advance(hours=24 * 10)

    assert len(caller.logs()) == 10
