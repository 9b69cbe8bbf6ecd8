"""Flat tables of captures, in Arrow: documents, jobs, tasks, items, logs and entries.

``flat_tables`` says what is a row of which table; ``member_columns`` derives the columns from the schemas.
``row_collecting`` picks the rows out of decoded documents, and ``arrow_columns`` makes arrays of them.
``table`` gives one table as a reader, ``write_tables`` writes all of them. What needs the library of the
extra ``table`` is imported when it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ipsxml.extras import needed_extra
from ipsxml.tables.flat_tables import TABLES, TableName
from ipsxml.tables.member_columns import columns_of

if TYPE_CHECKING:
    from ipsxml.tables.parquet_directory import write_tables
    from ipsxml.tables.record_batches import batches_in, reader_of, table
    from ipsxml.tables.table_files import write_table

__all__ = [
    "TABLES",
    "TableName",
    "batches_in",
    "columns_of",
    "reader_of",
    "table",
    "write_table",
    "write_tables",
]

_LATER = {
    **dict.fromkeys(("batches_in", "reader_of", "table"), "record_batches"),
    "write_table": "table_files",
    "write_tables": "parquet_directory",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        with needed_extra("table", "a table"):
            return getattr(import_module(f"ipsxml.tables.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
