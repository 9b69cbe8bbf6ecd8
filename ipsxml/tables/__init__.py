"""Flat Arrow tables of captures: documents, jobs, tasks, items, logs, and entries.

``flat_tables`` defines the rows of each table; ``member_columns`` derives the columns from the schemas.
``row_collecting`` picks the rows out of decoded documents, and ``arrow_columns`` turns them into arrays.
``table`` returns one table as a reader, and ``write_tables`` writes all of them. ``write_tables_on`` writes
them on a Dask cluster, chunk by chunk; any other engine can do the same by calling ``work`` on each of
``table_chunks``. Modules that need an extra are imported on demand.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ipsxml.extras import needed_extra
from ipsxml.shortages import with_enough_stack
from ipsxml.tables.flat_tables import TABLES, TableName
from ipsxml.tables.member_columns import columns_of

if TYPE_CHECKING:
    from ipsxml.tables.chunk_tables import table_chunks, work
    from ipsxml.tables.parquet_directory import write_tables
    from ipsxml.tables.record_batches import batches_in, reader_of
    from ipsxml.tables.table_files import write_table
    from ipsxml.tables.table_reader import table
    from ipsxml.tables.tables_on_cluster import write_tables_on

__all__ = [
    "TABLES",
    "TableName",
    "batches_in",
    "columns_of",
    "reader_of",
    "table",
    "table_chunks",
    "work",
    "write_table",
    "write_tables",
    "write_tables_on",
]

_LATER = {
    **dict.fromkeys(("batches_in", "reader_of"), "record_batches"),
    "table": "table_reader",
    "write_table": "table_files",
    "write_tables": "parquet_directory",
    "write_tables_on": "tables_on_cluster",
    **dict.fromkeys(("table_chunks", "work"), "chunk_tables"),
}


@with_enough_stack
def __getattr__(name: str) -> Any:
    if name in _LATER:
        is_of_cluster = _LATER[name] in ("chunk_tables", "tables_on_cluster")
        with needed_extra(*(("cluster", "a cluster") if is_of_cluster else ("table", "a table"))):
            return getattr(import_module(f"ipsxml.tables.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
