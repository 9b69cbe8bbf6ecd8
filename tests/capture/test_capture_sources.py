"""Sources of bytes: paths, standard input, directories, bytes, and file objects."""

import errno
import gzip
import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from capture_samples import CANONICAL, DOCUMENT, NAMESPACE, Refusal, canonical, gzipped, refusal_of
from captured import open_source

import ipsxml
from ipsxml.capture import Source, find_sources
from ipsxml.capture.directory_search import search
from ipsxml.errors import SourceError
from ipsxml.whole_files import TEMPORARY_PREFIX

NO_SUCH_FILE = f"cannot be read: {os.strerror(errno.ENOENT)}"
MEBIBYTE = 1 << 20
TOO_LARGE = Refusal("limit-exceeded", "the content is larger than the limit of 1 MiB")


def refused(source: Source) -> str:
    with pytest.raises(SourceError) as raised:
        open_source(source)
    return str(raised.value)


def standard_input(content: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), "utf-8")


class Trickle(io.RawIOBase):
    """An unbuffered file that returns a few bytes at a time, like a pipe or socket."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._content.read(min(len(buffer), 10))
        buffer[: len(part)] = part
        return len(part)


class Broken(io.RawIOBase):
    """A file whose device fails."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ARG002 - the signature is that of io.RawIOBase
        raise OSError(errno.EIO, os.strerror(errno.EIO))


class Endless(io.RawIOBase):
    """A file that never ends; ``given`` counts the bytes it has returned."""

    given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        buffer[:] = b" " * len(buffer)
        self.given += len(buffer)
        return len(buffer)


