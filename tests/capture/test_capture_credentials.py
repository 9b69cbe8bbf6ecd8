"""Reading a capture drops its credentials: no tree, report, exception, or log contains them."""

import base64
import gzip
import logging
from collections.abc import Callable, Iterator

import pytest
from capture_samples import (
    HEADER_NAMESPACE,
    NAMESPACE,
    PAYLOAD,
    SOAP_NAMESPACES,
    chunked,
    envelope,
    request,
    response,
)
from captured import open_source
from lxml import etree

import ipsxml
from ipsxml.capture import Opened
from ipsxml.errors import CaptureError

SECRET = "hunter2-correct-horse"  # noqa: S105 - an example to search for
ENCODED = base64.b64encode(f"operator@example.com:{SECRET}".encode()).decode()
START = SECRET[:6]  # the part that even a truncated document contains
OLD_NAMESPACE = "http://www.scene7.com/IpsApi"
SECURITY_NAMESPACE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
HARMLESS = (
    "<locale>en-US</locale><appName>example-client</appName><appVersion>1.2</appVersion>"
    "<gzipResponse>true</gzipResponse><faultHttpStatusCode>200</faultHttpStatusCode>"
)


def auth_header(content: str, attributes: str = "") -> str:
    return f'<authHeader xmlns="{HEADER_NAMESPACE}"{attributes}>{content}</authHeader>'


def old_header(name: str) -> str:
    return f'<{name} xmlns="{OLD_NAMESPACE}">{SECRET}</{name}>'


HEADERS = {
    "user": auth_header(f"<user>{SECRET}</user>"),
    "password": auth_header(f"<user>operator@example.com</user>\n<password>{SECRET}</password>\n"),
    "accessToken": auth_header(f"<accessToken>{SECRET}</accessToken>"),
    "samlResponse": auth_header(f"<samlResponse>{SECRET}</samlResponse>"),
    "all, late": auth_header(
        f"{HARMLESS}<accessToken>{SECRET}</accessToken><password>{SECRET}</password><user>{SECRET}</user>"
    ),
    "prefixed": auth_header(f"<a:password>{SECRET}</a:password>")
    .replace("authH", "a:authH")
    .replace("ns=", "ns:a="),
    "in CDATA": auth_header(f"<password><![CDATA[{SECRET}]]></password>"),
    "in a comment": auth_header(f"<password>x</password><!-- {SECRET} -->"),
    "in an instruction": auth_header(f"<?password {SECRET}?>"),
    "in a child": auth_header(f"<password><value>{SECRET}</value></password>"),
    "after a member": auth_header(f"<password>x</password>{SECRET}"),
    "in an attribute": auth_header(f'<password value="{SECRET}"/>'),
    "wrong case": auth_header(f"<Password>{SECRET}</Password><USER>{SECRET}</USER>"),
    "wrong namespace": f'<authHeader xmlns="{NAMESPACE}"><password>{SECRET}</password></authHeader>',
    "no namespace": f"<authHeader><password>{SECRET}</password></authHeader>",
    "twice": auth_header("<user>x</user>") + auth_header(f"<password>{SECRET}</password>"),
    "must be understood": auth_header(f"<password>{SECRET}</password>", ' s:mustUnderstand="1"'),
    "AuthUser": old_header("AuthUser"),
    "AuthPassword": old_header("AuthUser") + old_header("AuthPassword"),
    "WS-Security": f'<w:Security xmlns:w="{SECURITY_NAMESPACE}" s:mustUnderstand="1"><w:UsernameToken>'
    f"<w:Username>{SECRET}</w:Username><w:Password>{SECRET}</w:Password></w:UsernameToken></w:Security>",
    "WS-Security attribute": f'<w:Security xmlns:w="{SECURITY_NAMESPACE}" w:Id="{SECRET}"/>',
}
FIELDS = {
    "Authorization": f"Authorization: Bearer {SECRET}",
    "Basic": f"Authorization: Basic {ENCODED}",
    "Proxy-Authorization": f"Proxy-Authorization: Digest response={SECRET}",
    "Cookie": f"cookie: session={SECRET}; other=1",
    "Set-Cookie": f"SET-COOKIE: session={SECRET}; Secure",
    "folded": f"Authorization: Bearer\r\n {SECRET}",
}
ELSEWHERE = {
    "payload of the Body": f"<s:Body>{auth_header(f'<password>{SECRET}</password>')}</s:Body>",
    "old payload of the Body": f"<s:Body>{old_header('AuthPassword')}</s:Body>",
    "inside the payload": f'<s:Body><submitJobParam xmlns="{NAMESPACE}">'
    f"{auth_header(f'<password>{SECRET}</password>')}{old_header('AuthPassword')}</submitJobParam></s:Body>",
    "after the Body": f"<s:Body>{PAYLOAD}</s:Body>{auth_header(f'<password>{SECRET}</password>')}",
    "in a fault's detail": "<s:Body><s:Fault><faultcode>a</faultcode><faultstring>b</faultstring><detail>"
    f"{auth_header(f'<password>{SECRET}</password>')}</detail></s:Fault></s:Body>",
}


