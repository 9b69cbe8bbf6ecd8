"""Scheduled jobs, and the operations on them."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from queue_calls import API, COMPANY, PUBLISHING, Caller, handles, upload_of

from ipsxml.contract import version_named
from ipsxml.simulation.job_queue import SimulatedQueue

NIGHTLY = "0 30 2 * * ?"


def test_a_job_with_a_future_time_is_scheduled() -> None:
    caller = Caller()

    handle = caller.submit(execTime="2014-04-01T14:00:00+01:30", description="Later", locale="fr")

    assert caller.active() == []
    assert caller.scheduled() == [
        {
            "companyHandle": "c|7",
            "jobHandle": handle,
            "name": "nightly_2014-04-01-12:00:00.000",
            "originalName": "nightly",
            "type": "UrlUpload",
            "submitUserEmail": "operator@example.com",
            "locale": "fr",
            "description": "Later",
            "nextFireTime": "2014-04-01T12:30:00.000+00:00",
            "timeZone": "UTC",
            "triggerState": "Normal",
            **upload_of("boots/boot-1.tif", "boots/boot-2.tif"),
        }
    ]


def test_a_due_job_becomes_active_under_its_handle() -> None:
    caller = Caller()
    handle = caller.submit(execTime="2014-04-01T12:30:00Z")

    caller.clock.advance(minutes=31)

    (job,) = caller.active()
    assert (job["jobHandle"], job["triggerTime"]) == (handle, "2014-04-01T12:30:00.000+00:00")
    assert caller.scheduled() == []
    caller.finish()
    assert handles(caller.logs()) == [handle]


@pytest.mark.parametrize("time", ["2014-04-01T12:00:00Z", "1999-12-31T23:59:59", "0001-01-01T00:00:00Z"])
def test_a_job_with_a_past_time_runs_at_once(time: str) -> None:
    caller = Caller()

    handle = caller.submit(execTime=time)

    assert (handles(caller.active()), caller.scheduled()) == ([handle], [])


def test_a_time_without_a_zone_is_in_the_zone_of_the_service() -> None:
    caller = Caller(start=datetime(2014, 4, 1, 12, tzinfo=ZoneInfo("Asia/Tokyo")))

    caller.submit(execTime="2014-04-01T12:30:00")

    assert [(job["nextFireTime"], job["timeZone"]) for job in caller.scheduled()] == [
        ("2014-04-01T12:30:00.000+09:00", "Asia/Tokyo")
    ]


def test_a_schedule_triggers_a_separate_job_each_time() -> None:
    caller = Caller(start=datetime(2014, 4, 1, 12, tzinfo=timezone(timedelta(hours=-5))))
    schedule = caller.submit(PUBLISHING, execSchedule=NIGHTLY)

    caller.clock.advance(hours=14, minutes=31)

    (first,) = caller.active()
    assert (first["originalName"], first["triggerTime"]) == ("nightly", "2014-04-02T02:30:00.000-05:00")
    assert first["jobHandle"] != schedule
    caller.clock.advance(hours=24)
    (second,) = caller.active(originalName="nightly")
    assert second["triggerTime"] == "2014-04-03T02:30:00.000-05:00"
    assert handles(caller.logs()) == [first["jobHandle"]]
    caller.finish()
    assert [
        (job["jobHandle"], job["execSchedule"], job["nextFireTime"], job["triggerState"])
        for job in caller.scheduled()
    ] == [(schedule, NIGHTLY, "2014-04-04T02:30:00.000-05:00", "Normal")]


def test_a_schedule_is_blocked_while_its_job_is_active() -> None:
    caller = Caller()
    caller.submit(execSchedule="0 * * * * ?")

    caller.clock.advance(minutes=1)

    assert len(caller.active()) == 1
    assert [job["triggerState"] for job in caller.scheduled()] == ["Blocked"]
    caller.clock.advance(minutes=59)
    assert len(caller.active()) == 1
    logs = sorted(caller.logs(), key=lambda log: str(log["startDate"]))
    assert len(logs) == 11
    assert all(before["endDate"] < after["startDate"] for before, after in pairwise(logs))


def test_a_paused_job_does_not_run_until_it_is_resumed() -> None:
    caller = Caller()
    handle = caller.submit(execTime="2014-04-01T12:30:00Z")

    caller.act("pauseJob", handle)
    caller.act("pauseJob", handle)

    assert [(job["triggerState"], job["nextFireTime"]) for job in caller.scheduled()] == [
        ("Paused", "2014-04-01T12:30:00.000+00:00")
    ]
    caller.act("resumeJob", handle)
    caller.act("resumeJob", handle)
    assert [job["triggerState"] for job in caller.scheduled()] == ["Normal"]
    caller.clock.advance(minutes=30)
    assert handles(caller.active()) == [handle]


def test_a_job_that_missed_its_time_while_paused_runs_when_resumed() -> None:
    caller = Caller()
    handle = caller.submit(execTime="2014-04-01T12:30:00Z")
    caller.act("pauseJob", handle)

    caller.clock.advance(hours=2)

    assert caller.active() == []
    assert ["nextFireTime" in job for job in caller.scheduled()] == [False]
    caller.act("resumeJob", handle)
    assert [(job["jobHandle"], job["triggerTime"]) for job in caller.active()] == [
        (handle, "2014-04-01T14:00:00.000+00:00")
    ]


def test_a_schedule_does_not_catch_up_on_runs_missed_while_paused() -> None:
    caller = Caller()
    handle = caller.submit(execSchedule=NIGHTLY)
    caller.act("pauseJob", handle)
    caller.clock.advance(hours=72)

    caller.act("resumeJob", handle)

    assert (caller.active(), caller.logs()) == ([], [])
    assert [job["nextFireTime"] for job in caller.scheduled()] == ["2014-04-05T02:30:00.000+00:00"]


@pytest.mark.parametrize("is_paused", [False, True])
def test_an_executed_job_runs_at_once_instead_of_later(is_paused: bool) -> None:
    caller = Caller()
    handle = caller.submit(execTime="2014-04-02T12:00:00Z")
    if is_paused:
        caller.act("pauseJob", handle)

    caller.act("executeJob", handle)

    assert (handles(caller.active()), caller.scheduled()) == ([handle], [])
    caller.clock.advance(hours=48)
    assert handles(caller.logs()) == [handle]


def test_an_executed_schedule_is_unchanged() -> None:
    caller = Caller()
    handle = caller.submit(execSchedule=NIGHTLY)
    caller.act("pauseJob", handle)
    before = caller.scheduled()

    caller.act("executeJob", handle)

    (run,) = caller.active()
    assert run["jobHandle"] != handle
    assert run["originalName"] == "nightly"
    assert caller.scheduled() == before


def test_a_deleted_job_never_runs() -> None:
    caller = Caller()
    once, often = caller.submit(execTime="2014-04-02T12:00:00Z"), caller.submit(execSchedule=NIGHTLY)

    caller.act("deleteJob", once)
    caller.act("deleteJob", often)

    assert caller.scheduled() == []
    caller.clock.advance(hours=48)
    assert (caller.active(), caller.logs()) == ([], [])


def test_deleting_a_schedule_does_not_affect_the_jobs_it_triggered() -> None:
    caller = Caller()
    handle = caller.submit(execSchedule=NIGHTLY)
    caller.act("executeJob", handle)

    caller.act("deleteJob", handle)

    assert [job["state"] for job in caller.active()] == ["New"]


def test_scheduled_jobs_are_queried_by_company_by_handle_and_by_name() -> None:
    caller = Caller()
    first = caller.submit(execSchedule=NIGHTLY)
    second = caller.submit(execSchedule=NIGHTLY, jobName="other")
    third = caller.submit(execSchedule=NIGHTLY, companyHandle="c|8")

    assert handles(caller.scheduled()) == [first, second, third]
    assert handles(caller.scheduled(companyHandle=COMPANY)) == [first, second]
    assert handles(caller.scheduled(jobHandle=third)) == [third]
    assert handles(caller.scheduled(originalName="nightly")) == [first, third]


def test_due_runs_happen_in_order_of_time() -> None:
    caller = Caller()
    later, sooner = (caller.submit(execTime=f"2014-04-01T12:{minute}:00Z") for minute in (20, 10))

    caller.clock.advance(hours=1)

    assert handles(caller.logs(sortDirection="Ascending")) == [sooner, later]


def test_time_continues_when_daylight_saving_time_ends() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    times = [datetime(2014, 10, 26, hour, tzinfo=UTC).astimezone(berlin) for hour in range(3)]
    queue = SimulatedQueue(clock=lambda: times.pop(0))

    for _ in range(2):
        queue.answer(
            "submitJob", {"companyHandle": COMPANY, "jobName": "hourly", **PUBLISHING}, version_named(API)
        )
    logs: Any = queue.answer("getJobLogs", {"sortBy": "StartDate"}, version_named(API))["jobLogArray"]

    assert [log["startDate"] for log in logs] == [
        "2014-10-26T02:00:00.000+02:00",
        "2014-10-26T02:00:00.000+01:00",
    ]
    assert len(set(handles(logs))) == 2
