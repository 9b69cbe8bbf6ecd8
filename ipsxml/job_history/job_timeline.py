"""The history of one job, for people and programs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from ipsxml.job_history.log_types import Severity, severity_of
from ipsxml.model.types import JobLog

OutcomeKind = Literal["done", "failed", "vanished"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended.

    ``"done"`` and ``"failed"`` are said by the job's log, or by its last state; ``"vanished"`` is a job
    that later polls do not name any more, and nobody says how it ended. ``text`` says it in words.
    """

    kind: OutcomeKind
    text: str


@dataclass(frozen=True, slots=True)
class StateSeen:
    """A state, from the first capture that shows it to the last one before another state."""

    state: str
    entered: datetime | None
    last_seen: datetime | None


@dataclass(frozen=True, slots=True)
class ProgressSeen:
    """How far a job had come at a time, in percent."""

    at: datetime | None
    percent: int


@dataclass(frozen=True, slots=True)
class ItemTimeline:
    """An item of a task, as it was last seen; ``progress`` is a fraction of 1."""

    name: str
    progress: float
    message: str
    last_update: datetime


@dataclass(frozen=True, slots=True)
class TaskTimeline:
    """A task of a job, as it was last seen; ``progress`` is a fraction of 1.

    ``state`` is ``None`` in versions whose tasks have none, and then there are no ``states``.
    """

    type: str
    state: str | None
    progress: float
    message: str
    processed: int
    processing: int
    pending: int
    last_update: datetime
    states: tuple[StateSeen, ...]
    items: tuple[ItemTimeline, ...]

    @property
    def is_done(self) -> bool:
        """Whether it is finished, as far as it says."""
        return self.state == "Done" if self.state is not None else self.progress >= 1


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An error or a warning in a job's log; ``asset`` is the name of what it is about, if it has one."""

    at: datetime | None
    type: str
    message: str
    asset: str | None

    @property
    def severity(self) -> Severity:
        """``"error"`` or ``"warning"``."""
        return severity_of(self.type) or "warning"


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that was asked of a job: ``"submit"``, ``"stop"``, ``"pause"``, …"""

    at: datetime | None
    operation: str


@dataclass(frozen=True, slots=True)
class JobTimeline:
    """The history of one job.

    ``first_seen`` and ``last_seen`` are the times of captures. ``started`` and ``ended`` are said by
    documents: ``ended`` by the job's log alone. ``state`` and ``percent`` are the last that were seen,
    and so is ``message``; ``states`` and ``progress`` say when which was seen first. ``outcome`` is
    ``None`` while nobody says that the job has ended, and no poll lacks it. ``log`` is the newest
    log of the job, whose errors and warnings are the ``entries``.

    What no capture tells is ``None``, or empty.
    """

    handle: str
    name: str | None = None
    original_name: str | None = None
    type: str | None = None
    company: str | None = None
    user: str | None = None
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    started: datetime | None = None
    ended: datetime | None = None
    last_update: datetime | None = None
    state: str | None = None
    percent: int | None = None
    message: str | None = None
    states: tuple[StateSeen, ...] = ()
    progress: tuple[ProgressSeen, ...] = ()
    tasks: tuple[TaskTimeline, ...] = ()
    asked: tuple[Asked, ...] = ()
    outcome: Outcome | None = None
    log: JobLog | None = None
    entries: tuple[LogEntry, ...] = ()

    @property
    def title(self) -> str:
        """The name of the job, or that which it was submitted under, or its handle."""
        return self.name or self.original_name or self.handle

    @property
    def status(self) -> str:
        """How it ended, or else its state, or that it was submitted: one word."""
        if self.outcome is not None:
            return self.outcome.kind
        was_submitted = any(asked.operation == "submit" for asked in self.asked)
        return self.state or ("submitted" if was_submitted else "unknown")

    @property
    def took(self) -> timedelta | None:
        """How long it ran by its log, or until its progress was last reported; ``None`` if unknown."""
        end = self.ended or self.last_update
        if self.started is None or end is None or (self.started.tzinfo is None) != (end.tzinfo is None):
            return None
        return max(end - self.started, timedelta(0))

    @property
    def remaining(self) -> timedelta | None:
        """An estimate of how long a running job goes on: as fast as it has come so far."""
        took, percent = self.took, self.percent
        if self.outcome or took is None or percent is None or not 0 < percent < 100:
            return None
        return took * (100 - percent) / percent

    @property
    def tasks_done(self) -> int:
        """How many of its tasks are finished."""
        return sum(task.is_done for task in self.tasks)
