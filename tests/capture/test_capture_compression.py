"""Gzip files: one member, several members, cut short, damaged, hostile."""

import time
import tracemalloc
from pathlib import Path
from random import Random

import pytest
from capture_samples import (
    CANONICAL,
    DOCUMENT,
    PAYLOAD_TAG,
    Refusal,
    canonical,
    capture_error,
    chunked,
    envelope,
    gzipped,
    refusal_of,
    request,
    response,
)
from captured import open_source
from hypothesis import given, settings
from hypothesis import strategies as st

from ipsxml.capture import captures

MEBIBYTE = 1 << 20
CUT_SHORT = Refusal("bad-gzip", "the compressed data is cut short")
DAMAGED = Refusal("bad-gzip", "the compressed data is damaged")
NOT_XML = Refusal("not-well-formed", "not XML: the content does not begin with <", 1)
HEADER = 10  # bytes of a gzip member before its data


@pytest.mark.parametrize(
    "content",
    [DOCUMENT, gzipped(DOCUMENT), response(), request(f"Content-Length: {len(DOCUMENT)}")],
    ids=["xml", "gzip", "http response", "http request"],
)
@pytest.mark.parametrize("name", ["a.xml", "a.gz", "a.http", "a.txt", "a.json", "a"])
def test_a_capture_is_recognized_by_content_not_name(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)

    assert canonical(tmp_path / name) == CANONICAL


@pytest.mark.parametrize(
    "content",
    [
        response(),
        request(f"Content-Length: {len(DOCUMENT)}"),
        response("Transfer-Encoding: chunked", body=chunked(DOCUMENT)),
        response("Content-Encoding: gzip", body=gzipped(DOCUMENT)),
        envelope(f"<s:Body>{CANONICAL.decode()}</s:Body>"),
    ],
    ids=["response", "request", "chunked", "compressed body", "SOAP"],
)
def test_every_kind_of_capture_may_be_compressed(content: bytes) -> None:
    plain, compressed = open_source(content), open_source(gzipped(content))

    assert (compressed.payload.findtext("name"), compressed.soap_version) == ("winter", plain.soap_version)


def test_a_compressed_soap_envelope_is_opened() -> None:
    capture = open_source(gzipped(envelope(soap="1.2")))

    assert (capture.payload.tag, capture.soap_version) == (PAYLOAD_TAG, "1.2")


def test_lines_refer_to_the_decompressed_file() -> None:
    assert refusal_of(gzipped(b"<a>\n<b>\n</a>")).line == 3
    assert refusal_of(gzipped(response(body=b"<a>\n<b>\n</a>"))).line == 5


@settings(deadline=None)
@given(st.lists(st.integers(0, len(DOCUMENT)), max_size=5).map(sorted))
def test_a_gzip_file_may_be_split_into_members_anywhere(cuts: list[int]) -> None:
    bounds = zip([0, *cuts], [*cuts, len(DOCUMENT)], strict=True)

    members = gzipped(*(DOCUMENT[start:end] for start, end in bounds))

    assert canonical(members) == CANONICAL


@pytest.mark.parametrize("padding", [1, 511, 1 << 14, (1 << 14) + 1])
def test_zero_padding_around_members_is_skipped(padding: int) -> None:
    content = gzipped(DOCUMENT[:9]) + bytes(padding) + gzipped(DOCUMENT[9:]) + bytes(padding)

    assert canonical(content) == CANONICAL


def test_a_container_is_recognized_after_an_empty_member() -> None:
    lines = b'{"@apiVersion": "2010-01-31", "stopJobReturn": {}}\n' * 2

    found = [str(each.origin) for each in captures(gzipped(b"") + bytes(3) + gzipped(lines))]

    assert found == [str(each.origin) for each in captures(gzipped(lines))] == [":1", ":2"]


def test_a_member_longer_than_a_read_buffer_is_read_completely() -> None:
    noise = Random(7).randbytes(200_000).hex().encode()  # noqa: S311 - not a secret

    [text] = open_source(gzipped(b"<a>" + noise + b"</a>")).payload.xpath("/a/text()")

    assert text == noise.decode()


def test_a_gzip_file_cut_anywhere_is_reported_as_cut_short() -> None:
    content = gzipped(DOCUMENT)

    assert {refusal_of(content[:end]) for end in range(3, len(content))} == {CUT_SHORT}


def test_a_later_member_cut_anywhere_is_reported_as_cut_short() -> None:
    first, second = gzipped(DOCUMENT), gzipped(b"\n")

    assert {refusal_of(first + second[:end]) for end in range(1, len(second))} == {CUT_SHORT}


def test_any_damage_to_the_data_is_detected() -> None:
    content = gzipped(DOCUMENT)

    damaged = [
        content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :] for at in range(HEADER, len(content))
    ]

    assert {capture_error(each).code for each in damaged} == {"bad-gzip"}


@pytest.mark.parametrize(("what", "back"), [("checksum", 8), ("length", 4)])
def test_a_wrong_checksum_or_length_is_damage(what: str, back: int) -> None:
    content = bytearray(gzipped(DOCUMENT))
    content[-back] ^= 1

    assert (what, refusal_of(bytes(content))) == (what, DAMAGED)


def test_only_another_member_may_follow_a_member() -> None:
    assert refusal_of(gzipped(DOCUMENT) + b"surplus") == DAMAGED


def test_content_without_a_gzip_header_is_not_read_as_gzip() -> None:
    assert {refusal_of(content) for content in (b"\x1f\x8b", b"\x1f\x8b\x07" + bytes(20), b"\x1f")} == {
        NOT_XML
    }


def test_an_empty_gzip_file_has_no_content() -> None:
    assert refusal_of(gzipped(b"")) == Refusal("not-well-formed", "the content is empty", 1)


def test_decompressed_content_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("limits", "sources", "compression"):
        monkeypatch.setattr(f"ipsxml.capture.{module}.MAX_BYTES", MEBIBYTE, raising=False)
    just_fits = b"<a>" + b" " * (MEBIBYTE - 7) + b"</a>"

    assert canonical(gzipped(just_fits)) == just_fits
    assert refusal_of(gzipped(just_fits, b"\n")) == Refusal(
        "limit-exceeded", "the decompressed content is larger than the limit of 1 MiB"
    )


@pytest.mark.parametrize("carrier", ["file", "http"])
def test_a_gzip_bomb_is_refused_early(carrier: str) -> None:
    bomb = gzipped(bytes(16 * MEBIBYTE)) * 64  # a gibibyte
    content = bomb if carrier == "file" else response("Content-Encoding: gzip", body=bomb)
    tracemalloc.start()

    found = refusal_of(content)

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found, most < 100 * MEBIBYTE) == (
        Refusal("limit-exceeded", "the content's compression ratio exceeds the limit of 250:1"),
        True,
    )


def test_many_small_members_are_read_in_linear_time() -> None:
    content = gzipped(b"<a>") + gzipped(b" ") * 50_000 + gzipped(b"</a>")
    start = time.process_time()

    text = open_source(content).payload.text

    assert (text, time.process_time() - start < 2) == (" " * 50_000, True)
