"""An upload by HTTP POST is a job that waits for its client, until a POST ends it."""

from typing import Any

import pytest
from queue_calls import COMPANY, OPTIONS, Caller, handles

from ipsxml.contract import versions

UPLOADS = [version.name for version in versions()[2:]]  # not pre-4.0, nor the reference contract


def items_of(job: dict[str, Any]) -> list[str]:
    [task] = job["taskProgressArray"]
    return [item["itemName"] for item in task["taskItemProgressArray"]]


@pytest.mark.parametrize("api", UPLOADS)
def test_a_job_of_several_posts_runs_once_ended_and_gets_a_log(api: str) -> None:
    caller = Caller()

    handle = caller.post("boot-1.tif", jobName="winter", uploadParams=OPTIONS, api=api)
    caller.clock.advance(hours=1)
    assert caller.post("boot-2.tif", jobHandle=handle, api=api) == handle
    [waiting] = caller.active(jobHandle=handle)
    assert caller.post("boot-3.tif", jobHandle=handle, endJob=True, api=api) == handle
    states = []
    while jobs := caller.active():
        states += [job["state"] for job in jobs]
        caller.clock.advance(seconds=5)
    [log] = caller.logs()

    assert (waiting["state"], waiting["progress"]) == ("WaitingClient", 0)
    assert items_of(waiting) == ["boot-1.tif", "boot-2.tif"]
    assert list(dict.fromkeys(states)) == ["WaitingCoordinator", "Running", "Done"]
    assert (log["jobHandle"], log["totalFileCount"], log["jobSubType"]) == (handle, 3, waiting["type"])


def test_a_job_of_one_post_runs_at_once() -> None:
    caller = Caller()

    handle = caller.post("boot-1.tif", "boot-2.tif", jobName="winter", endJob=True, description="Boots")
    job = caller.advance_to(handle, "Running")

    assert items_of(job) == ["boot-1.tif", "boot-2.tif"]
    assert job["totalSize"] == len("boot-1.tif" + "boot-2.tif")
    assert (job["originalName"], job["description"]) == ("winter", "Boots")


def test_the_last_post_needs_no_file() -> None:
    caller = Caller()
    handle = caller.post("boot-1.tif", jobName="winter")

    caller.post(jobHandle=handle, endJob=True)

    assert items_of(caller.advance_to(handle, "Running")) == ["boot-1.tif"]


def test_a_job_shows_its_posted_parameters_in_versions_that_have_them() -> None:
    caller = Caller()
    caller.post("boot-1.tif", jobName="winter", uploadParams=OPTIONS)
    caller.post("boot-2.tif", jobName="spring")

    winter, spring = caller.active()
    [old, _] = caller.ask("getActiveJobs", {}, "pre-4.0")["jobArray"]

    assert winter["uploadPostJob"] == OPTIONS
    assert "uploadPostJob" not in spring
    assert "uploadPostJob" not in old


def test_a_later_post_may_add_parameters_and_replace_a_file() -> None:
    caller = Caller()
    handle = caller.post("boot-1.tif", "boot-2.tif", jobName="winter", uploadParams=OPTIONS)

    caller.post(
        "c:.tif", jobHandle=handle, fileName="boot-1.tif", uploadParams=OPTIONS | {"overwrite": False}
    )
    [job] = caller.active()

    assert items_of(job) == ["boot-1.tif", "boot-2.tif"]
    assert job["totalSize"] == len("c:.tif") + len("boot-2.tif")
    assert job["uploadPostJob"]["overwrite"] is False


def test_two_jobs_with_the_same_name_have_different_handles() -> None:
    caller = Caller()
    first, second = (caller.post("boot.tif", jobName="winter") for _ in range(2))

    caller.post("coat.tif", jobHandle=first)

    assert handles(caller.active()) == [first, second]
    assert [items_of(job) for job in caller.active()] == [["boot.tif", "coat.tif"], ["boot.tif"]]


def test_a_job_waiting_for_its_client_can_be_stopped() -> None:
    caller = Caller()
    handle = caller.post("boot.tif", jobName="winter")

    caller.act("stopJob", handle)
    [stopping] = caller.active()
    fault = caller.fault_of(lambda: caller.post("coat.tif", jobHandle=handle))
    caller.finish()
    [log] = caller.logs()

    assert stopping["state"] == "Stopping"
    assert fault == ("ipsApiFault", 30001, f"jobHandle: {handle} does not accept more files")
    assert (caller.active(), log["fileErrorCount"], log["totalFileCount"]) == ([], 1, 1)


