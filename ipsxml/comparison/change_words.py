"""Saying in words what a change is: the same for every output that people read."""

import json
import re
from datetime import timedelta
from typing import Any, NamedTuple

from ipsxml.codec import read_datetime
from ipsxml.comparison.changes import Item, Kind
from ipsxml.comparison.diff_tree import JOB_KEY, Node
from ipsxml.comparison.job_summary import NAMES, STATES, first_of
from ipsxml.printable_text import prints_alike, told_apart

SIGNS: dict[Kind, str] = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
"""A character for each kind of change."""
_FINISHED = "Done"  # the last of the states of a running job
_DATE_TIME = re.compile(r"(-?[0-9]+-[0-9]{2}-[0-9]{2})T([0-9:.]+)(.*)")
_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"))


class Description(NamedTuple):
    """A change in words: the values on the two sides, and a note.

    ``before`` and ``after`` are ``None`` for what is absent; of what moved, both are.
    """

    before: str | None
    after: str | None
    note: str | None = None


def describe(node: Node) -> Description:
    """What happened to a place, in words."""
    if node.kind == "moved" and isinstance(node.step, Item):
        place, new_place = node.step.old or 0, node.step.new or 0
        return Description(None, None, f"from place {place + 1} to {new_place + 1}")
    before, after = values_of(node)
    if node.type_name != "xs:dateTime" or before is None or after is None:
        return Description(before, after)
    return Description(*_clocks(before, after), elapsed(before, after))


def values_of(node: Node) -> tuple[str | None, str | None]:
    """The values of a place as a person reads them, told apart if they are not equal but print alike."""
    name = node.step if isinstance(node.step, str) else ""
    before, after = (
        None if value is None else shown(value, node.type_name, name) for value in (node.old, node.new)
    )
    if before is None or after is None or node.old == node.new or not prints_alike(before, after):
        return before, after
    return json.dumps(node.old), json.dumps(node.new)


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


def state_of(job: Node) -> str | None:
    """The state of a job, and what it was before: ``Running``, ``WaitingCoordinator → Running``."""
    before, after = _states(job)
    if before is None or after is None or before == after:
        return after or before
    return " → ".join(told_apart(before, after))


def name_of(job: Node) -> str:
    """The name of a job, or what else tells it from others."""
    return first_of(job.known, NAMES) or job.known.get(JOB_KEY) or "a job without a name"


def fate_of(job: Node) -> str | None:
    """What became of a job from one poll to the next: that it appeared, finished or vanished.

    ``None`` where it did none of these.
    """
    if job.kind in ("added", "removed"):
        return "appeared" if job.kind == "added" else "vanished"
    before, after = _states(job)
    return "finished" if after == _FINISHED and before != _FINISHED else None


def _states(job: Node) -> tuple[str | None, str | None]:
    return first_of(job.old or {}, STATES), first_of(job.new or {}, STATES)
