"""SOAP 1.1 and 1.2 envelopes: the payload inside, and the header without credentials."""

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from ipsxml.capture.credentials import OLD_HEADERS, OLD_NAMESPACE, empty
from ipsxml.capture.line_numbers import line_of
from ipsxml.capture.paths import Paths, local_name, namespace_of
from ipsxml.contract import FAMILY_NAMESPACE, fixed_namespaces
from ipsxml.contract.lexical_forms import collapse
from ipsxml.errors import CaptureError

SOAP_NAMESPACES = {
    "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
    "1.2": "http://www.w3.org/2003/05/soap-envelope",
}


class _Soap(NamedTuple):
    """A version of SOAP: its tags, the required content of a fault, and the receivers of header blocks.

    ``receiver`` is the attribute that names the receiver of a block. ``our_roles`` are the names that mean
    the receiver of the message; a block without a name is also for this receiver.
    """

    version: str
    header: str
    body: str
    fault: str
    detail: str
    required_in_fault: tuple[str, ...]
    must_understand: str
    receiver: str
    our_roles: tuple[str, ...]
    block_attributes: tuple[str, ...]


def _soap(version: str, fault_namespace: str, detail: str, *required_in_fault: str) -> _Soap:
    namespace = f"{{{SOAP_NAMESPACES[version]}}}"
    return _Soap(
        version,
        header=f"{namespace}Header",
        body=f"{namespace}Body",
        fault=f"{namespace}Fault",
        detail=fault_namespace + detail,
        required_in_fault=tuple(fault_namespace + name for name in required_in_fault),
        must_understand=f"{namespace}mustUnderstand",
        receiver=namespace + ("actor" if version == "1.1" else "role"),
        our_roles=_OUR_ROLES[version],
        block_attributes=tuple(
            f"{namespace}{name}" for name in ("mustUnderstand", "actor", "role", "relay", "encodingStyle")
        ),
    )


# SOAP 1.1, 4.2.2; SOAP 1.2 Part 1, 2.2.
_OUR_ROLES = {
    "1.1": ("", "http://schemas.xmlsoap.org/soap/actor/next"),
    "1.2": ("", *(f"{SOAP_NAMESPACES['1.2']}/role/{name}" for name in ("next", "ultimateReceiver"))),
}
_ENVELOPES = {
    f"{{{SOAP_NAMESPACES['1.1']}}}Envelope": _soap("1.1", "", "detail", "faultcode", "faultstring"),
    f"{{{SOAP_NAMESPACES['1.2']}}}Envelope": _soap(
        "1.2", f"{{{SOAP_NAMESPACES['1.2']}}}", "Detail", "Code", "Reason"
    ),
}
_OLD_CREDENTIALS = frozenset(f"{{{OLD_NAMESPACE}}}{name}" for name in OLD_HEADERS)


class Content(NamedTuple):
    """The content of a document.

    ``payload`` is the operation, type, or fault. ``soap_version`` is ``None`` for a bare document.
    ``not_understood`` are errors about header blocks that must be understood but are not;
    ``blocks_not_understood`` are these blocks, emptied. ``overlooked`` are errors about ``authHeader``
    blocks in a wrong namespace.
    """

    payload: etree._Element
    soap_version: str | None = None
    auth_header: etree._Element | None = None
    not_understood: tuple[CaptureError, ...] = ()
    blocks_not_understood: tuple[etree._Element, ...] = ()
    overlooked: tuple[CaptureError, ...] = ()


def auth_header_tags(payload: etree._Element) -> tuple[str, ...]:
    """The possible tags of the ``authHeader`` of a request with this payload.

    Most clients write it in the namespace of the versions before 4.0, whichever version they speak. Others,
    such as the one generated from 2016-01-14-beta, use the namespace of the payload.
    """
    namespaces = dict.fromkeys((FAMILY_NAMESPACE, namespace_of(payload) or FAMILY_NAMESPACE))
    return tuple(f"{{{namespace}}}authHeader" for namespace in namespaces)


def overlooked_header(
    header: etree._Element, tags: tuple[str, ...], path: str, line_offset: int
) -> CaptureError:
    """The error about an ``authHeader`` in a namespace other than those of ``tags``."""
    namespaces = " or ".join(str(etree.QName(tag).namespace) for tag in tags)
    message = f"this authHeader is not checked: IPS reads only the one in {namespaces}"
    return CaptureError("wrong-namespace", message, path=path, line=line_of(header, line_offset))


