"""A form with files (``multipart/form-data``), as posted to the upload servlet, or a body without its head.

The fields ``auth`` and ``uploadParams`` are XML; the others are file names and files.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from ipsxml.capture.capture import Capture, Origin, failing
from ipsxml.capture.charsets import charset_for
from ipsxml.capture.containers.form import Form
from ipsxml.capture.content_kind import is_xml
from ipsxml.capture.limits import MAX_BYTES, check_size
from ipsxml.capture.message import Message
from ipsxml.capture.multipart import Part, boundary_of, parts, root_part
from ipsxml.errors import CaptureError
from ipsxml.printable_text import printable

_IS_FORM = re.compile(rb"\ncontent-disposition[ \t]*:[ \t]*form-data", re.IGNORECASE)
_HEAD = 1 << 14


def begins(head: bytes) -> bool:
    """Whether this is a multipart body, which begins with a boundary and a header field."""
    return boundary_of(head) is not None


def captures(file: BinaryIO, origin: Origin) -> Iterator[Capture]:
    """The captures of a body without its head: a form's XML fields, or else the root part."""
    body = file.read(MAX_BYTES + 1)
    check_size(len(body), "the multipart body")
    if _IS_FORM.search(body[:_HEAD]):
        yield from captures_in_form(body, "", origin)
    else:
        yield Capture(origin, lambda: _message(root_part(body, ""), 0))


def captures_in_form(
    body: bytes, media_type: str, origin: Origin, lines_before: int = 0
) -> Iterator[Capture]:
    """A capture for each field that contains XML, with the field's name as its place: ``#uploadParams``.

    ``lines_before`` is the number of lines in the file before the body.
    """
    number = 0
    try:
        for part in parts(body, media_type):
            if part.content.strip() and is_xml(part.content):
                number += 1
                place = f"{origin.place}#{printable(part.name or '')[:100] or number}"
                message = _message(part, lines_before)
                yield Capture(origin._replace(place=place), partial(_same, message))
    except CaptureError as error:
        yield failing(origin, error)
        return
    if not number:
        yield failing(origin, CaptureError("other-content", "no field of the form contains XML"))


def _same(message: Message) -> Message:
    return message


def _message(part: Part, lines_before: int) -> Message:
    charset, warnings = charset_for(part.media_type, part.content, None)
    before = 0 if part.lines_before is None else lines_before + part.lines_before
    return Message(part.content, charset, before, warnings)


FORM = Form("a multipart body", begins, captures)
