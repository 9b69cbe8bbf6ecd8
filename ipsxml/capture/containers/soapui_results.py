"""SoapUI's saved test steps: properties, request, and answer; or an answer copied from its raw view.

SoapUI stores an answer's status line among its header fields, under the name ``#status#``.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from ipsxml.capture.capture import Capture, Origin
from ipsxml.capture.containers.form import Form
from ipsxml.capture.harmless_urls import harmless_url
from ipsxml.capture.limits import MAX_BYTES, check_size
from ipsxml.capture.message import Message

_SECTION = re.compile(rb"^-{5,} ?(Request|Response) ?-{5,}[ \t]*\r?\n", re.MULTILINE)
_STATUS = re.compile(rb"#status#[\"']?\s*[:=]\s*\[?HTTP/\d(?:\.\d)? (\d{3})")
_ENDPOINT = re.compile(rb"^Endpoint: (\S+)", re.MULTILINE)
_DOCUMENT = re.compile(rb"^[ \t]*<", re.MULTILINE)


def begins(head: bytes) -> bool:
    """Whether this is text with a ``#status#``, or with both a request and a response section."""
    return b"\0" not in head and (_STATUS.search(head) is not None or len(_SECTION.findall(head)) == 2)


def captures(file: BinaryIO, origin: Origin) -> Iterator[Capture]:
    """The request and the answer, at ``#request`` and ``#response``; an answer alone has no place."""
    text = file.read(MAX_BYTES + 1)
    check_size(len(text), "the SoapUI result")
    endpoint = _ENDPOINT.search(text)
    url = harmless_url(endpoint[1].decode("utf-8", "replace")) if endpoint else None
    origin = origin._replace(method="POST" if url else None, url=url)
    sections = list(_SECTION.finditer(text))
    if not sections:
        yield _capture(text, 0, len(text), origin)
        return
    ends = [section.start() for section in sections[1:]] + [len(text)]
    for section, end in zip(sections, ends, strict=True):
        place = f"{origin.place}#{section[1].decode().lower()}"
        yield _capture(text, section.end(), end, origin._replace(place=place))


def _capture(text: bytes, start: int, end: int, origin: Origin) -> Capture:
    document = _DOCUMENT.search(text, start, end)
    status = _STATUS.search(text, start, document.start() if document else end)
    code = int(status[1]) if status else None
    if document is None:
        return Capture(origin._replace(status=code), partial(_without_body, code))
    lines_before = text.count(b"\n", 0, document.start())
    # SoapUI rewrites the text in UTF-8, regardless of the declaration.
    message = Message(text[document.start() : end], "utf-8", lines_before, status=code)
    return Capture(origin._replace(status=code), lambda: message)


def _without_body(status: int | None) -> Message:
    from ipsxml.capture.http import no_body  # h11 is slow to import

    raise no_body(status)


FORM = Form("a SoapUI result", begins, captures)
