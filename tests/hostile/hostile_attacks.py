"""The definition of an attack: how to build its bytes, and the outcome it must have."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

READERS = ("validate", "decode", "to_json", "iter_jobs", "diff", "patch", "cli convert", "cli table")
"""The public operations that read a document (``from_json`` reads only JSON)."""

FEWER = ("validate", "decode", "iter_jobs", "cli convert", "cli table")
"""One operation for each way of reading, for attacks that take long to build or read."""

VALID = ("valid",)
SECONDS = 10.0
MEBIBYTES = 300


class Targets(NamedTuple):
    """What a document may point to: a file with a canary, and an address with a listening socket."""

    path: str
    address: str


class Attack(NamedTuple):
    """One attack.

    ``build`` returns its bytes. ``outcome`` must be the same for all ``operations``: ``("valid",)``,
    ``"invalid"`` and the codes of all errors, or the name of an exception. No operation may take more
    than ``seconds`` of processor time or raise its peak memory by more than ``mebibytes``.
    """

    name: str
    build: Callable[[Targets], bytes]
    outcome: tuple[str, ...]
    operations: Sequence[str] = READERS
    seconds: float = SECONDS
    mebibytes: int = MEBIBYTES


def invalid(*codes: str) -> tuple[str, ...]:
    """The outcome of a document whose errors have these codes."""
    return ("invalid", *sorted(codes))
