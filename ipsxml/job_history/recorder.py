"""Recording captures: what each kind of document says about jobs."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import blake2b

import msgspec

from ipsxml.job_history.history_record import HistoryRecord, Note
from ipsxml.job_history.instants import UNKNOWN, instant_of
from ipsxml.job_history.job_record import LoggedEntry, Seen, newer
from ipsxml.job_history.log_types import severity_of
from ipsxml.job_history.poll_log import Poll
from ipsxml.job_history.spans import extend
from ipsxml.job_history.stamps import Stamp, place_of
from ipsxml.model import Payload
from ipsxml.model.types import (
    ActiveJob,
    AssetJobLog,
    DeleteJobParam,
    ExecuteJobParam,
    GetActiveJobsParam,
    GetActiveJobsReturn,
    GetAssetJobLogsReturn,
    GetJobLogDetailsReturn,
    GetJobLogsReturn,
    GetScheduledJobsReturn,
    JobLog,
    JobLogDetail,
    PauseJobParam,
    ResumeJobParam,
    ScheduledJob,
    StopJobParam,
    SubmitJobParam,
    SubmitJobReturn,
    UploadPostParam,
    UploadPostReturn,
)
from ipsxml.reading.question import Question
from ipsxml.reading.read_all import Attempt

QUESTION = Question("typed", fraction="cut")
"""How the captures of a history are read."""
NO_ONE = "(no one)"
"""The scope of a poll for jobs by name: it covers no company."""


class Recorder:
    """Fills a record, capture by capture.

    Add the captures of one source in sequence: an answer belongs to the request just before it.
    """

    def __init__(self) -> None:
        self.record = HistoryRecord()
        self._source: str | None = None
        self._number = 0
        self._request: Payload | None = None

    def add(self, attempt: Attempt) -> Stamp:
        """Record one capture, or why it could not be read; return its stamp."""
        origin = attempt.origin
        if origin.source != self._source:
            self._source, self._number, self._request = origin.source, 0, None
        group, position = place_of(origin, self._number)
        self._number += 1
        request, self._request = self._request, None
        captured_at = attempt.captured_at
        document = attempt.reading.document if attempt.reading else None
        moment = captured_at or (_document_time(document.payload) if document else None)
        self.record.has_offset |= moment is not None and moment.tzinfo is not None
        instant = UNKNOWN if moment is None else instant_of(moment)
        stamp = Stamp(instant, captured_at is not None, group, position)
        note = note_on(attempt, stamp)
        if note is not None:
            self.record.notes[group, position] = note
        if document is None or document.is_fault:
            return stamp
        self.record.notes.pop((group, position), None)  # an earlier read found the file incomplete
        _see_document(self.record, stamp, document.payload, request)
        if document.element.endswith("Param"):
            self._request = document.payload
        return stamp


def note_on(attempt: Attempt, stamp: Stamp) -> Note | None:
    """A note on a capture with a fault or without a valid document; ``None`` for any other.

    Skipped captures get no note.
    """
    where = str(attempt.origin)
    if attempt.unreadable is not None:
        return Note(stamp, where, "unreadable", attempt.unreadable)
    if attempt.reading is None:
        return None
    report, document = attempt.reading.report, attempt.reading.document
    if report.errors:
        return Note(stamp, where, "invalid", report.errors[0].message)
    if report.fault is None or document is None:
        return None
    name = report.fault.constant or document.element
    return Note(stamp, where, "fault", f"{name} {report.fault.code}: {document.payload.reason}")


def _document_time(payload: object) -> datetime | None:
    """The time of the last event in a document: the best evidence of when it was made."""
    match payload:
        case GetActiveJobsReturn(job_array=jobs):
            moments = [job.last_progress_update for job in jobs]
        case ActiveJob(last_progress_update=moment):
            moments = [moment]
        case GetJobLogsReturn(job_log_array=logs) | GetJobLogDetailsReturn(job_log_array=logs):
            moments = [moment for log in logs for moment in (log.start_date, log.end_date) if moment]
        case GetAssetJobLogsReturn(job_log_array=entries):
            moments = [entry.log_date for entry in entries]
        case list():
            moments = list(filter(None, map(_document_time, payload)))
        case _:
            moments = []
    return max(moments, key=instant_of, default=None)


def _see_document(record: HistoryRecord, stamp: Stamp, payload: object, request: Payload | None) -> None:
    """Record what a document says about jobs. Kinds that are not listed here say nothing about them."""
    match payload:
        case GetActiveJobsReturn(job_array=jobs):
            _see_poll(record, stamp, jobs, request)
        case GetScheduledJobsReturn(job_array=jobs):
            _see_scheduled(record, stamp, jobs)
        case GetJobLogsReturn(job_log_array=logs) | GetJobLogDetailsReturn(job_log_array=logs):
            _see_logs(record, stamp, logs)
        case GetAssetJobLogsReturn(job_log_array=entries):
            _see_asset_logs(record, stamp, entries)
        case SubmitJobReturn(job_handle=handle) | UploadPostReturn(job_handle=handle):
            _see_submission(record, stamp, handle, request)
        case (
            StopJobParam(job_handle=handle)
            | PauseJobParam(job_handle=handle)
            | ResumeJobParam(job_handle=handle)
            | ExecuteJobParam(job_handle=handle)
            | DeleteJobParam(job_handle=handle)
        ):
            operation = type(payload).__name__.removesuffix("JobParam").lower()
            record.job(handle).asked.add((stamp.instant, operation))
        case list() | Payload():
            _see_bare(record, stamp, payload if isinstance(payload, list) else [payload])


def _see_bare(record: HistoryRecord, stamp: Stamp, items: Sequence[object]) -> None:
    """Record jobs or logs that are documents by themselves. They say nothing about other jobs."""
    for item in items:
        match item:
            case ActiveJob(job_handle=handle):
                record.job(handle).see_active(stamp, item)
            case ScheduledJob():
                _see_scheduled(record, stamp, [item])
            case JobLog():
                _see_logs(record, stamp, [item])
            case AssetJobLog():
                _see_asset_logs(record, stamp, [item])


def _see_poll(record: HistoryRecord, stamp: Stamp, jobs: list[ActiveJob], request: Payload | None) -> None:
    for job in jobs:
        seen = record.job(job.job_handle)
        seen.see_active(stamp, job)
        seen.see_in_poll(stamp)
    companies = tuple(sorted({job.company_handle for job in jobs}))
    facts = [
        (job.job_handle, job.state, job.progress, job.progress_message, job.last_progress_update)
        for job in jobs
    ]
    digest = blake2b(msgspec.json.encode(facts), digest_size=8).digest()
    record.polls.add(Poll(stamp, companies, _asked_for(request), int.from_bytes(digest, "big")))


def _asked_for(request: Payload | None) -> str | None:
    """The scope of a poll: a company or a single job; ``None`` for all jobs or an unknown request."""
    match request:
        case GetActiveJobsParam(original_name=str()):
            return NO_ONE
        case GetActiveJobsParam(job_handle=handle, company_handle=company):
            return handle or company
    return None


def _see_scheduled(record: HistoryRecord, stamp: Stamp, jobs: Sequence[ScheduledJob]) -> None:
    for job in jobs:
        seen = record.job(job.job_handle)
        seen.scheduled = newer(seen.scheduled, Seen(stamp, job))
        if job.trigger_state is not None:
            extend(seen.trigger_states, job.trigger_state, stamp.instant, stamp.instant)


def _see_logs(record: HistoryRecord, stamp: Stamp, logs: Sequence[JobLog]) -> None:
    for log in logs:
        seen = record.job(log.job_handle)
        without_entries = msgspec.structs.replace(log, detail_array=None)
        seen.log = newer(seen.log, Seen(stamp, without_entries))
        seen.entries.update(_logged(log.detail_array or ()))


def _logged(entries: Sequence[JobLogDetail]) -> Iterator[LoggedEntry]:
    """The errors and warnings among the entries of a log."""
    for entry in entries:
        if severity_of(entry.log_type) is not None:
            instant = UNKNOWN if entry.date_created is None else instant_of(entry.date_created)
            yield LoggedEntry(instant, entry.log_type, entry.log_message, entry.asset_name or "")


def _see_asset_logs(record: HistoryRecord, stamp: Stamp, entries: Sequence[AssetJobLog]) -> None:
    for entry in entries:
        seen = record.job(entry.job_handle)
        seen.named = newer(seen.named, Seen(stamp, entry.job_name))
        if severity_of(entry.log_type) is not None:
            instant = instant_of(entry.log_date)
            seen.entries.add(LoggedEntry(instant, entry.log_type, entry.log_message, ""))


def _see_submission(record: HistoryRecord, stamp: Stamp, handle: str, request: Payload | None) -> None:
    seen = record.job(handle)
    if isinstance(request, SubmitJobParam | UploadPostParam):
        seen.submitted = newer(seen.submitted, Seen(stamp, request))
    seen.asked.add((stamp.instant, "submit"))
