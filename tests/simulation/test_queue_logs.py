"""The logs of finished jobs: their content, and their selection by requests."""

from typing import Any

import pytest
from queue_calls import COMPANY, PUBLISHING, Caller, handles, upload_of

SIX_FILES = upload_of(*(f"boots/boot-{number}.tif" for number in range(6)))


def two_logged() -> tuple[Caller, str, str]:
    """The handles of two jobs with logs, submitted at 12:00 and 13:00."""
    caller = Caller()
    first = caller.submit(SIX_FILES, userHandle="u|1")
    caller.clock.advance(hours=1)
    second = caller.submit(PUBLISHING, jobName="a publication", userHandle="u|22")
    caller.finish()
    return caller, first, second


def test_a_log_identifies_its_job_and_the_result() -> None:
    caller = Caller()
    handle = caller.submit(SIX_FILES, description="Requested by the studio")
    caller.finish()

    (log,) = caller.logs()

    assert log == {
        "companyHandle": "c|7",
        "jobHandle": handle,
        "jobName": "nightly_2014-04-01-12:00:00.000",
        "originalJobName": "nightly",
        "submitUserEmail": "operator@example.com",
        "logType": "EndUploadUrls",
        "jobSubType": "UrlUpload",
        "startDate": "2014-04-01T12:00:00.000+00:00",
        "endDate": log["endDate"],
        "description": "Requested by the studio",
        "fileSuccessCount": log["fileSuccessCount"],
        "fileErrorCount": 0,
        "fileWarningCount": 6 - log["fileSuccessCount"],
        "fileDuplicateCount": 0,
        "fileUpdateCount": log["fileUpdateCount"],
        "totalFileCount": 6,
        "transferSuccessCount": 0,
        "transferErrorCount": 0,
        "transferWarningCount": 0,
        "fatalError": False,
        "detailTotalRows": 8,
    }


def test_a_job_has_a_log_only_after_it_vanishes() -> None:
    caller = Caller()
    handle = caller.submit()

    caller.advance_to(handle, "Done")

    assert caller.logs() == []
    caller.clock.advance(minutes=1)
    assert (caller.active(), handles(caller.logs())) == ([], [handle])


def test_the_entries_of_a_log_agree_with_its_counts() -> None:
    for seed in range(20):
        caller = Caller(seed)
        caller.submit(SIX_FILES)
        caller.finish()

        (log,) = caller.details()

        types = [entry["logType"] for entry in log["detailArray"]]
        assert (types[0], types[-1]) == ("BeginUploadUrls", "EndUploadUrls")
        assert log["detailTotalRows"] == len(types)
        assert log["fileSuccessCount"] == types.count("UploadSuccess")
        assert log["fileWarningCount"] == types.count("UploadWarning")
        assert log["totalFileCount"] == 6 == len(types) - 2


def test_the_entries_of_an_upload_are_about_its_files() -> None:
    caller = Caller()
    caller.submit(SIX_FILES)
    caller.finish()

    (log,) = caller.details()

    assert [entry.get("assetName") for entry in log["detailArray"]] == [
        None,
        *(f"boot-{number}" for number in range(6)),
        None,
    ]


def test_logs_are_queried_by_company_and_by_user() -> None:
    caller, first, second = two_logged()
    other = caller.submit(companyHandle="c|8")
    caller.finish()

    assert handles(caller.logs()) == [other, second, first]
    assert handles(caller.logs(companyHandle=COMPANY)) == [second, first]
    assert handles(caller.logs(companyHandle="c|8")) == [other]
    assert handles(caller.logs(userHandle="u|1")) == [first]
    assert handles(caller.logs(userHandle="u|9")) == []


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ({"startDate": "2014-04-01T11:00:00Z"}, ["13:00", "12:00"]),
        ({"startDate": "2014-04-01T12:30:00Z"}, ["13:00"]),
        ({"startDate": "2014-04-01T14:30:00+02:00"}, ["13:00"]),
        ({"startDate": "2014-04-01T12:30:00"}, ["13:00"]),
        ({"startDate": "2014-04-01T12:01:00Z"}, ["13:00", "12:00"]),
        ({"endDate": "2014-04-01T12:30:00Z"}, ["12:00"]),
        ({"endDate": "2014-04-01T12:00:00Z"}, ["12:00"]),
        ({"endDate": "2014-04-01T11:59:59.999Z"}, []),
        ({"startDate": "2014-04-01T12:20:00Z", "endDate": "2014-04-01T12:40:00Z"}, []),
        ({"startDate": "0001-01-01T00:00:00Z", "endDate": "9999-12-31T23:59:59-10:00"}, ["13:00", "12:00"]),
    ],
)
def test_logs_are_queried_by_the_time_span_of_jobs(span: dict[str, str], expected: list[str]) -> None:
    caller, _, _ = two_logged()

    assert [log["startDate"][11:16] for log in caller.logs(**span)] == expected


