"""HTTP messages as a proxy or a command-line client saves them."""

import time
import zlib

import pytest
from capture_samples import (
    CANONICAL,
    DOCUMENT,
    Refusal,
    canonical,
    chunked,
    gzipped,
    line_in,
    message,
    refusal_of,
    request,
    response,
)
from captured import open_source
from hypothesis import given, settings
from hypothesis import strategies as st

import ipsxml

LENGTH = f"Content-Length: {len(DOCUMENT)}"
CHUNKED = "Transfer-Encoding: chunked"
GZIP = "Content-Encoding: gzip"
DEFLATE = "Content-Encoding: deflate"
ENDLESS_HEAD = Refusal("bad-http", "the HTTP head is not followed by an empty line")
CUT_SHORT = Refusal("cut-short", "the HTTP body is cut short: it is shorter than its head announces")
LENGTH_MALFORMED = "the HTTP head has a malformed Content-Length"
MALFORMED_CHUNKS = Refusal("bad-http", "the HTTP body has malformed chunks")
UNKNOWN_CODING = Refusal(
    "bad-http", "the HTTP body has an unsupported Content-Encoding; expected gzip or deflate"
)
NOT_XML = "not XML: the content does not begin with <"


def deflated(content: bytes, window: int) -> bytes:
    """``content`` as HTTP deflate; a negative ``window`` omits the zlib header."""
    compressor = zlib.compressobj(wbits=window)
    return compressor.compress(content) + compressor.flush()


# --- where the body is


@pytest.mark.parametrize(
    "content",
    [
        response(LENGTH),
        response(CHUNKED, body=chunked(DOCUMENT)),
        response(),
        response("Connection: close"),
        request(LENGTH),
        request(CHUNKED, body=chunked(DOCUMENT)),
        request(LENGTH, "Expect: 100-continue"),
        message("POST http://ips.example.com/ips HTTP/1.1", "Host: ips.example.com", LENGTH),
        message("POST /ips HTTP/1.0", LENGTH),
        message("HTTP/1.0 200 OK"),
        message("HTTP/1.1 500 Internal Server Error"),
        message("HTTP/1.1 200"),
        message("HTTP/1.1 200 "),
    ],
    ids=[
        "response with a length",
        "response in chunks",
        "response without a length",
        "response until the connection closes",
        "request with a length",
        "request in chunks",
        "request with Expect",
        "request through a proxy",
        "request of HTTP/1.0",
        "response of HTTP/1.0",
        "response to a failure",
        "response without a reason",
        "response with an empty reason",
    ],
)
def test_the_body_of_a_message_is_read(content: bytes) -> None:
    assert canonical(content) == CANONICAL


@pytest.mark.parametrize("newline", ["\r\n", "\n"], ids=["CRLF", "LF"])
@pytest.mark.parametrize("fields", [[], [LENGTH], ["A: b", LENGTH, "C: d"]], ids=len)
def test_lines_of_a_saved_head_may_end_in_lf(fields: list[str], newline: str) -> None:
    assert canonical(response(*fields, newline=newline)) == CANONICAL


def test_lines_of_a_saved_head_may_mix_crlf_and_lf() -> None:
    assert canonical(b"HTTP/1.1 200 OK\r\nA: b\nC: d\n\r\n" + DOCUMENT) == CANONICAL


@pytest.mark.parametrize("status", ["HTTP/2 200", "HTTP/2 200 ", "HTTP/2.0 200 OK", "HTTP/3 200"])
def test_the_status_line_of_http_2_and_3_is_read(status: str) -> None:
    assert canonical(message(status, "content-type: text/xml", LENGTH.lower())) == CANONICAL


@pytest.mark.parametrize(
    "before",
    [
        message("HTTP/1.1 100 Continue", body=b""),
        message("HTTP/1.1 103 Early Hints", "Link: </a>", body=b""),
        message("HTTP/1.0 200 Connection established", body=b""),
        message("HTTP/1.1 200 Connection established", "Proxy-Agent: example", body=b"")
        + message("HTTP/1.1 100 Continue", body=b""),
        message("HTTP/1.1 401 Unauthorized", "Content-Length: 0", body=b""),
        message("GET /ips HTTP/1.1", "Host: ips.example.com", body=b""),
    ],
    ids=["continue", "hints", "proxy", "proxy and continue", "401 without a body", "request without a body"],
)
def test_heads_without_a_body_before_the_message_are_skipped(before: bytes) -> None:
    capture = open_source(before + response(LENGTH))

    assert (capture.payload.tag, line_in(capture)) == ("job", before.count(b"\n") + 5)


