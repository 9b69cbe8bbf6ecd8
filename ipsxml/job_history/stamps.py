"""When and where a capture was made: what puts captures in order, whoever read them first."""

import os
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ipsxml.capture import Origin

Position = str | int
"""The place of a capture among those that belong together: a file's name, or its number in a container."""


class Stamp(NamedTuple):
    """When a capture was made, and its place.

    ``instant`` is ``UNKNOWN`` where neither its container nor its document tells a time. It
    ``is_captured`` if the container, or the response, tells it: what documents tell may be older.
    ``group`` is the directory of a file, or the container.
    """

    instant: float
    is_captured: bool
    group: str
    position: Position

    @property
    def order(self) -> tuple[float, str, tuple[tuple[int, str], ...]]:
        """What to sort stamps by: the time, and else the place."""
        return self.instant, self.group, natural_order(self.position)

    def is_later(self, other: "Stamp") -> bool:
        """Whether it is behind another one in order."""
        if self.instant != other.instant:
            return self.instant > other.instant
        return self.order > other.order


def place_of(origin: Origin, number: int) -> tuple[str, Position]:
    """The group of a capture, and its position there; ``number`` is its number in its source."""
    if origin.place:
        return origin.source, number
    return os.path.split(origin.source)


@lru_cache(1024)  # a poll has many jobs, and all of them ask for its order
def natural_order(position: Position) -> tuple[tuple[int, str], ...]:
    """What to sort positions by: names with the numbers in them as numbers.

    >>> sorted(["poll10.xml", "poll9.xml"], key=natural_order)
    ['poll9.xml', 'poll10.xml']
    """
    if isinstance(position, int):
        return ((position, ""),)
    parts = re.split(r"([0-9]+)", position)
    # Names such as poll7 and poll007 differ in nothing but their text.
    return (*((int(part), "") if part.isdecimal() else (0, part) for part in parts), (0, position))


def tell_order(positions: Sequence[Position]) -> bool:
    """Whether positions in their natural order say in what order captures were made.

    Numbers do, and names that go on alike up to a number: poll9.xml and poll10.xml, but not after.xml and
    before.xml.
    """
    return all(_differ_in_number(*pair) for pair in pairwise(map(natural_order, positions)))


def _differ_in_number(one: tuple[tuple[int, str], ...], other: tuple[tuple[int, str], ...]) -> bool:
    """Whether the first parts that differ are numbers."""
    differing = next(((a, b) for a, b in zip(one, other, strict=False) if a != b), None)
    return differing is not None and not differing[0][1] and not differing[1][1]
