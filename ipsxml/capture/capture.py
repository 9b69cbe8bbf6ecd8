"""A capture: the way from a source's bytes to the payload inside."""

from typing import NamedTuple

from lxml import etree

from ipsxml.capture.compression import gunzip
from ipsxml.capture.credentials import drop_credentials
from ipsxml.capture.encoding import Lead
from ipsxml.capture.recognize import is_gzip, is_http, is_json
from ipsxml.capture.soap import open_envelope
from ipsxml.capture.sources import Source, read_bytes
from ipsxml.capture.xml import parse_xml
from ipsxml.errors import CaptureError
from ipsxml.issues import Issue, Severity


class Capture(NamedTuple):
    """A source that was read: its payload, and what there was to remark on the way.

    ``soap_version`` is ``"1.1"``, ``"1.2"`` or ``None`` for a bare document. ``auth_header``
    is the request's ``authHeader`` without credentials. ``line_offset`` is the number of
    lines in the file before the document that was parsed.
    """

    payload: etree._Element
    soap_version: str | None
    auth_header: etree._Element | None
    line_offset: int
    issues: tuple[Issue, ...]


def read_content(source: Source) -> bytes:
    """The bytes of a source, decompressed if they are a gzip file; raises as ``read_capture`` does."""
    content = read_bytes(source)
    return gunzip(content) if is_gzip(content) else content


def read_capture(source: Source) -> Capture:
    """Read a document, a SOAP envelope or an HTTP message, gzip-compressed or not.

    What it is, is recognised by content. Raises ``SourceError`` where the bytes cannot be
    had, ``CaptureError`` where they hold no document.
    """
    return capture_in(read_content(source))


def capture_in(content: bytes) -> Capture:
    """The capture in what ``read_content`` gave; raises ``CaptureError`` where it holds no document."""
    charset, lines_before = None, 0
    if is_http(content):
        from ipsxml.capture.http import read_body  # h11 takes a while to import

        body = read_body(content)
        content, charset, lines_before = body.content, body.charset, body.line_offset
    if is_json(content):
        raise CaptureError("not-well-formed", "the content is JSON, where XML is expected")
    root, lead = parse_xml(content, charset, lines_before)
    return capture_of(root, lead, lines_before)


def capture_of(root: etree._Element, lead: Lead, lines_before: int = 0) -> Capture:
    """The capture in a document that was parsed; raises ``CaptureError`` for a bad envelope.

    ``lines_before`` is the number of lines in the file before the document.
    """
    found = open_envelope(root, lead.skipped_lines)
    drop_credentials(root)
    remarks = [
        *_remarks_on(lead, lines_before + 1),
        *(_as_issue(error, "error") for error in found.not_understood),
        *(_as_issue(error, "warning") for error in found.overlooked),
    ]
    return Capture(found.payload, found.soap_version, found.auth_header, lead.skipped_lines, tuple(remarks))


def _remarks_on(lead: Lead, line: int) -> list[Issue]:
    remarks = []
    if lead.has_stray_space:
        text = "white space stands before the XML declaration, which XML does not allow"
        remarks.append(Issue("warning", "leading-whitespace", text, line=line))
    if lead.has_stray_bom:
        text = (
            "a byte order mark stands before the XML declaration; UTF-8 needs none, and some readers stumble"
        )
        remarks.append(Issue("warning", "leading-bom", text, line=line))
    return remarks


def _as_issue(error: CaptureError, severity: Severity) -> Issue:
    return Issue(severity, error.code, error.message, error.path, error.line, error.hint)
