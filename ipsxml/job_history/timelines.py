"""Building the timeline of a job from its record."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from itertools import groupby
from typing import NamedTuple

from ipsxml.job_history.instants import time_at
from ipsxml.job_history.job_record import JobRecord, TaskRecord
from ipsxml.job_history.job_timeline import (
    Asked,
    ItemTimeline,
    JobTimeline,
    LogEntry,
    Outcome,
    ProgressSeen,
    StateSeen,
    TaskTimeline,
)
from ipsxml.job_history.log_types import is_end
from ipsxml.job_history.poll_log import PollTimes
from ipsxml.job_history.spans import in_order
from ipsxml.model.types import ActiveJob, JobLog, ScheduledJob, SubmitJobParam, UploadPostParam
from ipsxml.printable_text import counted

_DONE, _FAILED, _RUNNING = "Done", "Failed", "Running"


class _Facts(NamedTuple):
    """What one document says about the identity of a job."""

    name: str | None = None
    original_name: str | None = None
    type: str | None = None
    company: str | None = None
    user: str | None = None


def timeline_of(record: JobRecord, polls: PollTimes, zone: tzinfo | None) -> JobTimeline:
    """The timeline of a job, with capture times in ``zone``."""
    active = record.active.value if record.active else None
    scheduled = record.scheduled.value if record.scheduled else None
    log = record.log.value if record.log else None
    facts = _facts(record)
    points = in_order(record.points)
    states = [(instant, state) for instant, (_, state) in points] or in_order(record.trigger_states)
    return JobTimeline(
        record.handle,
        *facts,
        first_seen=time_at(states[0][0], zone) if states else None,
        last_seen=time_at(states[-1][0], zone) if states else None,
        started=next(record.starts, None),
        ended=log.end_date if log else None,
        last_update=active.last_progress_update if active else None,
        state=active.state if active else scheduled.trigger_state if scheduled else None,
        percent=active.progress if active else None,
        message=active.progress_message if active else None,
        states=tuple(_states(states, zone)),
        progress=tuple(_curve([(instant, percent) for instant, (percent, _) in points], zone)),
        tasks=tuple(_tasks(record, zone)),
        asked=tuple(Asked(time_at(instant, zone), operation) for instant, operation in sorted(record.asked)),
        outcome=_outcome(record, facts.company, polls),
        log=log,
        entries=tuple(
            LogEntry(time_at(entry.instant, zone), entry.log_type, entry.message, entry.asset or None)
            for entry in sorted(record.entries)
        ),
    )


def _facts(record: JobRecord) -> _Facts:
    """The identity of the job: each fact comes from the most detailed document that has it."""
    found = [
        _facts_in(seen.value)
        for seen in (record.active, record.scheduled, record.log, record.submitted)
        if seen is not None
    ]
    if record.named is not None:
        found.append(_Facts(name=record.named.value))
    return _Facts(*(next((value for value in values if value), None) for values in zip(*found, strict=True)))


def _facts_in(document: ActiveJob | ScheduledJob | JobLog | SubmitJobParam | UploadPostParam) -> _Facts:
    match document:
        case ActiveJob() | ScheduledJob() as job:
            return _Facts(job.name, job.original_name, job.type, job.company_handle, job.submit_user_email)
        case JobLog() as log:
            return _Facts(
                log.job_name,
                log.original_job_name,
                log.job_sub_type,
                log.company_handle,
                log.submit_user_email,
            )
        case submission:
            return _Facts(original_name=submission.job_name, company=submission.company_handle)


def _states(seen: Iterable[tuple[float, str]], zone: tzinfo | None) -> Iterator[StateSeen]:
    for state, group in groupby(seen, key=lambda each: each[1]):
        instants = [instant for instant, _ in group]
        yield StateSeen(state, time_at(instants[0], zone), time_at(instants[-1], zone))


def _curve(points: Iterable[tuple[float, int]], zone: tzinfo | None) -> Iterator[ProgressSeen]:
    """The first and the last point of each stretch of equal progress."""
    for percent, group in groupby(points, key=lambda each: each[1]):
        instants = [instant for instant, _ in group]
        for instant in sorted({instants[0], instants[-1]}):
            yield ProgressSeen(time_at(instant, zone), percent)


def _tasks(record: JobRecord, zone: tzinfo | None) -> Iterator[TaskTimeline]:
    """The tasks in the order of the newest poll, then those that only other polls have."""
    newest = (record.active.value.task_progress_array if record.active else None) or ()
    places: dict[str, int] = {}
    for place, each in enumerate(newest):
        places.setdefault(each.task_type, place)
    for _, task in sorted(
        record.tasks.items(), key=lambda each: (places.get(each[0][0], len(newest)), each[0])
    ):
        yield _task(task, zone)


def _task(record: TaskRecord, zone: tzinfo | None) -> TaskTimeline:
    task = record.newest.value
    places = {item.item_name: place for place, item in enumerate(task.task_item_progress_array)}
    items = sorted(record.items.items(), key=lambda each: (places.get(each[0], len(places)), each[0]))
    return TaskTimeline(
        task.task_type,
        task.task_state,
        task.progress,
        task.progress_message,
        task.num_processed,
        task.num_processing,
        task.num_pending,
        task.last_progress_update,
        tuple(state for state in _states(in_order(record.states), zone) if state.state),
        tuple(
            ItemTimeline(
                name, seen.value.progress, seen.value.progress_message, seen.value.last_progress_update
            )
            for name, seen in items
        ),
    )


def _outcome(record: JobRecord, company: str | None, polls: PollTimes) -> Outcome | None:
    """How the job ended, according to its log, its last state, or its absence from a later poll."""
    log = record.log.value if record.log else None
    if log is not None and log.fatal_error:
        return Outcome("failed", ", ".join(["failed with a fatal error", *_counts(log)]))
    if log is not None and (log.end_date is not None or is_end(log.log_type)):
        return Outcome("done", ", ".join(["done", *_counts(log)]))
    if record.active is None:
        return None
    job = record.active.value
    if job.state in (_DONE, _FAILED):
        return Outcome("done" if job.state == _DONE else "failed", job.state.lower())
    last = polls.last_of(stamp for stamps in record.last_polls.values() for stamp in stamps)
    if last is None or not polls.is_followed(last, (company, record.handle)):
        return None
    while_ = "" if job.state == _RUNNING else f" while {job.state}"
    return Outcome("vanished", f"vanished at {job.progress}%{while_}")


def _counts(log: JobLog) -> Iterator[str]:
    """The numbers of errors and warnings for files and transfers."""
    errors = log.file_error_count + (log.transfer_error_count or 0)
    warnings = log.file_warning_count + (log.transfer_warning_count or 0)
    if errors:
        yield counted(errors, "error")
    if warnings:
        yield counted(warnings, "warning")
