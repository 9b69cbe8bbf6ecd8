"""Sample documents and messages for the capture tests, and the errors that bad ones raise."""

import gzip
from typing import NamedTuple
from xml.parsers import expat

import pytest
from captured import open_source
from lxml import etree

from ipsxml.capture import Opened, Source, line_of
from ipsxml.errors import CaptureError

NAMESPACE = "http://www.scene7.com/IpsApi/xsd/2010-01-31"
HEADER_NAMESPACE = "http://www.scene7.com/IpsApi/xsd"
SOAP_NAMESPACES = {
    "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
    "1.2": "http://www.w3.org/2003/05/soap-envelope",
}
PAYLOAD = f'<stopJobReturn xmlns="{NAMESPACE}"/>'
PAYLOAD_TAG = f"{{{NAMESPACE}}}stopJobReturn"

# A document of three lines, and its canonical form.
DOCUMENT = b'<?xml version="1.0"?>\n<job>\n<name>winter</name></job>'
CANONICAL = b"<job>\n<name>winter</name></job>"


class Refusal(NamedTuple):
    """The facts of a ``CaptureError``."""

    code: str
    message: str
    line: int | None = None
    path: str | None = None
    hint: str | None = None


def capture_error(source: Source) -> CaptureError:
    """The error that opening ``source`` raises."""
    with pytest.raises(CaptureError) as raised:
        open_source(source)
    return raised.value


def refusal_of(source: Source) -> Refusal:
    """The facts of the error that opening ``source`` raises."""
    error = capture_error(source)
    assert str(error) == error.message
    return Refusal(error.code, error.message, error.line, error.path, error.hint)


def canonical(source: Source) -> bytes:
    """The payload in ``source``, in canonical form."""
    return etree.tostring(open_source(source).payload, method="c14n")


def line_in(capture: Opened, element: etree._Element | None = None) -> int | None:
    """The line in the file of ``element`` (default: the payload)."""
    return line_of(capture.payload if element is None else element, capture.line_offset)


def envelope(body: str = f"<s:Body>{PAYLOAD}</s:Body>", *, header: str = "", soap: str = "1.1") -> bytes:
    """A SOAP envelope around ``body``, on one line, with the prefix ``s``."""
    head = f"<s:Header>{header}</s:Header>" if header else ""
    return f'<s:Envelope xmlns:s="{SOAP_NAMESPACES[soap]}">{head}{body}</s:Envelope>'.encode()


def message(*head: str, body: bytes = DOCUMENT, newline: str = "\r\n") -> bytes:
    """An HTTP message: the lines of its head, an empty line, its body."""
    return newline.join([*head, "", ""]).encode("latin-1") + body


def response(*fields: str, body: bytes = DOCUMENT, newline: str = "\r\n") -> bytes:
    """An HTTP response with these header fields."""
    return message("HTTP/1.1 200 OK", *fields, body=body, newline=newline)


def request(*fields: str, body: bytes = DOCUMENT, newline: str = "\r\n") -> bytes:
    """An HTTP request with these header fields, and ``Host``."""
    return message("POST /ips HTTP/1.1", "Host: ips.example.com", *fields, body=body, newline=newline)


def chunked(body: bytes, size: int = 7) -> bytes:
    """``body`` in chunks of ``size`` bytes."""
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])


def gzipped(*members: bytes) -> bytes:
    """A gzip file of these members, without timestamps."""
    return b"".join(gzip.compress(member, mtime=0) for member in members)


def counted_lines(document: bytes) -> list[int]:
    """The line of every element in document order, as expat counts them."""
    lines: list[int] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _name, _attributes: lines.append(parser.CurrentLineNumber)
    parser.Parse(document, True)
    return lines
