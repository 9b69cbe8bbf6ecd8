"""SOAP 1.1 and 1.2: the payload inside an envelope, and invalid envelopes."""

import pytest
from capture_samples import (
    HEADER_NAMESPACE,
    NAMESPACE,
    PAYLOAD,
    PAYLOAD_TAG,
    SOAP_NAMESPACES,
    Refusal,
    envelope,
    refusal_of,
)
from captured import open_source
from lxml import etree

import ipsxml
from ipsxml.issues import Issue

BODY = f"<s:Body>{PAYLOAD}</s:Body>"
BODY_PATH = "/Envelope/Body"
AFTER_BODY = "the Envelope contains an element that is not allowed after the Body"
FAULT_PATH = "/Envelope/Body/Fault"
IPS_FAULT = f'<ipsApiFault xmlns="{HEADER_NAMESPACE}"><code>30000</code><reason>in use</reason></ipsApiFault>'
OTHER_DETAIL = '<trace xmlns="urn:example">at line 7</trace>'
of_both_versions = pytest.mark.parametrize("soap", SOAP_NAMESPACES)


def fault_1_1(detail: str = "") -> str:
    return (
        "<s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>failed</faultstring>"
        f"{detail}</s:Fault></s:Body>"
    )


def fault_1_2(detail: str = "") -> str:
    return (
        "<s:Body><s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code>"
        f'<s:Reason><s:Text xml:lang="en">failed</s:Text></s:Reason>{detail}</s:Fault></s:Body>'
    )


def bad(text: str, path: str = "/Envelope") -> Refusal:
    return Refusal("bad-envelope", text, 1, path)


# --- valid envelopes


def test_a_bare_document_is_its_own_payload() -> None:
    capture = open_source(PAYLOAD.encode())

    assert (capture.payload.tag, capture.soap_version, capture.auth_header, capture.issues) == (
        PAYLOAD_TAG,
        None,
        None,
        (),
    )


@of_both_versions
@pytest.mark.parametrize(
    "content",
    [
        BODY,
        f"<s:Header/>{BODY}",
        f"<s:Header> </s:Header>{BODY}",
        f"\n<s:Header/>\n<s:Body>\n{PAYLOAD}\n</s:Body>\n",
        f"<!-- a --><s:Body><!-- b -->{PAYLOAD}<?c d?></s:Body><!-- e -->",
        f"<s:Header/><?a b?><s:Body>\n<!-- c -->{PAYLOAD}</s:Body>",
    ],
    ids=["bare", "header", "white header", "white space", "comments", "instructions"],
)
def test_an_envelope_is_opened(content: str, soap: str) -> None:
    capture = open_source(envelope(content, soap=soap))

    assert (capture.payload.tag, capture.soap_version, capture.auth_header, capture.issues) == (
        PAYLOAD_TAG,
        soap,
        None,
        (),
    )


@of_both_versions
def test_an_envelope_may_use_any_prefix(soap: str) -> None:
    document = f'<Envelope xmlns="{SOAP_NAMESPACES[soap]}"><Body>{PAYLOAD}</Body></Envelope>'

    assert open_source(document.encode()).payload.tag == PAYLOAD_TAG


@of_both_versions
def test_an_envelope_inside_an_envelope_is_a_payload(soap: str) -> None:
    inner = envelope(soap=soap).decode()

    capture = open_source(envelope(f"<s:Body>{inner}</s:Body>", soap=soap))

    assert capture.payload.tag == f"{{{SOAP_NAMESPACES[soap]}}}Envelope"


@pytest.mark.parametrize("after", ['<x xmlns="urn:example"/>', '<x xmlns="urn:example"/>' * 2, "<x/>"])
def test_elements_may_follow_the_body_only_in_soap_1_1(after: str) -> None:
    in_soap_1_1 = open_source(envelope(BODY + after)).payload.tag
    in_soap_1_2 = refusal_of(envelope(BODY + after, soap="1.2"))

    assert (in_soap_1_1, in_soap_1_2) == (
        PAYLOAD_TAG,
        bad(AFTER_BODY),
    )