def with_field(field: str) -> bytes:
    """A valid request with secrets in its head and its body."""
    body = envelope(header=HEADERS["password"])
    return request(field, f"Content-Length: {len(body)}", body=body)


# Valid messages, each with a secret in a different place.
MESSAGES = {
    **{name: envelope(header=header) for name, header in HEADERS.items()},
    **{name: envelope(body) for name, body in ELSEWHERE.items()},
    **{name: with_field(field) for name, field in FIELDS.items()},
}


def contains_secret(text: str) -> bool:
    return START in text or ENCODED[:12] in text


def everything_in(capture: Opened) -> str:
    tree = etree.tostring(capture.payload.getroottree(), encoding="unicode")
    header = "" if capture.auth_header is None else etree.tostring(capture.auth_header, encoding="unicode")
    return f"{tree} {header} {capture!r}"


def raised_with(error: BaseException | None) -> Iterator[BaseException]:
    if error is not None:
        yield error
        yield from raised_with(error.__context__)
        yield from raised_with(error.__cause__)


def everything_about(content: bytes) -> str:
    """The report on ``content`` and every exception that reading it raises, as text."""
    report = repr(ipsxml.validate(content))
    try:
        open_source(content)
    except CaptureError as error:
        attached = [(str(each), repr(each), vars(each)) for each in raised_with(error)]
        return f"{report} {error.message} {error.path} {error.hint} {attached}"
    return report


@pytest.mark.parametrize("soap", SOAP_NAMESPACES)
@pytest.mark.parametrize("name", HEADERS)
def test_a_secret_in_a_soap_header_is_not_in_the_tree(name: str, soap: str) -> None:
    content = envelope(header=HEADERS[name], soap=soap)
    assert SECRET.encode() in content

    capture = open_source(content)

    assert (capture.payload.tag, contains_secret(everything_in(capture))) == (
        f"{{{NAMESPACE}}}stopJobReturn",
        False,
    )


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("of_kind", [request, response])
def test_a_secret_in_an_http_head_is_dropped(name: str, of_kind: Callable[..., bytes]) -> None:
    body = envelope(header=HEADERS["password"])
    content = of_kind(FIELDS[name], f"Content-Length: {len(body)}", body=body)

    capture = open_source(content)

    assert (capture.soap_version, contains_secret(everything_in(capture))) == ("1.1", False)


@pytest.mark.parametrize(
    "content",
    [
        auth_header(f"<user>{SECRET}</user>{HARMLESS}<password>{SECRET}</password>"),
        f"<authHeader><accessToken>{SECRET}</accessToken></authHeader>",
        old_header("AuthUser"),
        old_header("AuthPassword"),
    ],
    ids=["authHeader", "authHeader of no namespace", "AuthUser", "AuthPassword"],
)
def test_a_secret_in_a_bare_header_is_not_in_the_tree(content: str) -> None:
    assert not contains_secret(everything_in(open_source(content.encode())))


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_secret_outside_the_header_is_not_in_the_tree(name: str) -> None:
    capture = open_source(envelope(ELSEWHERE[name]))

    assert not contains_secret(everything_in(capture))


@pytest.mark.parametrize("name", ["all, late", "must be understood"])
def test_harmless_members_of_an_auth_header_are_kept(name: str) -> None:
    header = HEADERS[name].replace(
        "</authHeader>", f"{HARMLESS}</authHeader>" if name != "all, late" else "</authHeader>"
    )

    found = open_source(envelope(header=header)).auth_header

    assert found is not None
    assert [(etree.QName(child).localname, child.text) for child in found] == [
        ("locale", "en-US"),
        ("appName", "example-client"),
        ("appVersion", "1.2"),
        ("gzipResponse", "true"),
        ("faultHttpStatusCode", "200"),
    ]


def test_only_harmless_members_of_an_auth_header_are_validated() -> None:
    header = auth_header(
        f"<user>{SECRET}</user><password>{SECRET}</password>\n<gzipResponse>maybe</gzipResponse>"
    )

    [issue] = ipsxml.validate(envelope(header=header)).issues

    assert (issue.message, issue.path, issue.line) == (
        "'maybe' is not true, false, 1, or 0",
        "/Envelope/Header/authHeader/gzipResponse",
        2,
    )


def test_an_element_with_credentials_inside_a_value_is_still_an_error() -> None:
    header = auth_header(f"<appName>{SECRET}<user id='{SECRET}'>{SECRET}</user>{SECRET}</appName>")

    [issue] = ipsxml.validate(envelope(header=header)).issues

    assert (issue.code, issue.path) == (
        "unexpected-element",
        "/Envelope/Header/authHeader/appName/user",
    )
    assert SECRET not in str(issue)


