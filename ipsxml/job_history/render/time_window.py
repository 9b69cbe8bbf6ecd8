"""The period of a timeline, and the place of a moment on it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from ipsxml.job_history.history import History
from ipsxml.job_history.instants import instant_of
from ipsxml.job_history.job_timeline import JobTimeline

_MIN_LENGTH = 10.0  # seconds
# A job with a wrong clock, or one that hangs for weeks, must not squeeze all others into one line. Instants
# are left out if their distance from the others is more than _FAR times the span of the others. At most one
# instant in _FEW is left out at each end.
_FAR = 4
_FEW = 10
_MIN_INSTANTS = 6


@dataclass(frozen=True, slots=True)
class Window:
    """The period that a timeline shows, in seconds since 1970."""

    begin: float
    end: float

    @property
    def length(self) -> float:
        """The length in seconds."""
        return self.end - self.begin

    def place(self, instant: float) -> float:
        """The place of an instant, in percent of the width, limited to the edges."""
        return min(max((instant - self.begin) / self.length, 0.0), 1.0) * 100


def extent_of(job: JobTimeline) -> tuple[float, float] | None:
    """The first and the last instant at which a job is known to have existed; ``None`` if none is known."""
    instants = [instant_of(moment) for moment in _moments_of(job)]
    return (min(instants), max(instants)) if instants else None


def window_of(history: History, jobs: Iterable[JobTimeline]) -> Window | None:
    """The window in which captures were made and jobs ran; ``None`` if no time is known."""
    extents = [extent for job in jobs if (extent := extent_of(job)) is not None]
    begins = [extent[0] for extent in extents] + [instant_of(begin) for begin in [history.begin] if begin]
    ends = [extent[1] for extent in extents] + [instant_of(end) for end in [history.end] if end]
    instants = sorted(begins + ends)
    if not instants:
        return None
    begin = _without_far(instants)[0]
    end = -_without_far([-instant for instant in reversed(instants)])[0]
    missing = max(0.0, _MIN_LENGTH - (end - begin))
    return Window(begin - missing / 2, end + missing / 2)


def _without_far(instants: Sequence[float]) -> Sequence[float]:
    """Sorted instants, without a few at the beginning that are far from all others."""
    few = max(1, len(instants) // _FEW) if len(instants) >= _MIN_INSTANTS else 0
    cut = 0
    for number, (one, other) in enumerate(pairwise(instants[: few + 1]), start=1):
        if other - one > _FAR * max(instants[-1] - other, _MIN_LENGTH):
            cut = number
    return instants[cut:]


def _moments_of(job: JobTimeline) -> Iterator[datetime]:
    moments = (job.started, job.ended, job.first_seen, job.last_seen, job.last_update)
    for moment in (*moments, *(asked.at for asked in job.asked)):
        if moment is not None:
            yield moment
