"""Multipart bodies: the document of ``multipart/related``, the fields of ``multipart/form-data``.

The parts are separated by boundaries (RFC 2046, 5.1). Each part is parsed by the standard library's email
parser, which knows all transfer encodings. (Upload libraries such as python-multipart and werkzeug support
only forms.)
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ipsxml.capture.charsets import parameter
from ipsxml.capture.limits import MAX_PARTS
from ipsxml.errors import CaptureError

# A body saved without the head that names its boundary.
_BARE = re.compile(rb"(?:[ \t]*\r?\n)*--([^\r\n\s][^\r\n]{0,69})\r?\n(?:[!-9;-~]+:)")
_HEAD_END = re.compile(rb"\A\r?\n|\n\r?\n")


class Part(NamedTuple):
    """One part. ``name`` is the name of a form's field.

    ``lines_before`` is the number of lines in the body before the content; ``None`` if the content was
    encoded.
    """

    name: str | None
    content_id: str | None
    media_type: str
    content: bytes
    lines_before: int | None


def boundary_of(body: bytes) -> str | None:
    """The boundary that a multipart body begins with; ``None`` for any other body."""
    found = _BARE.match(body)
    return found[1].decode("latin-1").rstrip() if found else None


def root_part(body: bytes, media_type: str) -> Part:
    """The root part (RFC 2387): the one that ``start=`` names, or else the first.

    Raises ``CaptureError`` if there are no parts, or the root part is empty.
    """
    found = list(parts(body, media_type))
    start = parameter(media_type, "start")
    root = next((part for part in found if start and part.content_id == start), found[0])
    if not root.content.strip():
        raise CaptureError("no-body", "the root part of the multipart body is empty")
    return root


def parts(body: bytes, media_type: str) -> Iterator[Part]:
    """The parts of a body; raises ``CaptureError`` if it has none, or is cut short."""
    boundary = parameter(media_type, "boundary") or boundary_of(body) or ""
    marks = re.finditer(
        rb"(?:^|\r?\n)--%b(--)?[ \t]*+(?:(?=\r?\n)|\Z)" % re.escape(boundary.encode("latin-1", "replace")),
        body,
    )
    begins, number, is_ended = None, 0, False
    for mark in marks:
        if begins is not None:
            number += 1
            if number > MAX_PARTS:
                message = f"the multipart body exceeds the limit of {MAX_PARTS:,} parts"
                raise CaptureError("limit-exceeded", message)
            yield _part(body, begins, mark.start())
        begins, is_ended = mark.end(), mark[1] is not None
        if is_ended:
            break
    if begins is None or not boundary:
        raise CaptureError("bad-http", "the multipart body does not contain the boundary that its head names")
    if not is_ended:
        raise CaptureError("cut-short", "the multipart body is cut short: its last boundary is missing")
    if not number:
        raise CaptureError("bad-http", "the multipart body is malformed: it has no parts")


def _part(body: bytes, begins: int, ends: int) -> Part:
    """The part between two boundaries."""
    from email.parser import BytesHeaderParser  # slow to import

    written = body[begins:ends].removeprefix(b"\r").removeprefix(b"\n")
    head_end = _HEAD_END.search(written)
    head = written[: head_end.end()] if head_end else written
    entity = BytesHeaderParser().parsebytes(written)
    content = entity.get_payload(decode=True)
    content = content if isinstance(content, bytes) else b""
    is_verbatim = written.endswith(content)
    return Part(
        name=parameter(str(entity.get("Content-Disposition", "")), "name"),
        content_id=str(entity.get("Content-ID", "")).strip() or None,
        media_type=str(entity.get("Content-Type", "")),
        content=content,
        lines_before=body.count(b"\n", 0, ends - len(written) + len(head)) if is_verbatim else None,
    )