# --- invalid envelopes


@of_both_versions
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<s:Body/>", bad("the Body is empty", BODY_PATH)),
        ("<s:Body> \n </s:Body>", bad("the Body is empty", BODY_PATH)),
        ("<s:Body><!-- a --></s:Body>", bad("the Body is empty", BODY_PATH)),
        ("", bad("the Envelope has no Body")),
        ("<s:Header/>", bad("the Envelope has no Body")),
        (PAYLOAD, bad("the Envelope has no Body")),
        (f"<Body>{PAYLOAD}</Body>", bad("the Envelope has no Body")),
        (f"<s:body>{PAYLOAD}</s:body>", bad("the Envelope has no Body")),
        (BODY * 2, bad("the Envelope has 2 Body elements; expected one")),
        ("<s:Body/>" * 3, bad("the Envelope has 3 Body elements; expected one")),
        (f"<s:Header/><s:Header/>{BODY}", bad("the Envelope has more than one Header")),
        (f"<s:Header/>{BODY}<s:Header/>", bad("the Envelope has more than one Header")),
        (f"{BODY}<s:Header/>", bad(AFTER_BODY)),
        (f"{BODY}<s:Fault/>", bad(AFTER_BODY)),
        (f"<x/>{BODY}", bad("only a Header is allowed before the Body")),
        (f"<Header/>{BODY}", bad("only a Header is allowed before the Body")),
        (f"<s:Header/><x/>{BODY}", bad("only a Header is allowed before the Body")),
        (f"<s:Body>{PAYLOAD * 2}</s:Body>", bad("the Body contains 2 payloads; expected one", BODY_PATH)),
        (
            f"<s:Body>{PAYLOAD}<s:Fault/></s:Body>",
            bad("the Body contains 2 payloads; expected one", BODY_PATH),
        ),
        (f"<s:Body>x{PAYLOAD}</s:Body>", bad("the Body contains text next to the payload", BODY_PATH)),
        (f"<s:Body>{PAYLOAD}x</s:Body>", bad("the Body contains text next to the payload", BODY_PATH)),
        (
            f"<s:Body>{PAYLOAD}<!-- --><![CDATA[x]]></s:Body>",
            bad("the Body contains text next to the payload", BODY_PATH),
        ),
    ],
)
def test_an_envelope_that_violates_soap_is_refused(content: str, expected: Refusal, soap: str) -> None:
    assert refusal_of(envelope(content, soap=soap)) == expected


@of_both_versions
def test_a_body_with_only_text_is_not_called_empty(soap: str) -> None:
    found = refusal_of(envelope("<s:Body>no such operation</s:Body>", soap=soap))

    assert (found.code, found.path, found.message == "the Body is empty") == (
        "bad-envelope",
        BODY_PATH,
        False,
    )


@pytest.mark.parametrize(
    "namespace",
    [
        "",
        "urn:example",
        "http://schemas.xmlsoap.org/soap/envelope",
        "http://www.w3.org/2003/05/soap-envelope/",
        "http://www.w3.org/2001/12/soap-envelope",
    ],
)
def test_an_envelope_of_neither_version_is_refused(namespace: str) -> None:
    document = f'<Envelope xmlns="{namespace}"><Body>{PAYLOAD}</Body></Envelope>'.encode()

    assert refusal_of(document) == bad("the Envelope is in the namespace of neither SOAP 1.1 nor SOAP 1.2")


def test_an_envelope_error_has_its_line_in_the_file() -> None:
    document = b"\n\n<?xml version='1.0'?>\n" + envelope("\n\n<s:Body>\n</s:Body>")

    assert refusal_of(document) == Refusal("bad-envelope", "the Body is empty", 6, BODY_PATH)


