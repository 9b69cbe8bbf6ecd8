"""Hypothesis strategies for timelines of jobs with any content, times, and texts."""

from datetime import UTC, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from ipsxml.job_history import (
    Asked,
    ItemTimeline,
    JobTimeline,
    LogEntry,
    Outcome,
    ProgressSeen,
    StateSeen,
    TaskTimeline,
)

HOSTILE = "<script>alert(1)</script>&\"'</style>"
UNSEEN = "\x00\x1f\ud800\ufffe\u202e"

TEXTS = st.text(max_size=4) | st.sampled_from([HOSTILE, UNSEEN, "Running", "Done"])
TIMES = st.datetimes(timezones=st.sampled_from([None, UTC, timezone(timedelta(hours=14))]))
NUMBERS = st.integers(-(10**9), 10**9)
_FRACTIONS = st.floats()
_TEXT, _TIME, _NUMBER = (st.none() | found for found in (TEXTS, TIMES, NUMBERS))


def _some(one: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=2).map(tuple)


_STATES = _some(st.builds(StateSeen, TEXTS, _TIME, _TIME))
_ITEMS = _some(st.builds(ItemTimeline, TEXTS, _FRACTIONS, TEXTS, TIMES))
_COUNTS = (NUMBERS, NUMBERS, NUMBERS)
_TASKS = _some(st.builds(TaskTimeline, TEXTS, _TEXT, _FRACTIONS, TEXTS, *_COUNTS, TIMES, _STATES, _ITEMS))

JOBS = st.builds(
    JobTimeline,
    TEXTS,
    **dict.fromkeys(("name", "original_name", "type", "company", "user", "state", "message"), _TEXT),
    **dict.fromkeys(("first_seen", "last_seen", "started", "ended", "last_update"), _TIME),
    percent=_NUMBER,
    states=_STATES,
    progress=_some(st.builds(ProgressSeen, _TIME, NUMBERS)),
    tasks=_TASKS,
    asked=_some(st.builds(Asked, _TIME, TEXTS)),
    outcome=st.none() | st.builds(Outcome, st.sampled_from(["done", "failed", "vanished"]), TEXTS),
    entries=_some(st.builds(LogEntry, _TIME, TEXTS, TEXTS, _TEXT)),
)