@settings(deadline=None)
@given(st.integers(1, len(DOCUMENT) + 1))
def test_chunks_may_have_any_size(size: int) -> None:
    assert canonical(response(CHUNKED, body=chunked(DOCUMENT, size))) == CANONICAL


def test_chunks_may_have_extensions_and_a_trailer() -> None:
    body = b"%X;name=value\r\n%s\r\n0\r\nX-Checksum: abc\r\n\r\n" % (len(DOCUMENT), DOCUMENT)

    assert canonical(response(CHUNKED, body=body)) == CANONICAL


def test_a_line_end_after_the_body_is_ignored() -> None:
    assert canonical(response(LENGTH, body=DOCUMENT + b"\r\n")) == CANONICAL
    assert canonical(response(CHUNKED, body=chunked(DOCUMENT) + b"\n")) == CANONICAL


def test_many_small_chunks_are_read_in_linear_time() -> None:
    text = "x" * 50_000
    start = time.process_time()

    capture = open_source(response(CHUNKED, body=chunked(f"<a>{text}</a>".encode(), 1)))

    assert (capture.payload.text, time.process_time() - start < 5) == (text, True)


# --- codings


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzipped(DOCUMENT)),
        ("x-gzip", gzipped(DOCUMENT)),
        ("GZip", gzipped(DOCUMENT)),
        ("gzip", gzipped(DOCUMENT[:20], DOCUMENT[20:])),
        ("deflate", zlib.compress(DOCUMENT)),
        ("deflate", deflated(DOCUMENT, -15)),
        ("deflate, gzip", gzipped(zlib.compress(DOCUMENT))),
        ("gzip,identity", gzipped(DOCUMENT)),
        ("identity", DOCUMENT),
        ("", DOCUMENT),
    ],
)
@pytest.mark.parametrize("framing", ["length", "chunks", "close"])
def test_a_coded_body_is_decoded(coding: str, body: bytes, framing: str) -> None:
    field = {"length": f"Content-Length: {len(body)}", "chunks": CHUNKED, "close": "Connection: close"}[
        framing
    ]
    sent = chunked(body) if framing == "chunks" else body

    assert canonical(response(f"Content-Encoding: {coding}", field, body=sent)) == CANONICAL


@pytest.mark.parametrize("window", range(9, 16))
def test_deflate_may_use_any_zlib_window(window: int) -> None:
    assert canonical(response(DEFLATE, body=deflated(DOCUMENT, window))) == CANONICAL


def test_codings_in_several_fields_are_combined() -> None:
    body = gzipped(zlib.compress(DOCUMENT))

    assert canonical(response(DEFLATE, GZIP, body=body)) == CANONICAL


@pytest.mark.parametrize(
    "content",
    [
        response(CHUNKED),
        response(GZIP, "Content-Length: 7"),
        response(DEFLATE, CHUNKED),
        response("Content-Encoding: br"),
        response(GZIP, CHUNKED, newline="\n"),
        response(GZIP, body="<job>\n<name>winter</name></job>".encode("utf-16")),
        request(CHUNKED),
    ],
    ids=["dechunked", "gunzipped", "inflated", "another coding", "LF", "UTF-16", "request"],
)
def test_a_body_already_decoded_by_the_saving_tool_is_read_as_is(content: bytes) -> None:
    assert canonical(content) == CANONICAL


@pytest.mark.parametrize(
    "content",
    [
        response(GZIP, CHUNKED, body=gzipped(DOCUMENT)),
        response(DEFLATE, CHUNKED, body=zlib.compress(DOCUMENT)),
    ],
    ids=["gzip", "deflate"],
)
def test_a_body_only_dechunked_by_the_saving_tool_is_decompressed(content: bytes) -> None:
    # curl -i does this unless --compressed is given.
    assert canonical(content) == CANONICAL


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, br", "nonsense"])
def test_an_unknown_coding_is_refused(coding: str) -> None:
    assert refusal_of(response(f"Content-Encoding: {coding}", body=b"\x0b\x02\x80")) == UNKNOWN_CODING


