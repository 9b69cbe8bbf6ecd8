"""A request without SOAP: a ``Request`` element with an ``authHeader`` and one operation's parameters.

Clients POST it to the service's plain address and get bare answers. Its ``authHeader`` is treated like the
one in the header of a SOAP envelope.
"""

from lxml import etree

from ipsxml.capture.credentials import empty
from ipsxml.capture.line_numbers import line_of
from ipsxml.capture.paths import Paths, local_name, namespace_of, path_of
from ipsxml.capture.soap import Content, auth_header_tags, overlooked_header
from ipsxml.contract import nearest_version, version_of
from ipsxml.contract.lexical_forms import collapse
from ipsxml.errors import CaptureError

_REQUEST, _HEADER = "Request", "authHeader"


def is_plain_request(root: etree._Element) -> bool:
    """Whether a document is a ``Request`` in the namespace of some version, or without a namespace."""
    if local_name(root) != _REQUEST:
        return False
    return (version_of(namespace_of(root)) or nearest_version(namespace_of(root))) is not None


def parts_of_plain_request(root: etree._Element) -> tuple[list[etree._Element], list[etree._Element]]:
    """The ``authHeader`` elements in a plain request, in any namespace, and all other elements."""
    headers = [child for child in root if local_name(child) == _HEADER]
    return headers, [child for child in root if local_name(child) != _HEADER]


def open_plain_request(root: etree._Element, line_offset: int = 0) -> Content:
    """The parameters in a plain request, and its ``authHeader``. Any other ``authHeader`` is emptied.

    ``line_offset`` is added to the lines of errors. Raises ``CaptureError`` (``bad-envelope``) if the
    request contains no parameters, those of several operations, text, or parameters in a different
    namespace.
    """
    headers, payloads = parts_of_plain_request(root)
    payload = _only(payloads, root, line_offset)
    tags = auth_header_tags(payload)
    kept = next((header for header in headers if header.tag in tags), None)
    for header in headers:
        if header is not kept:
            empty(header)
    paths = Paths()
    return Content(
        payload,
        auth_header=kept,
        overlooked=tuple(
            overlooked_header(header, tags, paths.of(header), line_offset)
            for header in headers
            if header.tag not in tags
        ),
    )


def _only(payloads: list[etree._Element], root: etree._Element, line_offset: int) -> etree._Element:
    if any(text and collapse(text) for text in (root.text, *(child.tail for child in root))):
        raise _bad(root, "the Request contains text next to the parameters", line_offset)
    if not payloads:
        raise _bad(root, "the Request contains no operation parameters", line_offset)
    if len(payloads) > 1:
        raise _bad(root, f"the Request contains {len(payloads)} payloads; expected one", line_offset)
    [payload] = payloads
    if namespace_of(payload) != namespace_of(root):
        message = f"{local_name(payload)} is in a different namespace than its Request"
        raise _bad(payload, message, line_offset)
    return payload


def _bad(element: etree._Element, message: str, line_offset: int) -> CaptureError:
    return CaptureError("bad-envelope", message, path=path_of(element), line=line_of(element, line_offset))
