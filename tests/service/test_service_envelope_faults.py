"""Faults about the envelope have the fault codes that SOAP defines."""

import pytest
from lxml import etree
from service_requests import NAMESPACES, RecordingBackend, Service, auth_header, request

STRANGE = '<t:key xmlns:t="urn:t" soap:mustUnderstand="1">not-a-real-key</t:key>'
TYPES = {"1.1": "text/xml", "1.2": "application/soap+xml"}
REASON = "line 1, /Envelope/Header/key: the header key has mustUnderstand set, but IPS does not know it"
VERSIONS = "the Envelope must be in the namespace of SOAP 1.1 or SOAP 1.2"


def fault_in(content: bytes) -> dict[str, str]:
    """The texts of a SOAP fault by local name, and the names in its header blocks."""
    root = etree.fromstring(content)
    found = {
        etree.QName(element).localname: element.text
        for element in root.iterfind(".//{*}Fault//*")
        if element.text
    }
    for element in root.iter("{*}NotUnderstood", "{*}SupportedEnvelope"):
        prefix, _, name = element.attrib["qname"].partition(":")
        found[f"{{{element.nsmap[prefix]}}}{name}"] = etree.QName(element).localname
    return found


@pytest.mark.parametrize(
    ("soap", "fault"),
    [
        ("1.1", {"faultcode": "soapenv:MustUnderstand", "faultstring": REASON}),
        ("1.2", {"Value": "soapenv:MustUnderstand", "Text": REASON, "{urn:t}key": "NotUnderstood"}),
    ],
)
def test_a_mandatory_unknown_header_is_a_must_understand_fault(soap: str, fault: dict[str, str]) -> None:
    backend = RecordingBackend()
    service = Service(backend)

    answer = service.post(request(soap=soap, header=STRANGE), Accept_Encoding="")

    assert (answer.status, answer.headers["Content-Type"]) == (500, f"{TYPES[soap]}; charset=utf-8")
    assert fault_in(answer.content) == fault
    assert backend.calls == []
    [exchange] = service.application.journal.exchanges
    assert str(exchange) == "- - 500 MustUnderstand"
    assert (exchange.answered, exchange.fault_code, exchange.reason) == ("MustUnderstand", None, REASON)


@pytest.mark.parametrize(
    ("soap", "fault"),
    [
        ("1.1", {"faultcode": "soapenv:VersionMismatch", "faultstring": VERSIONS}),
        (
            "1.2",
            {
                "Value": "soapenv:VersionMismatch",
                "Text": VERSIONS,
                **{f"{{{namespace}}}Envelope": "SupportedEnvelope" for namespace in NAMESPACES.values()},
            },
        ),
    ],
)
@pytest.mark.parametrize("namespace", ["http://schemas.xmlsoap.org/soap/envelop/", ""])
def test_an_envelope_of_another_version_is_a_version_mismatch(
    soap: str, fault: dict[str, str], namespace: str
) -> None:
    content = request().replace(NAMESPACES["1.1"].encode(), namespace.encode())
    if not namespace:
        content = content.replace(b"soap:", b"").replace(b"xmlns:soap", b"xmlns")

    answer = Service().post(content, Content_Type=TYPES[soap])

    assert answer.status == 500
    assert fault_in(answer.content) == fault


@pytest.mark.parametrize("soap", ["1.1", "1.2"])
def test_a_soap_fault_has_the_requested_status(soap: str) -> None:
    header = STRANGE + auth_header("<faultHttpStatusCode>200</faultHttpStatusCode>")

    assert Service().post(request(soap=soap, header=header)).status == 200


@pytest.mark.parametrize("soap", ["1.1", "1.2"])
def test_a_mandatory_header_for_another_receiver_is_ignored(soap: str) -> None:
    receiver = "actor" if soap == "1.1" else "role"
    header = f'<t:key xmlns:t="urn:t" soap:mustUnderstand="1" soap:{receiver}="urn:somebody-else"/>'

    assert Service().post(request(soap=soap, header=header)).document.element == "stopJobReturn"
