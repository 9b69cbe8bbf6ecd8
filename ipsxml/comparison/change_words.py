"""Wording of changes, shared by every output for people."""

import json
import re
from datetime import timedelta
from typing import Any, NamedTuple

from ipsxml.codec import read_datetime
from ipsxml.comparison.changes import Item, Kind
from ipsxml.comparison.diff_tree import JOB_KEY, Node
from ipsxml.comparison.job_summary import NAMES, STATES, first_of
from ipsxml.printable_text import distinguishable, prints_alike

SIGNS: dict[Kind, str] = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
"""One character per kind of change."""
_FINISHED = "Done"  # the last state of a running job
_DATE_TIME = re.compile(r"(-?[0-9]+-[0-9]{2}-[0-9]{2})T([0-9:.]+)(.*)")
_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"))


class Description(NamedTuple):
    """A change in words: the values on both sides, and a note.

    ``before`` or ``after`` is ``None`` if the value is absent; both are ``None`` if an item moved.
    """

    before: str | None
    after: str | None
    note: str | None = None


def describe(node: Node) -> Description:
    """Describe what happened to a node."""
    if node.kind == "moved" and isinstance(node.step, Item):
        position, new_position = node.step.old or 0, node.step.new or 0
        return Description(None, None, f"from position {position + 1} to {new_position + 1}")
    before, after = values_of(node)
    if node.type_name != "xs:dateTime" or before is None or after is None:
        return Description(before, after)
    return Description(*_clocks(before, after), elapsed(before, after))


def values_of(node: Node) -> tuple[str | None, str | None]:
    """A node's values for people; as JSON if they are unequal but would look the same."""
    name = node.step if isinstance(node.step, str) else ""
    before, after = (
        None if value is None else shown(value, node.type_name, name) for value in (node.old, node.new)
    )
    if before is None or after is None or node.old == node.new or not prints_alike(before, after):
        return before, after
    return json.dumps(node.old), json.dumps(node.new)


def shown(value: Any, type_name: str, name: str = "") -> str:
    """A plain value for people, in one line: progress in percent, objects as JSON.

    ``name`` is the name of the value's element.
    """
    if name == "progress" and isinstance(value, (int, float)):
        # Tasks and items have a progress from 0 to 1, jobs a whole percentage.
        return f"{value if type_name == 'xs:int' else value * 100:.4g}%"
    if isinstance(value, str):
        return value or '""'
    return json.dumps(value, ensure_ascii=False)


def _clocks(before: str, after: str) -> tuple[str, str]:
    """Two dateTimes, without their date and offset if these are the same."""
    one, other = _DATE_TIME.fullmatch(before), _DATE_TIME.fullmatch(after)
    if one and other and one.group(1, 3) == other.group(1, 3):
        return one[2], other[2]
    return before, after


def elapsed(before: str, after: str) -> str | None:
    """The time from one dateTime to another, such as ``1 min 4.5 s later``; ``None`` if it is not defined."""
    try:
        passed = read_datetime(after) - read_datetime(before)
    except (
        TypeError,
        ValueError,
        OverflowError,
    ):  # only one has an offset, or a datetime cannot represent one
        return None
    return f"{duration(abs(passed))} {'later' if passed >= timedelta(0) else 'earlier'}"


def duration(time: timedelta) -> str:
    """A duration in its two largest nonzero units: ``2 h 5 min``, ``4.5 s``."""
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
    """A job's state, with the previous one if it changed: ``Running``, ``WaitingCoordinator → Running``."""
    before, after = _states(job)
    if before is None or after is None or before == after:
        return after or before
    return " → ".join(distinguishable(before, after))


def name_of(job: Node) -> str:
    """A job's name, or its handle if it has no name."""
    return first_of(job.known, NAMES) or job.known.get(JOB_KEY) or "unnamed job"


def fate_of(job: Node) -> str | None:
    """Whether a job ``appeared``, ``finished``, or ``vanished`` from one poll to the next; else ``None``."""
    if job.kind in ("added", "removed"):
        return "appeared" if job.kind == "added" else "vanished"
    before, after = _states(job)
    return "finished" if after == _FINISHED and before != _FINISHED else None


def _states(job: Node) -> tuple[str | None, str | None]:
    return first_of(job.old or {}, STATES), first_of(job.new or {}, STATES)
