"""What captures say of jobs: a record that grows with jobs, and merges with others in any order."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ipsxml.job_history.job_record import JobRecord
from ipsxml.job_history.poll_log import PollLog
from ipsxml.job_history.stamps import Position, Stamp


class Note(NamedTuple):
    """A capture that says nothing of jobs: its stamp, its name, and what it is instead."""

    stamp: Stamp
    where: str
    kind: Literal["fault", "invalid", "unreadable"]
    text: str


@dataclass(slots=True)
class HistoryRecord:
    """What captures say of jobs, in whatever order they come.

    ``notes`` are by the places of their captures. ``tells_offset`` says whether the time of any has
    an offset.
    """

    jobs: dict[str, JobRecord] = field(default_factory=dict)
    polls: PollLog = field(default_factory=PollLog)
    notes: dict[tuple[str, Position], Note] = field(default_factory=dict)
    tells_offset: bool = False

    def job(self, handle: str) -> JobRecord:
        """The record of a job, a new one for a handle that was not met with before."""
        found = self.jobs.get(handle)
        if found is None:
            found = self.jobs[handle] = JobRecord(handle)
        return found

    def merge(self, other: "HistoryRecord") -> None:
        """Take in another record, which stays as it is."""
        for handle, job in other.jobs.items():
            self.job(handle).merge(job)
        self.polls.merge(other.polls)
        self.notes |= other.notes
        self.tells_offset |= other.tells_offset