@pytest.mark.parametrize(
    ("field", "body", "message_text"),
    [
        (GZIP, gzipped(DOCUMENT)[:-9], "the compressed data is cut short"),
        (GZIP, gzipped(DOCUMENT)[:-8] + bytes(8), "the compressed data is damaged"),
        (DEFLATE, zlib.compress(DOCUMENT)[:-5], "the compressed data is cut short"),
        (DEFLATE, zlib.compress(DOCUMENT)[:-4] + bytes(4), "the compressed data is damaged"),
        (DEFLATE, b"\xffnonsense", "the compressed data is damaged"),
        (DEFLATE, zlib.compress(DOCUMENT) + b"surplus", "unexpected data follows the compressed data"),
    ],
)
def test_damaged_codings_are_refused(field: str, body: bytes, message_text: str) -> None:
    assert refusal_of(response(field, body=body)) == Refusal("bad-gzip", message_text)


# --- character sets


@pytest.mark.parametrize(
    ("content_type", "codec"),
    [
        ("text/xml; charset=iso-8859-1", "iso-8859-1"),
        ('text/xml; charset="iso-8859-1"', "iso-8859-1"),
        ("text/xml;charset=ISO-8859-1", "iso-8859-1"),
        ("text/xml; CHARSET = iso-8859-1; a=b", "iso-8859-1"),
        ('application/soap+xml; action="urn:a"; charset=shift_jis', "shift_jis"),
        ("text/xml; charset=utf-16le", "utf-16-le"),
        ("text/xml; charset=UTF8", "utf-8"),
        ("text/xml", "utf-8"),
        ("text/xml; charset=", "utf-8"),
    ],
)
def test_the_charset_of_the_content_type_sets_the_encoding(content_type: str, codec: str) -> None:
    text = "名" if codec == "shift_jis" else "é"

    found = canonical(response(f"Content-Type: {content_type}", body=f"<a>{text}</a>".encode(codec)))

    assert found == f"<a>{text}</a>".encode()


def test_a_charset_may_be_any_encoding_an_xml_declaration_may_name() -> None:
    declared = '<?xml version="1.0" encoding="ibm037"?><a>x</a>'.encode("ibm037")

    found = canonical(declared), canonical(response("Content-Type: text/xml; charset=ibm037", body=declared))

    assert found == (b"<a>x</a>", b"<a>x</a>")


def test_the_charset_overrules_the_xml_declaration() -> None:
    body = '<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'.encode()

    assert canonical(response("Content-Type: text/xml; charset=utf-8", body=body)) == "<a>é</a>".encode()


def test_a_byte_order_mark_overrules_the_charset() -> None:
    body = "<a>é</a>".encode("utf-16")

    assert canonical(response("Content-Type: text/xml; charset=iso-8859-1", body=body)) == "<a>é</a>".encode()


def test_a_byte_order_mark_must_match_the_declaration_despite_a_charset() -> None:
    body = '<?xml version="1.0" encoding="iso-8859-1"?><a/>'.encode("utf-8-sig")

    assert refusal_of(response("Content-Type: text/xml; charset=utf-8", body=body)) == Refusal(
        "bad-encoding", "the XML declaration says iso-8859-1, but the byte order mark says UTF-8", 4
    )


def warned(content: bytes) -> list[tuple[str, str, int | None]]:
    """The warnings about the document in a message: code, message, line."""
    return [(issue.code, issue.message, issue.line) for issue in open_source(content).issues]


@pytest.mark.parametrize(
    "charset", ["nonsense", '"nonsense"', "utf-99", "none", "binary", "utf8mb4", "rot13"]
)
def test_an_unknown_charset_is_ignored_with_a_warning(charset: str) -> None:
    body = '<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'.encode("latin-1")
    content = response("A: b", f"Content-Type: text/xml; charset={charset}", body=body)

    assert canonical(content) == "<a>é</a>".encode()
    assert warned(content) == [
        (
            "unknown-charset",
            "the charset of the Content-Type is unknown: the encoding that the document declares is used",
            3,
        )
    ]


@pytest.mark.parametrize(
    ("charset", "declared", "read_as"), [("utf-8", "ISO-8859-1", "é"), ("iso-8859-1", "UTF-8", "Ã©")]
)
def test_a_charset_that_contradicts_the_declaration_gets_a_warning(
    charset: str, declared: str, read_as: str
) -> None:
    body = f'<?xml version="1.0" encoding="{declared}"?><a>é</a>'.encode()
    content = response(f"Content-Type: text/xml; charset={charset}", body=body)

    message = f"the Content-Type says {charset}, but the XML declaration says {declared}: {charset} is used"
    assert canonical(content) == f"<a>{read_as}</a>".encode()
    assert warned(content) == [("charset-mismatch", message, 2)]


