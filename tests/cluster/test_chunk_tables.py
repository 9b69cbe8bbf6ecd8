"""Tables that are written chunk by chunk: each chunk once, even if the work is repeated."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from stores import files_at, in_directory, in_store, polls, tables_at, tables_of_one_process

from ipsxml.cluster import object_chunks
from ipsxml.cluster.object_chunks import Chunk, parts_of_chunk
from ipsxml.errors import TargetError
from ipsxml.tables import table_chunks, work
from ipsxml.tables.chunk_directory import ChunkDirectory


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(object_chunks, "_MIN_OBJECTS", 12)


@pytest.fixture(params=["directory", "memory"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "memory":
        return in_store(f"memory:/{tmp_path}", polls(40))
    return str(in_directory(tmp_path / "captures", polls(40)))


@pytest.fixture(params=["directory", "memory"])
def destination(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"memory:/{tmp_path}/tables" if request.param == "memory" else str(tmp_path / "tables")


@pytest.fixture(autouse=True)
def empty_memory() -> Iterator[None]:
    yield
    fsspec.filesystem("memory").store.clear()


def expected(source: str, tmp_path: Path) -> Any:
    """The rows that one process makes from the same captures, under their names in the source."""
    tables = tables_of_one_process(in_directory(tmp_path / "same", polls(40)))
    for rows in tables.values():
        for row in rows:
            for name in {"document", "source"} & set(row):
                row[name] = row[name].replace(str(tmp_path / "same"), source)
    return tables


def test_tables_of_chunks_equal_those_of_one_process(source: str, destination: str, tmp_path: Path) -> None:
    chunks = table_chunks([source], destination)

    for chunk in chunks:
        work(chunk, destination)

    assert len(chunks) == 4
    assert tables_at(destination) == expected(source, tmp_path)


def test_complete_chunks_are_not_written_again(source: str, destination: str) -> None:
    chunks = table_chunks([source], destination)
    for chunk in chunks:
        work(chunk, destination)
    before = files_at(destination)

    for chunk in chunks:
        work(chunk, destination)

    assert files_at(destination) == before
    assert table_chunks([source], destination) == []


def test_an_interrupted_run_continues(source: str, destination: str, tmp_path: Path) -> None:
    first, second, *others = table_chunks([source], destination)
    work(first, destination)
    work(second, destination)
    system, root = fsspec.core.url_to_fs(destination)
    system.rm_file(f"{root}/documents/{second.hash}.parquet")  # as if interrupted just before
    with fsspec.open(f"{destination}/jobs/.ipsxml-0123", "wb") as file:
        file.write(b"a part")

    to_do = table_chunks([source], destination)
    for chunk in to_do[:-1]:
        work(chunk, destination)
    unfinished = ChunkDirectory(destination).settle()
    work(to_do[-1], destination)
    finished = ChunkDirectory(destination).settle()

    assert to_do == [second, *others]
    assert (unfinished.rows["documents"], finished.rows["documents"]) == (36, 40)
    assert (finished.verdicts, finished.rows["jobs"]) == ({"valid": 36, "invalid": 4}, 72)
    assert tables_at(destination) == expected(source, tmp_path)
    assert {path for path in files_at(destination) if ".ipsxml" in path} == set()


def test_a_chunk_done_in_parts_is_not_done_again(source: str, destination: str) -> None:
    first, *others = table_chunks([source], destination)
    parts = parts_of_chunk(first)
    for part in parts[1:]:
        work(part, destination)

    assert len(parts) == 6
    assert table_chunks([source], destination) == [parts[0], *others]


def test_tables_of_other_sources_are_not_mixed_in(source: str, destination: str) -> None:
    for chunk in table_chunks([source], destination):
        work(chunk, destination)
    before = files_at(destination)
    name = f"{source}/polls/0039.xml"
    with fsspec.open(name, "ab") as file:
        file.write(b" ")

    with pytest.raises(TargetError, match=r"contains tables of other or changed sources \(1 chunk\)"):
        table_chunks([source], destination)
    unchanged = files_at(destination)
    to_do = table_chunks([source], destination, force=True)

    assert unchanged == before
    assert [len(chunk.members) for chunk in to_do] == [4]
    assert len(files_at(destination)) == len(before) - 6


def test_files_in_the_destination_are_not_sources(tmp_path: Path) -> None:
    in_directory(tmp_path, polls(3))
    for chunk in table_chunks([tmp_path], tmp_path / "tables"):
        work(chunk, str(tmp_path / "tables"))

    assert table_chunks([tmp_path], tmp_path / "tables") == []


def test_a_destination_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    (tmp_path / "tables").write_bytes(b"")
    [chunk] = table_chunks([in_directory(tmp_path / "captures", polls(3))], tmp_path / "other")

    with pytest.raises(TargetError, match="tables"):
        work(chunk, str(tmp_path / "tables"))


def test_the_hash_of_a_chunk_covers_everything_that_determines_its_rows(tmp_path: Path) -> None:
    source = in_directory(tmp_path, polls(3))
    [chunk] = table_chunks([source], tmp_path / "tables")
    hashes = {
        chunk.hash,
        chunk._replace(form="other").hash,
        chunk._replace(every_capture=True).hash,
        Chunk(chunk.members[1:], chunk.form).hash,
        *(table_chunks([source / "polls" / name], tmp_path / "tables")[0].hash for name in ("0000.xml",)),
    }

    [again] = table_chunks([source, source / "polls"], tmp_path / "tables")

    assert len(hashes) == 5
    assert (again, again.hash) == (chunk, chunk.hash)
