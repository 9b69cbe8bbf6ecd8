"""The requests that a simulated queue rejects, and the faults it returns."""

from typing import Any

import pytest
from queue_calls import COMPANY, NOON, PUBLISHING, Caller, upload_of

from ipsxml.contract import version_named
from ipsxml.simulation.service_faults import ServiceFault

ON_JOBS = ("stopJob", "pauseJob", "resumeJob", "executeJob", "deleteJob")
ON_SCHEDULED_JOBS = ON_JOBS[1:]
NIGHTLY = "0 30 2 * * ?"


@pytest.mark.parametrize("operation", ON_JOBS)
def test_an_unknown_job_handle_is_an_invalid_parameter(operation: str) -> None:
    parameters = {"companyHandle": COMPANY, "jobHandle": "j|7||nightly_2014-04-01-12:00:00.000|1"}

    fault = Caller().fault(operation, parameters)

    assert fault == (
        "ipsApiFault",
        30001,
        "jobHandle: there is no job j|7||nightly_2014-04-01-12:00:00.000|1",
    )


@pytest.mark.parametrize("operation", ON_JOBS)
def test_a_job_of_another_company_is_off_limits(operation: str) -> None:
    caller = Caller()
    for handle in (caller.submit(), caller.submit(execSchedule=NIGHTLY)):
        before = caller.active(), caller.scheduled()

        fault = caller.fault(operation, {"companyHandle": "c|8", "jobHandle": handle})

        assert fault == ("authorizationFault", 20006, f"{handle} is not a job of c|8")
        assert (caller.active(), caller.scheduled()) == before


@pytest.mark.parametrize("operation", ON_SCHEDULED_JOBS)
def test_operations_on_scheduled_jobs_reject_active_ones(operation: str) -> None:
    caller = Caller()
    handle = caller.submit()

    fault = caller.fault(operation, {"companyHandle": COMPANY, "jobHandle": handle})

    assert fault == ("ipsApiFault", 30001, f"jobHandle: {handle} is not scheduled")


def test_a_scheduled_job_cannot_be_stopped() -> None:
    caller = Caller()
    handle = caller.submit(execSchedule=NIGHTLY)

    fault = caller.fault("stopJob", {"companyHandle": COMPANY, "jobHandle": handle})

    assert fault == ("ipsApiFault", 30001, f"jobHandle: {handle} is not active")


@pytest.mark.parametrize("operation", ON_JOBS)
def test_a_job_that_has_its_log_cannot_be_changed(operation: str) -> None:
    caller = Caller()
    handle = caller.submit()
    caller.finish()

    fault = caller.fault(operation, {"companyHandle": COMPANY, "jobHandle": handle})

    expected = "active" if operation == "stopJob" else "scheduled"
    assert fault == ("ipsApiFault", 30001, f"jobHandle: {handle} is not {expected}")


@pytest.mark.parametrize("company", ["", "7", "c|", "u|7", "c|7|8", "C|7"])
@pytest.mark.parametrize(
    ("operation", "parameters"),
    [
        ("getActiveJobs", {}),
        ("getScheduledJobs", {}),
        ("getJobLogs", {}),
        ("getJobLogDetails", {}),
        ("getAssetJobLogs", {"assetHandle": "a|7|1"}),
        ("submitJob", {"jobName": "nightly", **PUBLISHING}),
        *((operation, {"jobHandle": "j|7||nightly_2014-04-01-12:00:00.000|1"}) for operation in ON_JOBS),
    ],
)
def test_an_invalid_company_handle_is_an_invalid_company(
    operation: str, parameters: dict[str, Any], company: str
) -> None:
    fault = Caller().fault(operation, {"companyHandle": company, **parameters})

    assert fault == (
        "authorizationFault",
        20000,
        f"companyHandle: {company!r} is not a company handle such as c|7",
    )


