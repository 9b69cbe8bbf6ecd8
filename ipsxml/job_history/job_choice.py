"""Choosing jobs of a history, and putting them in order."""

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
"""What jobs can be sorted by: the order that a history has them in is that of their starts."""


def chosen_jobs(
    history: History,
    *,
    states: Collection[str] = (),
    since: float = UNKNOWN,
    sort: str = "started",
    reverse: bool = False,
) -> list[JobTimeline]:
    """The jobs whose state, or end, is one of ``states``, and of which something was known ``since``.

    Case does not matter for a state. ``sort`` is one of ``SORTS``; jobs that are equal by that stay in the
    order of the history.
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
    """The instant that a text says: a date, a time, or so long before the end of a history: ``30m``, ``2h``.

    A time without an offset has that of the history. Raises ``ValueError``.

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
            f"{text!r} is neither a time, as 2013-03-04T09:30 is, nor one ago, as 30m or 2h"
        ) from None
    return instant_of(moment if moment.tzinfo else moment.replace(tzinfo=history.zone))


def states_of(jobs: Iterable[JobTimeline]) -> list[str]:
    """The states, and ends, that jobs have."""
    return sorted({job.status for job in jobs})


def _last_known(job: JobTimeline) -> float:
    return max(_instant(job.last_seen), _instant(job.ended), _instant(job.started))


def _instant(moment: datetime | None) -> float:
    return UNKNOWN if moment is None else instant_of(moment)
