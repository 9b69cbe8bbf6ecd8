"""The timeline of one job: the public data classes of a history."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from ipsxml.job_history.log_types import Severity, severity_of
from ipsxml.model.types import JobLog

OutcomeKind = Literal["done", "failed", "vanished"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended.

    ``"done"`` and ``"failed"`` come from the job's log or its last state. A job has ``"vanished"`` if later
    polls no longer list it and no capture says how it ended. ``text`` is the outcome in words.
    """

    kind: OutcomeKind
    text: str


@dataclass(frozen=True, slots=True)
class StateSeen:
    """A state, from the first capture that shows it to the last one before the next state."""

    state: str
    entered: datetime | None
    last_seen: datetime | None


@dataclass(frozen=True, slots=True)
class ProgressSeen:
    """The progress of a job at one time, in percent."""

    at: datetime | None
    percent: int


@dataclass(frozen=True, slots=True)
class ItemTimeline:
    """An item of a task as last seen; ``progress`` is a fraction from 0 to 1."""

    name: str
    progress: float
    message: str
    last_update: datetime


@dataclass(frozen=True, slots=True)
class TaskTimeline:
    """A task of a job as last seen; ``progress`` is a fraction from 0 to 1.

    In versions whose tasks have no state, ``state`` is ``None`` and ``states`` is empty.
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
        """Whether the task is finished: state Done, or full progress in versions without task states."""
        return self.state == "Done" if self.state is not None else self.progress >= 1


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An error or a warning in a job's log; ``asset`` is the name of the asset concerned, or ``None``."""

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
    """A request for an operation on a job: ``"submit"``, ``"stop"``, ``"pause"``, …"""

    at: datetime | None
    operation: str


@dataclass(frozen=True, slots=True)
class JobTimeline:
    """The timeline of one job.

    ``first_seen`` and ``last_seen`` are capture times. ``started`` comes from an ActiveJob or the log,
    ``ended`` only from the log. ``state``, ``percent``, and ``message`` are the last ones seen.
    ``states`` and ``progress`` say when each one was seen. ``outcome`` is ``None`` unless a capture says that
    the job has ended or a later poll no longer lists it. ``log`` is the newest log of the job, and
    ``entries`` are the errors and warnings logged for it.

    Unknown values are ``None`` or empty.
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
        """The job's name, or else the name it was submitted under, or else its handle."""
        return self.name or self.original_name or self.handle

    @property
    def status(self) -> str:
        """One word: the kind of outcome, or else the state, or else ``submitted`` or ``unknown``."""
        if self.outcome is not None:
            return self.outcome.kind
        was_submitted = any(asked.operation == "submit" for asked in self.asked)
        return self.state or ("submitted" if was_submitted else "unknown")

    @property
    def took(self) -> timedelta | None:
        """How long it ran, until the end in its log or its last update; ``None`` if unknown."""
        end = self.ended or self.last_update
        if self.started is None or end is None or (self.started.tzinfo is None) != (end.tzinfo is None):
            return None
        return max(end - self.started, timedelta(0))

    @property
    def remaining(self) -> timedelta | None:
        """The estimated time left of an unfinished job, at its average speed so far; ``None`` if unknown."""
        took, percent = self.took, self.percent
        if self.outcome or took is None or percent is None or not 0 < percent < 100:
            return None
        return took * (100 - percent) / percent

    @property
    def tasks_done(self) -> int:
        """The number of finished tasks."""
        return sum(task.is_done for task in self.tasks)
