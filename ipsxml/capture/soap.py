"""SOAP 1.1 and 1.2 envelopes: the payload inside, and what is left of the header."""

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from ipsxml.capture.credentials import empty
from ipsxml.capture.lines import line_of
from ipsxml.capture.paths import Paths, local_name, namespace_of
from ipsxml.contract import FAMILY_NAMESPACE, fixed_namespaces
from ipsxml.contract.lexical import collapse
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
    block_attributes: tuple[str, ...]


def _soap(version: str, namespace: str, fault_namespace: str, detail: str, *required_in_fault: str) -> _Soap:
    return _Soap(
        version,
        header=f"{namespace}Header",
        body=f"{namespace}Body",
        fault=f"{namespace}Fault",
        detail=fault_namespace + detail,
        required_in_fault=tuple(fault_namespace + name for name in required_in_fault),
        must_understand=f"{namespace}mustUnderstand",
        block_attributes=tuple(
            f"{namespace}{name}" for name in ("mustUnderstand", "actor", "role", "relay", "encodingStyle")
        ),
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


class Content(NamedTuple):
    """What a document carries.

    ``payload`` is the operation, type or fault; ``soap_version`` is ``None`` for a bare
    document; ``not_understood`` are errors about header blocks that must be understood and
    are not, ``overlooked`` about those that are called ``authHeader`` and are none.
    """

    payload: etree._Element
    soap_version: str | None = None
    auth_header: etree._Element | None = None
    not_understood: tuple[CaptureError, ...] = ()
    overlooked: tuple[CaptureError, ...] = ()


def open_envelope(root: etree._Element, line_offset: int = 0) -> Content:
    """The payload of a SOAP envelope, or ``root`` itself; of the header only ``authHeader`` is left.

    ``line_offset`` is added to the lines of errors. Raises ``CaptureError``:
    ``bad-envelope``, or ``unsupported-payload`` for a SOAP fault without a fault of IPS.
    """
    soap = _ENVELOPES.get(str(root.tag))
    if soap is not None:
        return _Envelope(root, soap, line_offset).open()
    if local_name(root) == "Envelope":
        message = "the Envelope is in the namespace of neither SOAP 1.1 nor SOAP 1.2"
        raise CaptureError("bad-envelope", message, path="/Envelope", line=line_of(root, line_offset))
    return Content(root)


class _Envelope:
    """Opens one envelope."""

    def __init__(self, root: etree._Element, soap: _Soap, line_offset: int) -> None:
        self._root = root
        self._soap = soap
        self._line_offset = line_offset
        self._paths = Paths()

    def open(self) -> Content:
        tags = [child.tag for child in self._root]
        not_understood: list[CaptureError] = []
        overlooked: list[CaptureError] = []
        auth_header = None
        if self._soap.header in tags:
            blocks = [block for header in self._root.iterchildren(self._soap.header) for block in header]
            not_understood = [
                self._not_understood(block) for block in blocks if self._must_be_understood(block)
            ]
            overlooked = [self._overlooked(block) for block in blocks if self._is_overlooked(block)]
            auth_header = self._keep_only_auth_header(blocks)
        if tags not in ([self._soap.body], [self._soap.header, self._soap.body]):
            self._check_children(tags)
        found = tuple(not_understood), tuple(overlooked)
        return Content(self._payload(), self._soap.version, auth_header, *found)

    def _error(self, code: str, element: etree._Element, message: str) -> CaptureError:
        line = line_of(element, self._line_offset)
        return CaptureError(code, message, path=self._paths.of(element), line=line)

    def _bad(self, element: etree._Element, message: str) -> CaptureError:
        return self._error("bad-envelope", element, message)

    def _must_be_understood(self, block: etree._Element) -> bool:
        return block.get(self._soap.must_understand) in ("1", "true") and block.tag not in _UNDERSTOOD

    def _not_understood(self, block: etree._Element) -> CaptureError:
        message = f"the header {local_name(block)} must be understood, and is not one that IPS knows"
        return self._error("header-not-understood", block, message)

    def _is_overlooked(self, block: etree._Element) -> bool:
        is_nearly = local_name(block) == "authHeader" and block.tag != _AUTH_HEADER
        return is_nearly and not self._must_be_understood(block)  # which is told already

    def _overlooked(self, block: etree._Element) -> CaptureError:
        message = (
            f"this authHeader is not the one that IPS reads, which is in {FAMILY_NAMESPACE}: not checked"
        )
        return self._error("wrong-namespace", block, message)

    def _keep_only_auth_header(self, blocks: list[etree._Element]) -> etree._Element | None:
        kept = next((block for block in blocks if block.tag == _AUTH_HEADER), None)
        for block in blocks:
            block.tail = None
            if block is not kept:
                empty(block)
        if kept is not None:
            for name in self._soap.block_attributes:  # SOAP's own, of which the contract knows nothing
                kept.attrib.pop(name, None)
        return kept

    def _check_children(self, tags: Sequence[object]) -> None:
        """SOAP 1.1, 4.1 and SOAP 1.2 Part 1, 5.1: at most one Header, then exactly one Body."""
        bodies = tags.count(self._soap.body)
        if bodies == 0:
            raise self._bad(self._root, "the Envelope has no Body")
        if bodies > 1:
            raise self._bad(self._root, f"the Envelope has {bodies} Bodies instead of one")
        if tags.count(self._soap.header) > 1:
            raise self._bad(self._root, "the Envelope has more than one Header")
        body = tags.index(self._soap.body)
        if tags[:body] not in ([], [self._soap.header]):
            raise self._bad(self._root, "something other than one Header stands before the Body")
        # SOAP 1.1 lets elements of other namespaces follow the Body; SOAP 1.2 does not.
        own = namespace_of(self._root)
        if any(self._soap.version == "1.2" or namespace_of(child) == own for child in self._root[body + 1 :]):
            raise self._bad(self._root, "something stands after the Body")

    def _payload(self) -> etree._Element:
        body = self._root.find(self._soap.body)
        assert body is not None
        texts = (body.text, *(child.tail for child in body[:1]))
        has_text = any(text and collapse(text) for text in texts)
        if not len(body):
            raise self._bad(
                body, "the Body holds text instead of a payload" if has_text else "the Body is empty"
            )
        if len(body) > 1:
            raise self._bad(body, f"the Body holds {len(body)} payloads instead of one")
        if has_text:
            raise self._bad(body, "text stands beside the payload in the Body")
        return self._fault_inside(body[0]) if body[0].tag == self._soap.fault else body[0]

    def _fault_inside(self, soap_fault: etree._Element) -> etree._Element:
        for tag in self._soap.required_in_fault:
            if soap_fault.find(tag) is None:
                raise self._bad(soap_fault, f"the SOAP Fault has no {etree.QName(tag).localname}")
        for entry in soap_fault.iterfind(f"{self._soap.detail}/*"):
            # Without a namespace a fault is held against the reference pages, as any document.
            if namespace_of(entry) == FAMILY_NAMESPACE or entry.tag in fixed_namespaces():
                return entry
        detail = etree.QName(self._soap.detail).localname
        message = f"a SOAP Fault whose {detail} carries no fault of IPS"
        raise self._error("unsupported-payload", soap_fault, message)
