"""The directory of tables that are written chunk by chunk: one folder per table, one file per chunk.

A chunk is complete when its file is in ``documents``. That file is written last and removed first.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pyarrow.compute as pc
import pyarrow.dataset

from ipsxml.cluster.file_systems import file_system_of, local_path, without_credentials
from ipsxml.errors import IpsXmlError, SourceError, TargetError
from ipsxml.tables.flat_tables import TABLES, TableName
from ipsxml.tables.parquet_directory import write_table_files
from ipsxml.tables.record_batches import NamedBatch
from ipsxml.whole_files import TEMPORARY_PREFIX

_MARK: TableName = "documents"
_ENDING = ".parquet"


class Written(NamedTuple):
    """The content of the files: the number of captures per verdict, and of rows per table."""

    verdicts: Counter[str]
    rows: dict[TableName, int]


class ChunkDirectory:
    """The tables at a path or URL; raises ``TargetError`` if it cannot be opened, read, or written."""

    def __init__(self, destination: str) -> None:
        self._name = without_credentials(destination)
        self._is_local = local_path(destination) is not None
        try:
            self._system, root = file_system_of(destination)
        except SourceError as error:
            raise TargetError(str(error)) from None
        self._root = root.rstrip("/")

    def complete(self) -> set[str]:
        """The hashes of the chunks that are complete."""
        return self._hashes_in(_MARK)

    def is_complete(self, chunk_hash: str) -> bool:
        """Whether a chunk is complete."""
        with self._target_errors():
            return bool(self._system.exists(self._path(_MARK, chunk_hash)))

    def write(self, chunk_hash: str, batches: Iterable[NamedBatch]) -> None:
        """Write the files of a chunk atomically, with the file in ``documents`` last."""
        if self._is_local:
            write_table_files(batches, {name: self._path(name, chunk_hash) for name in TABLES}, force=True)
            return
        with TemporaryDirectory() as folder:
            copies = {name: os.path.join(folder, name) for name in TABLES}
            write_table_files(batches, copies)
            for name in _with_mark_last():
                with self._target_errors():
                    self._put(copies[name], name, chunk_hash)

    def remove(self, hashes: Iterable[str]) -> None:
        """Remove the files of chunks, starting with those in ``documents``."""
        removed = set(hashes)
        for name in reversed(_with_mark_last()):
            self._remove_in(name, removed & self._hashes_in(name))

    def settle(self) -> Written:
        """Remove the files of incomplete chunks, and count the content of the rest."""
        complete = self.complete()
        for name in _with_mark_last():
            self._remove_in(name, self._hashes_in(name) - complete)
            with self._target_errors():
                for path in self._names_in(name):
                    if os.path.basename(path).startswith(TEMPORARY_PREFIX):
                        self._system.rm_file(path)
        rows = {name: self._count_rows(name, complete) for name in TABLES}
        return Written(self._count_verdicts(complete), rows)

    def _count_rows(self, name: TableName, complete: set[str]) -> int:
        return int(self._dataset(name, complete).count_rows()) if complete else 0

    def _count_verdicts(self, complete: set[str]) -> Counter[str]:
        verdicts: Counter[str] = Counter()
        if complete:
            for batch in self._dataset(_MARK, complete).to_batches(columns=["verdict"]):
                for counted in pc.value_counts(batch.column("verdict")).to_pylist():
                    verdicts[counted["values"]] += counted["counts"]
        return verdicts

    def _dataset(self, name: TableName, complete: set[str]) -> Any:
        """The files of a table; raises ``TargetError`` if one is missing."""
        with self._target_errors():
            paths = [self._path(name, chunk_hash) for chunk_hash in sorted(complete)]
            return pyarrow.dataset.dataset(paths, filesystem=self._system, format="parquet")

    def _hashes_in(self, name: TableName) -> set[str]:
        files = map(os.path.basename, self._names_in(name))
        return {file.removesuffix(_ENDING) for file in files if file.endswith(_ENDING)}

    def _names_in(self, name: TableName) -> list[str]:
        with self._target_errors():
            self._system.invalidate_cache()
            try:
                names: list[str] = self._system.ls(f"{self._root}/{name}", detail=False)
            except FileNotFoundError:
                return []
            return names

    def _remove_in(self, name: TableName, hashes: set[str]) -> None:
        with self._target_errors():
            for chunk_hash in hashes:
                self._system.rm_file(self._path(name, chunk_hash))

    def _put(self, copy: str, name: TableName, chunk_hash: str) -> None:
        folder = f"{self._root}/{name}"
        for directory in (self._root, folder):
            if "/" in directory:  # without a slash it is a bucket, which must exist already
                with suppress(FileExistsError, FileNotFoundError):
                    self._system.mkdir(directory, create_parents=False)
        unfinished = f"{folder}/{TEMPORARY_PREFIX}{token_hex(8)}"
        self._system.put_file(copy, unfinished)
        self._system.mv(unfinished, self._path(name, chunk_hash))

    def _path(self, name: TableName, chunk_hash: str) -> str:
        return f"{self._root}/{name}/{chunk_hash}{_ENDING}"

    @contextmanager
    def _target_errors(self) -> Iterator[None]:
        try:
            yield
        except (MemoryError, IpsXmlError):
            raise
        except Exception as error:  # noqa: BLE001 - store libraries raise errors of any type
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise TargetError(f"{self._name} cannot be accessed: {reason}") from None


def _with_mark_last() -> list[TableName]:
    return [*(name for name in TABLES if name != _MARK), _MARK]
