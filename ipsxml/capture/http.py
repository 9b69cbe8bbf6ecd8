"""Read HTTP/1.1 messages as a proxy or ``curl -i`` saves them; h11 does the framing.

Only the body and what is needed to read it leave this module.
"""

import h11

from ipsxml.capture.charsets import charset_for
from ipsxml.capture.compression import gunzip, inflate
from ipsxml.capture.content_kind import is_gzip, is_whole, is_xml, is_zlib
from ipsxml.capture.http_head import Head, read_head
from ipsxml.capture.limits import MAX_CHUNKS, MAX_CODINGS
from ipsxml.capture.message import Message
from ipsxml.errors import CaptureError
from ipsxml.issues import Issue

_MAX_HEAD = 1 << 20


def read_message(data: bytes) -> Message:
    """The document in a complete HTTP message; raises ``CaptureError``.

    If the tool that saved the message has already decoded the body, as ``curl -i`` does, the body is used
    as it is, regardless of the header fields.
    """
    head = read_head(data)
    return read_body(head, data[head.end :], data.count(b"\n", 0, head.end))


def read_body(head: Head, body: bytes, lines_before: int) -> Message:
    """The document in the body of a message with this head; raises ``CaptureError``.

    ``lines_before`` is the number of lines in the file before the body.
    """
    if not body or body.isspace():
        raise no_body(head.status)
    content, warnings = _decoded(head, body)
    if not body.startswith(content):
        lines_before = 0
    media_type = head.fields.get("content-type", "")
    if head.media_type == "multipart/related" and not is_xml(content):
        from ipsxml.capture.multipart import root_part  # needed only here

        part = root_part(content, media_type)
        media_type, content = part.media_type, part.content
        lines_before = 0 if part.lines_before is None else lines_before + part.lines_before
    charset, doubts = charset_for(media_type, content, head.lines.get("content-type"))
    return Message(content, charset, lines_before, (*warnings, *doubts), head.status, head.date)


def decoded_body(head: Head, body: bytes) -> bytes:
    """The body of a message without framing and content codings, of any type; raises ``CaptureError``."""
    return _decoded(head, body)[0]


def no_body(status: int | None) -> CaptureError:
    """The error to raise for a message without a body."""
    what = "message" if status is None else f"response (status {status})"
    return CaptureError("no-body", f"the HTTP {what} has no body")


def _decoded(head: Head, body: bytes) -> tuple[bytes, tuple[Issue, ...]]:
    """The body without framing and codings, and a warning if its length is not the announced one."""
    codings = _codings(head.fields)
    if not codings and not _transfer_codings(head.fields):
        return _frame_tolerantly(head, body)
    if is_xml(body):
        return body, ()  # the tool that saved the message decoded the body, but did not change the head
    return _decode(body if _has_no_chunks(body, codings) else _frame(head, body), codings), ()


def _has_no_chunks(body: bytes, codings: list[str]) -> bool:
    """Whether compressed data begins where a chunk would begin with its size in hexadecimal digits."""
    return (codings == ["gzip"] and is_gzip(body)) or (codings == ["deflate"] and is_zlib(body))


def _codings(fields: dict[str, str]) -> list[str]:
    named = fields.get("content-encoding", "").lower().replace(" ", "").split(",")
    codings = [coding.removeprefix("x-") for coding in named if coding not in ("", "identity")]
    if len(codings) > MAX_CODINGS:
        message = f"the HTTP body is encoded {len(codings):,} times; the limit is {MAX_CODINGS}"
        raise CaptureError("limit-exceeded", message)
    return codings


def _transfer_codings(fields: dict[str, str]) -> str:
    """The ``Transfer-Encoding`` without ``identity``, a coding of RFC 2616 that changes nothing."""
    named = fields.get("transfer-encoding", "").lower().replace(" ", "").split(",")
    return ", ".join(coding for coding in named if coding not in ("", "identity"))


def _frame_tolerantly(head: Head, body: bytes) -> tuple[bytes, tuple[Issue, ...]]:
    """The body as announced; or all of it, with a warning, if it is complete despite a wrong length."""
    try:
        return _frame(head, body), ()
    except CaptureError:
        announced = _announced(head)
        is_one_of_two = announced is not None and announced < len(body) and is_whole(body[:announced])
        if announced is None or is_one_of_two or not is_whole(body):
            raise
    message = f"the Content-Length is {announced:,} bytes, but the body has {len(body):,}"
    hint = "line ends or indentation were probably changed after the message was sent"
    line = head.lines["content-length"]
    return body, (Issue("warning", "length-mismatch", message, line=line, hint=hint),)


