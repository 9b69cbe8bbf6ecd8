"""From captures read to record batches: all tables in one pass, or one table as a reader."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from os import PathLike, fspath
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from ipsxml.reading import Outcome
from ipsxml.reading.batch import outcome_of
from ipsxml.reading.door import Question
from ipsxml.reading.read_all import Attempt, read_all
from ipsxml.tables.arrow_columns import batch_of, schema_of
from ipsxml.tables.document_rows import DocumentKeys, document_row
from ipsxml.tables.flat_tables import TABLES, TableName
from ipsxml.tables.latest_jobs import latest_jobs
from ipsxml.tables.row_collecting import Collected

if TYPE_CHECKING:
    from distributed import Client

QUESTION = Question("plain")
"""What is asked of captures for tables: times come as their own text, and every valid value has a form."""

# Rows of all tables that are held as objects; those of one document are never parted.
_ROWS_HELD = 2_000


def table(  # noqa: PLR0913 - one for each option of the command
    sources: Iterable[str | PathLike[str]],
    *,
    rows: TableName = "jobs",
    latest: bool = False,
    every_capture: bool = False,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    jobs: int = 1,
    client: "Client | None" = None,
) -> pa.RecordBatchReader:
    """One of the six flat tables of all captures in sources, read as its batches are asked for.

    ``sources`` are paths, ``"-"``, directories and containers, as in ``ipsxml.validate_all``, whose options
    these are; one that is given twice is read once. ``rows`` names the table: ``"documents"``, ``"jobs"``,
    ``"tasks"``, ``"items"``, ``"logs"`` or ``"entries"``; docs/tables.md has the columns. With ``latest``
    the jobs are one row a job handle, that of the newest capture. pandas, Polars and DuckDB take the reader.

    ``jobs`` is the number of processes that share the work, as in ``validate_all``. With the ``client`` of
    a Dask cluster its workers share it: sources may be URLs that fsspec knows, such as ``s3://bucket/polls``,
    and rows come in the order of their names. docs/cluster.md says how a cluster writes all six tables.

    What is not valid, or cannot be read, is a row of ``documents`` with its reason, and of no other
    table; nothing is raised for it. Raises ``ValueError`` for another table, and for the latest of any but
    jobs. It needs the extra ``table``; without it asking for this function raises ``MissingExtra``. With a
    client ``SourceError`` is raised where a store cannot be listed, and ``ClusterError`` where the cluster
    is lost; that needs the extra ``cluster``.

    >>> table(["fixtures/get_active_jobs.xml"]).read_all().column("state").to_pylist()
    ['Running', 'WaitingCoordinator']
    """
    if rows not in TABLES:
        raise ValueError(f"there is no table {rows!r}; there are {', '.join(TABLES)}")
    if latest and rows != "jobs":
        raise ValueError("latest goes with the rows of jobs")
    paths = once_each(sources)
    if client is None:
        batches = batches_in(
            paths, [rows], every_capture=every_capture, include=include, exclude=exclude, jobs=jobs
        )
    else:
        from ipsxml.tables.tables_on_cluster import batches_on  # wanted for a cluster

        batches = batches_on(
            client, paths, [rows], every_capture=every_capture, include=include, exclude=exclude
        )
    return reader_of(batches, rows, latest=latest)


NamedBatch = tuple[TableName, pa.RecordBatch]
"""A batch of rows, and the table that they are of."""


def reader_of(
    batches: Iterable[NamedBatch], rows: TableName, *, latest: bool = False
) -> pa.RecordBatchReader:
    """One table as a reader, out of its batches."""
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
    """Batches of the tables that are wanted, of all captures in sources; ``seen`` is told of each capture."""
    paths = once_each(sources)
    if jobs == 1:
        attempts = read_all(paths, QUESTION, every_capture=every_capture, include=include, exclude=exclude)
        yield from batches_of(_told(attempts, seen) if seen else attempts, wanted)
        return
    from ipsxml.reading.reading_in_processes import read_in_processes  # wanted for several

    made = read_in_processes(
        paths,
        QUESTION,
        partial(_made_of, wanted=tuple(wanted), is_told=seen is not None),
        jobs=jobs,
        every_capture=every_capture,
        include=include,
        exclude=exclude,
    )
    for chunk in made:
        for outcome in chunk.outcomes:
            if seen is not None:
                seen(outcome)
        yield from chunk.batches


class _Made(NamedTuple):
    """What a process makes of a chunk: batches, and the outcomes of its captures, where they are told."""

    batches: list[NamedBatch]
    outcomes: list[Outcome]


def _made_of(attempts: Iterable[Attempt], *, wanted: Collection[TableName], is_told: bool) -> Iterator[_Made]:
    outcomes: list[Outcome] = []
    batches = list(batches_of(_told(attempts, outcomes.append) if is_told else attempts, wanted))
    yield _Made(batches, outcomes)


def _told(attempts: Iterable[Attempt], seen: Callable[[Outcome], object]) -> Iterator[Attempt]:
    for attempt in attempts:
        seen(outcome_of(attempt))
        yield attempt


def batches_of(attempts: Iterable[Attempt], wanted: Collection[TableName]) -> Iterator[NamedBatch]:
    """Batches of the tables that are wanted, with their names, as captures are read with ``QUESTION``."""
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
    """The paths of sources, each of them once: two rows would have one key."""
    if isinstance(sources, str | PathLike):  # whose characters would be taken for paths
        raise TypeError("sources must be a list of paths, not a single path")
    return list(dict.fromkeys(fspath(source) for source in sources))


def _batches(collected: Collected, wanted: Collection[TableName]) -> Iterator[NamedBatch]:
    for name, rows in collected.take().items():
        if name in wanted and rows.places:
            yield name, batch_of(name, rows)
