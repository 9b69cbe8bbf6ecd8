"""Selecting changes by patterns of their paths.

A pattern is segments with ``.`` or ``/`` between them; no separator is needed before ``[``:

- ``progress``: the member of that name;
- ``[label]``: the item with that label; ``[*]``: any item;
- ``*``: any one segment, member or item; ``**``: any number of segments, or none.

It selects what it matches, and all that is inside. Between two names there may be an item that
the pattern does not mention: ``jobArray.progress`` is ``jobArray[*].progress`` as well. The
first segment may be the name of the payload, which paths leave out.

To keep what it selects is to keep also what was added or removed around it: a job that vanished
took its state along. Times are no reason to: everything has them.

A label is literal, whatever is in it. It ends at the first ``]`` at the end of the pattern or
before ``.``, ``/`` or ``[``, up to which every bracket in it is closed; if there is none, at
the first ``]`` in such a place. So ``[photo[1].jpg]`` is one label, and a path that a Change
gives is a pattern for it, unless a label's own brackets are in disorder: then use ``[*]``.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from ipsxml.comparison.changes import API_VERSION, Change
from ipsxml.comparison.place_strings import place_of, places_inside
from ipsxml.contract import family
from ipsxml.errors import PatternError
from ipsxml.near_misses import did_you_mean

_ANY = r"\0[^\0]*+"
_ANY_ITEM = r"\0\[[^\0]*+"
_END = r"(?:\0|\Z)"
_SEPARATORS = re.compile(r"[./]")
_NAME = re.compile(r"[^./\[\]*]+|\*\*?")
_NOTHING = r"(?!)"
_LABEL_END = re.compile(r"\](?=[./\[]|\Z)")


def selector(ignore: Iterable[str], only: Iterable[str]) -> Callable[[Change], bool] | None:
    """Whether a change is to be kept: one that no pattern of ``ignore`` selects, and, if there
    are any in ``only``, some of those does, or selects a place inside of what came or went.
    ``None`` if all are.

    Raises ``PatternError``.
    """
    unwanted, wanted = listed(ignore), listed(only)
    if not unwanted and not wanted:
        return None
    is_ignored, is_wanted = selects(unwanted), selects(wanted or ["**"])

    def is_kept(change: Change) -> bool:
        place = place_of(change)
        if is_ignored(place):
            return False
        return is_wanted(place) or (change.kind in ("added", "removed") and is_wanted_inside(change))

    def is_wanted_inside(change: Change) -> bool:
        # Of another payload nothing can be compared, wherever it has the places.
        return not change.steps or any(
            is_wanted(place) and not is_ignored(place) for place in places_inside(change)
        )

    return is_kept


def listed(patterns: Iterable[str]) -> list[str]:
    """The patterns; a single text is one pattern, not one for each letter."""
    return [patterns] if isinstance(patterns, str) else list(patterns)


def selects(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Whether any of the patterns selects a place; raises ``PatternError``."""
    expressions = [_expression(pattern) for pattern in patterns] or [_NOTHING]
    match = re.compile(f"(?:{'|'.join(expressions)}){_END}").match
    return lambda place: match(place) is not None


def with_any_item(pattern: str) -> str:
    """The pattern with ``[*]`` for every label."""
    segments = ("[*]" if segment[0] == "[" else f".{segment}" for segment in _segments(pattern))
    return "".join(segments).removeprefix(".")


def _expression(pattern: str) -> str:
    segments = list(_segments(pattern))
    parts = [f"(?:{_ANY})?" if _is_name(segments[0]) else _ANY]
    previous = ""
    for segment in segments:
        if _is_name(previous) and _is_name(segment):
            parts.append(f"(?:{_ANY_ITEM})?")
        parts.append(_segment_expression(segment, pattern))
        previous = segment
    return "".join(parts)


def _is_name(segment: str) -> bool:
    return segment[:1] not in ("", "*", "[")


def _segment_expression(segment: str, pattern: str) -> str:
    if segment == "**":
        return f"(?:{_ANY})*?"
    if segment == "*":
        return _ANY
    if segment == "[*]":
        return _ANY_ITEM
    if segment.startswith("["):
        return rf"\0\[{re.escape(segment[1:-1])}(?![^\0])"
    _check_name(segment, pattern)
    return rf"\0{re.escape(segment)}(?![^\0])"


def _segments(pattern: str) -> Iterator[str]:
    """The segments of a pattern: ``jobArray``, ``[*]``, ``progress``."""
    at = 0
    while True:
        end = _label_end(pattern, at) if pattern.startswith("[", at) else _name_end(pattern, at)
        if end is None:
            raise PatternError(f"{pattern!r} cannot be read as a path from {pattern[at:]!r} on")
        yield pattern[at:end]
        if end == len(pattern):
            return
        at = end + 1 if _SEPARATORS.match(pattern, end) else end
        if at == end and pattern[at] != "[":
            raise PatternError(f"{pattern!r} has no separator before {pattern[at:]!r}")


def _name_end(pattern: str, at: int) -> int | None:
    name = _NAME.match(pattern, at)
    return None if name is None else name.end()


def _label_end(pattern: str, at: int) -> int | None:
    """Where the label that begins at ``at`` ends, behind its bracket."""
    ends = [end.end() for end in _LABEL_END.finditer(pattern, at)]
    closed = (end for end in ends if pattern.count("[", at, end) == pattern.count("]", at, end))
    return next(closed, ends[0] if ends else None)


def _check_name(name: str, pattern: str) -> None:
    names = _known_names()
    if name in names:
        return
    if name in ("items", "item") or name.isdecimal():
        label = name if name.isdecimal() else "*"
        raise PatternError(f"{pattern!r}: an item of an array is written [{label}], not {name}")
    raise PatternError(f"{pattern!r}: no element is called {name}{did_you_mean(name, names)}")


@cache
def _known_names() -> tuple[str, ...]:
    """The names that paths can have: those of members other than items, and of payloads."""
    reading = family()
    members = (
        member.name
        for complex_type in reading.types.values()
        for member in complex_type.members.values()
        if not member.repeats and member.alias_of is None
    )
    return tuple(dict.fromkeys((API_VERSION, *members, *reading.elements)))
