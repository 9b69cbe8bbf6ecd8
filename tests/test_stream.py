import gzip
import io
import os
import threading
from pathlib import Path
from typing import Any

import pytest
from har_exports import entry, har
from hypothesis import given
from hypothesis import strategies as st

import ipsxml
from ipsxml.capture import byte_streams

FIXTURES = Path(__file__).parents[1] / "fixtures"
RESPONSE = (FIXTURES / "get_active_jobs.xml").read_bytes()
HEADER = b"<soapenv:Header><a soapenv:mustUnderstand='1'/></soapenv:Header>"
JOBS = ipsxml.decode(RESPONSE, ipsxml.GetActiveJobsReturn).payload.job_array


def many(number: int) -> bytes:
    """The response with its two jobs repeated ``number`` times."""
    start, end = RESPONSE.index(b"<items>"), RESPONSE.index(b"</jobArray>")
    return RESPONSE[:start] + RESPONSE[start:end] * number + RESPONSE[end:]


def test_streamed_jobs_equal_those_of_the_decoded_response() -> None:
    assert list(ipsxml.iter_jobs(many(50))) == JOBS * 50


@pytest.mark.parametrize("name", ["2009-07-31", "2008-01-15", "2016-01-14-beta", "pre-4.0", "2012-02-14"])
def test_scheduled_jobs_and_logs_are_streamed_too(name: str) -> None:
    path = FIXTURES / "good" / f"{name}.xml"
    payload: Any = ipsxml.decode(path).payload

    expected = payload.job_log_array if "log" in repr(type(payload)).lower() else payload.job_array
    assert list(ipsxml.iter_jobs(path)) == expected


def test_files_gzip_http_and_json_are_streamed() -> None:
    sources: list[ipsxml.Source] = [
        io.BytesIO(RESPONSE),
        gzip.compress(RESPONSE),
        b"HTTP/1.1 200 OK\r\n\r\n" + RESPONSE,
        ipsxml.to_json(RESPONSE),
    ]

    assert [list(ipsxml.iter_jobs(source)) for source in sources] == [JOBS] * 4


def test_a_job_is_read_from_a_pipe_before_the_pipe_ends() -> None:
    reading, writing = os.pipe()
    first_was_read = threading.Event()

    def write() -> None:
        content = many(400)
        with os.fdopen(writing, "wb") as target:
            target.write(content[:200_000])
            target.flush()
            first_was_read.wait(timeout=20)
            target.write(content[200_000:] if first_was_read.is_set() else b"")

    threading.Thread(target=write).start()
    with os.fdopen(reading, "rb") as source:
        jobs = ipsxml.iter_jobs(source)
        first = next(jobs)
        first_was_read.set()
        rest = list(jobs)

    assert [first, *rest] == JOBS * 400


def test_a_response_without_jobs_yields_none() -> None:
    start, end = RESPONSE.index(b"<items>"), RESPONSE.index(b"</jobArray>")

    assert list(ipsxml.iter_jobs(RESPONSE[:start] + RESPONSE[end:])) == []


def test_a_bad_job_is_reported_by_number_after_the_good_ones() -> None:
    content = many(3)
    place = content.rindex(b"<progress>42")
    jobs = ipsxml.iter_jobs(content[:place] + b"<progress>x" + content[place + len(b"<progress>42") :])

    before = [next(jobs) for _ in range(4)]
    with pytest.raises(ipsxml.InvalidDocument) as caught:
        next(jobs)

    [issue] = caught.value.report.issues
    assert before == JOBS * 2
    assert (issue.code, issue.path) == (
        "bad-value",
        "/Envelope/Body/getActiveJobsReturn/jobArray/items[5]/progress",
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (RESPONSE[: RESPONSE.rindex(b"</items>")], "not-well-formed"),
        (gzip.compress(many(2000))[:-5000], "bad-gzip"),
        (RESPONSE.replace(b"</jobArray>", b"</jobArray><jobs/>"), "unexpected-element"),
        (RESPONSE.replace(b"<jobArray>", b"<jobArray><job/>"), "unexpected-element"),
        (RESPONSE.replace(b"</soapenv:Body>", b"</soapenv:Body><soapenv:Body/>"), "bad-envelope"),
        (RESPONSE.replace(b"?>", b"?><!DOCTYPE a>", 1), "doctype-forbidden"),
        (b"<!DOCTYPE a><stopJobReturn/>", "doctype-forbidden"),
        (RESPONSE.replace(b"IpsApi/xsd/2013", b"Other/2013"), "unsupported-payload"),
        (b"", "not-well-formed"),
    ],
)
def test_errors_around_the_jobs_are_reported_by_the_end(content: bytes, code: str) -> None:
    with pytest.raises(ipsxml.InvalidDocument) as caught:
        list(ipsxml.iter_jobs(content))

    assert caught.value.report.issues[0].code == code


