"""XML documents between the lines of a log."""

import io
import time
from pathlib import Path

import pytest
from exchange_samples import ANSWER, NAMESPACE, REQUEST, SUBMITTED, seen

import ipsxml
from ipsxml.capture import Origin
from ipsxml.capture.containers import logs


def in_one_line(document: bytes) -> bytes:
    return document.replace(b"\n", b"")


BARE = f'<stopJobReturn xmlns="{NAMESPACE}"/>'.encode()
CXF = b"""\
2013-03-04 09:30:00,123 [main] INFO  o.a.c.s.IpsApi.REQ_OUT - REQ_OUT
    Address: http://ips.example.com/scene7/api/IpsApiService
    Headers: {Authorization=Basic S2FuYXJpZQ==, SOAPAction=""}
    Payload: %b

2013-03-04 09:30:01,456 [main] INFO  o.a.c.s.IpsApi.RESP_IN - RESP_IN
    ResponseCode: 200
    Payload: %b
--------------------------------------
""" % (in_one_line(REQUEST), ANSWER)
SVCLOG = b"".join(
    b'<E2ETraceEvent xmlns="http://schemas.microsoft.com/2004/06/E2ETraceEvent"><System><EventID>0</EventID>'
    b"</System><ApplicationData><TraceData><DataItem><MessageLogTraceRecord>"
    b"%b</MessageLogTraceRecord></DataItem></TraceData></ApplicationData></E2ETraceEvent>"
    % document.partition(b"\n")[2]
    for document in (REQUEST, ANSWER)
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (CXF, [(":4", "stopJobParam"), (":8", "stopJobReturn")]),
        (SVCLOG, [(":1", "stopJobParam"), (":4", "stopJobReturn")]),
        (b"\xef\xbb\xbf" + SVCLOG, [(":1", "stopJobParam"), (":4", "stopJobReturn")]),
        (b"DEBUG " + ANSWER, [(":1", "stopJobReturn")]),
        (b"[2013-03-04] INFO got\n" + BARE + b"\n", [(":2", "stopJobReturn")]),
        (b"one " + BARE + b" two " + BARE, [(":1", "stopJobReturn"), (":1[2]", "stopJobReturn")]),
        (
            b"DEBUG " + SUBMITTED.replace(b"?>\n", b"?>\n<!-- a\n comment -->\n") + b"\nINFO\n",
            [(":1", "submitJobReturn")],
        ),
        ((b"DEBUG " + ANSWER + b"\n").decode().encode("utf-16"), [(":1", "stopJobReturn")]),
        (b"DEBUG\r\n" + ANSWER.replace(b"\n", b"\r\n") + b"\r\nINFO\r\n", [(":2", "stopJobReturn")]),
    ],
    ids=["CXF", "svclog", "svclog with mark", "log4j", "bare", "in one line", "comment", "UTF-16", "CRLF"],
)
def test_each_document_is_found_with_its_line(content: bytes, expected: list[tuple[str, str]]) -> None:
    assert [(place, what) for place, what, *_ in seen(content)] == expected


def test_issue_lines_refer_to_the_log(tmp_path: Path) -> None:
    path = tmp_path / "service.log"
    path.write_bytes(CXF + b"DEBUG " + ANSWER.replace(b"stopJobReturn", b"stopJobRetour"))

    *_, last = ipsxml.captures(path)
    [issue] = ipsxml.read(last).report.issues

    assert str(last.origin) == f"{path}:14"
    assert issue.line == path.read_bytes().partition(b"stopJobRetour")[0].count(b"\n") + 1


@pytest.mark.parametrize("cut", [b"... (message truncated to 200 bytes)\n", b"\n"])
def test_a_document_cut_by_the_log_does_not_stop_the_others(cut: bytes) -> None:
    content = b"INFO " + REQUEST[:200] + cut + b"INFO " + ANSWER + b"\nINFO " + SUBMITTED[:200]

    found = [(str(capture.origin), ipsxml.read(capture).report) for capture in ipsxml.captures(content)]

    assert [(place, report.element or report.issues[0].code) for place, report in found] == [
        (":1", "cut-short"),
        (":5", "stopJobReturn"),
        (":10", "cut-short"),
    ]
    [issue] = found[0][1].issues
    assert (issue.message, issue.line) == ("the document is cut short: its end is not in the log", 1)


def test_foreign_documents_are_captures_too() -> None:
    content = b'INFO <?xml version="1.0"?><beans/>\nINFO ' + ANSWER

    assert [what for _, what, *_ in seen(content)] == ["unsupported-payload", "stopJobReturn"]


def test_text_without_a_document_is_not_well_formed() -> None:
    assert [what for _, what, *_ in seen(b"Bad Gateway")] == ["not-well-formed"]
    assert [what for _, what, *_ in seen(b"INFO nothing\n" * 5000)] == ["not-well-formed"]


def test_a_document_far_down_is_found() -> None:
    assert [(place, what) for place, what, *_ in seen(b"INFO nothing\n" * 5000 + ANSWER)] == [
        (":5001", "stopJobReturn")
    ]


def test_a_document_in_cdata_does_not_cut_the_one_around_it() -> None:
    wrapped = ANSWER.replace(f'<stopJobReturn xmlns="{NAMESPACE}"/>'.encode(), b"<![CDATA[%b]]>" % ANSWER)

    assert [what for _, what, *_ in seen(b"INFO " + wrapped)] == ["bad-envelope"]


def test_a_log_is_read_in_constant_memory() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            part = (b"INFO " + in_one_line(ANSWER) + b"\n") * 10
            buffer[: len(part)] = part
            return len(part)

    found = logs.FORM.captures(io.BufferedReader(Endless(), 1 << 16), Origin("endless"))

    assert [str(next(found).origin) for _ in range(3)] == ["endless:1", "endless:2", "endless:3"]


@pytest.mark.parametrize(
    "part",
    [b"<?xml version='1.0'?>\n", b"<Envelope>\n", b"<Envelope \n", b"<?xml \n", b"<a scene7.com/IpsApi"],
)
def test_unclosed_beginnings_take_linear_time(part: bytes) -> None:
    start = time.process_time()

    assert sum(1 for _ in ipsxml.captures(b"INFO\n" + part * 20_000)) > 0
    assert time.process_time() - start < 10


def test_header_lines_do_not_leak() -> None:
    readings = [(capture, ipsxml.read(capture)) for capture in ipsxml.captures(CXF)]

    assert "S2FuYXJpZQ" not in repr(readings)