@pytest.fixture
def limit_of_one_mebibyte(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("limits", "sources", "compression"):
        monkeypatch.setattr(f"ipsxml.capture.{module}.MAX_BYTES", MEBIBYTE, raising=False)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "document.xml"
    path.write_bytes(DOCUMENT)
    return path


@pytest.fixture
def forbidden(document: Path) -> Iterator[Path]:
    """An unreadable file. Root can read any file, so the test runs as nobody."""
    if not hasattr(os, "geteuid"):
        pytest.skip("this system has no POSIX file permissions")
    document.chmod(0)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield document
    if is_root:
        os.seteuid(0)


@pytest.mark.parametrize("as_source", [str, Path], ids=["str", "Path"])
def test_a_path_is_text_or_path_like(as_source: type[str | Path], document: Path) -> None:
    source = as_source(document)

    assert canonical(source) == CANONICAL


@pytest.mark.parametrize(
    "as_source", [bytes, bytearray, memoryview, io.BytesIO, Trickle], ids=lambda kind: kind.__name__
)
def test_content_is_bytes_or_a_binary_file(as_source: Callable[[bytes], Any]) -> None:
    source = as_source(DOCUMENT)

    assert canonical(source) == CANONICAL


def test_a_string_is_always_a_path() -> None:
    assert refused(DOCUMENT.decode()) == NO_SUCH_FILE


def test_a_string_too_long_for_a_path_cannot_be_read() -> None:
    assert refused("<job/>" * 1000) == f"cannot be read: {os.strerror(errno.ENAMETOOLONG)}"


def test_an_open_file_is_read_from_its_position_and_left_open(document: Path) -> None:
    with document.open("rb") as file:
        file.seek(DOCUMENT.index(b"<job>"))

        found = canonical(file)

        assert (found, file.closed, file.read()) == (CANONICAL, False, b"")


def test_a_file_object_may_decompress(tmp_path: Path) -> None:
    (tmp_path / "document.gz").write_bytes(gzipped(DOCUMENT))
    with gzip.open(tmp_path / "document.gz") as file:
        assert canonical(cast("Source", file)) == CANONICAL


def test_a_pipe_is_read_to_its_end() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(DOCUMENT)
    with os.fdopen(reading, "rb") as pipe:
        assert canonical(pipe) == CANONICAL


def test_a_hyphen_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", standard_input(DOCUMENT))

    assert canonical("-") == CANONICAL


def test_standard_input_is_read_as_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", standard_input(gzipped("<job>ü</job>".encode("utf-16"))))

    assert canonical("-") == "<job>ü</job>".encode()


def test_a_closed_standard_input_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    # Python sets it to None if the process starts without one: ipsxml validate - <&-
    monkeypatch.setattr(sys, "stdin", None)

    assert refused("-").startswith("cannot be read: ")


def test_a_failing_file_object_cannot_be_read() -> None:
    assert refused(cast("Source", Broken())) == f"cannot be read: {os.strerror(errno.EIO)}"


def test_a_text_file_is_refused(document: Path) -> None:
    with document.open(encoding="utf-8") as file, pytest.raises(TypeError) as raised:
        open_source(cast("Source", file))

    assert str(raised.value) == "the file returns text: open it in binary mode"


@pytest.mark.parametrize(("thing", "name"), [(3, "int"), (None, "NoneType"), (["a.xml"], "list")])
def test_other_types_of_source_are_refused(thing: object, name: str) -> None:
    with pytest.raises(TypeError) as raised:
        open_source(cast("Source", thing))

    assert str(raised.value) == f"a source must be a path, bytes, or a binary file, not {name}"


@pytest.mark.parametrize("path", ["missing.xml", "missing/document.xml", ""])
def test_a_missing_file_cannot_be_read(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert refused(path) == NO_SUCH_FILE


def test_a_path_through_a_file_cannot_be_read(document: Path) -> None:
    assert refused(document / "inside.xml") == f"cannot be read: {os.strerror(errno.ENOTDIR)}"


def test_a_path_with_a_nul_in_it_cannot_be_read() -> None:
    assert refused("document\0.xml") == "cannot be read: embedded null byte"


def test_a_file_without_read_permission_cannot_be_read(forbidden: Path) -> None:
    assert refused(forbidden) == f"cannot be read: {os.strerror(errno.EACCES)}"


@pytest.mark.usefixtures("limit_of_one_mebibyte")
@pytest.mark.parametrize("kind", ["bytes", "path", "file"])
def test_content_is_read_up_to_the_limit(kind: str, tmp_path: Path) -> None:
    just_fits = b"<a>" + b" " * (MEBIBYTE - 7) + b"</a>"

    def source(content: bytes) -> Source:
        path = tmp_path / "large.xml"
        path.write_bytes(content)
        return {"bytes": content, "path": path, "file": io.BytesIO(content)}[kind]  # type: ignore[return-value]

    assert (canonical(source(just_fits)), refusal_of(source(just_fits + b"\n"))) == (just_fits, TOO_LARGE)


@pytest.mark.usefixtures("limit_of_one_mebibyte")
def test_an_endless_file_is_abandoned_at_the_limit() -> None:
    file = Endless()

    assert (refusal_of(cast("Source", file)), file.given <= 2 * MEBIBYTE) == (TOO_LARGE, True)


@pytest.mark.usefixtures("limit_of_one_mebibyte")
def test_an_endless_standard_input_is_abandoned_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Endless())))

    assert refusal_of("-") == TOO_LARGE


# --- finding captures in directories


def captures(directory: Path, *names: str) -> None:
    for name in names:
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(DOCUMENT)


def found_in(directory: Path) -> list[str]:
    return [Path(found).relative_to(directory).as_posix() for found in find_sources([directory])]


def test_sources_other_than_directories_are_returned_unchanged(document: Path) -> None:
    sources: list[str | os.PathLike[str]] = ["missing.xml", document, "-", "document\0.xml", "notes.md"]

    assert list(find_sources(sources)) == ["missing.xml", str(document), "-", "document\0.xml", "notes.md"]


def test_a_directory_is_searched_recursively_in_name_order(tmp_path: Path) -> None:
    captures(tmp_path, "z.xml", "b/c/d.http", "b/a.txt", "a.gz", "b/c/a.json", "B.xml")

    assert found_in(tmp_path) == ["B.xml", "a.gz", "b/a.txt", "b/c/a.json", "b/c/d.http", "z.xml"]


