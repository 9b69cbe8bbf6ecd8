"""One comparison of the benchmarks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """One comparison: ``contenders`` by name, including ``"ipsxml"``.

    ``jobs`` is the number of jobs in a document, or the number of files. ``budgets`` limits the ratio of
    ipsxml's time to that of a contender.
    """

    row: str
    jobs: int
    contenders: Mapping[str, Callable[[], object]]
    budgets: Mapping[str, float]