def test_a_bad_envelope_is_the_only_issue_of_its_report() -> None:
    report = ipsxml.validate(envelope("<s:Body/>"))

    issue = Issue("error", "bad-envelope", "the Body is empty", BODY_PATH, 1)
    assert report == ipsxml.Report(issues=(issue,))


# --- headers that must be understood


@of_both_versions
@pytest.mark.parametrize("value", ["1", "true"])
def test_a_header_not_understood_is_an_issue_but_the_payload_is_read(value: str, soap: str) -> None:
    header = f'\n<x:route xmlns:x="urn:example" s:mustUnderstand="{value}">\n<x:hop/></x:route>'

    report = ipsxml.validate(envelope(header=header, soap=soap))

    text = "the header route has mustUnderstand set, but IPS does not know it"
    issue = Issue("error", "header-not-understood", text, "/Envelope/Header/route", 2)
    assert report == ipsxml.Report("2010-01-31", "stopJobReturn", soap, (issue,))


def test_each_header_not_understood_has_its_line_in_the_file() -> None:
    header = '\n<a xmlns="urn:a" s:mustUnderstand="1"/><b/>\n<a xmlns="urn:a" s:mustUnderstand="1"/>'

    capture = open_source(b"\n\n" + envelope(header=header))

    assert [(issue.path, issue.line) for issue in capture.issues] == [
        ("/Envelope/Header/a[1]", 4),
        ("/Envelope/Header/a[2]", 5),
    ]


@of_both_versions
@pytest.mark.parametrize(
    "header",
    [
        '<x xmlns="urn:example"/>',
        '<x xmlns="urn:example" s:mustUnderstand="0"/>',
        '<x xmlns="urn:example" s:mustUnderstand="false"/>',
        '<x xmlns="urn:example" mustUnderstand="1"/>',
        '<x xmlns="urn:example" xmlns:o="urn:other" o:mustUnderstand="1"/>',
        f'<authHeader xmlns="{HEADER_NAMESPACE}" s:mustUnderstand="1"/>',
        f'<authHeader xmlns="{NAMESPACE}" s:mustUnderstand="1"/>',
        '<AuthUser xmlns="http://www.scene7.com/IpsApi" s:mustUnderstand="1">u</AuthUser>',
        '<AuthPassword xmlns="http://www.scene7.com/IpsApi" s:mustUnderstand="1">p</AuthPassword>',
        '<x xmlns="urn:example"><y s:mustUnderstand="1"/></x>',
    ],
    ids=[
        "silent",
        "0",
        "false",
        "no namespace",
        "other namespace",
        "authHeader",
        "authHeader of the version",
        "AuthUser",
        "AuthPassword",
        "inside",
    ],
)
def test_an_optional_or_known_header_causes_no_issue(header: str, soap: str) -> None:
    capture = open_source(envelope(header=header, soap=soap))

    assert (capture.payload.tag, capture.issues) == (PAYLOAD_TAG, ())


NEXT = {
    "1.1": "http://schemas.xmlsoap.org/soap/actor/next",
    "1.2": "http://www.w3.org/2003/05/soap-envelope/role/next",
}
RECEIVER = {"1.1": "actor", "1.2": "role"}


@of_both_versions
@pytest.mark.parametrize(
    ("receiver", "is_ours"),
    [
        ("", True),
        ("next", True),
        ("urn:somebody-else", False),
        ("http://www.w3.org/2003/05/soap-envelope/role/none", False),
    ],
)
def test_only_headers_for_the_receiver_must_be_understood(receiver: str, is_ours: bool, soap: str) -> None:
    named = NEXT[soap] if receiver == "next" else receiver
    header = f'<x xmlns="urn:example" s:mustUnderstand="1" s:{RECEIVER[soap]}="{named}"/>'

    capture = open_source(envelope(header=header, soap=soap))

    assert [issue.code for issue in capture.issues] == (["header-not-understood"] if is_ours else [])


