"""zeep submits jobs to the simulated queue and follows them while the clock advances."""

from itertools import pairwise
from typing import Any

import pytest
import zeep
from service_clients import fault_code, zeep_client

import ipsxml
from ipsxml.service import Service

UPLOAD = {
    "urlArray": {"items": [{"sourceUrl": "https://assets.example.com/coat.tif", "destPath": "coat.tif"}]},
    "overwrite": True,
    "readyForPublish": True,
    "createMask": False,
    "emailSetting": "None",
}
both_soap_versions = pytest.mark.parametrize("soap", ["1.1", "1.2"])


def submit(client: Any, name: str = "winter") -> str:
    return str(client.submitJob(companyHandle="c|7", jobName=name, uploadUrlsJob=UPLOAD))


def follow(service: Service, client: Any, handle: str) -> list[Any]:
    """The states of a job every 15 seconds until it is no longer active."""
    seen = []
    while jobs := client.getActiveJobs(companyHandle="c|7", jobHandle=handle):
        seen += jobs
        service.advance(seconds=15)
    return seen


@both_soap_versions
@pytest.mark.parametrize("api", ["2008-09-10", "2013-02-15", "2016-01-14-beta"])
def test_a_submitted_job_runs_finishes_and_leaves_a_log(ips_service: Service, api: str, soap: str) -> None:
    with zeep_client(ips_service, api, soap) as client:
        handle = submit(client)
        seen = follow(ips_service, client, handle)
        [log] = client.getJobLogs(companyHandle="c|7")

    assert handle == "j|7|winter||"
    assert list(dict.fromkeys(job.state for job in seen)) == ["New", "WaitingCoordinator", "Running", "Done"]
    assert all(before.progress <= after.progress for before, after in pairwise(seen))
    assert {job.uploadUrlsJob.urlArray["items"][0].destPath for job in seen} == {"coat.tif"}
    assert {job.jobHandle for job in seen} == {log.jobHandle}
    assert (log.originalJobName, log.totalFileCount) == ("winter", 1)


@both_soap_versions
def test_a_job_is_stopped_while_another_continues(ips_service: Service, soap: str) -> None:
    with zeep_client(ips_service, "2013-02-15", soap) as client:
        stopped, other = submit(client, "stopped"), submit(client, "other")
        ips_service.advance(minutes=2)
        client.stopJob(companyHandle="c|7", jobHandle=stopped)
        states = [[job.state for job in follow(ips_service, client, handle)] for handle in (stopped, other)]

    assert ("Done" in states[0], states[0][0], "Done" in states[1] or states[1] == []) == (
        False,
        "Stopping",
        True,
    )


@both_soap_versions
def test_a_scheduled_job_is_paused_resumed_executed_and_deleted(ips_service: Service, soap: str) -> None:
    nightly = {"companyHandle": "c|7", "execSchedule": "0 0 3 * * ?", "uploadUrlsJob": UPLOAD}

    with zeep_client(ips_service, "2013-02-15", soap) as client:
        job = {"companyHandle": "c|7", "jobHandle": client.submitJob(jobName="nightly", **nightly)}
        seen = []
        for operation in ("pauseJob", "resumeJob", "executeJob", "deleteJob"):
            client[operation](**job)
            seen.append([scheduled.triggerState for scheduled in client.getScheduledJobs(**job) or []])
        running = client.getActiveJobs(companyHandle="c|7")

    assert [bool(found) for found in seen] == [True, True, True, False]
    assert seen[0] != seen[1]
    assert [active.originalName for active in running] == ["nightly"]


@both_soap_versions
def test_an_unknown_job_cannot_be_stopped(ips_service: Service, soap: str) -> None:
    with (
        zeep_client(ips_service, "2013-02-15", soap) as client,
        pytest.raises(zeep.exceptions.Fault, match="ipsApiFault") as raised,
    ):
        client.stopJob(companyHandle="c|7", jobHandle="j|nobody")

    assert (fault_code(raised.value), ips_service.requests[0].answered) == (30001, "ipsApiFault")


@pytest.mark.parametrize("api", [version.name for version in ipsxml.versions()[1:]])
def test_every_version_sees_the_jobs_of_the_queue(ips_service: Service, api: str) -> None:
    with zeep_client(ips_service, api) as client:
        handle = submit(client)
        ips_service.advance(minutes=2)
        [job] = client.getActiveJobs(companyHandle="c|7", jobHandle=handle)

    assert job.jobHandle.startswith("j|7||winter_2014-04-01-12:00:00.000|")
    assert (job.originalName if "originalName" in job else "winter") == "winter"
