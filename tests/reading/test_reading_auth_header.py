"""Verdicts on the ``authHeader`` of a request, in both of its namespaces."""

import pytest

import ipsxml
from ipsxml.capture.soap import SOAP_NAMESPACES
from ipsxml.contract import PRE_4_0, version_named

MUST_HAVE = "<appName>Example</appName><appVersion>1.0</appVersion>"
BAD = "<gzipResponse>maybe</gzipResponse>"


def request(members: str, *, api: str, header_api: str) -> bytes:
    header = f'<authHeader xmlns="{version_named(header_api).namespace}">{members}</authHeader>'
    payload = (
        f'<stopJobParam xmlns="{version_named(api).namespace}">'
        "<companyHandle>c|7</companyHandle><jobHandle>j|7</jobHandle></stopJobParam>"
    )
    soap = "http://schemas.xmlsoap.org/soap/envelope/"
    return (
        f'<s:Envelope xmlns:s="{soap}"><s:Header>{header}</s:Header><s:Body>{payload}</s:Body></s:Envelope>'
    ).encode()


@pytest.mark.parametrize("api", [version.name for version in ipsxml.versions()[1:]])
def test_headers_are_validated_in_both_namespaces(api: str) -> None:
    for header_api in (PRE_4_0.name, api):
        good = ipsxml.validate(request(MUST_HAVE, api=api, header_api=header_api))
        bad = ipsxml.validate(request(MUST_HAVE + BAD, api=api, header_api=header_api))

        assert good.issues == ()
        assert [(issue.code, issue.path) for issue in bad.issues] == [
            ("bad-value", "/Envelope/Header/authHeader/gzipResponse")
        ]


@pytest.mark.parametrize(
    ("header_api", "codes"), [("pre-4.0", []), ("2016-01-14-beta", ["missing-element", "missing-element"])]
)
def test_requirements_of_the_newest_version_apply_in_its_namespace(header_api: str, codes: list[str]) -> None:
    content = request("<samlResponse>x</samlResponse>", api="2016-01-14-beta", header_api=header_api)

    assert [issue.code for issue in ipsxml.validate(content).issues] == codes


def test_an_unknown_version_may_have_the_header_in_its_own_namespace() -> None:
    content = request(BAD, api="2013-02-15", header_api="2013-02-15").replace(b"2013-02-15", b"2013-03-01")

    assert [issue.code for issue in ipsxml.validate(content).issues] == ["unknown-version", "bad-value"]


@pytest.mark.parametrize("soap", list(SOAP_NAMESPACES))
@pytest.mark.parametrize("api", [version.name for version in ipsxml.versions()[1:]])
def test_a_mandatory_header_is_understood_in_both_namespaces(api: str, soap: str) -> None:
    saml = "<samlResponse>x</samlResponse>" if api == "2016-01-14-beta" else ""

    for header_api in (PRE_4_0.name, api):
        for must in ('mustUnderstand="1"', 'mustUnderstand="true"'):
            content = request(saml + "<user>x</user>" + MUST_HAVE, api=api, header_api=header_api)
            content = content.replace(b"<authHeader ", f"<authHeader s:{must} ".encode())
            content = content.replace(SOAP_NAMESPACES["1.1"].encode(), SOAP_NAMESPACES[soap].encode())

            report = ipsxml.validate(content)

            assert (report.valid, report.issues, report.soap_version) == (True, (), soap)
            assert ipsxml.decode(content, ipsxml.StopJobParam).payload.job_handle == "j|7"


def test_a_saml_response_is_unexpected_in_versions_without_it() -> None:
    content = request("<samlResponse>x</samlResponse>", api="2013-02-15", header_api="2013-02-15")

    assert [issue.code for issue in ipsxml.validate(content).issues] == ["unexpected-element"]
