"""Test step results saved by SoapUI."""

import pytest
from exchange_samples import ANSWER, HTML, REQUEST, URL, Seen, seen

import ipsxml

RESULT = b"""\
Status: FAILED\r
Time Taken: 220\r
Size: 280\r
TestStep: stopJob\r
\r
----------------- Messages ------------------------------\r
[Schema compliance] line 3: failed\r
\r
----------------- Properties ------------------------------\r
Endpoint: http://me:Kanarie@ips.example.com/scene7/api/IpsApiService?token=Kanarie\r
HTTP Version: HTTP/1.1\r
Password: Kanarie\r
\r
---------------- Request ---------------------------\r
Request Headers: {SOAPAction=[""], Authorization=[Basic Kanarie]}\r
\r
%b\r
\r
---------------- Response --------------------------\r
Response Headers: {#status#=[HTTP/1.1 200 OK], Set-Cookie=[Kanarie]}\r
\r
%b\r
"""
RAW = b"#status#: HTTP/1.1 200 OK\nContent-Type: text/xml\nSet-Cookie: Kanarie\n\n%b\n"


def test_request_and_answer_of_a_test_step_are_captures() -> None:
    content = RESULT % (REQUEST, ANSWER)

    assert seen(content) == [
        Seen("#request", "stopJobParam", "POST", f"{URL}?token=…"),
        Seen("#response", "stopJobReturn", "POST", f"{URL}?token=…", 200),
    ]
    readings = [(capture, ipsxml.read(capture)) for capture in ipsxml.captures(content)]
    assert "Kanarie" not in repr(readings)


def test_an_answer_alone_is_a_document() -> None:
    assert seen(RAW % ANSWER) == [Seen("", "stopJobReturn", status=200)]
    moved = b"Content-Type: text/xml\n#status# : [HTTP/1.1 500 Internal Server Error]\n\n" + ANSWER
    assert seen(moved) == [Seen("", "stopJobReturn", status=500)]


@pytest.mark.parametrize(("body", "code"), [(HTML, "other-content"), (b"", "no-body")])
def test_unexpected_content_in_place_of_an_answer_is_reported(body: bytes, code: str) -> None:
    [_, answer] = seen(RESULT.replace(b"200 OK", b"503 Unavailable") % (REQUEST, body))

    assert (answer.what, answer.status) == (code, 503)


def test_lines_refer_to_the_file() -> None:
    content = RESULT % (REQUEST, ANSWER.replace(b"stopJobReturn", b"stopJobRetour"))

    [_, report] = [ipsxml.read(capture).report for capture in ipsxml.captures(content)]

    assert report.issues[0].line == content.partition(b"stopJobRetour")[0].count(b"\n") + 1
