"""Matching the items of an old array with those of a new one, and finding which of them moved.

Objects match if their labels are equal; labels are unique in their array. Strings have no identity
besides their value, so they match as sequences. The longest chain of matched items in the same order on
both sides stays in place; only items outside this chain count as moved.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from sys import maxsize
from typing import Any, NamedTuple

from ipsxml.comparison.changes import Item

_MOST_PAIRS = 200_000

Pair = tuple[int, int]
"""An index in the old array, and one in the new array."""


class Placed(NamedTuple):
    """An item of one or both arrays, and whether it moved."""

    item: Item
    moved: bool = False


def match_items(old: list[Any], new: list[Any], key: Sequence[str] | None) -> Iterator[Placed]:
    """The items of both arrays, each once, in document order.

    How items match depends on ``key``:

    - member names: by the value of the first of these members that is not empty;
    - an empty sequence: by position;
    - ``None``: the items are strings and match as sequences.
    """
    if key is None:
        return _match_texts(old, new)
    old_labels, new_labels = labels_of(old, key), labels_of(new, key)
    if old_labels == new_labels:
        return (Placed(Item(label, index, index)) for index, label in enumerate(old_labels))
    old_places = {label: index for index, label in enumerate(old_labels)}
    pairs = [(old_places[label], index) for index, label in enumerate(new_labels) if label in old_places]
    stays = _oriented_chain(old_labels, new_labels, pairs)
    return _in_order(old_labels, new_labels, pairs, stays)


def _match_texts(old: list[str], new: list[str]) -> Iterator[Placed]:
    """The strings of both arrays, matched by their longest common subsequence; none of them moves."""
    pairs = _oriented_chain(old, new, _equal_pairs(old, new))
    return _in_order(_positions(old), _positions(new), pairs, pairs)


def labels_of(items: Sequence[Any], key: Sequence[str]) -> list[str]:
    """A unique label for each item of an array; ``key`` is as in ``match_items``, but not ``None``."""
    if not key:
        return _positions(items)
    first, *others = key
    values = [item.get(first) or _other_value(item, others) for item in items]
    return values if len(set(values)) == len(values) else _numbered(values)


def longest_chain(points: Sequence[Pair], names: Sequence[str]) -> list[Pair]:
    """The longest chain of points that increases in both coordinates, in O(n log n).

    ``points`` must be sorted by ascending first coordinate, then by descending second one. ``names``
    has a name for each first coordinate. Ties between chains of equal length: working backward, prefer
    the point with the smallest coordinate sum, then the smallest name.
    """
    lowest: list[int] = []  # by chain length: the lowest second coordinate that ends such a chain
    levels: list[list[Pair]] = []  # by chain length: all points at which the longest chain has this length
    for point in points:
        level = bisect_left(lowest, point[1])
        if level == len(levels):
            lowest.append(point[1])
            levels.append([point])
        else:
            lowest[level] = point[1]
            levels[level].append(point)
    chain: list[Pair] = []
    old = new = maxsize
    for candidates in reversed(levels):
        below = [point for point in candidates if point[0] < old and point[1] < new]
        old, new = min(below, key=lambda point: (point[0] + point[1], names[point[0]]))
        chain.append((old, new))
    return chain[::-1]


def _oriented_chain(old: list[str], new: list[str], points: Iterable[Pair]) -> list[Pair]:
    """The longest chain of ``points``, independent of which array is the old one.

    With repeated strings, even names leave ties. The choice must not depend on the direction, so that the
    reverse comparison gives the mirrored result.
    """
    if old <= new:
        return longest_chain(sorted(points, key=_ascending_then_descending), old)
    mirrored = sorted(((after, before) for before, after in points), key=_ascending_then_descending)
    return [(before, after) for after, before in longest_chain(mirrored, new)]


def _ascending_then_descending(point: Pair) -> Pair:
    return point[0], -point[1]


def _other_value(item: dict[str, Any], key: Sequence[str]) -> str:
    return next((item[name] for name in key if item.get(name)), "")


def _numbered(values: Sequence[str]) -> list[str]:
    """Labels from values: the second item with the same value gets ``#2``, and so on."""
    counts: Counter[str] = Counter()
    labels: dict[str, None] = {}
    for value in values:
        label = value
        counts[value] += 1
        if counts[value] > 1:
            label = f"{value}#{counts[value]}"
        while label in labels:  # "a#2" may be the value of another item
            counts[value] += 1
            label = f"{value}#{counts[value]}"
        labels[label] = None
    return list(labels)


def _positions(items: Sequence[object]) -> list[str]:
    return [str(index) for index in range(len(items))]


def _equal_pairs(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Every pair of equal strings.

    If a few strings are repeated very often, there are too many pairs. Then the first occurrence is only
    paired with the first, the second with the second, and so on. The result is still correct, but may
    contain more additions and removals than necessary.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(new):
        places[text].append(index)
    count = sum(len(places[text]) for text in old if text in places)
    if count <= _MOST_PAIRS:
        return [(index, place) for index, text in enumerate(old) for place in places.get(text, ())]
    seen: Counter[str] = Counter()
    pairs = []
    for index, text in enumerate(old):
        if seen[text] < len(places.get(text, ())):
            pairs.append((index, places[text][seen[text]]))
        seen[text] += 1
    return pairs


def _in_order(
    old_labels: Sequence[str], new_labels: Sequence[str], pairs: Collection[Pair], stays: Sequence[Pair]
) -> Iterator[Placed]:
    """All items in document order; between two that stay, first the removed, then the added and moved."""
    partners = {new: old for old, new in pairs}
    matched = {old for old, _ in pairs}
    old_start = new_start = 0
    for old_end, new_end in [*stays, (len(old_labels), len(new_labels))]:
        for old in range(old_start, old_end):
            if old not in matched:
                yield Placed(Item(old_labels[old], old, None))
        for new in range(new_start, new_end):
            partner = partners.get(new)
            yield Placed(Item(new_labels[new], partner, new), moved=partner is not None)
        if old_end < len(old_labels):
            yield Placed(Item(new_labels[new_end], old_end, new_end))
        old_start, new_start = old_end + 1, new_end + 1
