"""One table of all captures as an Arrow reader, from this process, several, or a cluster."""

from collections.abc import Iterable, Sequence
from os import PathLike
from typing import TYPE_CHECKING

import pyarrow as pa

from ipsxml.tables.flat_tables import TABLES, TableName
from ipsxml.tables.record_batches import batches_in, once_each, reader_of

if TYPE_CHECKING:
    from distributed import Client


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
