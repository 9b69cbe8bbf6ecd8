"""Jobs submitted in one version appear in every other version, valid and without advice."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from queue_calls import COMPANY, NOON, PUBLISHING, Caller, faults_in, upload_of

import ipsxml
from ipsxml.codec import Document
from ipsxml.contract import Version, contract, version_named, versions
from ipsxml.contract.operations import operations
from ipsxml.document import plain_document
from ipsxml.simulation.detail_kinds import job_details
from ipsxml.simulation.fit_to_version import fit
from ipsxml.xml_writing import write_plain

VERSIONS = versions()
of_every_version = pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
QUESTIONS: dict[str, dict[str, Any]] = {
    "getActiveJobs": {"companyHandle": COMPANY},
    "getScheduledJobs": {"companyHandle": COMPANY},
    "getJobLogs": {"companyHandle": COMPANY},
    "getJobLogDetails": {"companyHandle": COMPANY},
    "getAssetJobLogs": {"companyHandle": COMPANY, "assetHandle": "a|7|4"},
}


@cache
def details(version: Version) -> dict[str, Any]:
    """A value with every member for each job detail of submitJob in a version."""
    sample: Any = plain_document(ipsxml.sample("submitJobParam", api=version.name, complete=True)).payload
    return {name: sample[name] for name in job_details() if name in sample}


def busy_caller(version: Version) -> Caller:
    """A queue with logged, active, stopping, and scheduled jobs of each job detail of a version."""
    caller = Caller()
    for turn in ("logged", "active"):
        for name, detail in details(version).items():
            caller.ask("submitJob", {"companyHandle": COMPANY, "jobName": turn, name: detail}, version.name)
        caller.clock.advance(minutes=10 if turn == "logged" else 2)
    for name, detail in details(version).items():
        parameters = {"companyHandle": COMPANY, "jobName": "later", "execSchedule": "0 30 2 * * ?"}
        caller.ask("submitJob", {**parameters, name: detail}, version.name)
    for job in caller.active()[::2]:
        caller.act("stopJob", job["jobHandle"])
    return caller


@of_every_version
def test_every_version_answers_about_jobs_of_every_version(version: Version) -> None:
    caller = busy_caller(version)

    for asking in VERSIONS:
        for operation, parameters in QUESTIONS.items():
            if operation in operations(asking):
                (answer,) = caller.ask(operation, parameters, asking.name).values()
                assert answer or operation == "getAssetJobLogs"


@of_every_version
def test_answers_are_valid_as_xml_too(version: Version) -> None:
    caller = busy_caller(version)

    for operation, parameters in QUESTIONS.items():
        if operation in operations(version):
            answer = caller.ask(operation, parameters, version.name)
            xml = write_plain(Document(answer, version.name, f"{operation}Return", "1.1"))
            report = ipsxml.validate(xml, strict=True)
            assert (report.valid, report.issues) == (True, ())


@of_every_version
def test_every_operation_has_an_answer(version: Version) -> None:
    answered = set()
    for operation in operations(version):
        caller = Caller()
        scheduled = operation in ("pauseJob", "resumeJob", "executeJob", "deleteJob")
        handle = caller.submit(execSchedule="0 30 2 * * ?") if scheduled else caller.submit()
        offered = {"jobHandle": handle, "companyHandle": COMPANY, "assetHandle": "a|7|4", "jobName": "new"}
        members = contract(version).types[f"{operation}Param"].members
        parameters = {name: value for name, value in offered.items() if name in members}

        caller.ask(operation, parameters | (PUBLISHING if operation == "submitJob" else {}), version.name)

        answered.add(operation)
    assert len(answered) == (10 if version.name == "pre-4.0" else 11)


@of_every_version
def test_a_job_shows_its_detail_as_submitted(version: Version) -> None:
    for name, detail in details(version).items():
        caller = Caller()
        caller.ask("submitJob", {"companyHandle": COMPANY, "jobName": "nightly", name: detail}, version.name)

        (job,) = caller.ask("getActiveJobs", {}, version.name)["jobArray"]

        assert {member: job[member] for member in job_details() if member in job} == {name: detail}


def test_members_that_a_version_lacks_are_left_out() -> None:
    caller = Caller()
    caller.submit(description="Requested by the studio", locale="fr")

    (job,) = caller.ask("getActiveJobs", {}, "pre-4.0")["jobArray"]

    assert job.keys() == {
        "companyHandle",
        "jobHandle",
        "name",
        "originalName",
        "type",
        "state",
        "submitUserEmail",
        "serverName",
        "startDate",
        "totalSize",
        "progress",
        "progressMessage",
        "lastProgressUpdate",
        "uploadUrlsJob",
    }


def test_required_members_without_a_value_are_empty() -> None:
    caller = Caller()
    old = {"assetHandleArray": ["a|7|4"], "readyForPublish": True, "emailSetting": "None"}
    parameters = {"companyHandle": COMPANY, "jobName": "sets", "automatedSetGenerationJob": old}
    caller.ask("submitJob", parameters, "2008-01-15")

    (job,) = caller.ask("getActiveJobs", {}, "2013-02-15")["jobArray"]

    assert job["automatedSetGenerationJob"] == {**old, "autoSetCreationOptions": {}}


def test_unlisted_values_appear_on_the_wire_but_not_in_the_reference() -> None:
    caller = Caller()
    detail = {**upload_of("a.tif")["uploadUrlsJob"], "emailSetting": "Sometimes"}
    parameters: dict[str, Any] = {
        "companyHandle": COMPANY,
        "jobName": "nightly",
        "locale": "english",
        "uploadUrlsJob": detail,
    }
    wire, reference = version_named("2014-04-03"), version_named("reference")
    caller.queue.answer("submitJob", parameters, wire)

    on_the_wire: Any = caller.queue.answer("getActiveJobs", {}, wire)["jobArray"]
    in_the_reference: Any = caller.queue.answer("getActiveJobs", {}, reference)["jobArray"]

    assert (on_the_wire[0]["locale"], on_the_wire[0]["uploadUrlsJob"]) == ("english", detail)
    assert "locale" not in in_the_reference[0]
    assert in_the_reference[0]["uploadUrlsJob"] == {**detail, "emailSetting": "All"}


@of_every_version
def test_an_unknown_detail_is_still_valid(version: Version) -> None:
    members = contract(version).types["ActiveJob"].members

    for name in members.keys() & set(job_details()):
        assert faults_in(fit({}, members[name].type, version), name, version) == []


def test_the_first_time_is_that_of_the_clock() -> None:
    caller = Caller(start=NOON.replace(microsecond=123_456))

    caller.submit()

    assert [job["startDate"] for job in caller.active()] == ["2014-04-01T12:00:00.123+00:00"]


@of_every_version
def test_a_sample_of_a_submission_is_accepted(version: Version) -> None:
    start = datetime(2013, 1, 1, tzinfo=UTC)  # samples have later times

    for seed in range(20):
        sample: Any = plain_document(ipsxml.sample("submitJobParam", api=version.name, seed=seed)).payload
        caller = Caller(start=start)
        handle = caller.ask("submitJob", sample, version.name)["jobHandle"]
        # The handle also contains the company.
        assert handle.startswith(f"j|{sample['companyHandle'][2:]}|")
