"""A comparison: what is measured beside what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """One comparison: ``contenders`` by name, ``"ipsxml"`` among them.

    ``jobs`` is the number of jobs in a document, or of files. ``budgets`` says for a contender how many
    times its time ipsxml may take at most.
    """

    row: str
    jobs: int
    contenders: Mapping[str, Callable[[], object]]
    budgets: Mapping[str, float]
