"""Consecutive HTTP messages, as a proxy or Wireshark's "follow stream" saves them."""

import gzip
import time
from pathlib import Path

import pytest
from exchange_samples import (
    ANSWER,
    HTML,
    REQUEST,
    SUBMITTED,
    URL,
    Seen,
    answer,
    envelope,
    message,
    post,
    seen,
)

import ipsxml


def test_request_and_answer_are_two_captures(tmp_path: Path) -> None:
    path = tmp_path / "stream.txt"
    path.write_bytes(post() + answer())

    assert seen(path) == [
        Seen(f"{path}#message[1]", "stopJobParam", "POST", URL),
        Seen(f"{path}#message[2]", "stopJobReturn", "POST", URL, 200),
    ]


@pytest.mark.parametrize("between", [b"", b"\n", b"\r\n\r\n"], ids=repr)
def test_a_kept_alive_connection_carries_several_exchanges(between: bytes) -> None:
    stream = between.join([post(), answer(), post(), answer(SUBMITTED)])

    assert [(place, what, status) for place, what, _, _, status in seen(stream)] == [
        ("#message[1]", "stopJobParam", None),
        ("#message[2]", "stopJobReturn", 200),
        ("#message[3]", "stopJobParam", None),
        ("#message[4]", "submitJobReturn", 200),
    ]


def test_messages_without_a_length_end_where_the_next_begins() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n"
    request = b"POST / HTTP/1.0\r\nHost: a\r\n\r\n"

    stream = request + REQUEST + head + ANSWER + request + REQUEST + b"\n" + head + SUBMITTED

    assert [each.what for each in seen(stream)] == [
        "stopJobParam",
        "stopJobReturn",
        "stopJobParam",
        "submitJobReturn",
    ]


@pytest.mark.parametrize("change", ["longer", "shorter"])
def test_a_wrong_length_does_not_swallow_the_next_message(change: str) -> None:
    old, new = (b"\n", b"\r\n") if change == "longer" else (b"\n<soapenv", b"<soapenv")
    stream = post(REQUEST).replace(REQUEST, REQUEST.replace(old, new)) + answer()

    readings = [ipsxml.read(capture) for capture in ipsxml.captures(stream)]

    assert [reading.report.element for reading in readings] == ["stopJobParam", "stopJobReturn"]
    assert [issue.code for reading in readings for issue in reading.report.issues] == ["length-mismatch"]


def test_chunks_and_codings_are_decoded_in_each_message() -> None:
    packed = gzip.compress(ANSWER, mtime=0)
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    coded = message("HTTP/1.1 200 OK", "Content-Encoding: gzip", "Transfer-Encoding: chunked") + chunks

    stream = post() + coded + post() + answer(packed, "Content-Encoding: gzip")

    assert [each.what for each in seen(stream)] == ["stopJobParam", "stopJobReturn"] * 2


def test_a_body_sent_after_100_continue_belongs_to_the_request() -> None:
    request = post(b"", "Expect: 100-continue", f"Content-Length: {len(REQUEST)}")
    stream = request + b"HTTP/1.1 100 Continue\r\n\r\n" + REQUEST + answer()

    assert [(place, what) for place, what, *_ in seen(stream)] == [
        ("#message[1]", "stopJobParam"),
        ("#message[3]", "stopJobReturn"),
    ]


def test_an_authentication_challenge_with_a_page_is_a_capture() -> None:
    challenge = message("HTTP/1.1 401 Unauthorized", "Content-Type: text/html", body=HTML)
    stream = post() + challenge + post(REQUEST, "Authorization: Basic eA==") + answer()

    assert [(what, status) for _, what, _, _, status in seen(stream)] == [
        ("stopJobParam", None),
        ("other-content", 401),
        ("stopJobParam", None),
        ("stopJobReturn", 200),
    ]


def test_messages_without_a_body_are_skipped_except_the_last_answer() -> None:
    get = message("GET /scene7 HTTP/1.1", "Host: ips.example.com")
    moved = message("HTTP/1.1 302 Found", "Location: /")

    assert seen(get + moved + get + answer()) == [
        Seen("", "stopJobReturn", "GET", "http://ips.example.com/scene7", 200)
    ]
    assert [each.what for each in seen(post() + moved + get)] == ["stopJobParam"]
    assert [each.what for each in seen(post() + moved)] == ["stopJobParam", "no-body"]


def test_a_single_message_has_no_place() -> None:
    assert seen(answer()) == [Seen("", "stopJobReturn")]
    assert ipsxml.validate(answer()).valid


def test_a_document_that_quotes_a_message_is_not_split() -> None:
    quoted = "HTTP/1.1 200 OK\nA: b\n\n"
    body = envelope(f'<submitJobReturn xmlns="{"x"}"><jobHandle>{quoted}</jobHandle></submitJobReturn>')

    assert len(seen(answer(body.replace(b'"x"', b'"http://www.scene7.com/IpsApi/xsd/2013-02-15"')))) == 1


def test_lines_refer_to_the_file() -> None:
    bad = ANSWER.replace(b"stopJobReturn", b"stopJobRetour")
    stream = post() + b"\n" + answer(bad)

    [issue] = [issue for capture in ipsxml.captures(stream) for issue in ipsxml.read(capture).report.issues]

    assert issue.line == stream[: stream.index(b"stopJobRetour")].count(b"\n") + 1


def test_a_malformed_head_spoils_only_its_message() -> None:
    broken = answer().replace(b"Content-Type: text/xml;charset=utf-8", b"Content-Length: many")
    no_colon = answer().replace(b"\r\n\r\n", b"\r\nno colon\r\n\r\n")

    found = seen(post() + broken + post() + no_colon + post() + answer())

    assert [each.what for each in found] == [
        "stopJobParam",
        "bad-http",
        "stopJobParam",
        "bad-http",
        "stopJobParam",
        "stopJobReturn",
    ]


def test_credentials_of_the_exchange_do_not_leak() -> None:
    start = "POST http://me:Kanarie@ips.example.com/api;Kanarie?token=Kanarie#Kanarie HTTP/1.1"
    stream = message(start, "Host: a", "Cookie: Kanarie", body=REQUEST) + answer()

    found = [(repr(capture), ipsxml.read(capture)) for capture in ipsxml.captures(stream)]

    assert "Kanarie" not in repr(found)
    urls = {capture.origin.url for capture in ipsxml.captures(stream)}
    assert urls == {"http://ips.example.com/api?token=…"}


def test_functions_for_one_document_refuse_several() -> None:
    with pytest.raises(ipsxml.SourceError, match="more than one capture"):
        ipsxml.decode(post() + answer())


def test_many_messages_take_linear_time() -> None:
    stream = (post() + answer()) * 3000
    start = time.process_time()

    assert sum(1 for _ in ipsxml.captures(stream)) == 6000
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "part", [b"HTTP/1.1 200 OK\nA: b\n", b"POST / HTTP/1.1\nHost: a\n", b"HTTP/1.1 200 "]
)
def test_endless_start_lines_take_linear_time(part: bytes) -> None:
    stream = b"HTTP/1.1 200 OK\r\n\r\n" + part * 20_000
    start = time.process_time()

    assert sum(1 for _ in ipsxml.captures(stream)) > 0
    assert time.process_time() - start < 10
