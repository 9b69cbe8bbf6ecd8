"""The latest row of each job. Memory grows with the number of jobs, not of captures."""

from collections.abc import Iterable, Iterator

import pyarrow as pa

# How many rows beyond twice the number of jobs are kept before outdated rows are dropped.
_SLACK = 20_000
_BEFORE_ALL = -(1 << 63)

Age = tuple[int, int]
"""When a row was captured and when its job last reported, in microseconds; unknown times sort first."""


def latest_jobs(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """One row per job handle, from batches of jobs.

    The row that was captured last is kept. If capture times are unknown or equal, the row with the latest
    progress report is kept, and if those are equal too, the last row.
    """
    kept = _KeptRows()
    for batch in batches:
        kept.add(batch)
    yield from kept.latest()


class _KeptRows:
    """The rows kept so far, and for each job handle the age and position of its latest row."""

    def __init__(self) -> None:
        self._batches: list[pa.RecordBatch] = []
        self._rows = 0
        self._latest: dict[str | None, tuple[Age, int]] = {}

    def add(self, batch: pa.RecordBatch) -> None:
        handles = batch.column("job_handle").to_pylist()
        ages = zip(_moments(batch, "captured_at"), _moments(batch, "last_progress_update"), strict=True)
        for position, (handle, age) in enumerate(zip(handles, ages, strict=True), self._rows):
            kept = self._latest.get(handle)
            if kept is None or age >= kept[0]:
                self._latest[handle] = (age, position)
        self._batches.append(batch)
        self._rows += batch.num_rows
        if self._rows > 2 * len(self._latest) + _SLACK:
            self._drop_outdated()

    def latest(self) -> list[pa.RecordBatch]:
        """The latest rows, in input order."""
        if self._batches:
            self._drop_outdated()
        return self._batches

    def _drop_outdated(self) -> None:
        in_order = sorted(self._latest.items(), key=lambda job: job[1][1])
        positions = [position for _, (_, position) in in_order]
        self._batches = pa.Table.from_batches(self._batches).take(positions).combine_chunks().to_batches()
        self._rows = len(positions)
        self._latest = {handle: (age, number) for number, (handle, (age, _)) in enumerate(in_order)}


def _moments(batch: pa.RecordBatch, column: str) -> list[int]:
    moments: list[int | None] = batch.column(column).cast(pa.int64()).to_pylist()
    return [_BEFORE_ALL if moment is None else moment for moment in moments]
