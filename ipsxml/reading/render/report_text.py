"""Outcomes for people: a line for a valid source, a block for any other."""

from collections import Counter
from collections.abc import Mapping

from ipsxml.printable_text import Style, counted, plain, printable
from ipsxml.reading.batch import Outcome, Status

_ORDER: tuple[Status, ...] = ("valid", "invalid", "unreadable", "ignored")


def render_text(outcome: Outcome, style: Style = plain) -> str:
    """One source's outcome, without a final newline: one line, followed by the issues."""
    source = f"{printable(outcome.source)}: "
    if outcome.report is None:
        why = printable(outcome.unreadable or outcome.skipped or "")
        return f"{source}{style(outcome.status, outcome.status)}: {why}"
    return source + outcome.report.text(outcome.status, style)


def render_counts(counts: Mapping[str, int]) -> str:
    """A summary line: the number of outcomes by status, and the number of skipped ones."""
    statuses = Counter(counts)
    listed = ", ".join(f"{statuses[status]} {status}" for status in _ORDER if status in statuses)
    skipped = statuses.pop("skipped", 0)
    line = f"{counted(statuses.total(), 'source')}: {listed or 'none'}"
    return f"{line}; {skipped:,} skipped" if skipped else line