@pytest.mark.parametrize(
    ("parameters", "code", "reason"),
    [
        ({}, 30002, "submitJob requires a job detail, such as uploadUrlsJob or imageServingPublishJob"),
        (
            {**PUBLISHING, **upload_of("a.tif")},
            30001,
            "a job must have one job detail, not 2: imageServingPublishJob, uploadUrlsJob",
        ),
        (
            upload_of(),
            30002,
            "uploadUrlsJob has nothing to work on: urlArray is empty or missing",
        ),
        (
            {"exportJob": {"assetHandleArray": [], "fmt": "orig", "emailSetting": "None"}},
            30002,
            "exportJob has nothing to work on: assetHandleArray is empty or missing",
        ),
        ({"jobName": "", **PUBLISHING}, 30002, "jobName must not be empty"),
        (
            {"execTime": "2015-01-01T00:00:00Z", "execSchedule": NIGHTLY, **PUBLISHING},
            30001,
            "a job can have an execTime or an execSchedule, not both",
        ),
        (
            {"execTime": "12015-01-01T00:00:00Z", **PUBLISHING},
            30001,
            "execTime: 12015-01-01T00:00:00Z is outside the supported range of times",
        ),
        (
            {"execTime": "9999-12-31T23:59:59-10:00", **PUBLISHING},
            30001,
            "execTime: 9999-12-31T23:59:59-10:00 is outside the supported range of times",
        ),
        (
            {"execSchedule": "30 2 * * *", **PUBLISHING},
            30001,
            "execSchedule: '30 2 * * *' must have six fields: second, minute, hour, day, month, and weekday",
        ),
        (
            {"execSchedule": "0 0 0 30 2 ?", **PUBLISHING},
            30001,
            "execSchedule: '0 0 0 30 2 ?': Bad day-of-month",
        ),
    ],
)
def test_an_invalid_submission_is_rejected(parameters: dict[str, Any], code: int, reason: str) -> None:
    caller = Caller()

    fault = caller.fault("submitJob", {"companyHandle": COMPANY, "jobName": "nightly", **parameters})

    assert fault == ("ipsApiFault", code, reason)
    assert (caller.active(), caller.scheduled()) == ([], [])


def test_a_schedule_that_never_fires_is_rejected() -> None:
    caller = Caller(start=NOON.replace(year=9999, month=12))
    parameters = {"companyHandle": COMPANY, "jobName": "late", "execSchedule": "0 0 0 1 1 ?", **PUBLISHING}

    fault = caller.fault("submitJob", parameters)

    assert fault == ("ipsApiFault", 30001, "execSchedule: '0 0 0 1 1 ?' never fires")


@pytest.mark.parametrize(
    ("operation", "parameters", "reason"),
    [
        ("getJobLogs", {"numRows": -1}, "numRows must be 0 or more, not -1"),
        (
            "getJobLogs",
            {"startDate": "-0044-03-15T00:00:00Z"},
            "startDate: -0044-03-15T00:00:00Z is outside the supported range of times",
        ),
        ("getJobLogDetails", {"recordsPerPage": 0}, "recordsPerPage must be 1 or more, not 0"),
        ("getJobLogDetails", {"resultsPage": 0}, "resultsPage must be 1 or more, not 0"),
        (
            "getJobLogDetails",
            {"sortBy": "Mood"},
            "sortBy must be one of AssetName, AssetType, DateCreated, LogMessage, LogType, not Mood",
        ),
    ],
)
def test_an_invalid_query_is_rejected(operation: str, parameters: dict[str, Any], reason: str) -> None:
    fault = Caller().fault(operation, {"companyHandle": COMPANY, **parameters})

    assert fault == ("ipsApiFault", 30001, reason)


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"sortDirection": "Up"}, "sortDirection must be one of Ascending, Descending, not Up"),
        (
            {"sortBy": "Mood"},
            (
                "sortBy must be one of JobName, LogType, StartDate, CompanyName, UserId, Email, "
                "FileErrorCount, FileWarningCount, FileSuccessCount, not Mood"
            ),
        ),
    ],
)
def test_unlisted_values_that_the_wire_allows_are_rejected(parameters: dict[str, Any], reason: str) -> None:
    with pytest.raises(ServiceFault) as caught:
        Caller().queue.answer("getJobLogs", parameters, version_named("2014-04-03"))

    assert (caught.value.element, caught.value.code, caught.value.reason) == ("ipsApiFault", 30001, reason)


def test_an_unknown_operation_is_rejected() -> None:
    with pytest.raises(ServiceFault, match="ipsApiFault 30000: there is no operation moveJob"):
        Caller().queue.answer("moveJob", {}, version_named("2014-04-03"))
