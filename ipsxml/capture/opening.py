"""Opening a capture: the way from its bytes to the payload inside."""

from typing import NamedTuple

from lxml import etree

from ipsxml.capture.content_kind import is_http, is_json
from ipsxml.capture.credentials import drop_credentials
from ipsxml.capture.encoding import Lead
from ipsxml.capture.paths import local_name
from ipsxml.capture.plain_request import is_plain_request, open_plain_request
from ipsxml.capture.soap import Content, open_envelope
from ipsxml.capture.xml_parsing import parse_xml
from ipsxml.errors import CaptureError
from ipsxml.issues import Issue, Severity


class Message(NamedTuple):
    """The document in a capture, whether that is an HTTP message or the document alone.

    ``charset`` is what HTTP says of the encoding, ``lines_before`` the number of lines before
    the document in the file. ``warnings`` are about what surrounded the document, ``status`` is that
    of an HTTP response, and ``date`` what its head says of the time, as it is written there.
    """

    content: bytes
    charset: str | None = None
    lines_before: int = 0
    warnings: tuple[Issue, ...] = ()
    status: int | None = None
    date: str | None = None


class Opened(NamedTuple):
    """A document that was parsed: its payload, and what there was to remark on the way.

    ``soap_version`` is ``"1.1"``, ``"1.2"`` or ``None`` for a bare document. ``auth_header``
    is the request's ``authHeader`` without credentials. ``line_offset`` is the number of
    lines in the file before the document that was parsed.
    """

    payload: etree._Element
    soap_version: str | None
    auth_header: etree._Element | None
    line_offset: int
    issues: tuple[Issue, ...]


def message_in(content: bytes) -> Message:
    """The document in the bytes of a capture; raises ``CaptureError`` for a bad HTTP message."""
    if not is_http(content):
        return Message(content)
    from ipsxml.capture.http import read_message  # h11 takes a while to import

    return read_message(content)


def open_message(message: Message) -> Opened:
    """Parse the document of a message; raises ``CaptureError`` where it holds none."""
    if is_json(message.content):
        raise CaptureError("not-well-formed", "the content is JSON, where XML is expected")
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
    from ipsxml.capture.unexpected_content import unexpected_content  # wanted for what is no document only

    return unexpected_content(message.content, message.status, message.lines_before)


def content_of(root: etree._Element, line_offset: int = 0) -> Content:
    """What a document carries, in a SOAP envelope, in a plain request, or bare.

    ``line_offset`` is added to the lines of errors. Raises ``CaptureError``: ``bad-envelope``, or
    ``unsupported-payload`` for a SOAP fault without a fault of IPS.
    """
    open_it = open_plain_request if is_plain_request(root) else open_envelope
    return open_it(root, line_offset)


def open_root(root: etree._Element, lead: Lead, lines_before: int = 0) -> Opened:
    """A document that was parsed, opened; raises ``CaptureError`` for a bad envelope.

    ``lines_before`` is the number of lines in the file before the document.
    """
    found = content_of(root, lead.skipped_lines)
    drop_credentials(root)
    remarks = [
        *_remarks_on(lead, lines_before + 1),
        *(_as_issue(error, "error") for error in found.not_understood),
        *(_as_issue(error, "warning") for error in found.overlooked),
    ]
    return Opened(found.payload, found.soap_version, found.auth_header, lead.skipped_lines, tuple(remarks))


def _remarks_on(lead: Lead, line: int) -> list[Issue]:
    remarks = []
    if lead.has_stray_space:
        text = "there is white space before the XML declaration, which XML does not allow"
        remarks.append(Issue("warning", "leading-whitespace", text, line=line))
    if lead.has_stray_bom:
        text = (
            "there is a byte order mark before the XML declaration; "
            "UTF-8 needs none, and some readers refuse it"
        )
        remarks.append(Issue("warning", "leading-bom", text, line=line))
    return remarks


def _as_issue(error: CaptureError, severity: Severity) -> Issue:
    return Issue(severity, error.code, error.message, error.path, error.line, error.hint)
