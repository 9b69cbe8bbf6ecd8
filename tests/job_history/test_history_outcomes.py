"""The history of one job: its states, its progress, and how it ended."""

import re
from datetime import timedelta, timezone

import pytest
from history_captures import capture, document_captured, history_of, job, minutes, page, poll

from ipsxml.codec import Document
from ipsxml.contract import family
from ipsxml.contract.contract_types import SimpleType
from ipsxml.job_history import Asked, JobTimeline, LogEntry, Outcome, Remark
from ipsxml.job_history.log_types import is_end, severity_of
from ipsxml.model.types import (
    AssetJobLog,
    GetActiveJobsParam,
    GetActiveJobsReturn,
    GetAssetJobLogsReturn,
    GetJobLogsReturn,
    IpsApiFault,
    JobLog,
    PauseJobParam,
    SubmitJobParam,
    SubmitJobReturn,
)
from ipsxml.reading.read_all import Attempt


def only(jobs: tuple[JobTimeline, ...]) -> JobTimeline:
    (found,) = jobs
    return found


def log(*, fatal: bool = False, errors: int = 0, warnings: int = 0, log_type: str = "EndUpload") -> JobLog:
    return JobLog(
        company_handle="c|7",
        job_handle="j|1",
        job_name="logged name",
        submit_user_email="operator@example.com",
        log_type=log_type,
        start_date=minutes(0),
        end_date=minutes(5) if log_type.startswith("End") else None,
        file_success_count=1,
        file_error_count=errors,
        file_warning_count=warnings,
        file_duplicate_count=0,
        file_update_count=0,
        total_file_count=1,
        fatal_error=fatal,
    )


def test_states_and_progress_have_the_times_they_were_seen() -> None:
    seen = [("New", 0), ("Running", 0), ("Running", 40), ("Running", 40), ("Stopping", 40), ("Running", 60)]
    polls = [
        poll(job(state=state, progress=progress), source="polls.har", at=minutes(minute), place=f"#{minute}")
        for minute, (state, progress) in enumerate(seen)
    ]

    found = only(history_of(*polls).jobs)

    assert [(each.state, each.entered, each.last_seen) for each in found.states] == [
        ("New", minutes(0), minutes(0)),
        ("Running", minutes(1), minutes(3)),
        ("Stopping", minutes(4), minutes(4)),
        ("Running", minutes(5), minutes(5)),
    ]
    assert [(each.at, each.percent) for each in found.progress] == [
        (minutes(0), 0),
        (minutes(1), 0),
        (minutes(2), 40),
        (minutes(4), 40),
        (minutes(5), 60),
    ]


def test_a_job_missing_from_a_later_poll_has_vanished() -> None:
    first = poll(job(progress=97), source="polls/1.xml")

    gone = history_of(first, poll(source="polls/2.xml"))
    back = history_of(first, poll(source="polls/2.xml"), poll(job(progress=98), source="polls/3.xml"))

    assert only(gone.jobs).outcome == Outcome("vanished", "vanished at 97%")
    assert only(back.jobs).outcome is None


def test_a_poll_with_nothing_newer_is_not_older_than_the_previous_one() -> None:
    finishing, waiting = job("j|1", progress=99, at=minutes(5)), job("j|2", at=minutes(1))

    found = history_of(poll(finishing, waiting, source="polls/9.xml"), poll(waiting, source="polls/10.xml"))

    assert [each.outcome and each.outcome.kind for each in found.jobs] == ["vanished", None]


def test_names_without_numbers_imply_no_order_of_captures() -> None:
    early, late = (
        poll(job(at=minutes(n)), job(f"j|{n}", at=minutes(n)), source=name)
        for n, name in ((2, "polls/before.xml"), (3, "polls/after.xml"))
    )

    found = {each.handle: each.outcome for each in history_of(early, late).jobs}

    assert found == {"j|1": None, "j|2": Outcome("vanished", "vanished at 10%"), "j|3": None}


@pytest.mark.parametrize(
    ("company", "outcome"),
    [
        ("c|7", Outcome("vanished", "vanished at 10%")),
        ("c|8", None),
        (None, Outcome("vanished", "vanished at 10%")),
    ],
)
def test_an_empty_poll_covers_the_requested_company(company: str | None, outcome: Outcome) -> None:
    har = "session.har"

    found = history_of(
        poll(job(), source=har, at=minutes(0), place="#0"),
        capture(GetActiveJobsParam(company_handle=company), har, at=minutes(1), place="#1.request"),
        poll(source=har, at=minutes(1), place="#1.response"),
    )

    assert only(found.jobs).outcome == outcome


def test_polls_of_other_companies_say_nothing_about_a_job() -> None:
    polls = [
        poll(job(company="c|7"), source="a/1.xml"),
        poll(job("j|2", company="c|8"), source="a/2.xml"),
        poll(job("j|2", company="c|8"), source="a/3.xml"),
    ]

    assert [each.outcome for each in history_of(*polls).jobs] == [None, None]


def test_a_poll_for_one_job_says_nothing_about_others() -> None:
    har = "session.har"

    found = history_of(
        poll(job("j|1"), job("j|2"), source=har, at=minutes(0), place="#0"),
        capture(GetActiveJobsParam(company_handle="c|7", job_handle="j|1"), har, at=minutes(1), place="#1"),
        poll(source=har, at=minutes(1), place="#2"),
    )

    assert [each.status for each in found.jobs] == ["vanished", "Running"]


