"""What captures say about one job. The record does not grow with every capture.

For each state and progress seen, a record keeps the first and the last instant. For each value that changes,
it keeps the newest. So the order of captures does not matter, and two records of one job can be merged.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from ipsxml.job_history.spans import Spans, extend, extend_all
from ipsxml.job_history.stamps import Stamp, natural_order
from ipsxml.model.types import (
    ActiveJob,
    JobLog,
    ScheduledJob,
    SubmitJobParam,
    TaskItemProgress,
    TaskProgress,
    UploadPostParam,
)

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Seen(Generic[_Value]):
    """A value, and the stamp of the capture it comes from."""

    stamp: Stamp
    value: _Value


def newer(one: Seen[_Value] | None, other: Seen[_Value] | None) -> Seen[_Value] | None:
    """The newer of two values; either may be ``None``."""
    if one is None or other is None:
        return one or other
    return other if other.stamp.is_later(one.stamp) else one


@lru_cache(4096)
def _point(percent: int, state: str) -> tuple[int, str]:
    """A pair of progress and state. Cached, because jobs share few distinct pairs."""
    return percent, state


class LoggedEntry(NamedTuple):
    """An error or a warning in a job's log."""

    instant: float
    log_type: str
    message: str
    asset: str


@dataclass(slots=True)
class TaskRecord:
    """What captures say about one task of a job."""

    newest: Seen[TaskProgress]
    states: Spans[str] = field(default_factory=dict)
    items: dict[str, Seen[TaskItemProgress]] = field(default_factory=dict)

    def see(self, stamp: Stamp, task: TaskProgress) -> None:
        """Add the task as one capture shows it."""
        if stamp.is_later(self.newest.stamp):
            self.newest = Seen(stamp, task)
        extend(self.states, task.task_state or "", stamp.instant, stamp.instant)
        for item in task.task_item_progress_array:
            known = self.items.get(item.item_name)
            if known is None or stamp.is_later(known.stamp):
                self.items[item.item_name] = Seen(stamp, item)

    def merge(self, other: "TaskRecord") -> None:
        """Add another record of the same task."""
        if other.newest.stamp.is_later(self.newest.stamp):
            self.newest = other.newest
        extend_all(self.states, other.states)
        for name, seen in other.items.items():
            known = self.items.get(name)
            if known is None or seen.stamp.is_later(known.stamp):
                self.items[name] = seen


Submission = SubmitJobParam | UploadPostParam
TaskKey = tuple[str, int]
"""The type of a task, and its number among the job's tasks of that type."""


@dataclass(slots=True)
class JobRecord:
    """What captures say about one job.

    ``named`` is the job's name from documents that say little else. ``points`` maps each progress and state
    to when it was seen. ``last_polls`` maps each group to the last poll that lists the job, by place and by
    time. ``asked`` contains the requested operations, such as ``"stop"``, with their instants.
    """

    handle: str
    active: Seen[ActiveJob] | None = None
    scheduled: Seen[ScheduledJob] | None = None
    submitted: Seen[Submission] | None = None
    log: Seen[JobLog] | None = None
    named: Seen[str] | None = None
    points: Spans[tuple[int, str]] = field(default_factory=dict)
    trigger_states: Spans[str] = field(default_factory=dict)
    tasks: dict[TaskKey, TaskRecord] = field(default_factory=dict)
    entries: set[LoggedEntry] = field(default_factory=set)
    asked: set[tuple[float, str]] = field(default_factory=set)
    last_polls: dict[str, tuple[Stamp, Stamp]] = field(default_factory=dict)

    @property
    def starts(self) -> Iterator[datetime]:
        """When the job started, according to its newest poll and its log."""
        if self.active is not None:
            yield self.active.value.start_date
        if self.log is not None and self.log.value.start_date is not None:
            yield self.log.value.start_date

    def see_active(self, stamp: Stamp, job: ActiveJob) -> None:
        """Add the job as an active job."""
        if self.active is None or stamp.is_later(self.active.stamp):
            self.active = Seen(stamp, job)
        extend(self.points, _point(job.progress, job.state), stamp.instant, stamp.instant)
        numbers: dict[str, int] = {}
        for task in job.task_progress_array or ():
            number = numbers[task.task_type] = numbers.get(task.task_type, 0) + 1
            record = self.tasks.get((task.task_type, number))
            if record is None:
                record = self.tasks[task.task_type, number] = TaskRecord(Seen(stamp, task))
            record.see(stamp, task)

    def see_in_poll(self, stamp: Stamp) -> None:
        """Record that a poll included the job."""
        by_place, by_time = self.last_polls.get(stamp.group, (stamp, stamp))
        self.last_polls[stamp.group] = (
            stamp if natural_order(stamp.position) > natural_order(by_place.position) else by_place,
            stamp if stamp.is_later(by_time) else by_time,
        )

    def merge(self, other: "JobRecord") -> None:
        """Add another record of the same job."""
        self.active = newer(self.active, other.active)
        self.scheduled = newer(self.scheduled, other.scheduled)
        self.submitted = newer(self.submitted, other.submitted)
        self.log = newer(self.log, other.log)
        extend_all(self.points, other.points)
        extend_all(self.trigger_states, other.trigger_states)
        self.named = newer(self.named, other.named)
        for key, task in other.tasks.items():
            self.tasks.setdefault(key, TaskRecord(task.newest)).merge(task)
        self.entries |= other.entries
        self.asked |= other.asked
        for stamps in other.last_polls.values():
            for stamp in stamps:
                self.see_in_poll(stamp)
