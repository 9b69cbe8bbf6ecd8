"""Captures and tables in an S3 store on loopback."""

from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from click.testing import CliRunner
from stores import files_at, in_directory, in_store, polls, tables_at, tables_of_one_process

from ipsxml.capture import Origin
from ipsxml.cli import main
from ipsxml.cluster.stored_objects import stored_objects
from ipsxml.errors import TargetError
from ipsxml.reading.read_all import Attempt
from ipsxml.tables import table_chunks, work

s3fs = pytest.importorskip("s3fs", reason="S3 needs s3fs: pip install 'ipsxml[test-s3]'")
pytest.importorskip("flask_cors", reason="moto's server needs flask-cors: pip install 'ipsxml[test-s3]'")
moto_server = pytest.importorskip("moto.server", reason="S3 needs moto: pip install 'ipsxml[test-s3]'")

pytestmark = pytest.mark.slow


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty bucket, accessible to this process and its child processes."""
    server = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    name = f"captures-{token_hex(4)}"  # all servers in a process have the same buckets
    s3fs.S3FileSystem().mkdir(name)
    yield f"s3://{name}"
    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


def test_objects_of_a_bucket_become_tables_in_it(bucket: str, tmp_path: Path) -> None:
    source = in_store(bucket, polls(30))
    tables = f"{bucket}/tables"

    for chunk in table_chunks([f"{source}/polls"], tables):
        work(chunk, tables)
    before = files_at(tables)

    assert table_chunks([f"{source}/polls/"], tables) == []
    assert len(before) == 6
    directory = in_directory(tmp_path, polls(30))
    expected = tables_of_one_process(directory)
    for rows in expected.values():
        for row in rows:
            for name in {"document", "source"} & set(row):
                row[name] = row[name].replace(str(directory), bucket)
    assert tables_at(tables) == expected


def test_the_command_reads_and_writes_buckets(bucket: str) -> None:
    in_store(bucket, polls(20))
    arguments = ["table", bucket, "-o", f"{bucket}/tables", "--cluster", "local"]

    first = CliRunner().invoke(main, arguments)
    before = files_at(f"{bucket}/tables")
    second = CliRunner().invoke(main, arguments)

    output = (
        "20 sources: 18 valid, 2 invalid\n"
        "rows: documents 20, jobs 36, tasks 18, items 36, logs 0, entries 0\n"
    )
    assert [(result.exit_code, result.output) for result in (first, second)] == [(1, output)] * 2
    assert files_at(f"{bucket}/tables") == before


def test_a_missing_bucket_is_reported(bucket: str, tmp_path: Path) -> None:
    [chunk] = table_chunks([in_directory(tmp_path, polls(1))], bucket)

    [source] = stored_objects(["s3://none/a"])

    assert source == Attempt(Origin("s3://none/a"), unreadable="cannot be read: no such file or object")
    with pytest.raises(TargetError, match=r"^s3://none/tables cannot be accessed: "):
        work(chunk, "s3://none/tables")
