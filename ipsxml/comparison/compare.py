"""Comparing two documents: the pieces put together."""

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
def diff(  # noqa: PLR0913 - one for each thing that may not matter
    old: Comparable,
    new: Comparable,
    *,
    ignore: Iterable[str] = (),
    only: Iterable[str] = (),
    tolerance: float | None = None,
    ignore_times: bool = False,
) -> Diff:
    """Find what changed between two documents.

    Each is a source as ``decode`` takes it, a Document, or a model object; one may be XML and
    the other JSON, in whatever version and envelope. Items of arrays are matched by what
    identifies them (jobs by their handles), and values compared as values: the same instant in
    two time zones is no change.

    ``ignore`` and ``only`` are patterns of paths (``"**/lastProgressUpdate"``,
    ``"jobArray[*].progress"``): changes there, or further inside, are left out, or are the only
    ones kept. What was added or removed is kept, too, if it has such a place inside, and another
    payload always. ``tolerance`` is the absolute difference that two numbers of ``xs:double`` may
    have. ``ignore_times`` leaves out every dateTime.

    Raises ``PatternError`` for a pattern that cannot match anything, ``ValueError`` for a
    negative tolerance, and for sources as ``decode`` does.

    >>> old = b'<submitJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"><jobHandle>{}</jobHandle>'
    >>> old += b'</submitJobReturn>'
    >>> new = old.replace(b"{}", b"j|7|winter||")
    >>> [(change.kind, change.path, change.after) for change in diff(old, new).changes]
    [('changed', 'jobHandle', 'j|7|winter||')]
    """
    rules = rules_of(ignore=ignore, only=only, tolerance=tolerance, ignore_times=ignore_times)
    return compare(*read_both(old, new), rules)


class Rules(NamedTuple):
    """What counts as a change: between which values, and at which places (``None`` for all)."""

    sameness: Sameness
    is_kept: Callable[[Change], bool] | None


def rules_of(
    *,
    ignore: Iterable[str] = (),
    only: Iterable[str] = (),
    tolerance: float | None = None,
    ignore_times: bool = False,
) -> Rules:
    """The rules that the arguments of ``diff`` say; raises ``PatternError`` and ``ValueError``."""
    return Rules(Sameness.within(tolerance, ignore_times=ignore_times), selector(ignore, only))


def compare(before: Document, after: Document, rules: Rules) -> Diff:
    """Find what changed between two plain documents."""
    roots = align(before, after, rules.sameness)
    if rules.is_kept is not None:
        for root in roots:
            root.keep(rules.is_kept, str(root.step))
    return Diff(before, after, roots)
