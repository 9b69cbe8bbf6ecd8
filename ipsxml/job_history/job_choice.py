"""Selecting and sorting the jobs of a history."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from ipsxml.job_history.history import History
from ipsxml.job_history.instants import UNKNOWN, instant_of
from ipsxml.job_history.job_timeline import JobTimeline

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_AGO = re.compile(r"([0-9]{1,6})([smhd])")

SORTS: Mapping[str, Callable[[JobTimeline], Any]] = MappingProxyType(
    {
        "started": lambda job: _instant(job.started or job.first_seen),
        "name": lambda job: job.title.casefold(),
        "type": lambda job: (job.type or "").casefold(),
        "state": lambda job: job.status.casefold(),
        "progress": lambda job: -1 if job.percent is None else job.percent,
        "took": lambda job: job.took or timedelta(0),
        "remaining": lambda job: job.remaining or timedelta(0),
        "seen": lambda job: _instant(job.last_seen),
    }
)
"""Sort keys for jobs. A history itself lists its jobs by start."""


def chosen_jobs(
    history: History,
    *,
    states: Collection[str] = (),
    since: float = UNKNOWN,
    sort: str = "started",
    reverse: bool = False,
) -> list[JobTimeline]:
    """Select jobs by state or outcome, and by when they were last known.

    A job is selected if its state or outcome is one of ``states``, ignoring case, and it was still known at
    ``since``. ``sort`` is one of ``SORTS``. The sort is stable: ties stay in the order of the history.
    """
    wanted = {state.casefold() for state in states}
    jobs = [
        job
        for job in history.jobs
        if (not wanted or wanted & {job.status.casefold(), (job.state or "").casefold()})
        and _last_known(job) >= since
    ]
    return sorted(jobs, key=SORTS[sort], reverse=reverse)


def since_when(text: str, history: History) -> float:
    """Parse a date, a time, or an age before the end of the history, such as ``30m`` or ``2h``.

    A time without an offset gets the offset of the history. Returns an instant. Raises ``ValueError`` for
    anything else.

    >>> from ipsxml.job_history import history
    >>> diffs = history(["fixtures/diff"])
    >>> since_when("2m", diffs) == since_when("2013-03-04T09:33:02", diffs)
    True
    """
    ago = _AGO.fullmatch(text)
    if ago:
        return _instant(history.end) - timedelta(**{_UNITS[ago[2]]: int(ago[1])}).total_seconds()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"{text!r} is not a time: expected one such as 2013-03-04T09:30, or an age such as 30m or 2h"
        ) from None
    return instant_of(moment if moment.tzinfo else moment.replace(tzinfo=history.zone))


def states_of(jobs: Iterable[JobTimeline]) -> list[str]:
    """The distinct states and outcomes of jobs, sorted."""
    return sorted({job.status for job in jobs})


def _last_known(job: JobTimeline) -> float:
    return max(_instant(job.last_seen), _instant(job.ended), _instant(job.started))


def _instant(moment: datetime | None) -> float:
    return UNKNOWN if moment is None else instant_of(moment)
