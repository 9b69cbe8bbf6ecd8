"""Read an upload: a ``multipart/form-data`` body with the parts ``auth`` and ``uploadParams``, and files."""

import re
from typing import NamedTuple

from lxml import etree
from werkzeug.sansio.request import Request

from ipsxml.capture import Opened, local_name
from ipsxml.capture.credentials import drop_credentials
from ipsxml.capture.soap import auth_header_tags
from ipsxml.capture.xml_parsing import ParsedXml, parse_xml
from ipsxml.contract import multipart_elements
from ipsxml.contract.operations import PARAMETERS
from ipsxml.errors import CaptureError
from ipsxml.service.addresses import UPLOAD_PATH
from ipsxml.service.claims import Claim, basic_claims, claims_of
from ipsxml.service.multipart_parts import Part, parts_of
from ipsxml.service.request_body import INVALID_XML, decompressed, unreadable
from ipsxml.service.wishes import Wishes
from ipsxml.simulation.posted_uploads import PostedFile
from ipsxml.simulation.service_faults import missing, named_fault

_AUTH, _PARAMETERS = "auth", "uploadParams"


class Upload(NamedTuple):
    """An upload as it arrived, with its credentials; ``open`` removes them.

    ``size`` is the number of bytes of its parameters. An upload is answered without SOAP.
    """

    parameters: ParsedXml
    auth_header: etree._Element | None
    claims: tuple[Claim, ...]
    wishes: Wishes
    size: int
    files: tuple[PostedFile, ...]
    soap_version: None = None

    def open(self) -> Opened:
        """The parameters and the ``authHeader``. Removes the credentials from the header."""
        if self.auth_header is not None:
            drop_credentials(self.auth_header)
        root, lead = self.parameters
        return Opened(root, None, self.auth_header, lead.skipped_lines, ())


def is_upload(request: Request) -> bool:
    """Whether a request was sent to the address for uploads."""
    return request.path.rstrip("/").endswith(UPLOAD_PATH)


def read_upload(request: Request, body: bytes) -> Upload:
    """The upload in a request's body. ``body`` may be cut after ``MOST_BYTES`` + 1 bytes.

    Raises ``ServiceFault``: 30002 for a missing part, 30003 for a body that is not such an upload; and
    ``TooLarge``.
    """
    parts = parts_of(request, decompressed(request, body))
    posted, auth = _single(parts, _PARAMETERS), _single(parts, _AUTH)
    if posted is None:
        raise missing(f"the part {_PARAMETERS} is missing")
    parameters = _parsed(posted)
    _check_root(parameters.root, _PARAMETERS, tuple(_requests()))
    auth_header = None if auth is None else _auth_header_in(auth, parameters.root)
    claimed = () if auth_header is None else claims_of(auth_header, [auth_header], parameters.root)
    return Upload(
        parameters,
        auth_header,
        claims=(*claimed, *basic_claims(request)),
        wishes=Wishes.of(None, auth_header),
        size=len(posted.content),
        files=tuple(_file(part) for part in parts if part.name not in (_AUTH, _PARAMETERS)),
    )


def _requests() -> list[str]:
    return sorted(name for name in multipart_elements() if name.endswith(PARAMETERS))


def _single(parts: list[Part], name: str) -> Part | None:
    found = [part for part in parts if part.name == name]
    if len(found) > 1:
        raise named_fault(INVALID_XML, f"the request has {len(found)} parts named {name}; expected one")
    return found[0] if found else None


def _parsed(part: Part) -> ParsedXml:
    try:
        return parse_xml(part.content, part.charset)
    except CaptureError as error:
        raise unreadable(error, part.name) from None


def _auth_header_in(part: Part, parameters: etree._Element) -> etree._Element:
    root = _parsed(part).root
    _check_root(root, part.name, ("authHeader",))
    tags = auth_header_tags(parameters)
    if root.tag not in tags:
        namespaces = " or ".join(str(etree.QName(tag).namespace) for tag in tags)
        raise named_fault(INVALID_XML, f"the part {part.name}: authHeader must be in {namespaces}")
    return root


def _check_root(root: etree._Element, part: str, expected: tuple[str, ...]) -> None:
    if local_name(root) not in expected:
        wanted = " or ".join(expected)
        raise named_fault(INVALID_XML, f"the part {part} contains {local_name(root)}; expected {wanted}")


def _file(part: Part) -> PostedFile:
    """A file under its own name, without the folders that some clients add."""
    name = re.split(r"[/\\]", part.filename or "")[-1]
    if not name:
        raise named_fault(INVALID_XML, "a part is neither auth nor uploadParams nor a file with a name")
    return PostedFile(name, part.content)