def test_the_order_does_not_depend_on_the_file_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    captures(tmp_path, *(f"{folder}/{name}.xml" for folder in "abc" for name in "xyz"))
    in_order, walk = found_in(tmp_path), os.walk

    def walk_backwards(top: str, **options: Any) -> list[tuple[str, list[str], list[str]]]:
        return [(folder, folders, names[::-1]) for folder, folders, names in walk(top, **options)][::-1]

    monkeypatch.setattr(os, "walk", walk_backwards)

    assert found_in(tmp_path) == in_order


@pytest.mark.parametrize("suffix", ["xml", "json", "http", "txt", "gz", "XML", "Http", "xml.gz"])
def test_a_capture_is_found_by_its_suffix_in_any_case(suffix: str, tmp_path: Path) -> None:
    captures(tmp_path, f"capture.{suffix}")

    assert found_in(tmp_path) == [f"capture.{suffix}"]


@pytest.mark.parametrize("name", ["notes.md", "capture", "capture.xml.bak", "gz", ".xml"])
@pytest.mark.parametrize(
    "content",
    [
        f'<job xmlns="{NAMESPACE}"/>'.encode(),
        gzipped(f'<job xmlns="{NAMESPACE}"/>'.encode()),
        b"HTTP/1.1 200 OK\r\n\r\n",
        b'{"log": {}}',
        b'{"@apiVersion":""}',
    ],
)
def test_a_capture_with_another_suffix_is_found_by_its_content(
    name: str, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)

    assert found_in(tmp_path) == [name]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\0\0\0\1Bud1\0", "binary file"),
        (b"<!DOCTYPE html>", "HTML page"),
        (f'<schema targetNamespace="{NAMESPACE}"/>'.encode(), "Web service description"),
        (f"xml = '<job xmlns=\"{NAMESPACE}\"/>'".encode(), "text document"),
        (b"<project/>", "other XML document"),
        (b"", "empty file"),
        (gzipped(b"#"), "text document"),
    ],
)
def test_other_files_are_skipped_and_classified(content: bytes, kind: str, tmp_path: Path) -> None:
    captures(tmp_path, "capture.xml")
    (tmp_path / "other").write_bytes(content)

    found = [(path, other and other.one) for path, other in search(str(tmp_path))]

    assert found == [(str(tmp_path / "capture.xml"), None), (str(tmp_path / "other"), kind)]


def test_version_control_and_incomplete_outputs_are_not_searched(tmp_path: Path) -> None:
    captures(tmp_path, "a.xml", ".git/b.xml", "c/.svn/d.xml", ".hidden/e.xml")
    captures(tmp_path, f"{TEMPORARY_PREFIX}0123/f.xml", f"c/{TEMPORARY_PREFIX}4567.xml")

    assert found_in(tmp_path) == [".hidden/e.xml", "a.xml"]


@pytest.mark.parametrize(
    ("include", "exclude", "expected"),
    [
        ((), (), ["a.xml", "b/a.xml", "b/c/d.http"]),
        (("*.http",), (), ["b/c/d.http"]),
        (("a.*", "d.*"), ("b",), ["a.xml"]),
        (("b/*",), (), ["b/a.xml", "b/c/d.http"]),
        (("b/c/*",), (), ["b/c/d.http"]),
        ((), ("*.xml",), ["b/c/d.http"]),
        ((), ("b/*.xml", "c"), ["a.xml"]),
        ((), ("A.XML", "x/*"), ["a.xml", "b/a.xml", "b/c/d.http"]),
    ],
)
def test_patterns_narrow_the_search(
    include: tuple[str, ...], exclude: tuple[str, ...], expected: list[str], tmp_path: Path
) -> None:
    captures(tmp_path, "a.xml", "b/a.xml", "b/c/d.http")

    found = search(str(tmp_path), include, exclude)

    assert [Path(path).relative_to(tmp_path).as_posix() for path, _ in found] == expected


def test_files_are_yielded_in_path_order_during_the_search(tmp_path: Path) -> None:
    names = ["a-b.xml", "a.xml", "a/c.xml", "a/d/e.xml", "a/d.xml", "a0/f.xml"]
    captures(tmp_path, *names)
    searched = find_sources([tmp_path])

    first = next(searched)
    (tmp_path / "a0" / "f.xml").unlink()
    (tmp_path / "a0" / "g.xml").write_bytes(b"<a/>")

    found = [Path(path).relative_to(tmp_path).as_posix() for path in (first, *searched)]
    assert found == [*sorted(names)[:-1], "a0/g.xml"]


