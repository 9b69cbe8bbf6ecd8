"""Reading a request: from HTTP's bytes to the envelope, and what its header asks for.

Everything that is wrong on the way is a fault of IPS, whose text says what, where and in which line.
"""

from collections.abc import Container, Iterator
from typing import NamedTuple

from lxml import etree
from werkzeug.sansio.request import Request

from ipsxml.capture import Opened, local_name, namespace_of, path_of
from ipsxml.capture.compression import gunzip
from ipsxml.capture.credentials import drop_credentials
from ipsxml.capture.limits import check_size
from ipsxml.capture.soap import SOAP_NAMESPACES, auth_header_tags, open_envelope
from ipsxml.capture.xml_parsing import parse_xml
from ipsxml.contract import contract
from ipsxml.contract.lexical_forms import read_integer
from ipsxml.errors import CaptureError
from ipsxml.issues import Issue
from ipsxml.reading.spoken_version import spoken_version
from ipsxml.service.claims import Claim, claims_of
from ipsxml.service.soap_answer import EnvelopeFault, announced_soap_version
from ipsxml.service.too_large import TooLarge
from ipsxml.simulation.service_faults import ServiceFault, named_fault

MOST_BYTES = 32 << 20
"""Of a request, as it is sent and decompressed. One that uploads ten thousand addresses has about 2 MiB."""

INVALID_XML = "IPS_API_FAULT_CODE_INVALID_REQUEST_XML"
# HTTP gives answers of these statuses no content, so a fault could not be seen.
_WITHOUT_CONTENT = (204, 205, 304)


class Wishes(NamedTuple):
    """How a request wants to be answered: compressed or not, a fault with which HTTP status.

    ``gzip`` is ``None`` where its ``authHeader`` does not say; ``fault_status`` is SOAP's own by
    default.
    """

    gzip: bool | None = None
    fault_status: int = 500


class Envelope(NamedTuple):
    """A request's envelope as it came, its credentials included; ``open_request`` removes them.

    ``line_offset`` is the number of lines before it in the body, ``size`` the number of bytes of the
    body, decompressed.
    """

    root: etree._Element
    line_offset: int
    soap_version: str
    claims: tuple[Claim, ...]
    wishes: Wishes
    size: int


def read_envelope(request: Request, body: bytes) -> Envelope:
    """The envelope in the body of a request, which is longer than ``MOST_BYTES`` if it was cut there.

    Raises ``ServiceFault`` (30003) where the body is not XML, and ``TooLarge``.
    """
    content = _decompressed(request, body)
    try:
        root, lead = parse_xml(content, request.mimetype_params.get("charset"))
    except CaptureError as error:
        raise _fault(error) from None
    header = root.find(f"{{{namespace_of(root)}}}Header")
    auth_headers = [] if header is None else _auth_headers_in(header, root)
    claims = () if header is None else claims_of(header, auth_headers, _known_members(root))
    return Envelope(
        root,
        lead.skipped_lines,
        soap_version=_soap_version(root) or announced_soap_version(request),
        claims=(*claims, *_basic_claims(request)),
        wishes=_wishes_of(auth_headers[0]) if auth_headers else Wishes(),
        size=len(content),
    )


def _soap_version(root: etree._Element) -> str | None:
    found = (version for version, namespace in SOAP_NAMESPACES.items() if namespace == namespace_of(root))
    return next(found, None)


def _known_members(root: etree._Element) -> Container[str]:
    """The members that the ``authHeader`` has in the version of the payload."""
    payload = root.find(f"{{{namespace_of(root)}}}Body/*")
    version = None if payload is None else spoken_version(payload)
    return () if version is None else contract(version).types["authHeader"].members


def _auth_headers_in(header: etree._Element, root: etree._Element) -> list[etree._Element]:
    payload = root.find(f"{{{namespace_of(root)}}}Body/*")
    tags = () if payload is None else auth_header_tags(payload)
    return [block for block in header if block.tag in tags]


def open_request(envelope: Envelope) -> Opened:
    """The payload in an envelope, which has no credentials from then on.

    Raises ``EnvelopeFault`` for another version of SOAP, and for a header block that must be
    understood and is not; ``ServiceFault`` (30003) for what is not an envelope, or not built as
    SOAP says.
    """
    root = envelope.root
    if local_name(root) == "Envelope" and _soap_version(root) is None:
        reason = "the Envelope must be in the namespace of SOAP 1.1 or SOAP 1.2"
        raise EnvelopeFault("VersionMismatch", reason)
    try:
        found = open_envelope(envelope.root, envelope.line_offset)
    except CaptureError as error:
        raise _fault(error) from None
    drop_credentials(envelope.root)
    if found.not_understood:
        reason = _describe_error(found.not_understood[0])
        raise EnvelopeFault("MustUnderstand", reason, found.blocks_not_understood)
    if found.soap_version is None:
        raise _fault(CaptureError("bad-envelope", "this is no SOAP envelope", path=path_of(envelope.root)))
    remarks = tuple(_as_warning(error) for error in found.overlooked)
    return Opened(found.payload, found.soap_version, found.auth_header, envelope.line_offset, remarks)


def _fault(error: CaptureError) -> ServiceFault:
    return named_fault(INVALID_XML, _describe_error(error))


def _as_warning(error: CaptureError) -> Issue:
    return Issue("warning", error.code, error.message, error.path, error.line, error.hint)


def _describe_error(error: CaptureError) -> str:
    return describe(Issue("error", error.code, error.message, error.path, error.line, error.hint))


def describe(issue: Issue) -> str:
    """An issue in one line: ``line 7, /Envelope/Body/…: jobHandle is missing``."""
    line = None if issue.line is None else f"line {issue.line}"
    where = ", ".join(part for part in (line, issue.path) if part)
    what = f"{issue.message}; {issue.hint}" if issue.hint else issue.message
    return f"{where}: {what}" if where else what


def _decompressed(request: Request, body: bytes) -> bytes:
    coding = request.headers.get("Content-Encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise named_fault(INVALID_XML, "the request has a Content-Encoding other than gzip")
    try:
        check_size(len(body), "the request", MOST_BYTES)
        return gunzip(body, MOST_BYTES) if coding.endswith("gzip") else body
    except CaptureError as error:
        kind = TooLarge if error.code == "limit-exceeded" else ServiceFault
        raise named_fault(INVALID_XML, str(error), kind) from None


def _basic_claims(request: Request) -> Iterator[Claim]:
    """What HTTP's Authorization claims; of another kind than Basic, it is nobody that anyone knows."""
    if "Authorization" not in request.headers:
        return
    found = request.authorization
    if found is None or found.type != "basic":
        yield Claim()
    else:
        yield Claim(found.username or "", found.password or "")


def _wishes_of(auth_header: etree._Element) -> Wishes:
    """The wishes of an ``authHeader``; an invalid value is ignored here, and reported as invalid later."""
    gzip_text, status_text = (
        (auth_header.findtext(f"{{{namespace_of(auth_header)}}}{name}") or "").strip()
        for name in ("gzipResponse", "faultHttpStatusCode")
    )
    wishes = Wishes(gzip={"true": True, "1": True, "false": False, "0": False}.get(gzip_text))
    status = read_integer("xs:int", status_text)
    if status is None or not 200 <= status <= 599 or status in _WITHOUT_CONTENT:
        return wishes
    return wishes._replace(fault_status=status)