def test_lines_far_down_are_right_after_dropped_members() -> None:
    header = auth_header(
        "<user>u</user>\n<password>p</password>\n<gzipResponse>maybe</gzipResponse>\n<locale>en</locale>"
    )

    [issue] = ipsxml.validate(envelope(header="\n" * 70_000 + header)).issues

    assert (issue.path, issue.line) == ("/Envelope/Header/authHeader/gzipResponse", 70_003)


@pytest.mark.parametrize("strict", [False, True])
def test_no_report_contains_a_secret(strict: bool) -> None:
    reports = [repr(ipsxml.validate(content, strict=strict)) for content in MESSAGES.values()]

    assert [report for report in reports if contains_secret(report)] == []


@pytest.mark.parametrize("name", MESSAGES)
def test_errors_about_a_truncated_message_contain_no_secret(name: str) -> None:
    content = MESSAGES[name]

    texts = [everything_about(content[:end]) for end in range(0, len(content), 3)]

    assert [each for each in texts if contains_secret(each)] == []


@pytest.mark.parametrize("name", MESSAGES)
def test_errors_about_a_malformed_message_contain_no_secret(name: str) -> None:
    content = MESSAGES[name]
    spots = [at for at, byte in enumerate(content) if byte in b'<>/=":?!;\r\n ']
    without = [content[:at] + content[at + 1 :] for at in spots]
    doubled = [content[:at] + content[at : at + 1] * 2 + content[at + 1 :] for at in spots]
    with_nul = [content[:at] + b"\0" + content[at + 1 :] for at in spots[::4]]

    texts = [everything_about(each) for each in [*without, *doubled, *with_nul]]

    assert [each for each in texts if contains_secret(each)] == []


@pytest.mark.parametrize(
    "fields",
    [
        ["Content-Length: 5000"],
        ["Content-Length: 5"],
        ["Transfer-Encoding: chunked", "X: malformed chunks"],
        ["Content-Encoding: br"],
        ["Content-Type: text/xml; charset=nonsense"],
        ["no colon"],
        ["Host: twice"],
    ],
    ids=lambda fields: fields[0],
)
@pytest.mark.parametrize("name", FIELDS)
def test_errors_about_a_bad_http_message_contain_no_secret(name: str, fields: list[str]) -> None:
    body = envelope(header=HEADERS["password"])
    sent = chunked(body)[:-9] if "chunks" in str(fields) else b"\xff" + body
    content = request(*fields, FIELDS[name], body=sent)

    assert not contains_secret(everything_about(content))


@pytest.mark.parametrize(
    "field", [f"Authorization Bearer {SECRET}", f"Cookie : session={SECRET}", f"Authorization: {SECRET}\0"]
)
def test_errors_about_a_malformed_header_field_contain_no_secret(field: str) -> None:
    content = request(field, body=envelope())

    assert not contains_secret(everything_about(content))


def test_errors_about_a_wrong_encoding_contain_no_secret() -> None:
    document = envelope(header=HEADERS["password"])
    contents = [
        document.replace(SECRET.encode(), SECRET.encode() + b"\xff"),
        b'<?xml version="1.0" encoding="utf-16"?>' + document,
        b'<?xml version="1.0" encoding="nonsense"?>' + document,
        b'<?xml version="1.0" encoding="cp037"?>' + document,
        document.decode().encode("utf-16") + b"\n",
        gzip.compress(document)[:-4],
        b"<!DOCTYPE a>" + document,
    ]

    texts = [everything_about(content) for content in contents]

    assert [each for each in texts if contains_secret(each)] == []


def test_nothing_is_logged_or_printed(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)

    for content in MESSAGES.values():
        ipsxml.validate(content)
        ipsxml.validate(content[:-5])

    assert (caplog.records, capfd.readouterr()) == ([], ("", ""))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (f"<password>{SECRET}</password><password>{SECRET}</password>", "repeated-element"),
        (f'<password a="{SECRET}"/>', "unexpected-attribute"),
        (f"<password>{SECRET}<b>{SECRET}</b>{SECRET}</password>", "unexpected-element"),
        (f"<Password>{SECRET}</Password>", "unexpected-element"),
        (f'<password xmlns="urn:x">{SECRET}</password>', "wrong-namespace"),
        (f"<samlResponse>{SECRET}</samlResponse>", "unexpected-element"),
    ],
)
def test_faults_of_a_dropped_credential_are_still_reported(content: str, code: str) -> None:
    header = f'<authHeader xmlns="{NAMESPACE}">{content}</authHeader>'

    bare = ipsxml.validate(header.encode())
    around = ipsxml.validate(envelope(header=header))

    for report in (bare, around):
        assert [issue.code for issue in report.errors] == [code]
        assert START not in repr(report)
