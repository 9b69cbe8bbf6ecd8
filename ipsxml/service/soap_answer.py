"""The SOAP side of an answer: its content type, IPS faults, and faults about the envelope."""

from typing import Literal

from lxml import etree
from werkzeug.sansio.request import Request

from ipsxml.capture import local_name, namespace_of
from ipsxml.capture.soap import SOAP_NAMESPACES
from ipsxml.codec import Document, Plain
from ipsxml.contract import PRE_4_0
from ipsxml.service.addresses import PLAIN_PATH, UPLOAD_PATH
from ipsxml.simulation.service_faults import ServiceFault
from ipsxml.xml_characters import no_xml_character
from ipsxml.xml_writing import write_plain

EnvelopeFaultCode = Literal["MustUnderstand", "VersionMismatch"]
_MIME_TYPES = {None: "text/xml", "1.1": "text/xml", "1.2": "application/soap+xml"}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class EnvelopeFault(Exception):
    """A fault about the envelope, with a code of SOAP's own rather than an IPS fault.

    ``blocks`` are the header blocks that are not understood.
    """

    def __init__(self, code: EnvelopeFaultCode, reason: str, blocks: tuple[etree._Element, ...] = ()) -> None:
        super().__init__(f"{code}: {reason}")
        self.code: EnvelopeFaultCode = code
        self.reason = reason
        self.blocks = blocks


def announced_soap_version(request: Request) -> str | None:
    """The SOAP version that HTTP's head announces, used if the body cannot be read.

    ``None`` at the addresses for requests without SOAP.
    """
    if request.path.rstrip("/").endswith((PLAIN_PATH, UPLOAD_PATH)):
        return None
    return "1.2" if request.mimetype == _MIME_TYPES["1.2"] else "1.1"


def soap_type(soap_version: str | None) -> str:
    """The content type of an envelope, or of a bare answer."""
    return f"{_MIME_TYPES[soap_version]}; charset=utf-8"


def write_fault(fault: ServiceFault, soap_version: str | None) -> bytes:
    """An IPS fault in an envelope, or bare."""
    value: dict[str, Plain] = {"code": fault.code, "reason": _printable(fault.reason)}
    return write_plain(Document(value, PRE_4_0.name, fault.element, soap_version))


def write_envelope_fault(fault: EnvelopeFault, soap_version: str) -> bytes:
    """A fault about the envelope, in its own envelope.

    It has no detail, which is only for faults about the Body (SOAP 1.1, 4.4).
    """
    namespace = SOAP_NAMESPACES[soap_version]
    soap = f"{{{namespace}}}"
    root = etree.Element(f"{soap}Envelope", nsmap={"soapenv": namespace})
    if soap_version == "1.1":
        soap_fault = etree.SubElement(etree.SubElement(root, f"{soap}Body"), f"{soap}Fault")
        etree.SubElement(soap_fault, "faultcode").text = f"soapenv:{fault.code}"
        etree.SubElement(soap_fault, "faultstring").text = _printable(fault.reason)
    else:
        _add_header_blocks(root, fault)
        soap_fault = etree.SubElement(etree.SubElement(root, f"{soap}Body"), f"{soap}Fault")
        code = etree.SubElement(soap_fault, f"{soap}Code")
        etree.SubElement(code, f"{soap}Value").text = f"soapenv:{fault.code}"
        reason = etree.SubElement(soap_fault, f"{soap}Reason")
        etree.SubElement(reason, f"{soap}Text", {_XML_LANG: "en"}).text = _printable(fault.reason)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _add_header_blocks(root: etree._Element, fault: EnvelopeFault) -> None:
    """Add the header that SOAP 1.2 Part 1 requires: blocks not understood (5.4.8), or versions (5.4.7)."""
    soap = f"{{{SOAP_NAMESPACES['1.2']}}}"
    header = etree.SubElement(root, f"{soap}Header")
    if fault.code == "VersionMismatch":
        upgrade = etree.SubElement(header, f"{soap}Upgrade")
        for namespace in reversed(SOAP_NAMESPACES.values()):
            _name_element(upgrade, f"{soap}SupportedEnvelope", "Envelope", namespace)
    for block in fault.blocks:
        _name_element(header, f"{soap}NotUnderstood", local_name(block), namespace_of(block))


def _name_element(parent: etree._Element, tag: str, name: str, namespace: str) -> None:
    """An element whose attribute ``qname`` names another element."""
    if namespace:
        etree.SubElement(parent, tag, {"qname": f"q:{name}"}, nsmap={"q": namespace})
    else:
        etree.SubElement(parent, tag, {"qname": name})


def _printable(text: str) -> str:
    return no_xml_character().sub("\ufffd", text)
