"""HTTP/1.1 messages as a proxy or ``curl -i`` saves them, parsed with h11.

Only the body and what is needed to read it leave this module. Header fields are never kept:
``Authorization``, ``Cookie`` and their like end here.
"""

import re
from typing import NamedTuple

import h11

from ipsxml.capture.compression import gunzip, inflate
from ipsxml.capture.content_kind import is_gzip, is_http, is_xml, is_zlib
from ipsxml.capture.limits import MAX_CHUNKS, MAX_CODINGS
from ipsxml.errors import CaptureError

_HTTP_2 = re.compile(rb"\A([^\r\n]* |)HTTP/[23](?:\.0)?")
_HEAD_END = re.compile(rb"\n\r?\n")
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([\w.:+-]+)", re.IGNORECASE)
# All that is needed to read a body; of other fields not even the names are kept.
_FIELDS = ("content-type", "content-encoding", "content-length", "transfer-encoding")
_MAX_HEAD = 1 << 20
_MAX_HEADS = 8
_MAX_START_LINE = 1 << 14


class HttpBody(NamedTuple):
    """The body of an HTTP message, decoded.

    ``charset`` is that of ``Content-Type``, if any. ``line_offset`` is the number of lines
    before the body, where the file has the body as it was sent, else 0.
    """

    content: bytes
    charset: str | None
    line_offset: int


def read_body(data: bytes) -> HttpBody:
    """Take the body out of a whole HTTP message; raises ``CaptureError`` (``bad-http``).

    Interim answers (``100 Continue``) and a proxy's ``200 Connection established`` before
    the message are passed over. A body that the saving tool has already decoded, as
    ``curl -i`` does, is taken as it is, regardless of its header fields.
    """
    body_start = 0
    for _ in range(_MAX_HEADS):
        head_start, body_start = body_start, _end_of_head(data, body_start)
        if not is_http(data[body_start : body_start + _MAX_START_LINE]):
            break
    head, body = data[head_start:body_start], data[body_start:]
    if not body or body.isspace():
        raise CaptureError("bad-http", "the HTTP message has no body")
    connection, fields = _parse_head(_HTTP_2.sub(rb"\g<1>HTTP/1.1", head, count=1))
    codings = _codings(fields)
    charset = _CHARSET.search(fields.get("content-type", ""))
    if not codings and "transfer-encoding" not in fields:
        # A request written by hand or cut down often says nothing of its length: the rest is its body.
        is_framed = "content-length" in fields or head.startswith(b"HTTP/")
        content = _frame(connection, body) if is_framed else body
    elif is_xml(body):
        content = body  # the tool that saved it has decoded it, but left the head as it was
    else:
        content = _decode(body if _has_no_chunks(body, codings) else _frame(connection, body), codings)
    return HttpBody(
        content,
        charset=charset[1] if charset else None,
        line_offset=data.count(b"\n", 0, body_start) if body.startswith(content) else 0,
    )


def _has_no_chunks(body: bytes, codings: list[str]) -> bool:
    """Whether compressed data begins where a chunk would begin with its size, in hexadecimal digits."""
    return (codings == ["gzip"] and is_gzip(body)) or (codings == ["deflate"] and is_zlib(body))


def _end_of_head(data: bytes, start: int) -> int:
    end = _HEAD_END.search(data, start, start + _MAX_HEAD)
    if end is None:
        raise CaptureError("bad-http", "the HTTP head does not end: no empty line after its fields")
    return end.end()


def _parse_head(head: bytes) -> tuple[h11.Connection, dict[str, str]]:
    """Let h11 read the head; the connection then waits for the body."""
    if head.startswith(b"HTTP/"):
        connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MAX_HEAD)
        # h11 reads a response only as the answer to a request, and IPS is asked by POST.
        connection.send(h11.Request(method="POST", target="/", headers=[("Host", "localhost")]))
        connection.send(h11.EndOfMessage())
    else:
        connection = h11.Connection(h11.SERVER, max_incomplete_event_size=_MAX_HEAD)
    connection.receive_data(head)
    event = _next_event(connection)
    if isinstance(event, str):
        raise CaptureError("bad-http", "the HTTP head is malformed")
    if not isinstance(event, h11.Request | h11.Response):
        raise CaptureError("bad-http", "the HTTP message has no body")
    values = {
        field: [value.decode("latin-1") for name, value in event.headers if name == field.encode()]
        for field in _FIELDS
    }
    return connection, {field: ", ".join(found) for field, found in values.items() if found}


def _next_event(connection: h11.Connection) -> object:
    """h11's next event; where it finds fault with the message, its reason as text.

    The exception itself is not passed on: it may quote a header field.
    """
    try:
        return connection.next_event()
    except h11.RemoteProtocolError as error:
        return str(error)


def _codings(fields: dict[str, str]) -> list[str]:
    named = fields.get("content-encoding", "").lower().replace(" ", "").split(",")
    codings = [coding.removeprefix("x-") for coding in named if coding not in ("", "identity")]
    if len(codings) > MAX_CODINGS:
        message = f"the HTTP body is encoded {len(codings):,} times; {MAX_CODINGS} is the most that is read"
        raise CaptureError("limit-exceeded", message)
    return codings


def _frame(connection: h11.Connection, body: bytes) -> bytes:
    """The body as h11 frames it: by ``Content-Length``, by chunks, or up to the end."""
    parts = []
    connection.receive_data(body)
    connection.receive_data(b"")  # the end of the file is the end of the connection
    while not isinstance(event := _next_event(connection), h11.EndOfMessage):
        if isinstance(event, h11.Data):
            parts.append(bytes(event.data))
            if len(parts) > MAX_CHUNKS:
                message = f"the HTTP body is in more than {MAX_CHUNKS:,} chunks, the most that is read"
                raise CaptureError("limit-exceeded", message)
        elif isinstance(event, str) and "chunk" in event and "incomplete" not in event:
            raise CaptureError("bad-http", "the chunks of the HTTP body are malformed")
        else:
            raise CaptureError(
                "bad-http", "the HTTP body is cut short: it holds less than its head announces"
            )
    surplus = bytes(connection.trailing_data[0]).strip()
    if surplus:
        message = f"{len(surplus)} bytes follow the HTTP body, beyond what its head announces"
        raise CaptureError("bad-http", message)
    return b"".join(parts)


def _decode(body: bytes, codings: list[str]) -> bytes:
    for coding in reversed(codings):
        if coding == "gzip":
            body = gunzip(body) if is_gzip(body) else body
        elif coding == "deflate":
            body = body if is_xml(body) else inflate(body)
        else:
            raise CaptureError("bad-http", "the HTTP body has a Content-Encoding other than gzip and deflate")
    return body
