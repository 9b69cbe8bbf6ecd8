"""Comparing two documents."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ipsxml.codec import Document
from ipsxml.comparison.alignment import align
from ipsxml.comparison.changes import Change
from ipsxml.comparison.comparables import Comparable, read_both
from ipsxml.comparison.difference import Diff
from ipsxml.comparison.sameness import Sameness
from ipsxml.comparison.selection import selector
from ipsxml.traceback_privacy import discreet


@discreet
def diff(  # noqa: PLR0913 - one option per kind of difference to ignore
    old: Comparable,
    new: Comparable,
    *,
    ignore: Iterable[str] = (),
    only: Iterable[str] = (),
    tolerance: float | None = None,
    ignore_times: bool = False,
) -> Diff:
    """Find what changed between two documents.

    ``old`` and ``new`` are sources as for ``decode``, Documents, or model objects. One may be XML and the
    other JSON, in any version and envelope. Array items are matched by what identifies them (jobs by
    their handles). Values are compared as values: the same instant in two time zones is not a change.

    ``ignore`` and ``only`` are path patterns (``"**/lastProgressUpdate"``, ``"jobArray[*].progress"``).
    ``ignore`` drops changes at or inside matching places; ``only`` drops all others. ``only`` also keeps
    an added or removed value with a matching place inside, and a replaced payload.
    ``tolerance`` is the largest absolute difference between ``xs:double`` values that is not a change.
    ``ignore_times`` ignores every dateTime.

    Raises ``PatternError`` for a pattern that cannot match anything, ``ValueError`` for a negative
    tolerance, and, for sources, the errors of ``decode``.

    >>> old = b'<submitJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"><jobHandle>{}</jobHandle>'
    >>> old += b'</submitJobReturn>'
    >>> new = old.replace(b"{}", b"j|7|winter||")
    >>> [(change.kind, change.path, change.after) for change in diff(old, new).changes]
    [('changed', 'jobHandle', 'j|7|winter||')]
    """
    rules = rules_of(ignore=ignore, only=only, tolerance=tolerance, ignore_times=ignore_times)
    return compare(*read_both(old, new), rules)


class Rules(NamedTuple):
    """What counts as a change: which values differ, and which changes to keep (``None`` for all)."""

    sameness: Sameness
    is_kept: Callable[[Change], bool] | None


def rules_of(
    *,
    ignore: Iterable[str] = (),
    only: Iterable[str] = (),
    tolerance: float | None = None,
    ignore_times: bool = False,
) -> Rules:
    """The rules for the options of ``diff``. Raises ``PatternError`` and ``ValueError``."""
    return Rules(Sameness.within(tolerance, ignore_times=ignore_times), selector(ignore, only))


def compare(before: Document, after: Document, rules: Rules) -> Diff:
    """Find what changed between two plain documents."""
    roots = align(before, after, rules.sameness)
    if rules.is_kept is not None:
        for root in roots:
            root.keep(rules.is_kept, str(root.step))
    return Diff(before, after, roots)
