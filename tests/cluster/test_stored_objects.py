"""Listing stores: each object appears once, under a name without credentials."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import fsspec
import pytest
from stores import in_directory, in_store, polls

from ipsxml.cluster.file_systems import without_credentials
from ipsxml.cluster.object_chunks import chunks_of_objects
from ipsxml.cluster.object_reading import read_chunk_of_objects
from ipsxml.cluster.stored_objects import StoredObject, stored_objects
from ipsxml.errors import SourceError
from ipsxml.reading.read_all import Attempt
from ipsxml.tables.record_batches import QUESTION
from ipsxml.whole_files import TEMPORARY_PREFIX

PICTURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[str]:
    contents = {**polls(2), "picture": PICTURE, ".git/a.xml": b"<a/>", "copies/[a]*.xml": b"<a/>"}
    contents[f"jobs/{TEMPORARY_PREFIX}0123"] = b"<a/>"
    yield in_store(f"memory:/{tmp_path}", contents)
    fsspec.filesystem("memory").store.clear()


def read(*sources: str | Path, **options: Any) -> list[tuple[str, str]]:
    """Every capture in sources with its verdict; names are without the first source."""
    attempts = [
        attempt
        for chunk in chunks_of_objects(stored_objects(sources, **options), "")
        for attempt in read_chunk_of_objects(chunk, QUESTION)
    ]
    return [(str(each.origin).removeprefix(str(sources[0])), each.verdict) for each in attempts]


def test_objects_below_a_url_are_read(store: str) -> None:
    assert read(store) == [
        ("/copies/[a]*.xml", "invalid"),
        ("/picture", "skipped"),
        ("/polls/0000.xml", "valid"),
        ("/polls/0001.xml", "valid"),
    ]


def test_patterns_select_captures(store: str) -> None:
    assert read(store, include=["polls/*"], exclude=["0001.xml"]) == [("/polls/0000.xml", "valid")]


def test_a_named_object_is_always_read(store: str) -> None:
    assert read(store + "/picture") == [("", "invalid")]


def test_an_object_that_is_both_named_and_listed_is_read_once(store: str) -> None:
    found = stored_objects([store, f"{store}/picture", f"{store}/polls/"])

    assert [(each.name, each.is_named) for each in found if isinstance(each, StoredObject)] == [
        (f"{store}/copies/[a]*.xml", False),
        (f"{store}/picture", True),
        (f"{store}/polls/0000.xml", False),
        (f"{store}/polls/0001.xml", False),
    ]


def test_a_missing_object_is_unreadable(store: str, tmp_path: Path) -> None:
    found = [read(f"{store}/no.xml"), read(tmp_path / "no.xml"), read(store, include=["*.har"])]

    assert found == [[("", "unreadable")]] * 3


def test_a_lost_object_is_unreadable_and_a_failing_store_is_retried(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    [chunk] = chunks_of_objects(stored_objects([f"{store}/polls"]), "")
    system = fsspec.filesystem("memory")
    system.rm_file(f"{store}/polls/0000.xml".removeprefix("memory:/"))

    verdicts = [attempt.verdict for attempt in read_chunk_of_objects(chunk, QUESTION)]
    monkeypatch.setattr(system, "cat_file", failing)

    assert verdicts == ["unreadable", "valid"]
    with pytest.raises(SourceError, match=r"polls/0000.xml cannot be fetched: ConnectionError$"):
        list(read_chunk_of_objects(chunk, QUESTION))


def failing(*_arguments: object, **_options: object) -> bytes:
    raise ConnectionError("https://me:word@store/?token=abc")


def test_a_large_object_is_read_from_a_copy(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read(store)

    monkeypatch.setattr("ipsxml.cluster.object_reading._MAX_BYTES_AT_ONCE", 10)

    assert read(store) == expected


def test_a_local_directory_is_searched_as_usual(tmp_path: Path) -> None:
    directory = in_directory(tmp_path, {**polls(2), "picture": PICTURE, "only/picture": PICTURE})

    found = stored_objects([f"file://{directory}", directory / "only"])

    assert [type(each) for each in found] == [Attempt, Attempt, Attempt, StoredObject, StoredObject]
    assert [each.verdict for each in found if isinstance(each, Attempt)] == [
        "unreadable",
        "skipped",
        "skipped",
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("-", "a cluster cannot read standard input"),
        ("abc://me:word@host/", "^abc://host/ cannot be opened: Protocol not known: abc$"),
    ],
)
def test_a_source_that_a_cluster_cannot_read_is_rejected(source: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        stored_objects([source])


def test_credentials_are_not_part_of_a_name() -> None:
    url = "https://me:word@host/polls/?token=abc"

    assert without_credentials(url) == "https://host/polls/?token=…"


def test_a_listing_on_the_web_is_read(tmp_path: Path) -> None:
    in_directory(tmp_path, polls(2))

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=tmp_path)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        found = read(f"http://127.0.0.1:{server.server_port}/polls/")

        server.shutdown()
    assert found == [("0000.xml", "valid"), ("0001.xml", "valid")]
