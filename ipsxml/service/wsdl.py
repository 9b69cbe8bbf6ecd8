"""The WSDL of the job operations, derived from a version's contract."""

from collections.abc import Iterator

from lxml import etree

from ipsxml.contract import FAMILY_NAMESPACE, PRE_4_0, Version, contract, derive, fixed_namespaces
from ipsxml.service.operations import PARAMETERS, RETURN, operations

_NAMESPACE = "http://www.scene7.com/IpsApi"
_WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
_BINDINGS = {
    "1.1": "{http://schemas.xmlsoap.org/wsdl/soap/}",
    "1.2": "{http://schemas.xmlsoap.org/wsdl/soap12/}",
}
_OVER_HTTP = "http://schemas.xmlsoap.org/soap/http"
_HEADER = "authHeader"
_PREFIXES = {
    "wsdl": _WSDL[1:-1],
    "soap": _BINDINGS["1.1"][1:-1],
    "soap12": _BINDINGS["1.2"][1:-1],
    "tns": _NAMESPACE,
    "common": FAMILY_NAMESPACE,
}


def wsdl(version: Version, address: str) -> bytes:
    """The WSDL of a version: its job operations, document/literal, in SOAP 1.1 and 1.2.

    ``address`` is where the service is. ``authHeader`` is a SOAP header of each operation, the
    three faults are what it may answer instead. Raises ``ValueError`` for the reference contract,
    which no service speaks.
    """
    if version.is_reference:
        raise ValueError("the reference pages have no namespace, and so no WSDL")
    root = etree.Element(
        f"{_WSDL}definitions",
        {"name": "IpsApi", "targetNamespace": _NAMESPACE},
        nsmap={**_PREFIXES, "api": version.namespace},
    )
    etree.SubElement(root, f"{_WSDL}types").extend(_schemas(version))
    root.extend(_messages(version))
    root.append(_port_type(version))
    root.extend(_binding(version, soap) for soap in _BINDINGS)
    root.append(_service(address))
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _schemas(version: Version) -> Iterator[etree._Element]:
    """The version's contract, and what stands in one namespace whatever the version."""
    yield derive(version)
    if version.namespace != FAMILY_NAMESPACE:
        common = derive(PRE_4_0)
        for component in list(common):
            if component.get("name") not in fixed_namespaces():
                common.remove(component)
        yield common


def _faults() -> list[str]:
    return [name for name in fixed_namespaces() if name != _HEADER]


def _messages(version: Version) -> Iterator[etree._Element]:
    parts = {name: f"common:{name}" for name in fixed_namespaces()}
    for operation in operations(version):
        parts |= {operation + suffix: f"api:{operation}{suffix}" for suffix in (PARAMETERS, RETURN)}
    for name, element in parts.items():
        message = etree.Element(f"{_WSDL}message", name=name)
        part = name if name in fixed_namespaces() else "parameters"
        etree.SubElement(message, f"{_WSDL}part", name=part, element=element)
        yield message


def _port_type(version: Version) -> etree._Element:
    port_type = etree.Element(f"{_WSDL}portType", name="IpsApi")
    for name in operations(version):
        operation = etree.SubElement(port_type, f"{_WSDL}operation", name=name)
        asks = contract(version).types[contract(version).elements[name + PARAMETERS]]
        etree.SubElement(operation, f"{_WSDL}documentation").text = asks.documentation
        etree.SubElement(operation, f"{_WSDL}input", message=f"tns:{name}{PARAMETERS}")
        etree.SubElement(operation, f"{_WSDL}output", message=f"tns:{name}{RETURN}")
        for fault in _faults():
            etree.SubElement(operation, f"{_WSDL}fault", name=fault, message=f"tns:{fault}")
    return port_type


def _binding(version: Version, soap_version: str) -> etree._Element:
    soap = _BINDINGS[soap_version]
    binding = etree.Element(f"{_WSDL}binding", name=_port_name(soap_version), type="tns:IpsApi")
    etree.SubElement(binding, f"{soap}binding", style="document", transport=_OVER_HTTP)
    for name in operations(version):
        operation = etree.SubElement(binding, f"{_WSDL}operation", name=name)
        etree.SubElement(operation, f"{soap}operation", soapAction=name, style="document")
        asked = etree.SubElement(operation, f"{_WSDL}input")
        etree.SubElement(asked, f"{soap}header", message=f"tns:{_HEADER}", part=_HEADER, use="literal")
        etree.SubElement(asked, f"{soap}body", use="literal")
        answered = etree.SubElement(operation, f"{_WSDL}output")
        etree.SubElement(answered, f"{soap}body", use="literal")
        for fault in _faults():
            element = etree.SubElement(operation, f"{_WSDL}fault", name=fault)
            etree.SubElement(element, f"{soap}fault", name=fault, use="literal")
    return binding


def _service(address: str) -> etree._Element:
    service = etree.Element(f"{_WSDL}service", name="IpsApiService")
    for soap_version, soap in _BINDINGS.items():
        name = _port_name(soap_version)
        port = etree.SubElement(service, f"{_WSDL}port", name=name, binding=f"tns:{name}")
        etree.SubElement(port, f"{soap}address", location=address)
    return service


def _port_name(soap_version: str) -> str:
    return f"IpsApiSoap{soap_version.replace('.', '')}"
