"""Turning captures into record batches: all tables in one pass, or one table as a reader."""

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
"""How captures are read: the plain form keeps the text of times and represents every valid value."""

# Rows of all tables that are collected before they become a batch; the rows of one document stay together.
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
    """Read one of the six flat tables of all captures in sources, batch by batch on demand.

    ``sources``, ``every_capture``, ``include``, and ``exclude`` work as in ``ipsxml.validate_all``; a source
    given twice is read once. ``rows`` is the name of the table: ``"documents"``, ``"jobs"``, ``"tasks"``,
    ``"items"``, ``"logs"``, or ``"entries"``. ``docs/tables.md`` lists the columns. ``latest`` reduces the
    jobs to one row per job handle, from the newest capture. pandas, Polars, and DuckDB accept the reader.

    ``jobs`` is the number of worker processes, as in ``validate_all``. With the ``client`` of a Dask cluster,
    the cluster's workers do the work instead: sources may then be URLs that fsspec supports, such as
    ``s3://bucket/polls``, and rows are in the order of the names of the objects. ``docs/cluster.md``
    describes how to write all six tables on a cluster.

    An invalid or unreadable capture raises nothing. It becomes a row of ``documents`` with the reason, and
    has no rows in other tables. Raises ``ValueError`` for an unknown table, and for ``latest`` with any table
    but jobs. With a client, raises ``SourceError`` if a store cannot be listed, and ``ClusterError`` if the
    connection to the cluster is lost. This function needs the extra ``table``, and ``cluster`` with a client;
    accessing it without the extra raises ``MissingExtra``.

    >>> table(["fixtures/get_active_jobs.xml"]).read_all().column("state").to_pylist()
    ['Running', 'WaitingCoordinator']
    """
    if rows not in TABLES:
        raise ValueError(f"unknown table {rows!r}; expected one of {', '.join(TABLES)}")
    if latest and rows != "jobs":
        raise ValueError("latest requires rows='jobs'")
    paths = once_each(sources)
    if client is None:
        batches = batches_in(
            paths, [rows], every_capture=every_capture, include=include, exclude=exclude, jobs=jobs
        )
    else:
        from ipsxml.tables.tables_on_cluster import batches_on  # needs the extra cluster

        batches = batches_on(
            client, paths, [rows], every_capture=every_capture, include=include, exclude=exclude
        )
    return reader_of(batches, rows, latest=latest)


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
    paths = once_each(sources)
    if jobs == 1:
        attempts = read_all(paths, QUESTION, every_capture=every_capture, include=include, exclude=exclude)
        yield from batches_of(_observed(attempts, seen) if seen else attempts, wanted)
        return
    from ipsxml.reading.reading_in_processes import read_in_processes  # needed only for several jobs

    made = read_in_processes(
        paths,
        QUESTION,
        partial(_results_of, wanted=tuple(wanted), with_outcomes=seen is not None),
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


class _Results(NamedTuple):
    """What a worker process returns for a chunk: batches, and the outcomes of its captures if requested."""

    batches: list[NamedBatch]
    outcomes: list[Outcome]


def _results_of(
    attempts: Iterable[Attempt], *, wanted: Collection[TableName], with_outcomes: bool
) -> Iterator[_Results]:
    outcomes: list[Outcome] = []
    batches = list(batches_of(_observed(attempts, outcomes.append) if with_outcomes else attempts, wanted))
    yield _Results(batches, outcomes)


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
    if isinstance(sources, str | PathLike):  # each character would count as a path
        raise TypeError("sources must be a list of paths, not a single path")
    return list(dict.fromkeys(fspath(source) for source in sources))


def _batches(collected: Collected, wanted: Collection[TableName]) -> Iterator[NamedBatch]:
    for name, rows in collected.take().items():
        if name in wanted and rows.places:
            yield name, batch_of(name, rows)
