"""The names in our WSDLs match the service's own (tables/wsdl_names.tsv)."""

import pytest
from lxml import etree
from tables import WIRE_VERSIONS, rows

from ipsxml.contract import version_named
from ipsxml.service.wsdl import wsdl

WSDL = "{http://schemas.xmlsoap.org/wsdl/}"


def names_in(root: etree._Element) -> dict[str, str]:
    """The facts in the table of names, as found in our WSDL for stopJob."""
    ports = {port.getchildren()[0].tag: port for port in root.iter(f"{WSDL}port")}
    soap, soap12 = (
        ports[f"{{http://schemas.xmlsoap.org/wsdl/{name}/}}address"] for name in ("soap", "soap12")
    )
    [operation] = root.findall(f"{WSDL}portType/{WSDL}operation[@name='stopJob']")
    parts = {
        message.attrib["name"]: (part.attrib["name"], part.attrib["element"].partition(":")[2])
        for message in root.iter(f"{WSDL}message")
        for part in message
    }
    [asked, answered] = (operation.find(f"{WSDL}{name}") for name in ("input", "output"))
    assert asked is not None
    assert answered is not None
    faults = operation.findall(f"{WSDL}fault")
    messages = [fault.attrib["message"].removeprefix("tns:") for fault in faults]
    [action] = {
        node.attrib["soapAction"]
        for bound in root.iterfind(f"{WSDL}binding/{WSDL}operation[@name='stopJob']")
        for node in bound
        if "soapAction" in node.attrib
    }
    assert action == "stopJob"
    return {
        "target namespace": root.attrib["targetNamespace"],
        "definitions": root.attrib["name"],
        "service": next(root.iter(f"{WSDL}service")).attrib["name"],
        "port, SOAP 1.1": soap.attrib["name"],
        "port, SOAP 1.2": soap12.attrib["name"],
        "binding, SOAP 1.1": soap.attrib["binding"].removeprefix("tns:"),
        "binding, SOAP 1.2": soap12.attrib["binding"].removeprefix("tns:"),
        "message of a request": "the operation's name (stopJob), its part: {}, element {}".format(
            *parts["stopJob"]
        ),
        "message of an answer": "the operation's name and Response (stopJobResponse), its part: {}, element "
        "{}".format(*parts["stopJobResponse"]),
        "names of an operation's input and output": f"{asked.attrib['name']}, {answered.attrib['name']}",
        "names of an operation's faults": ", ".join(fault.attrib["name"] for fault in faults),
        "messages of faults": ", ".join(messages),
        "message of the header": f"authHeader, its part: {parts['authHeader'][0]}",
        "SOAPAction": "the operation's name",
        "port type": next(root.iter(f"{WSDL}portType")).attrib["name"],
        "part of a fault message": parts[messages[0]][0],
    }


@pytest.mark.parametrize("version", WIRE_VERSIONS)
def test_names_in_the_wsdl_match_those_of_the_service(version: str) -> None:
    expected = {row["what"]: row["name"] for row in rows("wsdl_names")}

    found = names_in(etree.fromstring(wsdl(version_named(version), "http://ips.example.com/service")))

    for key in ("names of an operation's faults", "messages of faults"):  # in any order
        assert sorted(found.pop(key).split(", ")) == sorted(expected.pop(key).split(", "))
    assert found == expected
