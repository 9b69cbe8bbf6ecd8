"""A ``Request`` with an ``authHeader`` and one operation's parameters is opened like an envelope."""

import pytest

import ipsxml
from ipsxml.contract import PRE_4_0, version_named
from ipsxml.document_conversion import convert

API = "2014-04-03"
NAMESPACE = version_named(API).namespace
PARAMETERS = "<getJobLogsParam><companyHandle>c|7</companyHandle><numRows>5</numRows></getJobLogsParam>"
HEADER = "<authHeader><user>somebody@example.com</user><password>not-a-real-one</password></authHeader>"
BARE = f'<getJobLogsParam xmlns="{NAMESPACE}">'.encode() + PARAMETERS.partition(">")[2].encode()


def request(*parts: str, namespace: str = NAMESPACE) -> bytes:
    return f'<Request xmlns="{namespace}">{"".join(parts)}</Request>'.encode()


@pytest.mark.parametrize("api", [version.name for version in ipsxml.versions()])
def test_the_parameters_are_the_payload_in_every_version(api: str) -> None:
    namespace = version_named(api).namespace
    needed = "<authHeader><appName>x</appName><appVersion>1</appVersion></authHeader>" if namespace else ""
    content = request(needed, PARAMETERS, namespace=namespace)

    report = ipsxml.validate(content)

    assert (report.valid, report.issues) == (True, ())
    assert (report.element, report.api_version, report.soap_version) == ("getJobLogsParam", api, None)


@pytest.mark.parametrize(
    "parts", [(PARAMETERS,), (HEADER, PARAMETERS), (PARAMETERS, HEADER), (f"\n{PARAMETERS}\n",)]
)
def test_a_request_equals_its_bare_parameters(parts: tuple[str, ...]) -> None:
    content = request(*parts)

    assert ipsxml.decode(content) == ipsxml.decode(BARE)
    assert ipsxml.to_json(content) == ipsxml.to_json(BARE)
    assert ipsxml.diff(content, BARE).changes == ()
    assert convert(content, to="xml").content == convert(BARE, to="xml").content


def test_issues_in_the_parameters_have_their_path_in_the_request() -> None:
    report = ipsxml.validate(request(HEADER, PARAMETERS.replace(">5<", ">five<")))

    assert [(issue.code, issue.path) for issue in report.issues] == [
        ("bad-value", "/Request/getJobLogsParam/numRows")
    ]


@pytest.mark.parametrize("namespace", [NAMESPACE, PRE_4_0.namespace])
def test_the_header_is_validated_in_either_namespace(namespace: str) -> None:
    header = f'<authHeader xmlns="{namespace}"><gzipResponse>maybe</gzipResponse></authHeader>'

    report = ipsxml.validate(request(header, PARAMETERS))

    assert [(issue.code, issue.path) for issue in report.issues] == [
        ("bad-value", "/Request/authHeader/gzipResponse")
    ]


def test_a_header_in_another_namespace_gets_a_warning() -> None:
    header = HEADER.replace("<authHeader>", '<authHeader xmlns="http://example.com/">')

    report = ipsxml.validate(request(header, PARAMETERS))

    assert report.valid
    assert [(issue.severity, issue.code, issue.path) for issue in report.issues] == [
        ("warning", "wrong-namespace", "/Request/authHeader")
    ]


@pytest.mark.parametrize("namespace", [NAMESPACE, PRE_4_0.namespace, "http://example.com/"])
def test_credentials_are_dropped(namespace: str) -> None:
    header = HEADER.replace("<authHeader>", f'<authHeader xmlns="{namespace}">')
    bad = request(header, header, PARAMETERS.replace(">5<", ">five<"))

    shown = f"{ipsxml.validate(bad)} {convert(request(header, PARAMETERS), to='xml')}"

    assert "somebody" not in shown
    assert "not-a-real-one" not in shown


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ((), "the Request contains no operation parameters"),
        ((HEADER,), "the Request contains no operation parameters"),
        ((PARAMETERS, HEADER, PARAMETERS), "the Request contains 2 payloads; expected one"),
        ((HEADER, "getJobLogs", PARAMETERS), "the Request contains text next to the parameters"),
        (
            (PARAMETERS.replace("Param>", 'Param xmlns="http://example.com/">', 1),),
            "getJobLogsParam is in a different namespace than its Request",
        ),
    ],
    ids=["empty", "a header", "two", "text", "another namespace"],
)
def test_a_request_must_contain_exactly_one_payload(parts: tuple[str, ...], message: str) -> None:
    report = ipsxml.validate(request(*parts))

    assert [(issue.code, issue.message) for issue in report.issues] == [("bad-envelope", message)]


def test_an_error_in_a_request_has_its_line_in_the_file() -> None:
    report = ipsxml.validate(b"\n\n" + request("\n", PARAMETERS, "\n", PARAMETERS))

    assert [(issue.path, issue.line) for issue in report.issues] == [("/Request", 3)]


def test_an_unknown_version_is_read_as_the_nearest_one() -> None:
    report = ipsxml.validate(request(PARAMETERS, namespace=NAMESPACE.replace("04-03", "05-01")))

    assert [issue.code for issue in report.issues] == ["unknown-version"]
    assert report.valid


def test_a_request_in_a_foreign_namespace_is_not_a_job_document() -> None:
    report = ipsxml.validate(request(PARAMETERS, namespace="http://example.com/"))

    assert [issue.code for issue in report.issues] == ["unsupported-payload"]


def test_a_request_inside_an_envelope_is_not_a_job_document() -> None:
    soap = "http://schemas.xmlsoap.org/soap/envelope/"
    content = f'<s:Envelope xmlns:s="{soap}"><s:Body>{request(PARAMETERS).decode()}</s:Body></s:Envelope>'

    report = ipsxml.validate(content.encode())

    assert [issue.code for issue in report.issues] == ["unsupported-payload"]