def test_the_soap_1_2_ultimate_receiver_is_the_receiver() -> None:
    role = "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver"
    header = f'<x xmlns="urn:example" s:mustUnderstand="true" s:role="{role}"/>'

    capture = open_source(envelope(header=header, soap="1.2"))

    assert [issue.code for issue in capture.issues] == ["header-not-understood"]


@of_both_versions
@pytest.mark.parametrize(
    "block",
    [
        '<authHeader xmlns="http://www.scene7.com/IpsApi/xsd/2013-02-15" s:mustUnderstand="1"/>',
        '<authHeader s:mustUnderstand="1"/>',
        f'<AuthUser xmlns="{HEADER_NAMESPACE}" s:mustUnderstand="1"/>',
    ],
)
def test_a_known_header_in_a_wrong_namespace_is_not_understood(block: str, soap: str) -> None:
    capture = open_source(envelope(header=block, soap=soap))

    assert [issue.code for issue in capture.issues] == ["header-not-understood"]


# --- faults


@pytest.mark.parametrize(
    ("soap", "content"),
    [
        ("1.1", fault_1_1(f"<detail>{IPS_FAULT}</detail>")),
        ("1.1", fault_1_1(f"<faultactor>urn:a</faultactor><detail>{IPS_FAULT}</detail>")),
        ("1.1", fault_1_1(f"<detail>\n{OTHER_DETAIL}\n{IPS_FAULT}{OTHER_DETAIL}</detail>")),
        ("1.2", fault_1_2(f"<s:Detail>{IPS_FAULT}</s:Detail>")),
        ("1.2", fault_1_2(f"<s:Role>urn:a</s:Role><s:Detail>{OTHER_DETAIL}{IPS_FAULT}</s:Detail>")),
    ],
)
def test_an_ips_fault_inside_a_soap_fault_is_the_payload(soap: str, content: str) -> None:
    report = ipsxml.validate(envelope(content, soap=soap))

    assert report == ipsxml.Report(
        "pre-4.0", "ipsApiFault", soap, fault=ipsxml.Fault(30000, "IPS_API_FAULT_CODE_EXCEPTION")
    )


@pytest.mark.parametrize(
    ("soap", "content"),
    [
        ("1.1", fault_1_1()),
        ("1.1", fault_1_1("<detail/>")),
        ("1.1", fault_1_1("<detail>failed</detail>")),
        ("1.1", fault_1_1(f"<detail>{OTHER_DETAIL}</detail>")),
        ("1.1", fault_1_1(f"<s:detail>{IPS_FAULT}</s:detail>")),
        ("1.1", fault_1_1(f"<detail><x>{IPS_FAULT}</x></detail>")),
        ("1.1", fault_1_1().replace("fault", "s:fault").replace("s:s:", "s:")),
        ("1.2", fault_1_2()),
        ("1.2", fault_1_2(f"<s:Detail>{OTHER_DETAIL}</s:Detail>")),
        ("1.2", fault_1_2(f"<detail>{IPS_FAULT}</detail>")),
    ],
)
def test_a_soap_fault_without_an_ips_fault_comes_from_the_stack(soap: str, content: str) -> None:
    code = "s:Server" if soap == "1.1" else "s:Receiver"

    assert refusal_of(envelope(content, soap=soap)) == Refusal(
        "unsupported-payload",
        f"a SOAP fault from the server's SOAP stack, not from IPS: {code}: failed",
        1,
        FAULT_PATH,
    )


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("java.lang.NullPointerException", "java.lang.NullPointerException"),
        (" two\n  lines\t", "two lines"),
        ("x" * 1000, "x" * 300 + "…"),
        ("\x85\u2028\u200b", "\\u200b"),
        ("failed on &lt;password&gt;Kanarie&lt;/password&gt;", "failed on"),
        ("failed on <password>Kanarie</password> Kanarie", "failed on"),
        ("<a/><password>Kanarie</password>", None),
        ("", None),
    ],
    ids=["words", "lines", "long", "control", "escaped markup", "markup", "an element first", "nothing"],
)
def test_the_reason_of_a_stack_fault_is_shown_on_one_line(reason: str, said: str | None) -> None:
    found = refusal_of(envelope(fault_1_1().replace("failed", reason)))

    expected = "s:Server" + (f": {said}" if said else "")
    assert found.message == f"a SOAP fault from the server's SOAP stack, not from IPS: {expected}"


