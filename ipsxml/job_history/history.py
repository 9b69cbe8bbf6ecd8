"""The history of jobs, combined from many captures."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from math import inf
from os import PathLike
from os.path import normpath

from ipsxml.capture.sources import paths_of
from ipsxml.job_history.history_record import HistoryRecord
from ipsxml.job_history.instants import UNKNOWN, instant_of, time_at
from ipsxml.job_history.job_timeline import JobTimeline
from ipsxml.job_history.poll_log import PollTimes
from ipsxml.job_history.recorder import QUESTION, Recorder
from ipsxml.job_history.remarks import Remark, remarks_on
from ipsxml.job_history.timelines import timeline_of
from ipsxml.reading.read_all import found_sources, read_all
from ipsxml.traceback_privacy import discreet


class History:
    """What captures say about jobs over time.

    Two histories are equal if their content is equal. ``one | other`` is the history of both sets of
    captures. Capture times are in ``zone``: the offset of the first job's start, or else UTC, or ``None``
    if no document and no container gives an offset.
    """

    def __init__(self, record: HistoryRecord) -> None:
        self._record = record

    @cached_property
    def jobs(self) -> tuple[JobTimeline, ...]:
        """Each job once, sorted by its start or else by when it was first seen or requested."""
        timelines = [timeline_of(job, self._polls, self.zone) for job in self._record.jobs.values()]
        return tuple(sorted(timelines, key=_beginning))

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """Gaps, faults, and captures that say nothing about jobs, in time order."""
        return tuple(remarks_on(self._record, self._polls, self.zone))

    @property
    def polls(self) -> int:
        """The number of polls: captures that list the active jobs."""
        return self._polls.number

    @property
    def begin(self) -> datetime | None:
        """The time of the first capture whose time is known; ``None`` if there is none."""
        return time_at(min(self._instants, default=UNKNOWN), self.zone)

    @property
    def end(self) -> datetime | None:
        """The time of the last capture whose time is known; ``None`` if there is none."""
        return time_at(max(self._instants, default=UNKNOWN), self.zone)

    @cached_property
    def zone(self) -> tzinfo | None:
        """The offset of capture times; ``None`` for times without an offset."""
        starts = [start for job in self._record.jobs.values() for start in job.starts if start.tzinfo]
        if starts:
            return min(starts, key=lambda start: (instant_of(start), str(start))).tzinfo
        return UTC if self._record.has_offset else None

    def __or__(self, other: "History") -> "History":
        """The history of both sets of captures."""
        merged = HistoryRecord()
        merged.merge(self._record)
        merged.merge(other._record)
        return History(merged)

    def __eq__(self, other: object) -> bool:
        """Whether both have the same content."""
        if not isinstance(other, History):
            return NotImplemented
        return self._content == other._content

    def __hash__(self) -> int:
        """A hash that is the same for equal histories."""
        return hash((self.polls, self.begin, self.end))

    def __repr__(self) -> str:
        return f"<History of {len(self._record.jobs)} jobs in {self.polls} polls>"

    @property
    def _content(self) -> tuple[object, ...]:
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
    """Build the history of jobs from captures: polls, job logs, log details, submissions, and faults.

    ``sources``, ``include``, and ``exclude`` work as in ``validate_all``: paths of files, directories, and
    containers, or ``"-"``. The order of the sources does not matter. The time of a capture comes from its
    container or from the response itself, or else from the document. Captures that are invalid or
    unreadable become ``remarks``. Memory grows with the number of jobs; each poll adds about a hundred bytes.

    >>> found = history(["fixtures/diff"])
    >>> [(job.original_name, job.status) for job in found.jobs][:2]
    [('old-scan', 'vanished'), ('price-list', 'done')]
    """
    recorder = Recorder()
    once_each = {normpath(path): path for path in paths_of(sources)}
    for attempt in read_all(found_sources(once_each.values(), include, exclude), QUESTION):
        recorder.add(attempt)
    return History(recorder.record)


def _beginning(job: JobTimeline) -> tuple[float, str]:
    begins = job.started or job.first_seen or next((asked.at for asked in job.asked), None)
    return (inf if begins is None else instant_of(begins)), job.handle