@pytest.mark.parametrize(("charset", "declared"), [("UTF-8", "utf8"), ("latin1", "ISO-8859-1")])
def test_two_names_of_one_encoding_agree(charset: str, declared: str) -> None:
    body = f'<?xml version="1.0" encoding="{declared}"?><a/>'.encode()

    assert warned(response(f"Content-Type: text/xml; charset={charset}", body=body)) == []


def test_a_charset_inside_another_quoted_parameter_is_ignored() -> None:
    content_type = r'application/soap+xml; action="urn:x;charset=a\";charset=b"; charset="utf-8"'

    assert warned(response(f"Content-Type: {content_type}")) == []


def test_bytes_invalid_in_the_charset_are_refused() -> None:
    content = response("Content-Type: text/xml; charset=utf-8", body=b"<a>\n\xff</a>")

    assert refusal_of(content) == Refusal(
        "bad-encoding", "the document contains bytes that are not valid in its encoding", 5
    )


# --- lines


@pytest.mark.parametrize("newline", ["\r\n", "\n"], ids=["CRLF", "LF"])
@pytest.mark.parametrize(
    ("fields", "line"),
    [([], 4), (["A: b"], 5), ([CHUNKED], 5), ([GZIP, "Content-Length: 7"], 6)],
    ids=["no fields", "one field", "dechunked", "gunzipped"],
)
def test_lines_of_a_plain_body_refer_to_the_file(fields: list[str], line: int, newline: str) -> None:
    capture = open_source(response(*fields, newline=newline))
    broken = response(*fields, body=DOCUMENT.replace(b"</name>", b""), newline=newline)

    lines = [line_in(capture, element) for element in (capture.payload, capture.payload[0])]
    assert (lines, refusal_of(broken).line) == ([line, line + 1], line + 1)


@pytest.mark.parametrize(
    ("fields", "body"),
    [([CHUNKED], chunked(DOCUMENT)), ([GZIP], gzipped(DOCUMENT)), ([DEFLATE], zlib.compress(DOCUMENT))],
    ids=["chunks", "gzip", "deflate"],
)
def test_lines_of_a_coded_body_refer_to_the_body(fields: list[str], body: bytes) -> None:
    capture = open_source(response(*fields, body=body))

    assert [line_in(capture, element) for element in (capture.payload, capture.payload[0])] == [2, 3]


def test_every_line_in_an_error_message_refers_to_the_file() -> None:
    content = response("A: b", body=b"\n<jobHandle>\n</jobName>")

    assert refusal_of(content) == Refusal(
        "not-well-formed", "<jobHandle>, opened on line 5, is closed by </jobName>", 6
    )


@pytest.mark.parametrize(
    ("lead", "code"), [(b"\n", "leading-whitespace"), (b"\xef\xbb\xbf", "leading-bom")], ids=["space", "mark"]
)
def test_the_line_of_a_warning_refers_to_the_file(lead: bytes, code: str) -> None:
    capture = open_source(response("A: b", body=lead + DOCUMENT))

    assert [(issue.severity, issue.code, issue.line) for issue in capture.issues] == [("warning", code, 4)]


def test_the_line_of_an_envelope_error_refers_to_the_file() -> None:
    body = b'<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/">\n<Body/>\n</Envelope>'

    assert refusal_of(response("A: b", body=body)) == Refusal(
        "bad-envelope", "the Body is empty", 5, "/Envelope/Body"
    )


# --- faulty messages


@pytest.mark.parametrize("body", [b"", b"\r\n", b" \n\t"], ids=["nothing", "a line end", "white space"])
@pytest.mark.parametrize(
    "head",
    [
        ["HTTP/1.1 200 OK"],
        ["HTTP/1.1 200 OK", LENGTH],
        ["HTTP/1.1 200 OK", CHUNKED],
        ["HTTP/1.1 100 Continue"],
        ["POST /ips HTTP/1.1", "Host: ips.example.com"],
    ],
    ids=["response", "announced", "announced in chunks", "continue", "request"],
)
def test_a_message_without_a_body_is_refused(head: list[str], body: bytes) -> None:
    status = head[0].split(" ")[1]
    what = f"response (status {status})" if status.isdigit() else "message"

    assert refusal_of(message(*head, body=body)) == Refusal("no-body", f"the HTTP {what} has no body")