def test_an_unreadable_file_is_reported() -> None:
    with pytest.raises(ipsxml.SourceError, match="cannot be read: No such file"):
        next(ipsxml.iter_jobs("missing.xml"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (gzip.compress(RESPONSE)[:100], "the compressed data is cut short"),
        (gzip.compress(RESPONSE)[:-4], "the compressed data is cut short"),
        (gzip.compress(RESPONSE)[:-8] + bytes(8), "the compressed data is damaged"),
        (gzip.compress(RESPONSE)[:20] + b"\xff" * 40, "the compressed data is damaged"),
        (gzip.compress(RESPONSE) + b"<?xml", "the compressed data is damaged"),
        (
            gzip.compress(RESPONSE)[:3] + b"\xe0" + gzip.compress(RESPONSE)[4:],
            "the compressed data is damaged",
        ),
    ],
    ids=["start", "no length", "checksum", "middle", "more", "reserved flags"],
)
def test_damaged_gzip_is_an_issue_at_any_position(content: bytes, message: str) -> None:
    with pytest.raises(ipsxml.InvalidDocument) as caught:
        list(ipsxml.iter_jobs(content))

    assert [(issue.code, issue.message) for issue in caught.value.report.issues] == [("bad-gzip", message)]


@given(
    st.lists(
        st.tuples(st.binary(max_size=3000), st.integers(0, 9), st.integers(0, 40)), min_size=1, max_size=4
    ),
    st.integers(20, 3000),
)
def test_gzip_members_are_decompressed_in_parts_of_any_size(
    members: list[tuple[bytes, int, int]], size: int
) -> None:
    content = b"".join(gzip.compress(data, level) + bytes(zeros) for data, level, zeros in members)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(byte_streams, "HEAD_SIZE", size)
        with byte_streams.opened_stream(content) as stream:
            parts = list(iter(lambda: stream.read(size), b""))

    assert b"".join(parts) == b"".join(data for data, _, _ in members)


NEWEST = 'xmlns="http://www.scene7.com/IpsApi/xsd/2016-01-14-beta"'


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ("<items>a</items><items>b</items>", None),
        ('<items>a</items><items b="1"/>', "unexpected-attribute"),
        ("<items>a</items><items><b/></items>", "unexpected-element"),
        ('<items>a</items><items xmlns="urn:b"/>', "wrong-namespace"),
    ],
)
def test_string_items_are_not_jobs_but_are_still_validated(items: str, code: str | None) -> None:
    content = f"<handleArray {NEWEST}>{items}</handleArray>".encode()
    with pytest.raises(ipsxml.InvalidDocument if code else ipsxml.NoJobsError) as caught:
        list(ipsxml.iter_jobs(content))

    issues = caught.value.report.issues if isinstance(caught.value, ipsxml.InvalidDocument) else ()
    assert [issue.code for issue in issues] == ([code] if code else [])


@pytest.mark.parametrize(
    "declarations",
    ['xmlns:a="urn:' + "u" * 3000 + '"', " ".join(f'xmlns:a{n}="urn:{n}"' for n in range(300))],
)
def test_declarations_on_a_job_have_the_limits_of_whole_documents(declarations: str) -> None:
    content = RESPONSE.replace(b"<companyHandle", f"<companyHandle {declarations}".encode(), 1)
    with pytest.raises(ipsxml.InvalidDocument) as caught:
        list(ipsxml.iter_jobs(content))

    assert [issue.code for issue in caught.value.report.issues] == ["limit-exceeded"]


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        *(("UTF-16", "utf-16"), ("UTF-32", "utf-32"), ("cp037", "cp037"), ("latin9", "latin9")),
        *(("ISO-8859-15", "latin9"), ("us-ascii", "ascii"), ("UTF-8", "utf-8-sig")),
    ],
)
def test_a_response_is_streamed_in_any_encoding(declared: str, codec: str) -> None:
    text = RESPONSE.decode().replace('encoding="UTF-8"', f'encoding="{declared}"', 1)

    assert list(ipsxml.iter_jobs(text.encode(codec, "xmlcharrefreplace"))) == JOBS


