"""Writing tables as Parquet, CSV, Arrow, or JSON lines, batch by batch."""

from collections.abc import Callable, Iterable
from typing import Any, BinaryIO, Literal, Self

import msgspec
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from ipsxml.codec.leaf_values import plain_leaf

Format = Literal["parquet", "csv", "arrow", "jsonl"]

# The size of a Parquet row group in memory: about 14,000 jobs, or 100,000 items.
_ROW_GROUP = 16 << 20


def write_table(batches: Iterable[pa.RecordBatch], schema: pa.Schema, file: BinaryIO, form: Format) -> int:
    """Write all batches of a table to a file; return the number of rows."""
    number = 0
    with _WRITERS[form](file, schema) as table_file:
        for batch in batches:
            table_file.write_batch(batch)
            number += batch.num_rows
    return number


class ParquetFile:
    """A Parquet file with row groups of a size that is efficient to read."""

    def __init__(self, file: BinaryIO, schema: pa.Schema) -> None:
        self._writer = pyarrow.parquet.ParquetWriter(file, schema)
        self._held: list[pa.RecordBatch] = []
        self._size = 0

    def write_batch(self, batch: pa.RecordBatch) -> None:
        """Write a batch, or keep it until a row group is full."""
        self._held.append(batch)
        self._size += batch.nbytes
        if self._size >= _ROW_GROUP:
            self._write_held()

    def _write_held(self) -> None:
        if self._held:
            self._writer.write_table(pa.Table.from_batches(self._held))
            self._held, self._size = [], 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: object, *_: object) -> None:
        if error is None:
            self._write_held()
        self._writer.close()


class JsonLines:
    """JSON lines, one row per line; numbers and times are written as in the JSON form of documents."""

    def __init__(self, file: BinaryIO, _schema: pa.Schema) -> None:
        self._file = file

    def write_batch(self, batch: pa.RecordBatch) -> None:
        """Write a batch."""
        for row in batch.to_pylist():
            values = {name: plain_leaf(value) for name, value in row.items()}
            self._file.write(msgspec.json.encode(values) + b"\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Do nothing."""


# Each takes a file and a schema, and returns a context manager with write_batch that completes the file on
# exit.
_WRITERS: dict[Format, Callable[[Any, pa.Schema], Any]] = {
    "parquet": ParquetFile,
    "csv": pyarrow.csv.CSVWriter,
    "arrow": pa.ipc.new_file,
    "jsonl": JsonLines,
}
