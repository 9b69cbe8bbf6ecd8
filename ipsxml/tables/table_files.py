"""Writing tables as Parquet, CSV, Arrow, or JSON lines, batch by batch."""

from collections.abc import Callable, Iterable
from typing import Any, BinaryIO, Literal, Self

import msgspec
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from ipsxml.codec.leaf_values import plain_leaf

Format = Literal["parquet", "csv", "arrow", "jsonl"]

# The rows of a Parquet row group. Its size should not depend on how the work was divided.
_ROWS = 1 << 14
_MOST_BYTES = 64 << 20  # fewer rows if they are this large


def write_table(batches: Iterable[pa.RecordBatch], schema: pa.Schema, file: BinaryIO, form: Format) -> int:
    """Write all batches of a table to a file; return the number of rows."""
    number = 0
    with _WRITERS[form](file, schema) as table_file:
        for batch in batches:
            table_file.write_batch(batch)
            number += batch.num_rows
    return number


class EvenBatches:
    """Passes rows on to a writer in batches of the same length, however they arrive."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self._held: list[pa.RecordBatch] = []
        self._rows = self._size = 0

    def write_batch(self, batch: pa.RecordBatch) -> None:
        """Write a batch, or keep it until there are enough rows."""
        self._held.append(batch)
        self._rows += batch.num_rows
        self._size += batch.nbytes
        while self._rows >= _ROWS or self._size >= _MOST_BYTES:
            self._write()

    def _write(self) -> None:
        held = pa.Table.from_batches(self._held)
        [batch] = held.slice(0, _ROWS).combine_chunks().to_batches()
        self._writer.write_batch(batch)
        rest = held.slice(_ROWS)
        self._held, self._rows, self._size = rest.to_batches(), rest.num_rows, rest.nbytes

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: object, *_: object) -> None:
        if error is None and self._rows:
            self._write()
        self._writer.close()


def parquet_file(file: BinaryIO, schema: pa.Schema) -> EvenBatches:
    """A Parquet file whose row groups have a size that is efficient to read."""
    return EvenBatches(pyarrow.parquet.ParquetWriter(file, schema))


def _arrow_file(file: Any, schema: pa.Schema) -> EvenBatches:
    return EvenBatches(pa.ipc.new_file(file, schema))


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
    "parquet": parquet_file,
    "csv": pyarrow.csv.CSVWriter,
    "arrow": _arrow_file,
    "jsonl": JsonLines,
}
