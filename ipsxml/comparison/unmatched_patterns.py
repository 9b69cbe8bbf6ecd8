"""Finding patterns that select nothing at all, which are probably mistakes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ipsxml.comparison.difference import Diff
from ipsxml.comparison.place_strings import place_of, places_of
from ipsxml.comparison.selection import listed, selects, with_any_item

_AT_ANY_DEPTH = "a path starts at the payload; '{}' selects it at any depth"
_ANY_ITEM = "brackets take an item's identifier, such as a jobHandle; '{}' selects any item"


class Miss(NamedTuple):
    """A pattern that selects no place, and a hint on what to write instead, if there is one."""

    pattern: str
    hint: str | None


def misses(patterns: Iterable[str], series: Sequence[Diff]) -> list[Miss]:
    """The patterns of ``only`` or ``ignore`` that select no place in any of the compared documents.

    ``series`` contains the comparison of each document with the next. Raises ``PatternError``.
    """
    missing = [pattern for pattern in dict.fromkeys(listed(patterns)) if not _selects_any(pattern, series)]
    return [Miss(pattern, _hint(pattern, series)) for pattern in missing]


def _hint(pattern: str, series: Sequence[Diff]) -> str | None:
    deeper, wider = f"**/{pattern}", with_any_item(pattern)
    guesses = ((deeper, _AT_ANY_DEPTH), (wider, _ANY_ITEM), (f"**/{wider}", _ANY_ITEM))
    return next((hint.format(guess) for guess, hint in guesses if _selects_any(guess, series)), None)


def _selects_any(pattern: str, series: Sequence[Diff]) -> bool:
    is_selected = selects([pattern])
    return any(is_selected(place) for place in _places(series))


def _places(series: Sequence[Diff]) -> Iterator[str]:
    """All places. Those of changes come first, because most patterns select one of them."""
    for diff in series:
        yield from map(place_of, diff.changes)
    for diff in series[:1]:
        yield from places_of(diff.old)
    for diff in series:
        yield from places_of(diff.new)
