"""All six tables as Parquet files in a directory, in one pass: each appears whole, ``documents`` last."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress

from ipsxml.tables.arrow_columns import schema_of
from ipsxml.tables.flat_tables import TABLES, TableName
from ipsxml.tables.record_batches import NamedBatch
from ipsxml.tables.table_files import ParquetFile
from ipsxml.whole_files import whole_file


def write_tables(
    batches: Iterable[NamedBatch], directory: str, *, force: bool = False
) -> dict[TableName, int]:
    """Write the six tables out of batches of all of them; gives their numbers of rows.

    The files are ``documents.parquet``, ``jobs.parquet`` and so on. They appear when all is read, that
    of ``documents`` last: where it is, the others are there and complete. With ``force`` an old one goes
    before the first new file comes.

    Raises ``TargetError`` where a file exists, unless ``force``, before anything is read, and where one
    cannot be written.
    """
    paths = {name: os.path.join(directory, f"{name}.parquet") for name in TABLES}
    return write_table_files(batches, paths, force=force)


def write_table_files(
    batches: Iterable[NamedBatch], paths: Mapping[TableName, str], *, force: bool = False
) -> dict[TableName, int]:
    """Write the six tables to files of these names, as ``write_tables`` does."""
    rows: Counter[TableName] = Counter(dict.fromkeys(TABLES, 0))
    with ExitStack() as targets:  # what is entered first is left last
        files = {name: targets.enter_context(whole_file(path, force=force)) for name, path in paths.items()}
        with ExitStack() as writers:
            tables = {
                name: writers.enter_context(ParquetFile(file, schema_of(name)))
                for name, file in files.items()
            }
            for name, batch in batches:
                tables[name].write_batch(batch)
                rows[name] += batch.num_rows
        for file in files.values():
            file.flush()  # a disk that is full is noticed before the first file appears
        if force:
            with suppress(FileNotFoundError):
                os.unlink(paths["documents"])
    return dict(rows)
