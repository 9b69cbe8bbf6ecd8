"""When and where a capture was made. Stamps order captures, regardless of the order of reading."""

import os
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ipsxml.capture import Origin

Position = str | int
"""The place of a capture within its group: a file name, or a number in a container."""


class Stamp(NamedTuple):
    """When a capture was made, and its place.

    ``instant`` is ``UNKNOWN`` if neither the container nor the document gives a time. ``is_captured`` is true
    if the time comes from the container or the response; a time from a document may be older than the
    capture. ``group`` is the directory of a file, or the container.
    """

    instant: float
    is_captured: bool
    group: str
    position: Position

    @property
    def order(self) -> tuple[float, str, tuple[tuple[int, str], ...]]:
        """The sort key of a stamp: its time, then its place."""
        return self.instant, self.group, natural_order(self.position)

    def is_later(self, other: "Stamp") -> bool:
        """Whether this stamp sorts after another one."""
        if self.instant != other.instant:
            return self.instant > other.instant
        return self.order > other.order


def place_of(origin: Origin, number: int) -> tuple[str, Position]:
    """The group of a capture and its position there; ``number`` is its number in its source."""
    if origin.place:
        return origin.source, number
    return os.path.split(origin.source)


@lru_cache(1024)  # a poll has many jobs, and each needs the poll's order
def natural_order(position: Position) -> tuple[tuple[int, str], ...]:
    """A sort key for positions that orders numbers in names by value.

    >>> sorted(["poll10.xml", "poll9.xml"], key=natural_order)
    ['poll9.xml', 'poll10.xml']
    """
    if isinstance(position, int):
        return ((position, ""),)
    parts = re.split(r"([0-9]+)", position)
    # The name itself comes last: poll7 and poll007 differ only in their text.
    return (*((int(part), "") if part.isdecimal() else (0, part) for part in parts), (0, position))


def are_numbered(positions: Sequence[Position]) -> bool:
    """Whether positions in natural order give the order in which captures were made.

    This is true of numbers, and of names that are the same up to a number: poll9.xml and poll10.xml, but not
    after.xml and before.xml.
    """
    return all(_differ_in_number(*pair) for pair in pairwise(map(natural_order, positions)))


def _differ_in_number(one: tuple[tuple[int, str], ...], other: tuple[tuple[int, str], ...]) -> bool:
    """Whether the first parts that differ are numbers."""
    differing = next(((a, b) for a, b in zip(one, other, strict=False) if a != b), None)
    return differing is not None and not differing[0][1] and not differing[1][1]