@pytest.mark.parametrize(
    "content",
    [
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\nA: b\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\n",
    ],
)
def test_a_head_that_does_not_end_is_refused(content: bytes) -> None:
    assert refusal_of(content) == ENDLESS_HEAD


@pytest.mark.parametrize("fill", [b"A: b\r\n", b"x", b"\r"], ids=["fields", "one field", "carriage returns"])
def test_a_head_larger_than_a_mebibyte_is_refused(fill: bytes) -> None:
    content = b"HTTP/1.1 200 OK\r\nX: y\r\n" + fill * ((2 << 20) // len(fill)) + b"\r\n\r\n" + DOCUMENT

    assert refusal_of(content) == ENDLESS_HEAD


@pytest.mark.parametrize(
    ("head", "found", "line"),
    [
        (
            ["HTTP/1.1 200 OK", "A: b", "no colon"],
            "a line of the HTTP head is not a header field: it has no colon",
            3,
        ),
        (["HTTP/1.1 200 OK", "Content-Length: many"], LENGTH_MALFORMED, 2),
        (["HTTP/1.1 200 OK", "A: b", "Content-Length: 5", "Content-Length: 6"], LENGTH_MALFORMED, 3),
        (
            ["HTTP/1.1 200 OK", "Transfer-Encoding: compress"],
            "the HTTP head has a malformed Transfer-Encoding",
            2,
        ),
        (["HTTP/1.1 099 Too low"], "099 is not an HTTP status", 1),
    ],
)
def test_a_malformed_head_is_reported_with_its_line(head: list[str], found: str, line: int) -> None:
    body = b"1" + DOCUMENT if "Transfer-Encoding" in head[-1] else DOCUMENT

    assert refusal_of(message(*head, body=body)) == Refusal("bad-http", found, line)


@pytest.mark.parametrize(
    "head",
    [
        ["HTTP/1.1 200 OK", "a blank: in the name"],
        ["HTTP/1.1 200 OK", "X Foo: 1", LENGTH],
        ["HTTP/1.1 200 OK", "Blank : before the colon"],
        ["HTTP/1.1 200 OK", "Content-Length : 53"],
        ["HTTP/1.1 200 OK", "A: nul\0"],
        ["HTTP/1.1 200 OK", ": no name"],
        ["HTTP/1.1 200 OK", "Folded: a", " b", "\tc", LENGTH],
        ["HTTP/1.1 200 OK", "Transfer-Encoding: identity"],
        ["HTTP/1.1 200 OK", "Transfer-Encoding: Identity", LENGTH],
        ["http/1.1 200 OK", LENGTH],
        ["POST /ips HTTP/1.1"],
        ["POST /ips http/1.1", LENGTH],
        ["POST /ips HTTP/1.1", "Host: a", "Host: b"],
        ["POST /größe HTTP/1.1", "Host: a"],
    ],
    ids=lambda head: head[-1].replace("\0", "␀"),
)
@pytest.mark.parametrize("lead", [b"", b"\n", b"\r\n \r\n", b"\xef\xbb\xbf"], ids=repr)
def test_a_head_with_harmless_faults_is_read(lead: bytes, head: list[str]) -> None:
    capture = open_source(lead + message(*head))

    assert (capture.payload.tag, capture.issues) == ("job", ())
    assert line_in(capture) == lead.count(b"\n") + len(head) + 3


@pytest.mark.parametrize("missing", [1, 7, len(DOCUMENT) - 1])
@pytest.mark.parametrize("kind", ["request", "response"])
def test_a_body_shorter_than_announced_is_cut_short(kind: str, missing: int) -> None:
    content = request(LENGTH) if kind == "request" else response(LENGTH)

    assert refusal_of(content[:-missing]) == CUT_SHORT


def with_crlf(content: bytes) -> bytes:
    return content.replace(b"\n", b"\r\n")


@pytest.mark.parametrize("body", [with_crlf(DOCUMENT), DOCUMENT.replace(b"\n", b"") + b"\n"])
@pytest.mark.parametrize("kind", ["request", "response"])
def test_a_complete_body_of_another_length_gets_a_warning(kind: str, body: bytes) -> None:
    content = (request if kind == "request" else response)("A: b", LENGTH, body=body)

    message = f"the Content-Length is 53 bytes, but the body has {len(body)}"
    assert canonical(content) == (CANONICAL if b"\r" in body else b"<job><name>winter</name></job>")
    assert warned(content) == [("length-mismatch", message, 3 + (kind == "request"))]


@pytest.mark.parametrize("announced", [10, 100])
def test_complete_json_of_another_length_gets_a_warning(announced: int) -> None:
    body = b'{"@apiVersion": "2010-01-31", "stopJobReturn": {}}'

    report = ipsxml.validate(response(f"Content-Length: {announced}", body=body))

    assert (report.valid, [issue.code for issue in report.issues]) == (True, ["length-mismatch"])


def test_a_chunked_body_cut_anywhere_is_reported_as_cut_short() -> None:
    body = chunked(DOCUMENT)

    assert {refusal_of(response(CHUNKED, body=body[:end])) for end in range(1, len(body))} == {CUT_SHORT}


@pytest.mark.parametrize(
    "body",
    [b"zz\r\nab\r\n0\r\n\r\n", b"-1\r\nab\r\n0\r\n\r\n", b"2\r\nabc\r\n0\r\n\r\n", b"hello, world\r\n"],
)
def test_malformed_chunks_are_refused(body: bytes) -> None:
    assert refusal_of(response(CHUNKED, body=body)) == MALFORMED_CHUNKS


@pytest.mark.parametrize(
    ("content", "surplus"),
    [
        (response("Content-Length: 50", body=DOCUMENT + b"!"), 4),
        (response(LENGTH, body=DOCUMENT + b"\n" + DOCUMENT), 53),
        (response(CHUNKED, body=chunked(DOCUMENT) + b"x"), 1),
        (request("Content-Length: 0", body=b"<a>"), 3),
        (message("HTTP/1.1 204 No Content"), 53),
    ],
    ids=["length", "twice", "chunks", "empty request", "no content"],
)
def test_a_body_longer_than_announced_is_reported_with_the_surplus(content: bytes, surplus: int) -> None:
    assert len(DOCUMENT) == 53

    assert refusal_of(content) == Refusal(
        "bad-http", f"the HTTP body is {surplus} bytes longer than its head announces"
    )


def test_a_request_without_a_length_ends_with_the_file() -> None:
    assert canonical(request()) == CANONICAL


def test_a_body_that_is_not_xml_is_named() -> None:
    plain_text = "plain text (HTTP 200), not an answer from the service"
    assert refusal_of(response(body=b"Bad Gateway")) == Refusal("other-content", plain_text, 3)
    assert refusal_of(response(GZIP, body=b"Bad Gateway")) == Refusal("other-content", plain_text, 4)
    assert refusal_of(request(body=b"Bad Gateway")) == Refusal("not-well-formed", NOT_XML, 4)
    assert refusal_of(response(body=b'{"error": 502}')) == Refusal(
        "not-well-formed", "expected XML, found JSON"
    )


def test_text_before_the_document_is_reported_with_the_documents_line() -> None:
    body = b"Warning: something is deprecated\n\n" + DOCUMENT

    assert refusal_of(response(body=body)) == Refusal(
        "not-well-formed",
        "the document starts at line 5, after other text",
        3,
        hint="remove the text before it",
    )


@pytest.mark.parametrize(
    "content", [b"HTTP/1.1 OK\r\n\r\n", b"POST /ips\r\n\r\n", b"Post /ips HTTP/1.1\r\n\r\n"]
)
def test_lines_that_only_resemble_a_start_line_are_ordinary_text(content: bytes) -> None:
    [capture] = ipsxml.captures(content + DOCUMENT)

    assert str(capture.origin) == ":3"


# --- messages saved by PowerShell


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "nonsense"])
def test_a_message_in_utf_16_is_read_despite_its_charset(codec: str, charset: str) -> None:
    body = '<?xml version="1.0" encoding="iso-8859-1"?>\n<a>é</a>'.encode()
    content = response(f"Content-Type: text/xml; charset={charset}", body=body)

    found = open_source(f"\ufeff{content.decode()}".encode(codec))

    assert (found.payload.text, found.issues, line_in(found)) == ("é", (), 5)


def test_json_in_utf_16_is_read() -> None:
    content = '{"@apiVersion": "2010-01-31", "submitJobReturn": {"jobHandle": "é"}}'

    assert ipsxml.decode(content.encode("utf-16"), ipsxml.SubmitJobReturn).payload.job_handle == "é"
