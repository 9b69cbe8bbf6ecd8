"""The output of curl with ``-v``, ``--trace``, and ``--trace-ascii``."""

import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from exchange_samples import ANSWER, REQUEST, Seen, seen

import ipsxml

LARGE = ANSWER.replace(b"<stopJobReturn", b"<!--" + b"x" * 9000 + b"--><stopJobReturn")
URL = "http://ips.example.com/api?token=…"
REQUEST_HEAD = """\
> POST /api?token=Kanarie HTTP/1.1
> Host: ips.example.com
> Authorization: Basic Kanarie
>
"""
ANSWER_HEAD = """\
< HTTP/1.1 200 OK
< Content-Type: text/xml;charset=utf-8
< Set-Cookie: Kanarie
<
"""
METER = "\r100   284  100   280  100     4  87527   1250 --:--:-- --:--:-- --:--:-- 94666\n"
LEFT = "* Connection #0 to host ips.example.com left intact\n"
BODY = ANSWER.decode()


def printed(*parts: str) -> bytes:
    return "".join(["*   Trying 192.0.2.1:80...\n", REQUEST_HEAD, *parts]).encode()


@pytest.mark.parametrize(
    "content",
    [
        printed(ANSWER_HEAD, BODY),
        printed("} [4 bytes data]\n", ANSWER_HEAD, "{ [280 bytes data]\n", BODY, "\n", LEFT),
        printed(ANSWER_HEAD, BODY, LEFT),
        printed(ANSWER_HEAD, LEFT, BODY),
        printed(ANSWER_HEAD, BODY[:150], LEFT, BODY[150:]),
        printed(ANSWER_HEAD, "{ [280 bytes data]\n", METER, LEFT, BODY),
        printed(ANSWER_HEAD, BODY[:150], METER, LEFT, BODY[150:]),
        printed("* We are completely uploaded and fine\n", ANSWER_HEAD, BODY, "\n* Anything else\n"),
        printed(ANSWER_HEAD, BODY).replace(b"\n>", b"\n17:57:03.028456 >").replace(b"\n<", b"\n<"),
        printed(ANSWER_HEAD, BODY).replace(b"\n", b"\r\n"),
        printed(ANSWER_HEAD, BODY)[27:],
        printed(ANSWER_HEAD, BODY).decode().encode("utf-16"),
        printed(ANSWER_HEAD, BODY).replace(b" HTTP/1.1", b" HTTP/2"),
        printed(ANSWER_HEAD, ANSWER_HEAD.replace("< ", "").replace("<\n", "\n"), BODY),
    ],
    ids=[
        "plain",
        "with sizes",
        "note after the body",
        "note before the body",
        "note inside a line",
        "progress meter",
        "progress meter inside a line",
        "other notes",
        "timestamps",
        "CRLF",
        "cut at the beginning",
        "PowerShell",
        "HTTP/2",
        "curl -i -v",
    ],
)
def test_the_answer_is_read(content: bytes) -> None:
    [(place, what, *_)] = seen(content)

    assert (place, what) == ("", "stopJobReturn")
    assert "Kanarie" not in repr([(capture, ipsxml.read(capture)) for capture in ipsxml.captures(content)])


def test_the_origin_has_the_request_and_the_status() -> None:
    assert seen(printed(ANSWER_HEAD, BODY)) == [Seen("", "stopJobReturn", "POST", URL, 200)]


def test_redirect_responses_are_skipped() -> None:
    moved = "< HTTP/1.1 307 Temporary Redirect\n< Location: /api\n<\n* Ignoring the response-body\n"

    assert [each.what for each in seen(printed(moved, REQUEST_HEAD, ANSWER_HEAD, BODY))] == ["stopJobReturn"]


def test_each_request_has_its_answer() -> None:
    content = printed(ANSWER_HEAD, BODY, LEFT, REQUEST_HEAD, ANSWER_HEAD, BODY)

    assert [place for place, *_ in seen(content)] == ["#message[2]", "#message[4]"]


def test_an_answer_without_a_body_is_reported() -> None:
    assert [each.what for each in seen(printed(ANSWER_HEAD))] == ["no-body"]


@pytest.mark.parametrize("before", ["", METER + LEFT], ids=["plain", "notes"])
def test_lines_refer_to_the_file(before: str) -> None:
    content = printed(ANSWER_HEAD, before, BODY.replace("stopJobReturn", "stopJobRetour"))

    [issue] = ipsxml.validate(content).issues

    assert issue.line == content[: content.index(b"stopJobRetour")].count(b"\n") + 1


