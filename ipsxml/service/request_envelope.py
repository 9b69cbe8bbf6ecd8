"""Read a request: from HTTP's bytes to the SOAP or plain envelope, its claims, and its wishes.

Every error on the way is an IPS fault whose text says what is wrong, in which element, and on which line.
"""

from typing import NamedTuple

from lxml import etree
from werkzeug.sansio.request import Request

from ipsxml.capture import Opened, local_name, namespace_of, path_of
from ipsxml.capture.credentials import drop_credentials
from ipsxml.capture.opening import content_of
from ipsxml.capture.plain_request import is_plain_request, parts_of_plain_request
from ipsxml.capture.soap import SOAP_NAMESPACES, auth_header_tags
from ipsxml.capture.xml_parsing import parse_xml
from ipsxml.errors import CaptureError
from ipsxml.issues import Issue
from ipsxml.service.claims import Claim, basic_claims, claims_of
from ipsxml.service.request_body import decompressed, describe, unreadable
from ipsxml.service.soap_answer import EnvelopeFault, announced_soap_version
from ipsxml.service.wishes import Wishes
from ipsxml.simulation.posted_uploads import PostedFile


class Envelope(NamedTuple):
    """A request's envelope as it arrived, with its credentials; ``open`` removes them.

    ``line_offset`` is the number of lines before it in the body, and ``size`` the number of bytes of the
    decompressed body. ``soap_version`` is ``None`` if the client expects a bare answer.
    """

    root: etree._Element
    line_offset: int
    soap_version: str | None
    claims: tuple[Claim, ...]
    wishes: Wishes
    size: int
    files: tuple[PostedFile, ...] = ()

    def open(self) -> Opened:
        """The payload in the envelope. Removes the credentials from the envelope.

        Raises ``EnvelopeFault`` for an unsupported SOAP version, and for a header block that must be
        understood but is not; ``ServiceFault`` (30003) for anything that is not a valid envelope.
        """
        root = self.root
        if local_name(root) == "Envelope" and _soap_version(root) is None:
            reason = "the Envelope must be in the namespace of SOAP 1.1 or SOAP 1.2"
            raise EnvelopeFault("VersionMismatch", reason)
        try:
            found = content_of(root, self.line_offset)
        except CaptureError as error:
            raise unreadable(error) from None
        drop_credentials(root)
        if found.not_understood:
            reason = describe(_as_warning(found.not_understood[0]))
            raise EnvelopeFault("MustUnderstand", reason, found.blocks_not_understood)
        if found.soap_version is None and not is_plain_request(root):
            message = "expected a SOAP Envelope or a Request"
            raise unreadable(CaptureError("bad-envelope", message, path=path_of(root)))
        warnings = tuple(_as_warning(error) for error in found.overlooked)
        return Opened(found.payload, found.soap_version, found.auth_header, self.line_offset, warnings)


def read_envelope(request: Request, body: bytes) -> Envelope:
    """The envelope in a request's body. ``body`` may be cut after ``MOST_BYTES`` + 1 bytes.

    Raises ``ServiceFault`` (30003) if the body is not XML, and ``TooLarge``.
    """
    content = decompressed(request, body)
    try:
        root, lead = parse_xml(content, request.mimetype_params.get("charset"))
    except CaptureError as error:
        raise unreadable(error) from None
    soap_version = _wanted_soap_version(root, request)
    header, payload = _parts_of(root)
    tags = () if payload is None else auth_header_tags(payload)
    auth_headers = [] if header is None else [block for block in header if block.tag in tags]
    return Envelope(
        root,
        lead.skipped_lines,
        soap_version,
        claims=(
            *(() if header is None else claims_of(header, auth_headers, payload)),
            *basic_claims(request),
        ),
        wishes=Wishes.of(soap_version, auth_headers[0] if auth_headers else None),
        size=len(content),
    )


def _wanted_soap_version(root: etree._Element, request: Request) -> str | None:
    """The SOAP version of the answer; ``None`` for a bare answer, which plain requests get."""
    if is_plain_request(root):
        return None
    announced = announced_soap_version(request)
    return _soap_version(root) or ("1.1" if local_name(root) == "Envelope" and not announced else announced)


def _soap_version(root: etree._Element) -> str | None:
    found = (version for version, namespace in SOAP_NAMESPACES.items() if namespace == namespace_of(root))
    return next(found, None)


def _parts_of(root: etree._Element) -> tuple[etree._Element | None, etree._Element | None]:
    """The element that contains a request's headers, and the payload; ``None`` for a missing one."""
    if is_plain_request(root):
        _, payloads = parts_of_plain_request(root)
        return root, payloads[0] if payloads else None
    return root.find(f"{{{namespace_of(root)}}}Header"), root.find(f"{{{namespace_of(root)}}}Body/*")


def _as_warning(error: CaptureError) -> Issue:
    return Issue("warning", error.code, error.message, error.path, error.line, error.hint)
