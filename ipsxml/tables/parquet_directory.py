"""Writing all six tables as Parquet files in one pass, each atomically, with ``documents`` last."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress

from ipsxml.tables.arrow_columns import schema_of
from ipsxml.tables.flat_tables import TABLES, TableName
from ipsxml.tables.record_batches import NamedBatch
from ipsxml.tables.table_files import parquet_file
from ipsxml.whole_files import whole_file


def write_tables(
    batches: Iterable[NamedBatch], directory: str, *, force: bool = False
) -> dict[TableName, int]:
    """Write the six tables to a directory; return the number of rows in each.

    The files are ``documents.parquet``, ``jobs.parquet``, and so on. They appear after all batches are read.
    ``documents.parquet`` appears last; if it exists, the others are complete. ``force`` replaces existing
    files, and removes an old ``documents.parquet`` before the first new file appears.

    Raises ``TargetError`` before reading anything if a file exists and ``force`` is false, and if a file
    cannot be written.
    """
    paths = {name: os.path.join(directory, f"{name}.parquet") for name in TABLES}
    return write_table_files(batches, paths, force=force)


def write_table_files(
    batches: Iterable[NamedBatch], paths: Mapping[TableName, str], *, force: bool = False
) -> dict[TableName, int]:
    """Write the six tables to the given files, as ``write_tables`` does."""
    rows: Counter[TableName] = Counter(dict.fromkeys(TABLES, 0))
    with ExitStack() as targets:  # exits in reverse order, so documents appears last
        files = {name: targets.enter_context(whole_file(path, force=force)) for name, path in paths.items()}
        with ExitStack() as writers:
            tables = {
                name: writers.enter_context(parquet_file(file, schema_of(name)))
                for name, file in files.items()
            }
            for name, batch in batches:
                tables[name].write_batch(batch)
                rows[name] += batch.num_rows
        for file in files.values():
            file.flush()  # detect a full disk before the first file appears
        if force:
            with suppress(FileNotFoundError):
                os.unlink(paths["documents"])
    return dict(rows)
