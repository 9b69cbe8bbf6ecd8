"""The WSDL of the job operations, derived from a version's contract.

Its names are those of the service's own WSDL, so that code generated from either one compiles against the
other.
"""

from collections.abc import Iterator

from lxml import etree

from ipsxml.contract import (
    FAMILY_NAMESPACE,
    PRE_4_0,
    Version,
    contract,
    derive,
    fixed_namespaces,
    version_named,
)
from ipsxml.contract.family import XS
from ipsxml.contract.operations import PARAMETERS, RETURN, operations

_NAMESPACE = "http://www.scene7.com/IpsApi"
_WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
_OVER_HTTP = "http://schemas.xmlsoap.org/soap/http"
_PORT_TYPE = "IpsApiPortType"
_HEADER = "authHeader"
# The client generated from this version has authHeader in the version's own namespace; older
# WSDLs have it in the namespace of the faults.
_MOVED_HEADER = version_named("2016-01-14-beta")
_PREFIXES = {
    "wsdl": _WSDL[1:-1],
    "soap": "http://schemas.xmlsoap.org/wsdl/soap/",
    "soap12": "http://schemas.xmlsoap.org/wsdl/soap12/",
    "xs": XS[1:-1],
    "tns": _NAMESPACE,
    "common": FAMILY_NAMESPACE,
}
# The port and the binding, by the prefix of the binding's namespace.
_PORTS = {
    "soap": ("IpsApiSoapPort", "IpsApiServiceSoapBinding"),
    "soap12": ("IpsApiSoap12Port", "IpsApiServiceSoap12Binding"),
}


def wsdl(version: Version, address: str) -> bytes:
    """The WSDL of a version: its job operations, document/literal, in SOAP 1.1 and 1.2.

    ``address`` is the address of the service. ``authHeader`` is a SOAP header of each operation, and each
    operation can answer with one of the three faults. Raises ``ValueError`` for the reference contract,
    which has no namespace, and for an ``address`` with characters that XML does not allow.
    """
    if version.is_reference:
        raise ValueError("the reference contract has no namespace, so it has no WSDL")
    root = etree.Element(
        f"{_WSDL}definitions",
        {"name": "IpsApi", "targetNamespace": _NAMESPACE},
        nsmap={**_PREFIXES, _prefix(version): version.namespace},
    )
    messages = _message_elements(version)
    etree.SubElement(root, f"{_WSDL}types").extend(_schemas(version, set(messages.values())))
    root.extend(_messages(messages))
    root.append(_port_type(version))
    root.extend(_binding(version, soap) for soap in _PORTS)
    root.append(_service(address))
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _prefix(version: Version) -> str:
    """The prefix of a version's namespace. The oldest version shares its namespace with the faults."""
    return "common" if version.namespace == FAMILY_NAMESPACE else "api"


def _faults() -> list[str]:
    return list(fixed_namespaces())


def _message_elements(version: Version) -> dict[tuple[str, str], str]:
    """The prefixed name of the element for each message and part."""
    prefix = _prefix(version)
    header = f"{prefix if version == _MOVED_HEADER else 'common'}:{_HEADER}"
    return {
        (_HEADER, _HEADER): header,
        **{(_fault_message(fault), "fault"): f"common:{fault}" for fault in _faults()},
        **{(name, "input"): f"{prefix}:{name}{PARAMETERS}" for name in operations(version)},
        **{(_answer(name), "output"): f"{prefix}:{name}{RETURN}" for name in operations(version)},
    }


def _answer(operation: str) -> str:
    return f"{operation}Response"


def _fault_message(fault: str) -> str:
    return f"{fault}Exception"


def _schemas(version: Version, elements: set[str]) -> Iterator[etree._Element]:
    """The types of the version and, in the namespace of the faults, the types that all versions share.

    Only the global elements that a message uses are kept: JAXB would generate the same method for two that
    differ only in case, such as ``HandleArray`` and ``handleArray``.
    """
    yield _schema(derive(version), _prefix(version), elements)
    if _prefix(version) != "common":
        common = derive(PRE_4_0)
        for component in common.findall(f"{XS}complexType"):
            common.remove(component)
        yield _schema(common, "common", elements)


def _schema(schema: etree._Element, prefix: str, elements: set[str]) -> etree._Element:
    """A contract as part of a WSDL, with the WSDL's prefixes."""
    for element in schema.findall(f"{XS}element"):
        if f"{prefix}:{element.get('name')}" not in elements:
            schema.remove(element)
    for element in schema.iter(f"{XS}element"):
        type_name = element.get("type")
        if type_name is not None and ":" not in type_name:
            element.set("type", f"{prefix}:{type_name}")
    return schema


def _messages(elements: dict[tuple[str, str], str]) -> Iterator[etree._Element]:
    for (name, part), element in elements.items():
        message = etree.Element(f"{_WSDL}message", name=name)
        etree.SubElement(message, f"{_WSDL}part", name=part, element=element)
        yield message


def _port_type(version: Version) -> etree._Element:
    port_type = etree.Element(f"{_WSDL}portType", name=_PORT_TYPE)
    for name in operations(version):
        operation = etree.SubElement(port_type, f"{_WSDL}operation", name=name)
        asks = contract(version).elements[name + PARAMETERS]
        etree.SubElement(operation, f"{_WSDL}documentation").text = asks.documentation
        etree.SubElement(operation, f"{_WSDL}input", name=name, message=f"tns:{name}")
        answer = _answer(name)
        etree.SubElement(operation, f"{_WSDL}output", name=answer, message=f"tns:{answer}")
        for fault in _faults():
            message = f"tns:{_fault_message(fault)}"
            etree.SubElement(operation, f"{_WSDL}fault", name=fault, message=message)
    return port_type


def _binding(version: Version, prefix: str) -> etree._Element:
    soap = f"{{{_PREFIXES[prefix]}}}"
    binding = etree.Element(f"{_WSDL}binding", name=_PORTS[prefix][1], type=f"tns:{_PORT_TYPE}")
    etree.SubElement(binding, f"{soap}binding", style="document", transport=_OVER_HTTP)
    for name in operations(version):
        operation = etree.SubElement(binding, f"{_WSDL}operation", name=name)
        etree.SubElement(operation, f"{soap}operation", soapAction=name, style="document")
        asked = etree.SubElement(operation, f"{_WSDL}input", name=name)
        etree.SubElement(asked, f"{soap}header", message=f"tns:{_HEADER}", part=_HEADER, use="literal")
        etree.SubElement(asked, f"{soap}body", use="literal")
        answered = etree.SubElement(operation, f"{_WSDL}output", name=_answer(name))
        etree.SubElement(answered, f"{soap}body", use="literal")
        for fault in _faults():
            element = etree.SubElement(operation, f"{_WSDL}fault", name=fault)
            etree.SubElement(element, f"{soap}fault", name=fault, use="literal")
    return binding


def _service(address: str) -> etree._Element:
    service = etree.Element(f"{_WSDL}service", name="IpsApiService")
    for prefix, (name, binding) in _PORTS.items():
        port = etree.SubElement(service, f"{_WSDL}port", name=name, binding=f"tns:{binding}")
        etree.SubElement(port, f"{{{_PREFIXES[prefix]}}}address", location=address)
    return service
