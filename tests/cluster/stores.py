"""Helpers for tests of clusters: stores with captures, and tables written chunk by chunk."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.dataset

import ipsxml
from ipsxml.tables import TABLES
from ipsxml.tables.flat_tables import TableName

_ANSWER = Path(__file__).parents[2] / "fixtures/get_active_jobs.xml"  # with two jobs
_KEY = ("document", "job", "task", "item", "log", "entry")


def polls(number: int) -> dict[str, bytes]:
    """A number of answers, every tenth of them truncated."""
    answer = _ANSWER.read_bytes()
    answers = {
        f"polls/{each:04}.xml": answer.replace(b"<progress>42<", b"<progress>%d<" % (each % 100))
        for each in range(number)
    }
    return {name: answer[:100] if name.endswith("7.xml") else answer for name, answer in answers.items()}


def in_directory(directory: Path, contents: Mapping[str, bytes]) -> Path:
    """Write the contents as files below a directory."""
    for name, content in contents.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return directory


def in_store(url: str, contents: Mapping[str, bytes]) -> str:
    """Write the contents as objects below a URL."""
    for name, content in contents.items():
        with fsspec.open(f"{url}/{name}", "wb") as file:
            file.write(content)
    return url


Tables = dict[TableName, list[dict[str, Any]]]


def tables_of_one_process(*sources: str | Path) -> Tables:
    """All rows as made by a single process, in order of their keys."""
    return {name: _rows(ipsxml.table(sources, rows=name).read_all()) for name in TABLES}


def tables_at(destination: str | Path) -> Tables:
    """All rows as written to the destination, in order of their keys."""
    system, root = fsspec.core.url_to_fs(str(destination))
    return {
        name: _rows(pyarrow.dataset.dataset(f"{root}/{name}", filesystem=system, format="parquet").to_table())
        for name in TABLES
    }


def files_at(destination: str | Path) -> dict[str, Any]:
    """All files, including hidden ones, with a value that changes when a file is written again."""
    system, root = fsspec.core.url_to_fs(str(destination))
    system.invalidate_cache()
    found = system.find(root, detail=True)
    times = ("mtime", "LastModified", "created")
    return {path[len(root) :]: [info.get(name) for name in times] for path, info in found.items()}


def _rows(table: pa.Table) -> list[dict[str, Any]]:
    keys: list[tuple[str, Any]] = [(name, "ascending") for name in _KEY if name in table.schema.names]
    rows: list[dict[str, Any]] = table.sort_by(keys).to_pylist()
    return rows
