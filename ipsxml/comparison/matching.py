"""Which item of an old array is which of the new one, and which of them moved.

Items are matched by labels, which are unique in their array; texts, which have no identity
beside their value, as sequences. Of what is matched, the longest chain that is in the same
order on both sides stays, and only what is outside it has moved.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from sys import maxsize
from typing import Any, NamedTuple

from ipsxml.comparison.changes import Item

_MOST_PAIRS = 200_000

Pair = tuple[int, int]
"""An index in the old array, and one in the new."""


class Placed(NamedTuple):
    """An item of either array, and whether it moved."""

    item: Item
    moved: bool = False


def match_items(old: list[Any], new: list[Any], key: Sequence[str] | None) -> Iterator[Placed]:
    """The items of both arrays, each once, in the order of the document.

    ``key`` names the members that identify an item, in order of preference; without any,
    items are matched by position. Texts have none, not even an empty one: ``None``.
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
    """The texts of both arrays by their longest common subsequence; none of them moves."""
    pairs = _oriented_chain(old, new, _equal_pairs(old, new))
    return _in_order(_positions(old), _positions(new), pairs, pairs)


def labels_of(items: Sequence[Any], key: Sequence[str]) -> list[str]:
    """What tells the items of an array from each other; ``key`` as in ``match_items``."""
    if not key:
        return _positions(items)
    first, *others = key
    values = [item.get(first) or _other_value(item, others) for item in items]
    return values if len(set(values)) == len(values) else _numbered(values)


def longest_chain(points: Sequence[Pair], names: Sequence[str]) -> list[Pair]:
    """The longest chain of points that rises on both sides, in n log n.

    ``points`` are in the order of the first coordinate, those that share it in the falling
    order of the second; ``names`` has the name of each by the first. Among chains of the same
    length it takes, from the end, what is nearest to the beginning, then by name.
    """
    lowest: list[int] = []  # by length of chain: the lowest point that ends one
    levels: list[list[Pair]] = []  # by length of chain: all points that the longest chain to them has
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
    """The longest chain of ``points``, whichever of the two arrays is called the old one.

    Texts that repeat leave a choice even by name. It must not depend on the direction, so that
    a comparison the other way round finds the same, mirrored.
    """
    if old <= new:
        return longest_chain(sorted(points, key=_falling), old)
    mirrored = sorted(((after, before) for before, after in points), key=_falling)
    return [(before, after) for after, before in longest_chain(mirrored, new)]


def _falling(point: Pair) -> Pair:
    return point[0], -point[1]


def _other_value(item: dict[str, Any], key: Sequence[str]) -> str:
    return next((item[name] for name in key if item.get(name)), "")


def _numbered(values: Sequence[str]) -> list[str]:
    """The values as labels, with ``#2`` for the second appearance of one, and so on."""
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
    """Every pair of equal texts.

    Where the same few texts appear again and again, that would be too many: then the first
    is paired with the first, the second with the second. What is found is still right, but more
    may count as removed and added than need be.
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
    """All items: between two that stay first what was removed there, then what came there."""
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