def open_envelope(root: etree._Element, line_offset: int = 0) -> Content:
    """The payload of a SOAP envelope, or ``root`` itself. Of the header, only ``authHeader`` is kept.

    ``line_offset`` is added to the lines of errors. Raises ``CaptureError``: ``bad-envelope``, or
    ``unsupported-payload`` for a SOAP fault that contains no IPS fault.
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
        if tags not in ([self._soap.body], [self._soap.header, self._soap.body]):
            self._check_children(tags)
        payload = self._payload()
        content = Content(payload, self._soap.version)
        return self._with_header(content) if self._soap.header in tags else content

    def _with_header(self, content: Content) -> Content:
        """The content with the information from the header, of which only ``authHeader`` is kept."""
        tags = auth_header_tags(content.payload)
        blocks = [block for header in self._root.iterchildren(self._soap.header) for block in header]
        strange = [block for block in blocks if block.tag not in tags and block.tag not in _OLD_CREDENTIALS]
        required = [block for block in strange if self._must_be_understood(block)]
        nearly = [block for block in strange if local_name(block) == "authHeader" and block not in required]
        return content._replace(
            not_understood=tuple(self._not_understood(block) for block in required),
            blocks_not_understood=tuple(required),
            overlooked=tuple(
                overlooked_header(block, tags, self._paths.of(block), self._line_offset) for block in nearly
            ),
            auth_header=self._keep_only_auth_header(blocks, tags),
        )

    def _error(self, code: str, element: etree._Element, message: str) -> CaptureError:
        line = line_of(element, self._line_offset)
        return CaptureError(code, message, path=self._paths.of(element), line=line)

    def _bad(self, element: etree._Element, message: str) -> CaptureError:
        return self._error("bad-envelope", element, message)

    def _must_be_understood(self, block: etree._Element) -> bool:
        """Whether a header block must be understood, and by this receiver rather than another."""
        is_for_us = block.get(self._soap.receiver, "").strip() in self._soap.our_roles
        return is_for_us and block.get(self._soap.must_understand, "").strip() in ("1", "true")

    def _not_understood(self, block: etree._Element) -> CaptureError:
        message = f"the header {local_name(block)} has mustUnderstand set, but IPS does not know it"
        return self._error("header-not-understood", block, message)

    def _keep_only_auth_header(
        self, blocks: list[etree._Element], tags: tuple[str, ...]
    ) -> etree._Element | None:
        kept = next((block for block in blocks if block.tag in tags), None)
        for block in blocks:
            block.tail = None
            if block is not kept:
                empty(block)
        if kept is not None:
            for name in self._soap.block_attributes:  # SOAP's attributes, which the contract does not allow
                kept.attrib.pop(name, None)
        return kept

    def _check_children(self, tags: Sequence[object]) -> None:
        """SOAP 1.1, 4.1 and SOAP 1.2 Part 1, 5.1: at most one Header, then exactly one Body."""
        bodies = tags.count(self._soap.body)
        if bodies == 0:
            raise self._bad(self._root, "the Envelope has no Body")
        if bodies > 1:
            raise self._bad(self._root, f"the Envelope has {bodies} Body elements; expected one")
        if tags.count(self._soap.header) > 1:
            raise self._bad(self._root, "the Envelope has more than one Header")
        body = tags.index(self._soap.body)
        if tags[:body] not in ([], [self._soap.header]):
            raise self._bad(self._root, "only a Header is allowed before the Body")
        # SOAP 1.1 lets elements of other namespaces follow the Body; SOAP 1.2 does not.
        own = namespace_of(self._root)
        if any(self._soap.version == "1.2" or namespace_of(child) == own for child in self._root[body + 1 :]):
            raise self._bad(self._root, "the Envelope contains an element that is not allowed after the Body")

    def _payload(self) -> etree._Element:
        body = self._root.find(self._soap.body)
        assert body is not None
        texts = (body.text, *(child.tail for child in body[:1]))
        has_text = any(text and collapse(text) for text in texts)
        if not len(body):
            raise self._without_payload(body, has_text=has_text)
        if len(body) > 1:
            raise self._bad(body, f"the Body contains {len(body)} payloads; expected one")
        if has_text:
            raise self._bad(body, "the Body contains text next to the payload")
        return self._fault_inside(body[0]) if body[0].tag == self._soap.fault else body[0]

    def _without_payload(self, body: etree._Element, *, has_text: bool) -> CaptureError:
        error = self._bad(
            body, "the Body contains text instead of a payload" if has_text else "the Body is empty"
        )
        from ipsxml.capture.markup_as_text import AS_TEXT, is_markup  # needed only for bad envelopes

        if is_markup(body.text):
            error.hint = f"the text is XML, {AS_TEXT}: write it as elements"
        return error

    def _fault_inside(self, soap_fault: etree._Element) -> etree._Element:
        from ipsxml.capture.stack_faults import describe_stack_fault, has_code_and_reason

        for tag in self._soap.required_in_fault:
            if soap_fault.find(tag) is None and not has_code_and_reason(soap_fault):
                raise self._bad(soap_fault, f"the SOAP Fault has no {etree.QName(tag).localname}")
        for entry in soap_fault.iterfind(f"{self._soap.detail}/*"):
            # A fault without a namespace is checked against the reference contract, like any document.
            if namespace_of(entry) == FAMILY_NAMESPACE or entry.tag in fixed_namespaces():
                return entry
        message = (
            f"a SOAP fault from the server's SOAP stack, not from IPS: {describe_stack_fault(soap_fault)}"
        )
        raise self._error("unsupported-payload", soap_fault, message)
