"""Tables made by Dask in local processes, some of which are killed."""

import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dask import config
from stores import files_at, in_directory, polls, tables_at, tables_of_one_process

import ipsxml
from ipsxml.cluster import dask_driver, object_chunks
from ipsxml.cluster.dask_driver import Failed, client_of
from ipsxml.cluster.object_chunks import Chunk
from ipsxml.errors import ClusterError, TargetError
from ipsxml.tables import write_tables_on
from ipsxml.tables.chunk_tables import all_chunks

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL"),
]

DIES = "cannot be read: worker processes died reading it, possibly because they ran out of memory"


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(object_chunks, "_MIN_OBJECTS", 8)
    monkeypatch.setattr(dask_driver, "number_of_processes", lambda _jobs: 2)


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch, client_of("local") as opened:
        patch.setattr(dask_driver, "number_of_processes", lambda _jobs: 2)
        yield opened


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return in_directory(tmp_path / "captures", polls(200))


def kill_a_worker(client: Any) -> None:
    pids = [info["pid"] for info in client.run(lambda: {"pid": os.getpid()}).values()]
    os.kill(random.choice(pids), signal.SIGKILL)  # noqa: S311 - any one of them


def test_a_killed_worker_loses_nothing(client: Any, source: Path, tmp_path: Path) -> None:
    moment, seen = random.randrange(150), 0  # noqa: S311

    def kill_at_the_moment(number: int) -> None:
        nonlocal seen
        if seen <= moment < seen + number:
            kill_a_worker(client)
        seen += number

    written = write_tables_on(client, [source], tmp_path / "tables", seen=kill_at_the_moment)

    assert written.failed == []
    assert (written.verdicts, written.rows["documents"]) == ({"valid": 180, "invalid": 20}, 200)
    assert tables_at(tmp_path / "tables") == tables_of_one_process(source)
    assert len(files_at(tmp_path / "tables")) == 6 * len(all_chunks([source]))


def test_an_interrupted_run_continues(client: Any, source: Path, tmp_path: Path) -> None:
    def break_off(_number: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_tables_on(client, [source], tmp_path / "tables", seen=break_off)
    before = files_at(tmp_path / "tables")
    write_tables_on(client, [source], tmp_path / "tables")
    after = files_at(tmp_path / "tables")
    write_tables_on(client, [source], tmp_path / "tables")

    complete = {name for name in before if name.startswith("/documents/") and name.endswith(".parquet")}
    assert complete
    assert {name: before[name] for name in complete} == {name: after[name] for name in complete}
    assert files_at(tmp_path / "tables") == after
    assert tables_at(tmp_path / "tables") == tables_of_one_process(source)


def test_rows_are_in_the_order_of_names(client: Any, source: Path) -> None:
    for name in ("documents", "items"):
        table = ipsxml.table([source], rows=name, client=client).read_all()

        assert table.equals(ipsxml.table([source], rows=name).read_all())


def test_a_destination_that_cannot_be_written_stops_the_run(client: Any, source: Path) -> None:
    with pytest.raises(TargetError, match="/dev/null"):
        write_tables_on(client, [source], "/dev/null/tables")


@pytest.fixture
def deadly(tmp_path: Path) -> Path:
    contents = {**polls(6), "polls/0003-deadly.xml": b"<a/>"}
    return in_directory(tmp_path / "captures", contents)


@pytest.fixture
def dying_client() -> Iterator[Any]:
    with (
        config.set({"distributed.worker.preload": [str(Path(__file__).with_name("deadly_objects.py"))]}),
        client_of("local") as opened,
    ):
        yield opened


def test_an_object_that_kills_workers_is_named_and_retried(
    dying_client: Any, client: Any, deadly: Path, tmp_path: Path
) -> None:
    tables = tmp_path / "tables"

    written = write_tables_on(dying_client, [deadly], tables)
    documents = ipsxml.table([deadly], rows="documents", client=dying_client).read_all().to_pylist()
    again = write_tables_on(client, [deadly], tables)

    killer = f"{deadly}/polls/0003-deadly.xml"
    assert (written.failed, written.rows["documents"]) == ([Failed(killer, DIES)], 6)
    assert [(row["document"], row["message"]) for row in documents if row["verdict"] == "unreadable"] == [
        (killer, DIES)
    ]
    assert (again.failed, len(documents)) == ([], 7)
    assert tables_at(tables) == tables_of_one_process(deadly)


def failing(chunk: Chunk) -> None:
    raise ConnectionError(chunk.hash)


def test_a_run_in_which_everything_fails_is_stopped(
    client: Any, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_driver, "_MAX_FAILED", 2)

    with pytest.raises(ClusterError, match=r"^3 objects failed, .*\.xml: cannot be read: ConnectionError$"):
        list(dask_driver.done_on(client, failing, all_chunks([source])))


def test_a_lost_cluster_is_reported_and_the_next_run_continues(
    client: Any, source: Path, tmp_path: Path
) -> None:
    with client_of("local") as other, pytest.raises(ClusterError, match="the next run continues"):
        write_tables_on(other, [source], tmp_path / "tables", seen=lambda _number: other.close())

    write_tables_on(client, [source], tmp_path / "tables")

    assert tables_at(tmp_path / "tables") == tables_of_one_process(source)


@pytest.mark.parametrize("address", ["nonsense", "tcp://127.0.0.1:9"])
def test_a_scheduler_that_does_not_respond_is_reported(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_driver, "_WAIT", "1s")

    with pytest.raises(ClusterError, match=address), client_of(address):
        pass