def test_a_directory_named_like_a_capture_is_searched(tmp_path: Path) -> None:
    captures(tmp_path, "captures.xml/inside.xml")

    assert found_in(tmp_path) == ["captures.xml/inside.xml"]


def test_a_directory_keeps_its_spelling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    captures(tmp_path, "b/a.xml")
    monkeypatch.chdir(tmp_path)

    assert list(find_sources(["./b", "../" + tmp_path.name + "/b/"])) == [
        os.path.join(".", "b", "a.xml"),
        f"../{tmp_path.name}/b/a.xml",
    ]


def test_a_link_to_a_parent_directory_is_not_followed(tmp_path: Path) -> None:
    captures(tmp_path, "a.xml", "b/c.xml")
    (tmp_path / "around").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b" / "again").symlink_to(tmp_path / "b", target_is_directory=True)
    (tmp_path / "0").symlink_to(tmp_path / "b", target_is_directory=True)

    assert found_in(tmp_path) == ["a.xml", "b/c.xml"]


def test_a_link_to_a_directory_elsewhere_is_followed_once(tmp_path: Path) -> None:
    captures(tmp_path, "here/a.xml", "there/b.xml", "there/c/d.xml")
    (tmp_path / "there" / "back").symlink_to(tmp_path / "here", target_is_directory=True)
    for name in ("1", "2"):
        (tmp_path / "here" / name).symlink_to(tmp_path / "there", target_is_directory=True)

    assert found_in(tmp_path / "here") == ["a.xml", "1/b.xml", "1/c/d.xml"]


def test_a_dangling_link_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "gone.xml").symlink_to(tmp_path / "nowhere")

    [source] = find_sources([tmp_path])

    assert refused(source) == NO_SUCH_FILE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_in_a_directory_is_skipped(tmp_path: Path) -> None:
    captures(tmp_path, "capture.xml")
    os.mkfifo(tmp_path / "pipe.xml")

    assert found_in(tmp_path) == ["capture.xml"]


def test_a_directory_without_captures_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "icon").write_bytes(b"GIF89a")
    (tmp_path / "empty").mkdir()

    [source] = find_sources([tmp_path])

    assert (source, refused(source)) == (
        str(tmp_path),
        "a directory without captures: 1 image",
    )


def test_a_directory_is_not_read_as_a_single_capture(document: Path) -> None:
    several = "a directory with 1 capture: use ipsxml.captures to read a directory"
    assert refused(document.parent) == several


def test_a_directory_that_cannot_be_listed_is_reported_as_such(
    document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    monkeypatch.setattr(os, "scandir", refuse)

    [source] = find_sources([document.parent])

    assert refused(source) == f"cannot be read: {os.strerror(errno.EACCES)}"


@pytest.mark.parametrize("sources", ["captures", Path("captures")])
@pytest.mark.parametrize("function", [ipsxml.find_sources, ipsxml.validate_all, ipsxml.history, ipsxml.table])
def test_a_single_path_in_place_of_a_list_is_refused(function: Callable[[Any], Any], sources: Any) -> None:
    with pytest.raises(TypeError, match="sources must be a list of paths, not a single path"):
        list(function(sources))


@pytest.mark.parametrize("function", [ipsxml.validate, ipsxml.decode, ipsxml.to_json])
def test_an_error_about_a_source_names_it(function: Callable[[str], object], tmp_path: Path) -> None:
    missing, several = str(tmp_path / "missing.xml"), tmp_path / "several.jsonl"
    several.write_text('{"@apiVersion":"2010-01-31","stopJobReturn":{}}\n' * 2)

    for source in (missing, str(tmp_path / "empty"), str(several)):
        (tmp_path / "empty").mkdir(exist_ok=True)
        with pytest.raises(ipsxml.SourceError) as caught:
            function(source)
        assert caught.value.source == source
        assert caught.value.__notes__ == [f"source: {source}"]
