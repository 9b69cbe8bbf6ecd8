"""A ``Request`` without SOAP gets an answer without an envelope."""

import pytest
from service_requests import FAMILY, NAMESPACES, STOP, Answer, RecordingBackend, Service, request

from ipsxml.contract import version_named
from ipsxml.service import Credentials
from ipsxml.service.addresses import PLAIN_PATH, SERVICE_PATH

API = "2014-04-03"
NAMESPACE = version_named(API).namespace
USER, PASSWORD = "operator@example.com", "not-a-real-password"
HEADER = f"<authHeader><user>{USER}</user><password>{PASSWORD}</password></authHeader>"
STOP_JOB = f"<stopJobParam>{STOP}</stopJobParam>"


def plain(*parts: str, namespace: str = NAMESPACE) -> bytes:
    return f'<Request xmlns="{namespace}">{"".join(parts)}</Request>'.encode()


def ask(content: bytes, path: str = PLAIN_PATH) -> Answer:
    return Service(RecordingBackend(), Credentials(USER, PASSWORD)).post(
        content, path, Content_Type="text/xml"
    )


@pytest.mark.parametrize("path", [PLAIN_PATH, SERVICE_PATH, "/"])
@pytest.mark.parametrize("api", ["pre-4.0", "2008-01-15", "2013-02-15", "2014-04-03"])
def test_the_answer_is_bare_in_the_namespace_of_the_request(api: str, path: str) -> None:
    namespace = version_named(api).namespace

    answer = ask(plain(HEADER, STOP_JOB, namespace=namespace), path)

    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/xml; charset=utf-8")
    assert answer.content.decode().splitlines()[1] == f'<stopJobReturn xmlns="{namespace}"></stopJobReturn>'


def test_the_backend_is_called_as_for_an_envelope() -> None:
    backend = RecordingBackend()

    Service(backend).post(plain(STOP_JOB), PLAIN_PATH)
    Service(backend).post(request(api=API))

    assert backend.calls == [("stopJob", {"companyHandle": "c|7", "jobHandle": "j|1"}, API)] * 2


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (
            plain(HEADER.replace("not-a", "a"), STOP_JOB),
            ("authenticationFault", 10001, "the credentials were not accepted"),
        ),
        (
            plain(STOP_JOB),
            (
                "authenticationFault",
                10000,
                "the request has no credentials: expected an authHeader or HTTP Basic",
            ),
        ),
        (
            plain(HEADER),
            ("ipsApiFault", 30003, "line 1, /Request: the Request contains no operation parameters"),
        ),
        (
            plain(HEADER, STOP_JOB, STOP_JOB),
            ("ipsApiFault", 30003, "line 1, /Request: the Request contains 2 payloads; expected one"),
        ),
        (
            plain(HEADER, "<stopJobParam><companyHandle>c|7</companyHandle></stopJobParam>"),
            (
                "ipsApiFault",
                30002,
                (
                    "line 1, /Request/stopJobParam: jobHandle is missing: stopJobParam requires it after "
                    "companyHandle"
                ),
            ),
        ),
        (
            plain(HEADER, "<uploadPostParam><companyHandle>c|7</companyHandle></uploadPostParam>"),
            (
                "ipsApiFault",
                30003,
                (
                    "line 1, /Request/uploadPostParam: uploadPostParam is an IPS document, but does not "
                    "request an operation"
                ),
            ),
        ),
        (b"<a/>", ("ipsApiFault", 30003, "/a: expected a SOAP Envelope or a Request")),
        (b"", ("ipsApiFault", 30003, "line 1: the content is empty")),
    ],
    ids=["wrong", "none", "empty", "two", "missing", "upload", "other", "not XML"],
)
def test_a_fault_is_bare_and_has_status_200(content: bytes, fault: tuple[str, int, str]) -> None:
    answer = ask(content)

    assert (answer.status, answer.fault) == (200, fault)
    assert answer.content.startswith(f'<?xml version="1.0" encoding="UTF-8"?>\n<{fault[0]} '.encode())
    assert answer.document.soap_version is None


def test_a_bare_answer_has_the_requested_status_and_compression() -> None:
    wishes = "<gzipResponse>1</gzipResponse><faultHttpStatusCode>418</faultHttpStatusCode></authHeader>"

    answer = ask(plain(HEADER.replace("</authHeader>", wishes), "<stopJobParam/>"))

    assert (answer.status, answer.headers["Content-Encoding"]) == (418, "gzip")


@pytest.mark.parametrize("soap", NAMESPACES)
def test_an_envelope_at_the_plain_address_gets_an_envelope(soap: str) -> None:
    service = Service()

    answer = service.post(request(soap=soap), PLAIN_PATH)
    fault = service.post(request(members="", soap=soap), PLAIN_PATH)

    assert [answer.document.soap_version, fault.document.soap_version] == [soap, soap]
    assert (answer.status, fault.status) == (200, 500)


def test_an_unknown_soap_version_is_a_mismatch_at_the_plain_address_too() -> None:
    answer = Service().post(request().replace(b"/soap/envelope/", b"/soap/"), PLAIN_PATH)

    assert answer.status == 500
    assert b"<faultcode>soapenv:VersionMismatch</faultcode>" in answer.content


def test_a_header_in_the_namespace_of_older_versions_is_accepted() -> None:
    answer = ask(plain(HEADER.replace("<authHeader>", f'<authHeader xmlns="{FAMILY}">'), STOP_JOB))

    assert answer.document.element == "stopJobReturn"


def test_an_operation_outside_the_job_family_gets_a_bare_fault() -> None:
    answer = ask(plain(HEADER, "<getCompanyInfoParam/>"))

    assert answer.fault[:2] == ("ipsApiFault", 30003)
    assert answer.document.soap_version is None
