"""Zip, tar, and Fiddler archives, compressed or not."""

import bz2
import gzip
import io
import lzma
import os
import stat
import sys
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from har_exports import ANSWER, PAGE, SECRET, entry, har

import ipsxml

ANSWERED = ANSWER.encode()
MEBIBYTE = 1 << 20


def zipped(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


def zstandard(content: bytes) -> bytes:
    zstd = pytest.importorskip("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    compressed: bytes = zstd.compress(content)
    return compressed


def found_in(source: ipsxml.Source) -> list[tuple[str, str | None]]:
    """The place of each capture, with its element, first error code, or why it cannot be read."""
    found: list[tuple[str, str | None]] = []
    for capture in ipsxml.captures(source):
        try:
            report = ipsxml.read(capture).report
        except ipsxml.SourceError as error:
            found.append((capture.origin.place, str(error)))
        else:
            found.append((capture.origin.place, report.errors[0].code if report.errors else report.element))
    return found


ARCHIVERS = [zipped, tarred]
COMPRESSIONS = [bytes, gzip.compress, lzma.compress, bz2.compress, zstandard]


@pytest.mark.parametrize("compress", COMPRESSIONS)
@pytest.mark.parametrize("archive", ARCHIVERS)
def test_each_file_is_a_capture(
    archive: Callable[[Mapping[str, bytes]], bytes], compress: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "polls"
    path.write_bytes(
        compress(archive({"2013/03/04.xml": ANSWERED, "2013/03/05.xml.gz": gzip.compress(ANSWERED)}))
    )

    expected = [("!2013/03/04.xml", "submitJobReturn"), ("!2013/03/05.xml.gz", "submitJobReturn")]
    assert found_in(path) == expected
    assert found_in(path.read_bytes()) == expected


@pytest.mark.parametrize("compress", COMPRESSIONS)
def test_a_document_may_use_any_compression(compress: Callable[[bytes], bytes]) -> None:
    assert ipsxml.decode(compress(ANSWERED)) == ipsxml.decode(ANSWERED)


@pytest.mark.parametrize("compress", COMPRESSIONS[1:])
@pytest.mark.parametrize("length", [0.5, 0.9])
def test_truncated_compressed_data_is_refused(compress: Callable[[bytes], bytes], length: float) -> None:
    content = compress(os.urandom(99_000) + ANSWERED)

    [(place, code)] = found_in(content[: int(len(content) * length)])

    assert (place, code in ("bad-archive", "bad-gzip")) == ("", True)


@pytest.mark.parametrize("archive", ARCHIVERS)
def test_directories_and_macos_metadata_are_skipped(archive: Callable[[Mapping[str, bytes]], bytes]) -> None:
    content = archive(
        {"__MACOSX/._a.xml": b"\0", "a/._b.xml": b"\0", "a/.DS_Store": b"\0", "a/b.xml": ANSWERED}
    )

    assert found_in(content) == [("!a/b.xml", "submitJobReturn")]


def test_only_regular_files_in_a_tar_archive_are_read() -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            member = tarfile.TarInfo("a.xml")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
    links = file.getvalue()[: 4 * tarfile.BLOCKSIZE]

    assert found_in(links + tarred({"b.xml": ANSWERED})) == [("!b.xml", "submitJobReturn")]


@pytest.mark.parametrize("archive", ARCHIVERS)
def test_a_container_in_an_archive_yields_its_captures(
    archive: Callable[[Mapping[str, bytes]], bytes],
) -> None:
    content = archive({"a.har": har(entry(), entry(PAGE)), "b.http": b"HTTP/1.1 200 OK\r\n\r\n" + ANSWERED})

    assert [place for place, _ in found_in(content)] == [
        "!a.har#entries[0].response",
        "!a.har#entries[1].response",
        "!b.http",
    ]
    names = {capture.container for capture in ipsxml.captures(content)}
    assert names == {"a zip archive" if archive is zipped else "a tar archive"}


def test_archives_are_read_two_levels_deep() -> None:
    inner = zipped({"a.xml": ANSWERED})
    content = tarred({"b.zip": inner, "c.tgz": gzip.compress(tarred({"d.zip": inner, "e.xml": ANSWERED}))})

    assert found_in(content) == [
        ("!b.zip!a.xml", "submitJobReturn"),
        ("!c.tgz!d.zip", "bad-archive"),
        ("!c.tgz!e.xml", "submitJobReturn"),
    ]


@pytest.mark.parametrize("again", [gzip.compress, lzma.compress])
def test_doubly_compressed_content_is_refused(again: Callable[[bytes], bytes]) -> None:
    content = zipped({"a": again(gzip.compress(ANSWERED)), "b.xml": ANSWERED})

    assert found_in(content) == [("!a", "bad-archive"), ("!b.xml", "submitJobReturn")]


def test_member_names_are_shown_but_never_used_as_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["../../up.xml", "/top.xml", "C:\\a.xml", "a\x1b[31m.xml", "b\n.xml"]

    assert [place for place, _ in found_in(zipped(dict.fromkeys(names, ANSWERED)))] == [
        f"!{name}" for name in names
    ]
    assert list(tmp_path.iterdir()) == []


def test_an_encrypted_file_is_reported_and_the_others_are_read() -> None:
    content = bytearray(zipped({"a.xml": ANSWERED, "b.xml": ANSWERED}))
    directory = content.index(b"PK\1\2")
    content[directory + 8] |= 1
    content[6] |= 1

    captures = list(ipsxml.captures(bytes(content)))

    first = ipsxml.read(captures[0]).report.issues[0]
    assert (first.code, first.message) == ("bad-archive", "the file in the archive is encrypted")
    assert ipsxml.read(captures[1]).report.valid


@pytest.mark.parametrize("archive", ARCHIVERS)
@pytest.mark.parametrize("position", range(0, 700, 23))
def test_damage_is_an_error_with_its_origin(
    archive: Callable[[Mapping[str, bytes]], bytes], position: int
) -> None:
    content = bytearray(archive({"a.xml": ANSWERED * 3, "b.xml": ANSWERED}))
    if position < len(content):
        content[position] ^= 0xFF

    for place, verdict in [*found_in(bytes(content)), *found_in(bytes(content[:position]))]:
        assert place in ("", "!a.xml", "!b.xml") or place.startswith("!")
        assert verdict is not None


@pytest.mark.parametrize("compress", [bytes, lzma.compress, bz2.compress, zstandard, gzip.compress])
@pytest.mark.parametrize("archive", ARCHIVERS)
def test_a_bomb_is_refused_early(
    archive: Callable[[Mapping[str, bytes]], bytes], compress: Callable[[bytes], bytes]
) -> None:
    if archive is tarred and compress is bytes:
        pytest.skip("a tar archive is as large as what is in it")
    bomb = compress(archive({"a.xml": b"<a>" + b"\1" * (90 * MEBIBYTE)}))

    [(_, code)] = found_in(bomb)

    assert (len(bomb) < MEBIBYTE, code) == (True, "limit-exceeded")


def test_many_small_bombs_share_one_limit() -> None:
    inner = zipped({str(number): b"\0" * (8 * MEBIBYTE) for number in range(5)})

    found = found_in(zipped({f"{number}.zip": inner for number in range(9)}))

    assert found[-1][1] == "limit-exceeded"
    assert len(found) < 20


def test_an_archive_with_too_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{number}.xml": ANSWERED for number in range(9)}
    monkeypatch.setattr("ipsxml.capture.containers.archives.MAX_ARCHIVE_MEMBERS", 5)
    assert [code for _, code in found_in(tarred(files))] == [*["submitJobReturn"] * 5, "limit-exceeded"]
    monkeypatch.setattr("ipsxml.capture.containers.archive_members.MAX_ARCHIVE_DIRECTORY", 200)
    assert found_in(zipped(files)) == [("", "limit-exceeded")]


@pytest.mark.parametrize("archive", ARCHIVERS)
def test_an_empty_archive_cannot_be_read(
    archive: Callable[[Mapping[str, bytes]], bytes],
) -> None:
    [(_, reason)] = found_in(archive({})) or [("", "")]

    assert reason in ("a zip archive without captures", "not-well-formed")  # an empty tar is zeros


def test_an_archive_without_job_documents_is_described(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.xz"
    path.write_bytes(lzma.compress(tarred({"a.html": PAGE.encode(), "b.png": b"\x89PNG\r\n\x1a\n"})))

    *_, outcome = ipsxml.validate_all([path])

    assert outcome.unreadable == "a tar archive without a job document: 2 captures: 1 HTML page, 1 image"


def test_a_missing_extra_is_named_in_the_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xml.zst"
    path.write_bytes(b"\x28\xb5\x2f\xfd")
    for library in ("compression.zstd", "backports.zstd", "backports", "compression"):
        monkeypatch.setitem(sys.modules, library, None)

    [outcome] = ipsxml.validate_all([path])

    assert outcome.unreadable is not None
    assert "pip install 'ipsxml[captures]'" in outcome.unreadable


# --- Fiddler

LENGTH = len(ANSWERED)
SESSIONS = {
    "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_index.htm": b"<html></html>",
    "raw/10_c.txt": b"GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n",
    "raw/10_s.txt": b"HTTP/1.1 304 Not Modified\r\n\r\n",
    "raw/2_c.txt": f"POST https://me:{SECRET}@ips.example/IpsApiService?token={SECRET} HTTP/1.1\r\n"
    f"Host: x\r\nAuthorization: {SECRET}\r\nContent-Length: {LENGTH}\r\n\r\n{ANSWER}".encode(),
    "raw/2_s.txt": f"HTTP/1.1 200 OK\r\nSet-Cookie: JSESSIONID={SECRET}\r\n"
    f"Content-Length: {LENGTH}\r\n\r\n{ANSWER}".encode(),
    "raw/2_m.xml": b'<Session SID="2"><SessionTimers ClientConnected="2013-03-04T09:29:00-08:00" '
    b'ClientBeginRequest="2013-03-04T09:30:00.1234567-08:00"/></Session>',
}


def test_fiddler_messages_are_captures_with_their_metadata() -> None:
    captures = list(ipsxml.captures(zipped(SESSIONS)))

    places = ["!raw/2_c.txt", "!raw/2_s.txt", "!raw/10_s.txt"]
    assert [capture.origin.place for capture in captures] == places
    assert {capture.container for capture in captures} == {"a Fiddler archive"}
    origin = captures[1].origin
    assert (origin.method, origin.status) == ("POST", 200)
    assert origin.url == "https://ips.example/IpsApiService?token=…"
    assert origin.captured_at is not None
    assert origin.captured_at.isoformat() == "2013-03-04T09:30:00.123456-08:00"


def test_fiddler_messages_without_a_body_are_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.saz"
    path.write_bytes(zipped(SESSIONS))

    assert [outcome.status for outcome in ipsxml.validate_all([path])] == ["valid", "valid", "skipped"]


@pytest.mark.parametrize("name", ["raw/2_c.txt", "raw/2_s.txt"])
def test_header_fields_of_fiddler_messages_do_not_leak(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.saz"
    path.write_bytes(
        zipped({**SESSIONS, name: SESSIONS[name].replace(b"Return", b"", 1).replace(b"\r\n", b"\n ", 1)})
    )

    for capture in ipsxml.captures(path):
        assert SECRET not in f"{capture!r} {tuple(capture.origin)} {ipsxml.read(capture)!r}"
    for outcome in ipsxml.validate_all([path], every_capture=True):
        assert SECRET not in repr(outcome)


# --- mitmproxy


def test_a_mitmproxy_flow_file_gets_an_export_command(tmp_path: Path) -> None:
    path = tmp_path / "my flows"
    path.write_bytes(b"3079:9:websocket;0:~8:response;1422:6:reason;2:OK,11:status_code;3:200#")

    [outcome] = ipsxml.validate_all([path])

    command = f"mitmdump -nr '{path}' --set hardump=out.har"
    assert outcome.unreadable == f"a mitmproxy flow file: export it as HAR first, with {command}"


def test_a_symbolic_link_in_a_zip_archive_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")

    assert found_in(path) == [("!link.xml", "not-well-formed")]
