"""The results as rows of a Markdown table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.case import Case
from benchmarks.timing import Timings


@dataclass(frozen=True, slots=True)
class Row:
    """A contender: times in milliseconds, and the ``ratio`` of ipsxml's time to the contender's."""

    work: str
    jobs: int
    ipsxml_ms: float
    contender: str
    contender_ms: float
    ratio: float
    budget: float | None


def rows_of(case: Case, timings: Timings) -> Iterator[Row]:
    """Yield a row for each contender except ipsxml."""
    for name in case.contenders:
        if name != "ipsxml":
            yield Row(
                work=case.row,
                jobs=case.jobs,
                ipsxml_ms=timings.seconds("ipsxml") * 1e3,
                contender=name,
                contender_ms=timings.seconds(name) * 1e3,
                ratio=timings.ratio("ipsxml", name),
                budget=case.budgets.get(name),
            )


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    head = ("work", "jobs", "ipsxml", "compared with", "time", "ratio", "budget")
    cells = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in cells
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _cells(row: Row) -> tuple[str, ...]:
    budget = "" if row.budget is None else f"≤ {_times(row.budget)}"
    return (
        row.work,
        f"{row.jobs:,}",
        f"{row.ipsxml_ms:.2f} ms",
        row.contender,
        f"{row.contender_ms:.2f} ms",
        _times(row.ratio),
        budget,
    )


def _times(ratio: float) -> str:
    return f"{ratio:.2f} ×" if ratio >= 0.1 else f"1/{1 / ratio:.0f} ×"