@pytest.mark.parametrize(
    ("logged", "outcome"),
    [
        (log(), Outcome("done", "done")),
        (log(errors=2, warnings=1), Outcome("done", "done, 2 errors, 1 warning")),
        (log(fatal=True), Outcome("failed", "failed with a fatal error")),
        (log(log_type="BeginUpload"), Outcome("vanished", "vanished at 10%")),
    ],
)
def test_the_log_determines_how_a_job_ended(logged: JobLog, outcome: Outcome) -> None:
    logs = capture(GetJobLogsReturn(job_log_array=[logged]), "logs.xml", at=minutes(6))

    found = history_of(poll(job(), source="polls/1.xml"), poll(source="polls/2.xml"), logs)

    assert only(found.jobs).outcome == outcome


def test_a_job_seen_done_is_done() -> None:
    found = history_of(
        poll(job(state="Done", progress=100), source="polls/1.xml"), poll(source="polls/2.xml")
    )

    assert only(found.jobs).outcome == Outcome("done", "done")


def test_any_document_that_names_a_job_identifies_it() -> None:
    har = "session.har"

    found = history_of(
        capture(SubmitJobParam(company_handle="c|7", job_name="winter"), har, at=minutes(0), place="#0"),
        capture(SubmitJobReturn(job_handle="j|1"), har, at=minutes(0), place="#1"),
        capture(PauseJobParam(company_handle="c|7", job_handle="j|1"), har, at=minutes(1), place="#2"),
    )

    assert only(found.jobs) == JobTimeline(
        "j|1",
        original_name="winter",
        company="c|7",
        asked=(Asked(minutes(0), "submit"), Asked(minutes(1), "pause")),
    )
    assert only(found.jobs).status == "submitted"


def test_errors_in_the_log_of_an_asset_belong_to_its_job() -> None:
    entry = AssetJobLog(
        job_handle="j|1",
        job_name="winter",
        log_message="cannot be read",
        log_type="UploadError",
        submit_user_email="operator@example.com",
        log_date=minutes(3),
    )

    found = only(history_of(capture(GetAssetJobLogsReturn(job_log_array=[entry]), "log.xml")).jobs)

    assert (found.name, found.entries) == (
        "winter",
        (LogEntry(minutes(3), "UploadError", "cannot be read", None),),
    )


def test_the_remaining_time_is_estimated_from_the_elapsed_time() -> None:
    found = only(history_of(poll(job(progress=25, at=minutes(10)), source="polls/1.xml")).jobs)

    assert (found.took, found.remaining) == (timedelta(minutes=10), timedelta(minutes=30))


def test_a_fault_is_a_remark_with_its_name() -> None:
    fault = capture(IpsApiFault(code=99999, reason="Try again"), "polls/1.xml")

    assert history_of(fault).remarks == (Remark("fault", "ipsApiFault 99999: Try again", "polls/1.xml"),)


def test_a_long_pause_and_captures_out_of_order_are_remarks() -> None:
    moments = [0, 1, 2, 3, 4, 5, 65, 66, 64]
    polls = [
        poll(job(progress=m % 100), source="a.jsonl", at=minutes(m), place=f":{n}")
        for n, m in enumerate(moments)
    ]

    assert history_of(*polls).remarks == (
        Remark("gap", "no poll for 59 min; usually there is one every 1 min", "", minutes(5), minutes(64)),
        Remark("out of order", "is older than the previous poll", "capture 9 of a.jsonl", minutes(64)),
    )


def test_jobs_without_progress_are_not_a_gap() -> None:
    moments = [0, 1, 2, 3, 4, 5, 5, 65, 66]
    polls = [poll(job(at=minutes(m), progress=m), source=f"polls/{n}.xml") for n, m in enumerate(moments)]

    assert [remark.kind for remark in history_of(*polls).remarks] == ["repeated"]


def test_consecutive_html_pages_are_one_remark() -> None:
    found = history_of(*(page(f"polls/{n}.xml") for n in range(5)))

    assert found.remarks == (Remark("unreadable", "cannot be read", "polls/0.xml", captures=5),)


def test_times_are_in_the_zone_of_the_first_job() -> None:
    begun = minutes(0).astimezone(timezone(timedelta(hours=-8)))
    started = job()
    started.start_date = begun

    found = history_of(poll(started, source="a.har", at=minutes(1)))

    assert (found.zone, found.end) == (begun.tzinfo, minutes(1))
    assert found.end is not None and found.end.utcoffset() == timedelta(hours=-8)


def test_times_without_an_offset_stay_without_one() -> None:
    started = job(at=minutes(1).replace(tzinfo=None))
    started.start_date = minutes(0).replace(tzinfo=None)

    found = history_of(poll(started, source="a.xml"))

    assert (found.zone, found.end, only(found.jobs).took) == (
        None,
        minutes(1).replace(tzinfo=None),
        timedelta(minutes=1),
    )


def test_every_type_of_log_entry_has_the_right_severity() -> None:
    log_type = family().types["JobLog"].members["logType"].type
    assert isinstance(log_type, SimpleType)

    alarming = [value for value in log_type.values if re.search("error|fail|warn", value, re.IGNORECASE)]

    assert len(alarming) > 20
    assert [value for value in alarming if severity_of(value) is None] == []
    assert [value for value in log_type.values if value.startswith("Begin") and is_end(value)] == []


def test_api_versions_and_companies_can_be_mixed() -> None:
    def answer(api: str, company: str, minute: int) -> Attempt:
        jobs = [job(f"j|{company}", progress=minute, at=minutes(minute), company=company)]
        document = Document(GetActiveJobsReturn(job_array=jobs), api, "getActiveJobsReturn")
        return document_captured(document, "polls.har", at=minutes(minute), place=f"#{minute}")

    found = history_of(
        answer("2010-01-31", "c|7", 1), answer("2014-04-03", "c|8", 2), answer("2014-04-03", "c|7", 3)
    )

    assert [(each.company, each.percent, each.outcome) for each in found.jobs] == [
        ("c|7", 3, None),
        ("c|8", 2, None),
    ]