def test_document_text_that_looks_like_a_curl_note_is_kept() -> None:
    handle = "* j\n> k\n"
    body = BODY.replace("stopJobReturn", "submitJobReturn").replace(
        "/>", f"><jobHandle>{handle}</jobHandle></submitJobReturn>"
    )

    assert ipsxml.decode(printed(ANSWER_HEAD, body), ipsxml.SubmitJobReturn).payload.job_handle == handle


def dumped(kind: str, content: bytes, width: int) -> str:
    """A block of a dump: hexadecimal if ``width`` is 16 bytes per row, else ASCII."""
    rows = []
    if width == 16:
        for place in range(0, len(content), 16):
            part = content[place : place + 16]
            shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in part)
            rows.append(f"{place:04x}: {part.hex(' ') + ' ':<48}{shown}\n")
    else:
        place = 0
        while place < len(content):
            part = content[place : place + width].split(b"\r\n")[0]
            rows.append(f"{place:04x}: {''.join(chr(byte) if 32 <= byte < 127 else '.' for byte in part)}\n")
            place += len(part)
            place += 2 if content.startswith(b"\r\n", place) else 0
    return "".join([f"{kind}, {len(content)} bytes (0x{len(content):x})\n", *rows])


HEADS = (
    b"POST /api?token=Kanarie HTTP/1.1\r\nHost: ips.example.com\r\nAuthorization: Kanarie\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n",
    b"Content-Type: text/xml;charset=utf-8\r\n",
    b"\r\n",
)


def trace(width: int, answer: bytes = ANSWER) -> bytes:
    sent, *received = HEADS
    return "".join(
        [
            "== Info:   Trying 192.0.2.1:80...\n",
            dumped("=> Send header", sent, width),
            dumped("=> Send data", REQUEST[:200], width),
            dumped("=> Send data", REQUEST[200:], width),
            *(dumped("<= Recv header", line, width) for line in received),
            dumped("<= Recv data", answer, width),
            "== Info: Connection #0 to host ips.example.com left intact\n",
        ]
    ).encode()


@pytest.mark.parametrize("width", [16, 64], ids=["--trace", "--trace-ascii"])
def test_a_trace_has_the_request_and_the_answer(width: int) -> None:
    assert seen(trace(width)) == [
        Seen("#message[1]", "stopJobParam", "POST", URL),
        Seen("#message[2]", "stopJobReturn", "POST", URL, 200),
    ]
    readings = [(capture, ipsxml.read(capture)) for capture in ipsxml.captures(trace(width))]
    assert "Kanarie" not in repr(readings)


def test_an_ascii_trace_gets_a_warning_and_keeps_literal_dots() -> None:
    submitted = ANSWER.replace(b"stopJobReturn", b"submitJobReturn").replace(
        b"/>", b"><jobHandle>.</jobHandle></submitJobReturn>"
    )
    _, reading = (ipsxml.read(capture) for capture in ipsxml.captures(trace(64, submitted)))

    assert reading.valid_document.payload == ipsxml.decode(submitted).payload
    assert [issue.code for issue in reading.report.issues] == ["lossy-dump"]


class Service(BaseHTTPRequestHandler):
    """Answers with a redirect, a large document, or a small one, depending on the path."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/moved":
            self._answer(307, b"moved", ("Location", "/api"))
        else:
            self._answer(200, LARGE if self.path == "/large" else ANSWER, ("Set-Cookie", "Kanarie"))

    def _answer(self, status: int, body: bytes, *fields: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", "text/xml"), ("Content-Length", str(len(body))), *fields):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The address of a server on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("path", ["/api", "/large", "/moved"])
@pytest.mark.parametrize(
    "options",
    ["-v", "-sv", "-iv", "-siv", "-v --trace-time", "-s --trace-ascii -", "-s --trace -", "-si"],
)
def test_output_of_the_real_curl_is_read(service: str, path: str, options: str, tmp_path: Path) -> None:
    saved, body = tmp_path / "saved.txt", tmp_path / "request.xml"
    body.write_bytes(REQUEST)
    to_nowhere = ["-o", str(tmp_path / "answer.xml")] if options.endswith(" -") else []

    command = ["curl", *options.split(), "-L", *to_nowhere, "--data-binary", f"@{body}", service + path]
    with saved.open("wb") as file:
        subprocess.run(command, stdout=file, stderr=subprocess.STDOUT, check=True)  # noqa: S603

    assert [each.what for each in seen(saved)][-1] == "stopJobReturn"
