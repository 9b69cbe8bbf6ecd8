"""The two kinds of handles: submitJob returns one for all jobs submitted under the same name."""

from typing import Any

import pytest
from queue_calls import COMPANY, Caller, handles

NIGHTLY = "0 30 2 * * ?"
SUBMITTED = "j|7|nightly||"


def fault_of(caller: Caller, operation: str, **parameters: Any) -> tuple[str, int, str]:
    return caller.fault(operation, {"companyHandle": COMPANY, "jobHandle": SUBMITTED, **parameters})


def test_a_query_finds_every_job_with_its_submission_handle() -> None:
    caller = Caller()
    ended = [caller.submit(), caller.submit()]
    caller.submit(jobName="weekly")
    caller.submit(companyHandle="c|8")
    caller.finish()
    active = [caller.submit(), caller.submit()]
    scheduled = [caller.submit(execSchedule=NIGHTLY), caller.submit(execTime="2014-04-02T00:00:00Z")]

    assert handles(caller.details(jobHandle=SUBMITTED)) == ended
    assert handles(caller.active(jobHandle=SUBMITTED)) == active
    assert handles(caller.scheduled(jobHandle=SUBMITTED)) == scheduled


def test_the_submission_handle_of_a_schedule_includes_its_runs() -> None:
    caller = Caller()
    schedule = caller.submit(execSchedule=NIGHTLY)

    caller.act("executeJob", SUBMITTED)

    (run,) = handles(caller.active(jobHandle=SUBMITTED))
    assert run != schedule
    assert handles(caller.scheduled(jobHandle=SUBMITTED)) == [schedule]


def test_the_latest_active_job_is_stopped() -> None:
    caller = Caller()
    first, second = caller.submit(), caller.submit()
    caller.submit(execSchedule=NIGHTLY)

    caller.act("stopJob", SUBMITTED)

    caller.clock.advance(minutes=1)
    assert handles(caller.active()) == [first]
    assert [log["description"] for log in caller.details(jobHandle=second)] == [
        "UrlUpload of 2 files, stopped"
    ]
    caller.act("stopJob", SUBMITTED)
    caller.clock.advance(minutes=1)
    assert caller.active() == []


@pytest.mark.parametrize("operation", ["pauseJob", "resumeJob", "executeJob", "deleteJob"])
def test_operations_on_scheduled_jobs_apply_to_the_latest(operation: str) -> None:
    by_submission, by_handle = Caller(), Caller()
    for caller in (by_submission, by_handle):
        caller.submit(execTime="2014-04-01T13:00:00Z")
        latest = caller.submit(execTime="2014-04-01T12:30:00Z")
        caller.submit()

        caller.act(operation, latest if caller is by_handle else SUBMITTED)

    assert by_submission.scheduled() == by_handle.scheduled()
    assert by_submission.active() == by_handle.active()


def test_nothing_happens_if_no_job_is_in_the_required_state() -> None:
    caller = Caller()
    caller.submit(execSchedule=NIGHTLY)
    assert fault_of(caller, "stopJob") == ("ipsApiFault", 30001, f"jobHandle: {SUBMITTED} is not active")

    caller = Caller()
    caller.submit()
    assert fault_of(caller, "pauseJob") == ("ipsApiFault", 30001, f"jobHandle: {SUBMITTED} is not scheduled")
    caller.finish()
    assert fault_of(caller, "stopJob") == ("ipsApiFault", 30001, f"jobHandle: {SUBMITTED} is not active")


def test_a_submission_of_another_company_is_off_limits() -> None:
    caller = Caller()
    caller.submit()

    assert fault_of(caller, "stopJob", companyHandle="c|8") == (
        "authorizationFault",
        20006,
        f"{SUBMITTED} is not a job of c|8",
    )


@pytest.mark.parametrize(
    "name", ["a|b", "|", "||nightly", "nightly||", "7||nightly_2014-04-01-12:00:00.000|1"]
)
def test_a_name_may_contain_the_separator_of_handles(name: str) -> None:
    caller = Caller()
    caller.submit(jobName="other")

    submitted = caller.submission(jobName=name)

    (job,) = caller.active(jobHandle=submitted)
    assert (submitted, job["originalName"]) == (f"j|7|{name}||", name)
    assert caller.active(jobHandle=job["jobHandle"]) == [job]
    caller.act("stopJob", submitted)
    caller.clock.advance(minutes=1)
    assert handles(caller.details(jobHandle=submitted)) == [job["jobHandle"]]