def test_white_space_before_the_declaration_is_skipped() -> None:
    assert list(ipsxml.iter_jobs(b"\n\n" + RESPONSE)) == JOBS


class SlowFile(io.BytesIO):
    """A file that returns one byte at a time, as a socket may."""

    def read(self, _size: int | None = -1) -> bytes:
        return super().read(1)


def test_a_source_is_detected_however_it_is_split_into_pieces() -> None:
    assert [list(ipsxml.iter_jobs(SlowFile(content))) for content in (RESPONSE, gzip.compress(RESPONSE))] == [
        JOBS,
        JOBS,
    ]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"</items>", b"</items>text", "unexpected-text"),
        (b"<soapenv:Body>", HEADER + b"<soapenv:Body>", "header-not-understood"),
        (b"</getActiveJobsReturn>", b"</getActiveJobsReturn><a><b><items/></b></a>", "bad-envelope"),
        (b"<progress>42", b"<progress a:b='1'>42", "not-well-formed"),
        (b"<progress>42", b"<a:b/><progress>42", "not-well-formed"),
        (b'encoding="UTF-8"', b'encoding="UTF-16"', "bad-encoding"),
        (
            b'<?xml version="1.0" encoding="UTF-8"',
            b'\xef\xbb\xbf<?xml version="1.0" encoding="ascii"',
            "bad-encoding",
        ),
    ],
)
def test_streaming_reports_the_same_issue_as_validate(old: bytes, new: bytes, code: str) -> None:
    content = RESPONSE.replace(old, new, 1)
    with pytest.raises(ipsxml.InvalidDocument) as caught:
        list(ipsxml.iter_jobs(content))

    found = caught.value.report.issues[0].code
    assert (found, found) == (code, ipsxml.validate(content).issues[0].code)


def test_items_that_are_not_jobs_are_ignored() -> None:
    header = b"<soapenv:Header><a><b><items/><items/></b></a></soapenv:Header>"

    assert list(ipsxml.iter_jobs(RESPONSE.replace(b"<soapenv:Body>", header + b"<soapenv:Body>"))) == JOBS


@pytest.mark.parametrize(
    ("source", "message"), [(5, "not int"), (io.StringIO("<a/>"), "open it in binary mode")]
)
def test_an_unsupported_source_is_a_type_error(source: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        next(ipsxml.iter_jobs(source))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (FIXTURES / "good" / "fault.xml", "authenticationFault 10001 is a fault, not a list of jobs"),
        (
            ipsxml.to_json(FIXTURES / "good" / "fault.xml"),
            "authenticationFault 10001 is a fault, not a list of jobs",
        ),
        (f"<stopJobReturn {NEWEST}/>".encode(), "stopJobReturn cannot contain jobs"),
        (b'{"@apiVersion":"2010-01-31","handleArray":["a"]}', "handleArray cannot contain jobs"),
    ],
)
def test_a_document_without_a_job_array_differs_from_an_empty_one(source: Any, message: str) -> None:
    with pytest.raises(ipsxml.NoJobsError) as caught:
        list(ipsxml.iter_jobs(source))

    assert str(caught.value) == message
    empty = f"<getActiveJobsReturn {NEWEST}><jobArray/></getActiveJobsReturn>".encode()
    assert list(ipsxml.iter_jobs(empty)) == []


def test_the_jobs_of_a_container_are_yielded_capture_by_capture(tmp_path: Path) -> None:
    answer, page = RESPONSE.decode(), {"text": "<html/>", "mimeType": "text/html"}
    request = f"<getActiveJobsParam {NEWEST}><companyHandle/></getActiveJobsParam>"
    path = tmp_path / "session.har"
    path.write_bytes(har(entry(answer, asked=request), entry(page, url="https://x/"), entry(answer)))

    assert list(ipsxml.iter_jobs(path)) == JOBS * 2
    assert list(ipsxml.iter_jobs(path.read_bytes())) == JOBS * 2
    path.write_bytes(har(entry(answer, asked=request)))
    assert list(ipsxml.iter_jobs(path)) == JOBS


def test_an_invalid_capture_in_a_container_stops_the_jobs(tmp_path: Path) -> None:
    path = tmp_path / "session.har"
    path.write_bytes(har(entry(RESPONSE.decode()), entry(RESPONSE.decode().replace("jobHandle>", "handle>"))))

    jobs = ipsxml.iter_jobs(path)

    assert [next(jobs) for _ in JOBS] == JOBS
    with pytest.raises(ipsxml.InvalidDocument):
        next(jobs)
