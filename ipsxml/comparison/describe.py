"""Saying in words what a change is: the same for every output that people read."""

import json
import re
from datetime import timedelta
from typing import Any, NamedTuple

from ipsxml.codec import read_datetime
from ipsxml.comparison.changes import Change, Kind, path_of
from ipsxml.comparison.job_summary import JobDiff

SIGNS: dict[Kind, str] = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
"""A character for each kind of change."""
_FINISHED = "Done"  # the last of the states of a running job
_DATE_TIME = re.compile(r"(-?[0-9]+-[0-9]{2}-[0-9]{2})T([0-9:.]+)(.*)")
_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"))


class Description(NamedTuple):
    """A change in words: what it is about, the values on the two sides, and a note.

    ``before`` and ``after`` are ``None`` for what is absent; of what moved, both are.
    """

    what: str
    before: str | None
    after: str | None
    note: str | None = None


def describe(change: Change, start: int = 0) -> Description:
    """The change in words; ``what`` is its path from the step ``start`` on."""
    what = path_of(change.steps[start:]) or change.element
    if change.kind == "moved":
        return Description(what, None, None, f"from place {change.before + 1} to {change.after + 1}")
    name = next((step for step in reversed(change.steps) if isinstance(step, str)), "")
    before = None if change.before is None else shown(change.before, change.type_name, name)
    after = None if change.after is None else shown(change.after, change.type_name, name)
    if change.type_name != "xs:dateTime" or before is None or after is None:
        return Description(what, before, after)
    return Description(what, *_clocks(before, after), elapsed(before, after))


def shown(value: Any, type_name: str, name: str = "") -> str:
    """A plain value of a type as a person reads it, in one line: progress in percent, objects as JSON.

    ``name`` is that of the element that holds it.
    """
    if name == "progress" and isinstance(value, (int, float)):
        # Tasks and items tell a fraction of 1, jobs whole percents.
        return f"{value if type_name == 'xs:int' else value * 100:.4g} %"
    if isinstance(value, str):
        return value or '""'
    return json.dumps(value, ensure_ascii=False)


def _clocks(before: str, after: str) -> tuple[str, str]:
    """Two dateTimes without their day and offset, where those are the same."""
    one, other = _DATE_TIME.fullmatch(before), _DATE_TIME.fullmatch(after)
    if one and other and one.group(1, 3) == other.group(1, 3):
        return one[2], other[2]
    return before, after


def elapsed(before: str, after: str) -> str | None:
    """The time from one dateTime to another: ``1 min 4.5 s later``; ``None`` where there is none."""
    try:
        passed = read_datetime(after) - read_datetime(before)
    except (TypeError, ValueError, OverflowError):  # only one has an offset, or a datetime holds one not
        return None
    return f"{duration(abs(passed))} {'later' if passed >= timedelta(0) else 'earlier'}"


def duration(time: timedelta) -> str:
    """A time in its two largest units that are not zero: ``2 h 5 min``, ``4.5 s``."""
    seconds = time.total_seconds()
    parts = []
    for size, unit in _UNITS:
        if seconds >= size:
            parts.append(f"{int(seconds // size)} {unit}")
            seconds %= size
    if seconds or not parts:
        parts.append(f"{seconds:.3f}".rstrip("0").rstrip(".") + " s")
    return " ".join(parts[:2])


def state_of(job: JobDiff) -> str | None:
    """The state of a job, and what it was before: ``Running``, ``WaitingCoordinator → Running``."""
    states = [state for state in (job.state_before, job.state_after) if state is not None]
    return " → ".join(dict.fromkeys(states)) or None


def name_of(job: JobDiff) -> str:
    """The name of a job, or what else tells it from others."""
    return job.name or job.handle or "a job without a name"


def fate_of(job: JobDiff) -> str | None:
    """What became of a job from one poll to the next: that it appeared, finished or vanished.

    ``None`` where it did none of these.
    """
    if job.kind == "added":
        return "appeared"
    if job.kind == "removed":
        return "vanished"
    return "finished" if job.state_after == _FINISHED and job.state_before != _FINISHED else None
