"""Bodies of several parts: the document of ``multipart/related``, the fields of ``multipart/form-data``.

The standard library's e-mail parser takes them apart: it knows RFC 2046 and all transfer encodings,
and of the libraries made for uploads python-multipart and werkzeug know forms only.
"""

import re
from collections.abc import Iterator
from email import policy
from email.errors import HeaderParseError
from email.message import Message as Entity
from email.parser import BytesParser
from typing import NamedTuple

from ipsxml.capture.charsets import parameter
from ipsxml.errors import CaptureError

# A body without the head that names its boundary.
_BARE = re.compile(rb"(?:[ \t]*\r?\n)*--([^\r\n\s][^\r\n]{0,69})\r?\n(?:[!-9;-~]+:)")


class Part(NamedTuple):
    """One part; ``name`` is that of a form's field, ``lines_before`` counts from the body's first line."""

    name: str | None
    content_id: str | None
    media_type: str
    content: bytes
    lines_before: int


def boundary_of(body: bytes) -> str | None:
    """The boundary with which a body of several parts begins; ``None`` for any other body."""
    found = _BARE.match(body)
    return found[1].decode("latin-1").rstrip() if found else None


def root_part(body: bytes, media_type: str) -> Part:
    """The part that RFC 2387 calls the root: the one that ``start=`` names, else the first.

    Raises ``CaptureError`` where there is none.
    """
    found = list(parts(body, media_type))
    start = parameter(media_type, "start")
    root = next((part for part in found if part.content_id == start), found[0]) if start else found[0]
    if not root.content.strip():
        raise CaptureError("no-body", "the root part of the multipart body is empty")
    return root


def parts(body: bytes, media_type: str) -> Iterator[Part]:
    """The parts of a body; raises ``CaptureError`` where it has none, or is cut short."""
    boundary = parameter(media_type, "boundary") or boundary_of(body)
    if boundary is None or f"--{boundary}".encode("latin-1", "replace") not in body:
        raise CaptureError("bad-http", "the multipart body does not have the boundary that its head names")
    head = f'Content-Type: multipart/mixed; boundary="{_quoted(boundary)}"\r\n\r\n'
    entity = BytesParser(policy=policy.compat32).parsebytes(head.encode("latin-1", "replace") + body)
    entities = entity.get_payload()
    if not isinstance(entities, list) or not entities:
        raise CaptureError("bad-http", "the multipart body is malformed: it has no part")
    position = 0
    for each in entities:
        assert isinstance(each, Entity)
        part = _part(each)
        place = body.find(part.content, position) if part.content else -1
        if place >= 0:
            position = place
        yield part._replace(lines_before=body.count(b"\n", 0, max(place, 0)))
    if b"--%b--" % boundary.encode("latin-1", "replace") not in body:
        raise CaptureError("cut-short", "the multipart body is cut short: its last boundary is missing")


def _part(entity: Entity) -> Part:
    disposition = _field(entity, "Content-Disposition")
    content = entity.get_payload(decode=True)  # bytes, unless it has parts itself
    return Part(
        name=parameter(disposition, "name"),
        content_id=_field(entity, "Content-ID") or None,
        media_type=_field(entity, "Content-Type"),
        content=content if isinstance(content, bytes) else b"",
        lines_before=0,
    )


def _field(entity: Entity, name: str) -> str:
    try:
        return str(entity.get(name, "")).strip()
    except HeaderParseError:
        return ""


def _quoted(boundary: str) -> str:
    return boundary.replace("\\", "\\\\").replace('"', '\\"')
