"""The record of what captures say about jobs. It grows with the number of jobs and merges in any order."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ipsxml.job_history.job_record import JobRecord
from ipsxml.job_history.poll_log import PollLog
from ipsxml.job_history.stamps import Position, Stamp


class Note(NamedTuple):
    """A capture that says nothing about jobs: its stamp, its name, and what it is instead."""

    stamp: Stamp
    where: str
    kind: Literal["fault", "invalid", "unreadable"]
    text: str


@dataclass(slots=True)
class HistoryRecord:
    """What captures say about jobs, independent of the order in which they arrive.

    ``notes`` are keyed by the place of the capture. ``has_offset`` is true if the time of any capture has a
    UTC offset.
    """

    jobs: dict[str, JobRecord] = field(default_factory=dict)
    polls: PollLog = field(default_factory=PollLog)
    notes: dict[tuple[str, Position], Note] = field(default_factory=dict)
    has_offset: bool = False

    def job(self, handle: str) -> JobRecord:
        """The record of a job, created on first use of its handle."""
        found = self.jobs.get(handle)
        if found is None:
            found = self.jobs[handle] = JobRecord(handle)
        return found

    def merge(self, other: "HistoryRecord") -> None:
        """Add the content of another record, which is not changed."""
        for handle, job in other.jobs.items():
            self.job(handle).merge(job)
        self.polls.merge(other.polls)
        self.notes |= other.notes
        self.has_offset |= other.has_offset