def _announced(head: Head) -> int | None:
    """The ``Content-Length``; ``None`` if it is missing, or several values disagree."""
    named = {length.strip() for length in head.fields.get("content-length", "").split(",")}
    length = named.pop()
    return int(length) if not named and length.isdecimal() and len(length) < 20 else None


def _has_no_body(head: Head) -> bool:
    """Whether a response with this head never has a body, regardless of its fields (RFC 9112, 6.3)."""
    return head.status is not None and (head.status < 200 or head.status in (204, 304))


def _connection(head: Head) -> h11.Connection:
    """An h11 connection that expects the body, given only the fields that determine its framing.

    Content-Length and chunks mean the same in requests and in responses, but h11 reads a response only
    after it has sent a request. So every message is given to h11 as a request, except responses without a
    body.
    """
    connection = h11.Connection(
        h11.CLIENT if _has_no_body(head) else h11.SERVER, max_incomplete_event_size=_MAX_HEAD
    )
    if _has_no_body(head):
        connection.send(h11.Request(method="POST", target="/", headers=[("Host", "localhost")]))
        connection.send(h11.EndOfMessage())
        lines = [f"HTTP/1.1 {head.status} "]
    else:
        lines = ["POST / HTTP/1.1", "Host: localhost"]
    framing = {
        "content-length": head.fields.get("content-length", ""),
        "transfer-encoding": _transfer_codings(head.fields),
    }
    lines += [f"{name}: {value}" for name, value in framing.items() if value]
    connection.receive_data("\r\n".join([*lines, "", ""]).encode("latin-1"))
    event = _next_event(connection)
    if isinstance(event, str):
        name = "Transfer-Encoding" if "Transfer-Encoding" in event else "Content-Length"
        message = f"the HTTP head has a malformed {name}"
        raise CaptureError("bad-http", message, line=head.lines.get(name.lower()))
    if not isinstance(event, h11.Request | h11.Response):
        raise no_body(head.status)
    return connection


def _next_event(connection: h11.Connection) -> object:
    """h11's next event; if h11 rejects the message, its reason as text.

    The exception itself is not passed on, because it may quote a header field.
    """
    try:
        return connection.next_event()
    except h11.RemoteProtocolError as error:
        return str(error)


def _frame(head: Head, body: bytes) -> bytes:
    """The body as h11 frames it: by ``Content-Length`` or by chunks.

    A response without either extends to the end of the data. We treat a request the same way, because a
    request that was written by hand or trimmed often has neither.
    """
    if not _has_no_body(head) and not _transfer_codings(head.fields) and "content-length" not in head.fields:
        return body
    parts = []
    connection = _connection(head)
    connection.receive_data(body)
    connection.receive_data(b"")  # the end of the file is the end of the connection
    while not isinstance(event := _next_event(connection), h11.EndOfMessage):
        if isinstance(event, h11.Data):
            parts.append(bytes(event.data))
            if len(parts) > MAX_CHUNKS:
                message = f"the HTTP body exceeds the limit of {MAX_CHUNKS:,} chunks"
                raise CaptureError("limit-exceeded", message)
        elif isinstance(event, str) and "chunk" in event and "incomplete" not in event:
            raise CaptureError("bad-http", "the HTTP body has malformed chunks")
        else:
            raise CaptureError(
                "cut-short", "the HTTP body is cut short: it is shorter than its head announces"
            )
    surplus = bytes(connection.trailing_data[0]).strip()
    if surplus:
        message = f"the HTTP body is {len(surplus):,} bytes longer than its head announces"
        raise CaptureError("bad-http", message)
    return b"".join(parts)


def _decode(body: bytes, codings: list[str]) -> bytes:
    for coding in reversed(codings):
        if coding == "gzip":
            body = gunzip(body) if is_gzip(body) else body
        elif coding == "deflate":
            body = body if is_xml(body) else inflate(body)
        else:
            message = "the HTTP body has an unsupported Content-Encoding; expected gzip or deflate"
            raise CaptureError("bad-http", message)
    return body
