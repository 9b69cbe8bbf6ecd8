"""Open a capture: from its bytes to the payload inside."""

from typing import NamedTuple

from lxml import etree

from ipsxml.capture.content_kind import is_http, is_json
from ipsxml.capture.credentials import drop_credentials
from ipsxml.capture.encoding import Lead
from ipsxml.capture.message import Message
from ipsxml.capture.paths import local_name
from ipsxml.capture.plain_request import is_plain_request, open_plain_request
from ipsxml.capture.soap import Content, open_envelope
from ipsxml.capture.xml_parsing import parse_xml
from ipsxml.errors import CaptureError
from ipsxml.issues import Issue, Severity


class Opened(NamedTuple):
    """A parsed document: its payload and the issues found on the way.

    ``soap_version`` is ``"1.1"``, ``"1.2"``, or ``None`` for a bare document. ``auth_header`` is the
    request's ``authHeader`` without credentials. ``line_offset`` is the number of lines in the file before
    the parsed document.
    """

    payload: etree._Element
    soap_version: str | None
    auth_header: etree._Element | None
    line_offset: int
    issues: tuple[Issue, ...]


def message_in(content: bytes) -> Message:
    """The document in a capture's bytes; raises ``CaptureError`` for a malformed HTTP message."""
    if not is_http(content):
        return Message(content)
    from ipsxml.capture.http import read_message  # h11 is slow to import

    return read_message(content)


def open_message(message: Message) -> Opened:
    """Parse a message's document; raises ``CaptureError`` if there is none."""
    if is_json(message.content):
        raise CaptureError("not-well-formed", "expected XML, found JSON")
    try:
        root, lead = parse_xml(message.content, message.charset, message.lines_before)
    except CaptureError as error:
        failure = _unexpected(message) or error
    else:
        other = _unexpected(message) if local_name(root).lower() == "html" else None
        if other is None:
            opened = open_root(root, lead, message.lines_before)
            return opened._replace(issues=message.warnings + opened.issues) if message.warnings else opened
        failure = other
    raise failure


def _unexpected(message: Message) -> CaptureError | None:
    from ipsxml.capture.unexpected_content import unexpected_content  # needed only for a missing document

    return unexpected_content(message.content, message.status, message.lines_before)


def content_of(root: etree._Element, line_offset: int = 0) -> Content:
    """The content of a document: of a SOAP envelope, of a plain request, or bare.

    ``line_offset`` is added to the lines of errors. Raises ``CaptureError``: ``bad-envelope``, or
    ``unsupported-payload`` for a SOAP fault that contains no IPS fault.
    """
    open_it = open_plain_request if is_plain_request(root) else open_envelope
    return open_it(root, line_offset)


def open_root(root: etree._Element, lead: Lead, lines_before: int = 0) -> Opened:
    """Open a parsed document; raises ``CaptureError`` for a bad envelope.

    ``lines_before`` is the number of lines in the file before the document.
    """
    found = content_of(root, lead.skipped_lines)
    drop_credentials(root)
    issues = [
        *_lead_warnings(lead, lines_before + 1),
        *(_as_issue(error, "error") for error in found.not_understood),
        *(_as_issue(error, "warning") for error in found.overlooked),
    ]
    return Opened(found.payload, found.soap_version, found.auth_header, lead.skipped_lines, tuple(issues))


def _lead_warnings(lead: Lead, line: int) -> list[Issue]:
    issues = []
    if lead.has_stray_space:
        text = "white space before the XML declaration is not allowed"
        issues.append(Issue("warning", "leading-whitespace", text, line=line))
    if lead.has_stray_bom:
        text = (
            "UTF-8 does not need the byte order mark before the XML declaration, and some readers reject it"
        )
        issues.append(Issue("warning", "leading-bom", text, line=line))
    return issues


def _as_issue(error: CaptureError, severity: Severity) -> Issue:
    return Issue(severity, error.code, error.message, error.path, error.line, error.hint)