@pytest.mark.parametrize(("rows", "expected"), [(0, []), (1, ["13:00"]), (9, ["13:00", "12:00"])])
def test_the_requested_number_of_logs_is_returned_latest_first(rows: int, expected: list[str]) -> None:
    caller, _, _ = two_logged()

    assert [log["startDate"][11:16] for log in caller.logs(numRows=rows)] == expected


@pytest.mark.parametrize(
    ("field", "ascending"),
    [
        ("JobName", ["13:00", "12:00"]),
        ("LogType", ["13:00", "12:00"]),
        ("StartDate", ["12:00", "13:00"]),
        ("UserId", ["12:00", "13:00"]),
        ("FileSuccessCount", ["13:00", "12:00"]),
    ],
)
def test_logs_are_sorted_by_a_field(field: str, ascending: list[str]) -> None:
    caller, _, _ = two_logged()

    def starts(**parameters: Any) -> list[str]:
        return [log["startDate"][11:16] for log in caller.logs(sortBy=field, **parameters)]

    assert starts() == starts(sortDirection="Ascending") == ascending
    assert starts(sortDirection="Descending") == ascending[::-1]


@pytest.mark.parametrize("field", ["CompanyName", "Email", "FileErrorCount", "FileWarningCount"])
def test_logs_with_equal_fields_are_in_order_of_time(field: str) -> None:
    caller = Caller(seed=4)
    uploads = [caller.submit(upload_of("a.tif")) for _ in range(3)]
    for handle in uploads:
        caller.clock.advance(seconds=1)
        caller.act("stopJob", handle)
    caller.finish()

    logs = caller.logs(sortBy=field)

    assert handles(logs) == uploads


def test_details_are_queried_by_handle_and_by_name() -> None:
    caller, first, second = two_logged()

    assert handles(caller.details()) == [first, second]
    assert handles(caller.details(jobHandle=second)) == [second]
    assert handles(caller.details(originalName="nightly")) == [first]
    assert handles(caller.details(companyHandle="c|8")) == []
    assert handles(caller.details(jobHandle="j|7||unknown|1")) == []


def entries(**parameters: Any) -> tuple[int, list[str]]:
    """The total number of entries in a log, and the messages of the entries that are returned."""
    caller = Caller()
    caller.submit(upload_of("b.tif", "a.tif", "c.tif"))
    caller.finish()
    (log,) = caller.details(**parameters)
    return log["detailTotalRows"], [entry["logMessage"].partition(":")[0] for entry in log["detailArray"]]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, ["nightly began", "b.tif", "a.tif", "c.tif", "nightly ended"]),
        (
            {"sortDirection": "Descending"},
            ["nightly ended", "c.tif", "a.tif", "b.tif", "nightly began"],
        ),
        ({"sortBy": "AssetName"}, ["nightly began", "nightly ended", "a.tif", "b.tif", "c.tif"]),
        ({"sortBy": "LogMessage"}, ["a.tif", "b.tif", "c.tif", "nightly began", "nightly ended"]),
        ({"logTypeArray": ["BeginUploadUrls", "EndUploadUrls"]}, ["nightly began", "nightly ended"]),
        ({"logTypeArray": []}, []),
        ({"recordsPerPage": 2}, ["nightly began", "b.tif"]),
        ({"recordsPerPage": 2, "resultsPage": 2}, ["a.tif", "c.tif"]),
        ({"recordsPerPage": 2, "resultsPage": 3}, ["nightly ended"]),
        ({"recordsPerPage": 2, "resultsPage": 4}, []),
        ({"resultsPage": 1}, ["nightly began", "b.tif", "a.tif", "c.tif", "nightly ended"]),
        ({"resultsPage": 2}, []),
        ({"recordsPerPage": 2, "sortBy": "LogMessage", "resultsPage": 2}, ["c.tif", "nightly began"]),
    ],
)
def test_entries_are_selected_as_requested_and_all_are_counted(
    parameters: dict[str, Any], expected: list[str]
) -> None:
    assert entries(**parameters) == (5, expected)


def test_files_with_the_same_name_are_one_asset_of_a_company() -> None:
    caller = Caller()
    for company, name in [(COMPANY, "one"), (COMPANY, "two"), ("c|8", "three")]:
        caller.submit(upload_of(f"{name}/boot.tif"), companyHandle=company, jobName=name)
        caller.clock.advance(seconds=1)
    caller.finish()
    asset = caller.details(originalName="one")[0]["detailArray"][1]["assetHandle"]

    answer = caller.ask("getAssetJobLogs", {"companyHandle": COMPANY, "assetHandle": asset})

    assert [(log["jobName"][:3], log["logMessage"], log["logType"]) for log in answer["jobLogArray"]] == [
        ("one", "boot.tif: done", "UploadSuccess"),
        ("two", "boot.tif: done", "UploadSuccess"),
    ]


def test_an_untouched_asset_has_no_logs() -> None:
    answer = Caller().ask("getAssetJobLogs", {"companyHandle": COMPANY, "assetHandle": "a|7|1"})

    assert answer == {"jobLogArray": []}
