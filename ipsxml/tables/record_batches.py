"""From captures read to record batches: all tables in one pass, or one table as a reader."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from os import PathLike, fspath

import pyarrow as pa

from ipsxml.reading.door import Question
from ipsxml.reading.read_all import Attempt, read_all
from ipsxml.tables.arrow_columns import batch_of, schema_of
from ipsxml.tables.document_rows import DocumentKeys, document_row
from ipsxml.tables.flat_tables import TABLES, TableName
from ipsxml.tables.latest_jobs import latest_jobs
from ipsxml.tables.row_collecting import Collected

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
) -> pa.RecordBatchReader:
    """One of the six flat tables of all captures in sources, read as its batches are asked for.

    ``sources`` are paths, ``"-"``, directories and containers, as in ``ipsxml.validate_all``, whose options
    these are; one that is given twice is read once. ``rows`` names the table: ``"documents"``, ``"jobs"``,
    ``"tasks"``, ``"items"``, ``"logs"`` or ``"entries"``; docs/tables.md has the columns. With ``latest``
    the jobs are one row a job handle, that of the newest capture. pandas, Polars and DuckDB take the reader.

    What is not valid, or cannot be read, is a row of ``documents`` with its reason, and of no other
    table; nothing is raised for it. Raises ``ValueError`` for another table, and for the latest of any but
    jobs. It needs the extra ``table``; without it asking for this function raises ``MissingExtra``.

    >>> table(["fixtures/get_active_jobs.xml"]).read_all().column("state").to_pylist()
    ['Running', 'WaitingCoordinator']
    """
    if rows not in TABLES:
        raise ValueError(f"there is no table {rows!r}; there are {', '.join(TABLES)}")
    if latest and rows != "jobs":
        raise ValueError("latest goes with the rows of jobs")
    attempts = read_all(
        once_each(sources), QUESTION, every_capture=every_capture, include=include, exclude=exclude
    )
    return reader_of(attempts, rows, latest=latest)


def reader_of(attempts: Iterable[Attempt], rows: TableName, *, latest: bool = False) -> pa.RecordBatchReader:
    """One table of captures that have been read with ``QUESTION``."""
    batches = (batch for _, batch in batches_of(attempts, [rows]))
    return pa.RecordBatchReader.from_batches(schema_of(rows), latest_jobs(batches) if latest else batches)


def batches_of(
    attempts: Iterable[Attempt], wanted: Collection[TableName]
) -> Iterator[tuple[TableName, pa.RecordBatch]]:
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
        raise TypeError("sources are several: give a list of paths")
    return list(dict.fromkeys(fspath(source) for source in sources))


def _batches(
    collected: Collected, wanted: Collection[TableName]
) -> Iterator[tuple[TableName, pa.RecordBatch]]:
    for name, rows in collected.take().items():
        if name in wanted and rows.places:
            yield name, batch_of(name, rows)
