"""Turning captures into record batches: all tables in one pass, or one table as a reader."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from os import PathLike
from typing import NamedTuple

import pyarrow as pa

from ipsxml.capture.sources import paths_of
from ipsxml.reading import Outcome
from ipsxml.reading.batch import outcome_of
from ipsxml.reading.question import Question
from ipsxml.reading.read_all import Attempt, found_sources, read_all
from ipsxml.tables.arrow_columns import batch_of, schema_of
from ipsxml.tables.document_rows import DocumentKeys, document_row
from ipsxml.tables.flat_tables import TableName
from ipsxml.tables.latest_jobs import latest_jobs
from ipsxml.tables.row_collecting import Collected

QUESTION = Question("plain")
"""How captures are read: the plain form keeps the text of times and represents every valid value."""

# Rows of all tables that are collected before they become a batch; the rows of one document stay together.
_ROWS_HELD = 2_000

_PACKING = pa.ipc.IpcWriteOptions(
    compression="lz4" if pa.Codec.is_available("lz4") else None, use_threads=False
)
_UNPACKING = pa.ipc.IpcReadOptions(use_threads=False)  # several threads take more time for small columns

NamedBatch = tuple[TableName, pa.RecordBatch]
"""The name of a table, and a batch of its rows."""


def reader_of(
    batches: Iterable[NamedBatch], rows: TableName, *, latest: bool = False
) -> pa.RecordBatchReader:
    """One table as a reader, selected from batches of any tables."""
    own = (batch for name, batch in batches if name == rows)
    return pa.RecordBatchReader.from_batches(schema_of(rows), latest_jobs(own) if latest else own)


def batches_in(  # noqa: PLR0913 - one for each option of the command
    sources: Iterable[str | PathLike[str]],
    wanted: Collection[TableName],
    *,
    every_capture: bool = False,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    jobs: int = 1,
    seen: Callable[[Outcome], object] | None = None,
) -> Iterator[NamedBatch]:
    """Batches of the wanted tables for all captures in sources; ``seen`` is called for each capture."""
    found = found_sources(once_each(sources), include, exclude)
    if jobs == 1:
        attempts = read_all(found, QUESTION, every_capture=every_capture)
        yield from batches_of(_observed(attempts, seen) if seen else attempts, wanted)
        return
    from ipsxml.reading.reading_in_processes import read_in_processes  # needed only for several jobs

    made = read_in_processes(
        found,
        QUESTION,
        partial(_results_of, wanted=tuple(wanted), with_outcomes=seen is not None),
        jobs=jobs,
        every_capture=every_capture,
    )
    for chunk in made:
        for outcome in chunk.outcomes:
            if seen is not None:
                seen(outcome)
        for name, packed in chunk.packed:
            yield from ((name, batch) for batch in pa.ipc.open_stream(packed, options=_UNPACKING))


class _Results(NamedTuple):
    """What a worker process returns for a chunk: batches, and the outcomes of its captures if requested.

    ``packed`` are streams of batches in Arrow's own format. Compressed, they take a tenth of the bytes, and a
    tenth of the time of pickled batches.
    """

    packed: list[tuple[TableName, pa.Buffer]]
    outcomes: list[Outcome]


def _results_of(
    attempts: Iterable[Attempt], *, wanted: Collection[TableName], with_outcomes: bool
) -> Iterator[_Results]:
    outcomes: list[Outcome] = []
    batches = batches_of(_observed(attempts, outcomes.append) if with_outcomes else attempts, wanted)
    yield _Results(_packed(batches), outcomes)


def _packed(batches: Iterable[NamedBatch]) -> list[tuple[TableName, pa.Buffer]]:
    with ExitStack() as stack:
        streams: dict[TableName, tuple[pa.BufferOutputStream, pa.RecordBatchStreamWriter]] = {}
        for name, batch in batches:
            if name not in streams:
                sink = pa.BufferOutputStream()
                streams[name] = (
                    sink,
                    stack.enter_context(pa.ipc.new_stream(sink, batch.schema, options=_PACKING)),
                )
            streams[name][1].write_batch(batch)
    return [(name, sink.getvalue()) for name, (sink, _) in streams.items()]


def _observed(attempts: Iterable[Attempt], seen: Callable[[Outcome], object]) -> Iterator[Attempt]:
    for attempt in attempts:
        seen(outcome_of(attempt))
        yield attempt


def batches_of(attempts: Iterable[Attempt], wanted: Collection[TableName]) -> Iterator[NamedBatch]:
    """Batches of the wanted tables with their names; the captures must be read with ``QUESTION``."""
    keys, collected = DocumentKeys(), Collected()
    for attempt in attempts:
        around = keys.around(attempt)
        collected.rows["documents"].places.append(document_row(around, attempt))
        document = attempt.reading.document if attempt.reading else None
        if document is not None and document.complex_type is not None:
            collected.add(document.complex_type, document.payload, around)
        if len(collected) >= _ROWS_HELD:
            yield from _batches(collected, wanted)
    yield from _batches(collected, wanted)


def once_each(sources: Iterable[str | PathLike[str]]) -> list[str]:
    """The paths of sources, each once; otherwise two rows would have the same key."""
    return list(dict.fromkeys(paths_of(sources)))


def _batches(collected: Collected, wanted: Collection[TableName]) -> Iterator[NamedBatch]:
    for name, rows in collected.take().items():
        if name in wanted and rows.places:
            yield name, batch_of(name, rows)
