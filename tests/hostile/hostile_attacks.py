"""What an attack is: how to make its bytes, and what must happen with them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

READERS = ("validate", "decode", "to_json", "iter_jobs", "diff", "patch", "cli convert", "cli table")
"""The public operations that read a document; ``from_json`` is for what is JSON."""

FEWER = ("validate", "decode", "iter_jobs", "cli convert", "cli table")
"""One of each way of reading, for what takes long to build or to read."""

VALID = ("valid",)
SECONDS = 10.0
MEBIBYTES = 300


class Targets(NamedTuple):
    """What a document may point to: a file that holds a canary, and an address where somebody listens."""

    path: str
    address: str


class Attack(NamedTuple):
    """One attack.

    ``build`` gives its bytes. ``outcome`` is ``("valid",)``, or ``"invalid"`` and the codes of all
    errors, or the name of an exception, of all ``operations``. None may take more than ``seconds`` of
    processor time, or ``mebibytes`` beyond what the process had.
    """

    name: str
    build: Callable[[Targets], bytes]
    outcome: tuple[str, ...]
    operations: Sequence[str] = READERS
    seconds: float = SECONDS
    mebibytes: int = MEBIBYTES


def invalid(*codes: str) -> tuple[str, ...]:
    """The outcome of a document with errors of these codes."""
    return ("invalid", *sorted(codes))
