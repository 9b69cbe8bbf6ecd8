"""Selecting changes by path patterns.

A pattern consists of segments, separated by ``.`` or ``/``. Before ``[``, no separator is needed.

- ``progress`` matches the member of that name.
- ``[label]`` matches the item with that label; ``[*]`` matches any item.
- ``*`` matches any one segment, member or item; ``**`` matches any number of segments, including none.

A pattern selects the places it matches and everything inside them. Between two names, an item may be
omitted: ``jobArray.progress`` also means ``jobArray[*].progress``. The first segment may be the name of
the payload, which paths omit.

``only`` also keeps an added or removed value that contains a selected place: when a job vanishes, its
state vanishes, too. Only dateTimes do not count here, because nearly every object has them.

A label is literal. It can end only at a ``]`` followed by ``.``, ``/``, ``[``, or the end of the pattern.
It ends at the first such ``]`` that closes all its brackets or, if none does, at the very first. So
``[photo[1].jpg]`` is one label. The ``path`` of a Change is also a pattern for it, unless the brackets in a
label are unbalanced; in that case, use ``[*]``.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from ipsxml.comparison.changes import API_VERSION, Change
from ipsxml.comparison.place_strings import place_of, places_inside
from ipsxml.contract import family
from ipsxml.errors import PatternError
from ipsxml.near_misses import did_you_mean

# Each segment of a pattern becomes part of a regular expression for place strings:
#
# | segment  | matches                      |
# | -------- | ---------------------------- |
# | name     | NUL, name                    |
# | [label]  | NUL, "[", label              |
# | [*]      | NUL, "[", anything but NUL   |
# | *        | NUL, anything but NUL        |
# | **       | any number of "*"            |
#
# A match ends at the end of the string or at a NUL, so everything inside is selected, too.
_ANY = r"\0[^\0]*+"
_ANY_ITEM = r"\0\[[^\0]*+"
_END = r"(?:\0|\Z)"
_SEPARATORS = re.compile(r"[./]")
_NAME = re.compile(r"[^./\[\]*]+|\*\*?")
_NOTHING = r"(?!)"
_LABEL_END = re.compile(r"\](?=[./\[]|\Z)")


def selector(ignore: Iterable[str], only: Iterable[str]) -> Callable[[Change], bool] | None:
    """A predicate that decides whether to keep a change, or ``None`` without any patterns.

    It drops changes that an ``ignore`` pattern selects. With ``only``, one of its patterns must select the
    change or a place inside an added or removed value.

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
        # A replaced payload is kept, because nothing inside it can be compared.
        return not change.steps or any(
            is_wanted(place) and not is_ignored(place) for place in places_inside(change)
        )

    return is_kept


def listed(patterns: Iterable[str]) -> list[str]:
    """The patterns as a list; a single string is one pattern, not one per character."""
    return [patterns] if isinstance(patterns, str) else list(patterns)


def selects(patterns: Iterable[str]) -> Callable[[str], bool]:
    """A predicate: whether any of the patterns selects a place. Raises ``PatternError``."""
    expressions = [_expression(pattern) for pattern in patterns] or [_NOTHING]
    match = re.compile(f"(?:{'|'.join(expressions)}){_END}").match
    return lambda place: match(place) is not None


def with_any_item(pattern: str) -> str:
    """The pattern with ``[*]`` instead of every label."""
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
            reason = f"cannot parse {pattern[at:]!r}" if pattern[at:] else "a segment is missing at the end"
            raise PatternError(f"invalid path {pattern!r}: {reason}")
        yield pattern[at:end]
        if end == len(pattern):
            return
        at = end + 1 if _SEPARATORS.match(pattern, end) else end
        if at == end and pattern[at] != "[":
            raise PatternError(f"invalid path {pattern!r}: a separator is missing before {pattern[at:]!r}")


def _name_end(pattern: str, at: int) -> int | None:
    name = _NAME.match(pattern, at)
    return None if name is None else name.end()


def _label_end(pattern: str, at: int) -> int | None:
    """The index after the closing bracket of the label that starts at ``at``."""
    ends = [end.end() for end in _LABEL_END.finditer(pattern, at)]
    closed = (end for end in ends if pattern.count("[", at, end) == pattern.count("]", at, end))
    return next(closed, ends[0] if ends else None)


def _check_name(name: str, pattern: str) -> None:
    names = _known_names()
    if name in names:
        return
    if name in ("items", "item") or name.isdecimal():
        label = name if name.isdecimal() else "*"
        raise PatternError(f"invalid path {pattern!r}: write [{label}] for an array item, not {name}")
    raise PatternError(f"invalid path {pattern!r}: unknown element {name}{did_you_mean(name, names)}")


@cache
def _known_names() -> tuple[str, ...]:
    """The names allowed in paths: members except array items, and payloads."""
    reading = family()
    members = (
        member.name
        for complex_type in reading.types.values()
        for member in complex_type.members.values()
        if not member.repeats and member.alias_of is None
    )
    return tuple(dict.fromkeys((API_VERSION, *members, *reading.elements)))
