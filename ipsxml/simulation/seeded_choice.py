"""Reproducible random choices: the same seed and the same path give the same numbers everywhere."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Chance(NamedTuple):
    """A node in a tree of random numbers. Each number depends only on the seed and its own path.

    It uses a hash instead of ``random.Random`` for two reasons. The methods of that class may draw different
    numbers in another release of Python. And each of its numbers depends on how many were drawn before, so a
    member added by a new contract would change everything after it. Here every use has its own label, and so
    its own number, independent of the order of use.

    >>> dice = Chance.of(7) / "dice"
    >>> [(dice / throw).between(1, 6) for throw in range(5)]
    [4, 3, 2, 1, 2]
    """

    state: bytes

    @classmethod
    def of(cls, seed: int) -> "Chance":
        """The root of the tree for a seed."""
        return cls(blake2b(str(int(seed)).encode(), digest_size=16).digest())

    def __truediv__(self, label: str | int) -> "Chance":
        return Chance(blake2b(str(label).encode(), key=self.state, digest_size=16).digest())

    def below(self, bound: int) -> int:
        """A number from 0 to ``bound - 1``."""
        return int.from_bytes(self.state, "big") % bound

    def between(self, least: int, most: int) -> int:
        """A number from ``least`` to ``most``, inclusive."""
        return least + self.below(most - least + 1)

    def choice(self, among: Sequence[T]) -> T:
        """One of several values."""
        return among[self.below(len(among))]

    def one_in(self, number: int) -> bool:
        """True with a probability of one in ``number``."""
        return self.below(number) == 0
