"""SOAP 1.1 and 1.2 envelopes: the payload inside, and what is left of the header.

No credential leaves this module: of the header only ``authHeader`` is kept, without its
user, password and token.
"""

from typing import NamedTuple

from lxml import etree

from ipsxml.capture.lines import line_of
from ipsxml.capture.paths import local_name, namespace_of, path_of
from ipsxml.contract import FAMILY_NAMESPACE
from ipsxml.errors import CaptureError


class _Soap(NamedTuple):
    """A version of SOAP: the tags of its elements, and what stands in a fault."""

    version: str
    header: str
    body: str
    fault: str
    detail: str
    required_in_fault: tuple[str, ...]
    must_understand: str


def _soap(version: str, namespace: str, fault_namespace: str, detail: str, *required_in_fault: str) -> _Soap:
    return _Soap(
        version,
        header=f"{namespace}Header",
        body=f"{namespace}Body",
        fault=f"{namespace}Fault",
        detail=fault_namespace + detail,
        required_in_fault=tuple(fault_namespace + name for name in required_in_fault),
        must_understand=f"{namespace}mustUnderstand",
    )


_SOAP_1_1 = "{http://schemas.xmlsoap.org/soap/envelope/}"
_SOAP_1_2 = "{http://www.w3.org/2003/05/soap-envelope}"
_ENVELOPES = {
    f"{_SOAP_1_1}Envelope": _soap("1.1", _SOAP_1_1, "", "detail", "faultcode", "faultstring"),
    f"{_SOAP_1_2}Envelope": _soap("1.2", _SOAP_1_2, _SOAP_1_2, "Detail", "Code", "Reason"),
}
_AUTH_HEADER = f"{{{FAMILY_NAMESPACE}}}authHeader"
_OLD_CREDENTIALS = ("{http://www.scene7.com/IpsApi}AuthUser", "{http://www.scene7.com/IpsApi}AuthPassword")
_UNDERSTOOD = frozenset({_AUTH_HEADER, *_OLD_CREDENTIALS})
_SECRET_MEMBERS = frozenset({"user", "password", "accesstoken"})


class Content(NamedTuple):
    """What a document carries.

    ``payload`` is the operation, type or fault; ``soap_version`` is ``None`` for a bare
    document; ``not_understood`` are errors about header blocks that must be understood and
    are not.
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
    soap = _ENVELOPES.get(str(root.tag))
    if soap is None:
        return _bare(root)
    tags = [child.tag for child in root]
    not_understood, auth_header = [], None
    if soap.header in tags:
        blocks = [block for header in root.iterchildren(soap.header) for block in header]
        not_understood = [_not_understood(block) for block in blocks if _must_be_understood(block, soap)]
        auth_header = _keep_only_auth_header(blocks)
    if tags not in ([soap.body], [soap.header, soap.body]):
        _check_children(root, soap)
    payload = _payload(root, soap)
    return Content(payload, soap.version, auth_header, tuple(not_understood))


def _bare(root: etree._Element) -> Content:
    if local_name(root) == "Envelope":
        raise _bad(root, "the Envelope is in the namespace of neither SOAP 1.1 nor SOAP 1.2")
    if local_name(root) == "authHeader":
        _drop_secrets(root)
    return Content(root)


def _bad(element: etree._Element, message: str) -> CaptureError:
    return CaptureError("bad-envelope", message, path=path_of(element), line=line_of(element))


def _must_be_understood(block: etree._Element, soap: _Soap) -> bool:
    return block.get(soap.must_understand) in ("1", "true") and block.tag not in _UNDERSTOOD


def _not_understood(block: etree._Element) -> CaptureError:
    return CaptureError(
        "header-not-understood",
        f"the header {local_name(block)} must be understood, and is not one that IPS knows",
        path=path_of(block),
        line=line_of(block),
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


def _check_children(root: etree._Element, soap: _Soap) -> None:
    """SOAP 1.1, 4.1 and SOAP 1.2 Part 1, 5.1: at most one Header, then exactly one Body."""
    tags = [child.tag for child in root]
    bodies = tags.count(soap.body)
    if bodies == 0:
        raise _bad(root, "the Envelope has no Body")
    if bodies > 1:
        raise _bad(root, f"the Envelope has {bodies} Bodies instead of one")
    if tags.count(soap.header) > 1:
        raise _bad(root, "the Envelope has more than one Header")
    before_body, after_body = root[: tags.index(soap.body)], root[tags.index(soap.body) + 1 :]
    if [child.tag for child in before_body] not in ([], [soap.header]):
        raise _bad(root, "something other than one Header stands before the Body")
    # SOAP 1.1 lets elements of other namespaces follow the Body; SOAP 1.2 does not.
    if any(soap.version == "1.2" or namespace_of(child) == namespace_of(root) for child in after_body):
        raise _bad(root, "something stands after the Body")


def _payload(root: etree._Element, soap: _Soap) -> etree._Element:
    body = root.find(soap.body)
    assert body is not None
    if len(body) != 1:
        count = f"holds {len(body)} payloads instead of one" if len(body) else "is empty"
        raise _bad(body, f"the Body {count}")
    payload = body[0]
    if any(text and not text.isspace() for text in (body.text, payload.tail)):
        raise _bad(body, "text stands beside the payload in the Body")
    return _fault_inside(payload, soap) if payload.tag == soap.fault else payload


def _fault_inside(soap_fault: etree._Element, soap: _Soap) -> etree._Element:
    for tag in soap.required_in_fault:
        if soap_fault.find(tag) is None:
            raise _bad(soap_fault, f"the SOAP Fault has no {etree.QName(tag).localname}")
    for entry in soap_fault.iterfind(f"{soap.detail}/*"):
        if namespace_of(entry) == FAMILY_NAMESPACE:
            return entry
    raise CaptureError(
        "unsupported-payload",
        f"a SOAP Fault whose {etree.QName(soap.detail).localname} carries no fault of IPS",
        path=path_of(soap_fault),
        line=line_of(soap_fault),
    )
