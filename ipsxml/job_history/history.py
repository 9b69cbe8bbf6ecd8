"""The history of jobs: what many captures say, put together."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from math import inf
from os import PathLike, fspath
from os.path import normpath

from ipsxml.job_history.history_record import HistoryRecord
from ipsxml.job_history.instants import UNKNOWN, instant_of, time_at
from ipsxml.job_history.job_timeline import JobTimeline
from ipsxml.job_history.poll_log import PollTimes
from ipsxml.job_history.recorder import QUESTION, Recorder
from ipsxml.job_history.remarks import Remark, remarks_on
from ipsxml.job_history.timelines import timeline_of
from ipsxml.reading.read_all import read_all
from ipsxml.traceback_privacy import discreet


class History:
    """What captures say of jobs, over time.

    Two histories are equal if they say the same, and ``one | other`` is the history of the captures of
    both. Times of captures are given in ``zone``: the offset of the first job's start, else UTC, or
    ``None`` where no document and no container tells an offset.
    """

    def __init__(self, record: HistoryRecord) -> None:
        self._record = record

    @cached_property
    def jobs(self) -> tuple[JobTimeline, ...]:
        """Each job once, in the order in which they started, or else were seen or asked for first."""
        timelines = [timeline_of(job, self._polls, self.zone) for job in self._record.jobs.values()]
        return tuple(sorted(timelines, key=_beginning))

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """Gaps, faults, and captures that say nothing of jobs, in the order of time."""
        return tuple(remarks_on(self._record, self._polls, self.zone))

    @property
    def polls(self) -> int:
        """How many captures name the active jobs."""
        return self._polls.number

    @property
    def begin(self) -> datetime | None:
        """When the first capture that tells a time was made."""
        return time_at(min(self._instants, default=UNKNOWN), self.zone)

    @property
    def end(self) -> datetime | None:
        """When the last one was."""
        return time_at(max(self._instants, default=UNKNOWN), self.zone)

    @cached_property
    def zone(self) -> tzinfo | None:
        """The offset in which times of captures are given; ``None`` for times without one."""
        starts = [start for job in self._record.jobs.values() for start in job.starts if start.tzinfo]
        if starts:
            return min(starts, key=lambda start: (instant_of(start), str(start))).tzinfo
        return UTC if self._record.tells_offset else None

    def __or__(self, other: "History") -> "History":
        """The history of the captures of both."""
        merged = HistoryRecord()
        merged.merge(self._record)
        merged.merge(other._record)
        return History(merged)

    def __eq__(self, other: object) -> bool:
        """Whether both say the same."""
        if not isinstance(other, History):
            return NotImplemented
        return self._said == other._said

    def __hash__(self) -> int:
        """A number that is the same for histories that say the same."""
        return hash((self.polls, self.begin, self.end))

    def __repr__(self) -> str:
        return f"<History of {len(self._record.jobs)} jobs in {self.polls} polls>"

    @property
    def _said(self) -> tuple[object, ...]:
        return self.jobs, self.remarks, self.polls, self.begin, self.end, self.zone

    @cached_property
    def _polls(self) -> PollTimes:
        return PollTimes(self._record.polls)

    @cached_property
    def _instants(self) -> list[float]:
        polled = [poll.stamp.instant for polls in self._polls.groups for poll in polls]
        seen = [
            instant for job in self._record.jobs.values() for span in job.points.values() for instant in span
        ]
        return [instant for instant in (*polled, *seen) if instant != UNKNOWN]


@discreet
def history(
    sources: Iterable[str | PathLike[str]], *, include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> History:
    """The history of the jobs in captures: polls, job logs, log details, submissions and faults.

    ``sources`` are paths, as ``validate_all`` takes them: files, directories, containers, ``"-"``; and so
    are ``include`` and ``exclude``. In what order sources are named makes no difference. A capture's
    time is told by its container, or by the response itself; else by what is in it. What is not valid,
    or cannot be read, is among the ``remarks``. Memory grows with the jobs; a poll takes some hundred
    bytes.

    >>> found = history(["fixtures/diff"])
    >>> [(job.original_name, job.status) for job in found.jobs][:2]
    [('old-scan', 'vanished'), ('price-list', 'done')]
    """
    recorder = Recorder()
    paths = {normpath(fspath(source)): fspath(source) for source in sources}  # each is read once
    for attempt in read_all(paths.values(), QUESTION, include=include, exclude=exclude):
        recorder.add(attempt)
    return History(recorder.record)


def _beginning(job: JobTimeline) -> tuple[float, str]:
    begins = job.started or job.first_seen or next((asked.at for asked in job.asked), None)
    return (inf if begins is None else instant_of(begins)), job.handle
