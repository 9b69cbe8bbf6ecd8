"""SOAP 1.1 and 1.2 envelopes: the payload inside, and what is left of the header.

No credential leaves this module: of the header only ``authHeader`` is kept, without its
user, password and token.
"""

from typing import NamedTuple

from lxml import etree

from ipsxml.capture.paths import local_name, namespace_of, path_of
from ipsxml.contract import FAMILY_NAMESPACE
from ipsxml.errors import CaptureError

# Namespace: SOAP version, the name of a fault's detail, and what a fault must have.
_ENVELOPES = {
    "http://schemas.xmlsoap.org/soap/envelope/": ("1.1", "detail", ("faultcode", "faultstring")),
    "http://www.w3.org/2003/05/soap-envelope": ("1.2", "Detail", ("Code", "Reason")),
}
_AUTH_HEADER = f"{{{FAMILY_NAMESPACE}}}authHeader"
_OLD_CREDENTIALS = ("{http://www.scene7.com/IpsApi}AuthUser", "{http://www.scene7.com/IpsApi}AuthPassword")
_UNDERSTOOD = frozenset({_AUTH_HEADER, *_OLD_CREDENTIALS})
_SECRET_MEMBERS = frozenset({"user", "password", "accesstoken"})


class Content(NamedTuple):
    """What a document carries.

    ``payload`` is the operation, type or fault; ``soap_version`` is ``None`` for a bare
    document; ``not_understood`` are the paths and lines of header blocks that must be
    understood and are not.
    """

    payload: etree._Element
    soap_version: str | None = None
    auth_header: etree._Element | None = None
    not_understood: tuple[CaptureError, ...] = ()


def open_envelope(root: etree._Element) -> Content:
    """The payload of a SOAP envelope, or ``root`` itself; credentials are dropped from the tree.

    Raises ``CaptureError``: ``bad-envelope``, or ``unsupported-payload`` for a SOAP fault
    that carries no fault of IPS.
    """
    if local_name(root) == "authHeader":
        _drop_secrets(root)
    if local_name(root) != "Envelope":
        return Content(root)
    if namespace_of(root) not in _ENVELOPES:
        raise _bad(root, "the Envelope is in the namespace of neither SOAP 1.1 nor SOAP 1.2")
    soap = namespace_of(root)
    blocks = [block for header in root.iterchildren(f"{{{soap}}}Header") for block in header]
    not_understood = tuple(_not_understood(block) for block in blocks if _must_be_understood(block, soap))
    auth_header = _keep_only_auth_header(blocks)
    _check_children(root, soap)
    payload = _payload(root, soap)
    return Content(payload, _ENVELOPES[soap][0], auth_header, not_understood)


def _bad(element: etree._Element, message: str) -> CaptureError:
    return CaptureError("bad-envelope", message, path=path_of(element), line=element.sourceline)


def _must_be_understood(block: etree._Element, soap: str) -> bool:
    return block.get(f"{{{soap}}}mustUnderstand") in ("1", "true") and block.tag not in _UNDERSTOOD


def _not_understood(block: etree._Element) -> CaptureError:
    return CaptureError(
        "header-not-understood",
        f"the header {local_name(block)} must be understood, and is not one that IPS knows",
        path=path_of(block),
        line=block.sourceline,
    )


def _keep_only_auth_header(blocks: list[etree._Element]) -> etree._Element | None:
    kept = None
    for block in blocks:
        if block.tag == _AUTH_HEADER and kept is None:
            _drop_secrets(block)
            kept = block
        else:
            block.clear()
    return kept


def _drop_secrets(auth_header: etree._Element) -> None:
    for member in list(auth_header):
        if local_name(member).lower() in _SECRET_MEMBERS:
            auth_header.remove(member)


def _check_children(root: etree._Element, soap: str) -> None:
    """SOAP 1.1, 4.1 and SOAP 1.2 Part 1, 5.1: at most one Header, then exactly one Body."""
    names = [local_name(child) if namespace_of(child) == soap else "" for child in root]
    bodies = names.count("Body")
    if bodies != 1:
        raise _bad(
            root,
            "the Envelope has no Body" if not bodies else f"the Envelope has {bodies} Bodies instead of one",
        )
    if names.count("Header") > 1:
        raise _bad(root, "the Envelope has more than one Header")
    before_body = names[: names.index("Body")]
    if before_body not in ([], ["Header"]):
        raise _bad(root, "something other than one Header stands before the Body")
    after_body = names[names.index("Body") + 1 :]
    if after_body and (any(after_body) or _ENVELOPES[soap][0] == "1.2"):
        raise _bad(root, "something stands after the Body")


def _payload(root: etree._Element, soap: str) -> etree._Element:
    body = root.find(f"{{{soap}}}Body")
    assert body is not None
    if len(body) != 1:
        raise _bad(
            body,
            "the Body is empty" if not len(body) else f"the Body holds {len(body)} payloads instead of one",
        )
    texts = [body.text, body[0].tail]
    if any(text and text.strip() for text in texts):
        raise _bad(body, "text stands beside the payload in the Body")
    payload = body[0]
    return _fault_inside(payload, soap) if payload.tag == f"{{{soap}}}Fault" else payload


def _fault_inside(soap_fault: etree._Element, soap: str) -> etree._Element:
    _, detail_name, required = _ENVELOPES[soap]
    qualify = "" if detail_name == "detail" else f"{{{soap}}}"
    for name in required:
        if soap_fault.find(qualify + name) is None:
            raise _bad(soap_fault, f"the SOAP Fault has no {name}")
    for entry in soap_fault.iterfind(f"{qualify}{detail_name}/*"):
        if namespace_of(entry) == FAMILY_NAMESPACE:
            return entry
    raise CaptureError(
        "unsupported-payload",
        f"a SOAP Fault whose {detail_name} carries no fault of IPS",
        path=path_of(soap_fault),
        line=soap_fault.sourceline,
    )
