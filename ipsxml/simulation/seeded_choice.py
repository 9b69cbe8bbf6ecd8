"""Chance that repeats itself: the same seed and the same path give the same numbers, everywhere."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Chance(NamedTuple):
    """A place in a tree of random numbers, each of which depends on the seed and its own path only.

    It is a hash and not ``random.Random``, because the methods of that class may draw other
    numbers in another release of Python, and because there each number depends on how many were
    drawn before it: a member that a new contract adds would change everything after it. Here
    every use has a label of its own, and so a number of its own, in whatever order they are asked.

    >>> dice = Chance.of(7) / "dice"
    >>> [(dice / throw).between(1, 6) for throw in range(5)]
    [4, 3, 2, 1, 2]
    """

    state: bytes

    @classmethod
    def of(cls, seed: int) -> "Chance":
        """The root of the tree that belongs to a seed."""
        return cls(blake2b(str(int(seed)).encode(), digest_size=16).digest())

    def __truediv__(self, label: str | int) -> "Chance":
        return Chance(blake2b(str(label).encode(), key=self.state, digest_size=16).digest())

    def below(self, bound: int) -> int:
        """A number from 0 to ``bound`` - 1."""
        return int.from_bytes(self.state, "big") % bound

    def between(self, least: int, most: int) -> int:
        """A number from ``least`` to ``most``, both included."""
        return least + self.below(most - least + 1)

    def choice(self, among: Sequence[T]) -> T:
        """One of several."""
        return among[self.below(len(among))]

    def one_in(self, number: int) -> bool:
        """Whether one of ``number`` equal cases, the lucky one, has come."""
        return self.below(number) == 0