@pytest.mark.parametrize(
    ("soap", "fault", "missing"),
    [
        ("1.1", "<s:Fault/>", "faultcode"),
        ("1.1", "<s:Fault><faultcode>a</faultcode></s:Fault>", "faultstring"),
        ("1.1", "<s:Fault><faultstring>a</faultstring></s:Fault>", "faultcode"),
        ("1.2", "<s:Fault/>", "Code"),
        ("1.2", "<s:Fault><s:Code/></s:Fault>", "Reason"),
    ],
)
def test_a_soap_fault_without_required_elements_is_refused(soap: str, fault: str, missing: str) -> None:
    assert refusal_of(envelope(f"<s:Body>{fault}</s:Body>", soap=soap)) == bad(
        f"the SOAP Fault has no {missing}", FAULT_PATH
    )


@pytest.mark.parametrize(
    "text", [PAYLOAD.replace("<", "&lt;"), f"<![CDATA[{PAYLOAD}]]>", '\n&lt;?xml version="1.0"?>']
)
def test_a_payload_given_as_escaped_text_or_cdata_gets_a_hint(text: str) -> None:
    found = refusal_of(envelope(f"<s:Body>{text}</s:Body>"))
    assert (found.message, found.hint) == (
        "the Body contains text instead of a payload",
        "the text is XML, escaped or in CDATA: write it as elements",
    )

    wrapped = envelope(f'<s:Body><call xmlns="urn:a">\n<answer>{text}</answer></call></s:Body>')
    [issue] = ipsxml.validate(wrapped).issues
    assert (issue.code, issue.hint) == (
        "unsupported-payload",
        "the text on line 2 is XML, escaped or in CDATA; save it as a separate document",
    )


@pytest.mark.parametrize("soap", SOAP_NAMESPACES)
def test_a_fault_of_the_other_soap_version_is_refused(soap: str) -> None:
    [other] = [namespace for version, namespace in SOAP_NAMESPACES.items() if version != soap]
    content = fault_1_1(f"<detail>{IPS_FAULT}</detail>").replace("<s:Fault>", f'<s:Fault xmlns:s="{other}">')

    [issue] = ipsxml.validate(envelope(content, soap=soap)).issues

    assert (issue.code, issue.message) == (
        "unsupported-payload",
        f"Fault is in {other}, which is not an IPS namespace",
    )


def test_a_header_does_not_change_the_payload() -> None:
    with_header = open_source(
        envelope(header=f'<authHeader xmlns="{HEADER_NAMESPACE}"><user>u</user></authHeader>')
    )
    without = open_source(envelope())

    assert etree.tostring(with_header.payload) == etree.tostring(without.payload)


@pytest.mark.parametrize(
    "namespace",
    ["", "http://www.scene7.com/IpsApi", "http://www.scene7.com/IpsApi/xsd/2013-02-15", "urn:example"],
)
def test_an_auth_header_in_a_wrong_namespace_gets_a_warning(namespace: str) -> None:
    header = f'<authHeader xmlns="{namespace}"><gzipResponse>maybe</gzipResponse></authHeader>'

    [issue] = open_source(envelope(header=header)).issues

    assert (issue.severity, issue.code, issue.path, issue.line) == (
        "warning",
        "wrong-namespace",
        "/Envelope/Header/authHeader",
        1,
    )
    assert issue.message.endswith(f"only the one in {HEADER_NAMESPACE} or {NAMESPACE}")