def test_a_version_without_company_handles_can_continue_any_job() -> None:
    caller = Caller()
    handle = caller.post("boot.tif", jobName="winter", api="2013-02-15")

    assert caller.post("coat.tif", jobHandle=handle, companyHandle=None, api="2013-02-15") == handle


def test_a_job_that_is_never_ended_keeps_waiting() -> None:
    caller = Caller()
    for _ in range(3):
        handle = caller.post("boot.tif", jobName="winter")
        caller.clock.advance(hours=1_000)

    caller.post(jobHandle=handle, endJob=True)
    caller.finish()

    assert [job["state"] for job in caller.active()] == ["WaitingClient"] * 2
    assert handles(caller.logs()) == [handle]


@pytest.mark.parametrize(
    ("names", "parameters", "fault"),
    [
        (("a.tif",), {}, (30002, "a POST requires a jobName to start a job, or a jobHandle to continue one")),
        (
            ("a.tif",),
            {"jobName": "x", "jobHandle": "j|7"},
            (30001, "a POST has a jobName to start a job, or a jobHandle to continue one, not both"),
        ),
        (("a.tif",), {"jobName": ""}, (30002, "jobName must not be empty")),
        ((), {"jobName": "winter"}, (30002, "the POST contains no file")),
        (("a.tif",), {"jobHandle": "j|7"}, (30001, "jobHandle: there is no job j|7")),
        (
            ("a.tif", "b.tif"),
            {"jobName": "x", "fileName": "c.tif"},
            (30001, "fileName names one file, but the POST contains 2"),
        ),
    ],
)
def test_an_invalid_post_is_rejected(
    names: tuple[str, ...], parameters: dict[str, Any], fault: tuple[int, str]
) -> None:
    caller = Caller()

    assert caller.fault_of(lambda: caller.post(*names, **parameters)) == ("ipsApiFault", *fault)
    assert caller.active() == []


def test_a_post_that_adds_nothing_is_rejected() -> None:
    caller = Caller()
    handle = caller.post("a.tif", jobName="winter")

    fault = caller.fault_of(lambda: caller.post(jobHandle=handle))

    assert fault == ("ipsApiFault", 30002, "the POST contains no file and does not end the job")


def test_an_ended_job_accepts_no_more_files() -> None:
    caller = Caller()
    handle = caller.post("a.tif", jobName="winter", endJob=True)

    fault = caller.fault_of(lambda: caller.post("b.tif", jobHandle=handle))

    assert fault == ("ipsApiFault", 30001, f"jobHandle: {handle} does not accept more files")


@pytest.mark.parametrize(
    ("company", "code"), [("c|8", 20006), ("7", 20000)], ids=["another company's job", "not a company"]
)
def test_a_post_must_be_from_the_company_of_the_job(company: str, code: int) -> None:
    caller = Caller()
    handle = caller.post("a.tif", jobName="winter")

    element, found, _ = caller.fault_of(lambda: caller.post("b.tif", jobHandle=handle, companyHandle=company))

    assert (element, found) == ("authorizationFault", code)


def test_a_first_post_requires_the_company_in_every_version() -> None:
    caller = Caller()

    fault = caller.fault_of(lambda: caller.post("a.tif", jobName="x", companyHandle=None, api="2013-02-15"))

    assert fault == ("ipsApiFault", 30002, "companyHandle is required to start a job")


@pytest.mark.parametrize("api", UPLOADS)
def test_an_uploading_job_is_valid_in_every_version_at_any_moment(api: str) -> None:
    caller = Caller()
    handle = caller.post("a.tif", "b.tif", jobName="winter", uploadParams=OPTIONS, api=api)

    seen = [len(caller.ask("getActiveJobs", {"jobHandle": handle}, api)["jobArray"])]
    caller.post(jobHandle=handle, endJob=True, api=api)
    while seen[-1]:
        caller.clock.advance(seconds=10)
        seen.append(len(caller.ask("getActiveJobs", {"jobHandle": handle}, api)["jobArray"]))

    assert set(seen) == {1, 0}
    assert len(caller.ask("getJobLogs", {"companyHandle": COMPANY}, api)["jobLogArray"]) == 1
