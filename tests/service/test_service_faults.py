"""Wrong requests get a fault with the reason."""

import pytest
from service_requests import API, FAMILY, NAMESPACES, STOP, RecordingBackend, Service, auth_header, request

import ipsxml
from ipsxml.codec import Plain
from ipsxml.contract import Version
from ipsxml.service import ServiceFault

PAYLOAD = "/Envelope/Body/stopJobParam"


@pytest.mark.parametrize("soap", ["1.1", "1.2"])
def test_a_missing_parameter_is_named(soap: str) -> None:
    answer = Service().post(request(members="<companyHandle>c|7</companyHandle>", soap=soap))

    assert (answer.status, answer.document) == (
        500,
        ipsxml.Document(
            ipsxml.IpsApiFault(
                code=30002,
                reason=f"line 1, {PAYLOAD}: jobHandle is missing: stopJobParam requires it after "
                "companyHandle",
            ),
            "pre-4.0",
            "ipsApiFault",
            soap,
        ),
    )


def test_a_bad_value_is_reported_with_its_line() -> None:
    members = "\n<companyHandle>c|7</companyHandle>\n<numRows>many</numRows>"

    fault = Service().post(request("getJobLogs", members)).fault

    assert fault == (
        "ipsApiFault",
        30001,
        (
            "line 3, /Envelope/Body/getJobLogsParam/numRows: 'many' is not a whole number from "
            "-2147483648 to 2147483647"
        ),
    )


def test_several_kinds_of_errors_make_an_invalid_xml_fault() -> None:
    answer = Service().post(request(members="<jobhandle>j|1</jobhandle><other/>"))

    assert answer.fault == (
        "ipsApiFault",
        30003,
        (
            f"line 1, {PAYLOAD}/jobhandle: jobhandle is not expected here; expected jobHandle; did you mean "
            "jobHandle?; and 2 more"
        ),
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            request(namespace="http://www.scene7.com/IpsApi/xsd/2013-02-15/"),
            (
                f"line 1, {PAYLOAD}: stopJobParam is in http://www.scene7.com/IpsApi/xsd/2013-02-15/, "
                "which is not an IPS namespace; did you mean http://www.scene7.com/IpsApi/xsd/2013-02-15?"
            ),
        ),
        (
            request(namespace=""),
            f"line 1, {PAYLOAD}: stopJobParam has no namespace, so its API version is unknown",
        ),
        (
            request(namespace="http://example.com/"),
            f"line 1, {PAYLOAD}: stopJobParam is in http://example.com/, which is not an IPS namespace",
        ),
        (
            request("searchAssets"),
            "line 1, /Envelope/Body/searchAssetsParam: searchAssetsParam is outside the job family",
        ),
        (
            request("getAssetJobLogs", api="pre-4.0"),
            (
                "line 1, /Envelope/Body/getAssetJobLogsParam: pre-4.0 has no getAssetJobLogsParam; "
                "getAssetJobLogsParam was added in 2008-01-15; this document's version is pre-4.0"
            ),
        ),
        (
            request().replace(b"stopJobParam", b"stopJobReturn"),
            (
                "line 1, /Envelope/Body/stopJobReturn: stopJobReturn is an IPS document, but does not "
                "request an operation"
            ),
        ),
    ],
    ids=["misspelled", "none", "foreign", "other-operation", "later-operation", "no-operation"],
)
def test_a_payload_that_requests_no_job_operation_is_rejected(content: bytes, reason: str) -> None:
    assert Service().post(content).fault == ("ipsApiFault", 30003, reason)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "line 1: the content is empty"),
        (b'{"stopJobParam": {}}', "line 1: not XML: the content does not begin with <"),
        (b"POST / HTTP/1.1\r\n\r\n<a/>", "line 1: not XML: the content does not begin with <"),
        (b"<a/>", "/a: expected a SOAP Envelope or a Request"),
        (
            f'<s:Envelope xmlns:s="{NAMESPACES["1.1"]}"><s:Body/></s:Envelope>'.encode(),
            "line 1, /Envelope/Body: the Body is empty",
        ),
    ],
    ids=["empty", "json", "http", "bare", "no-payload"],
)
def test_a_request_that_is_not_soap_is_rejected(content: bytes, reason: str) -> None:
    assert Service().post(content).fault == ("ipsApiFault", 30003, reason)


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>',
        b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>',
        b'<!DOCTYPE a SYSTEM "http://example.com/a.dtd">' + request(),
        b"<a>" * 300 + b"</a>" * 300,
        request()[:-20],
        request().replace(b"c|7", b"\xff"),
        b'<?xml version="1.0" encoding="rot13"?>' + request(),
        b"\0\1\2\3",
    ],
    ids=["bomb", "file", "dtd", "deep", "cut", "bytes", "encoding", "binary"],
)
def test_hostile_bodies_are_rejected(content: bytes) -> None:
    backend = RecordingBackend()

    answer = Service(backend).post(content)

    assert (answer.status, answer.fault[:2], backend.calls) == (500, ("ipsApiFault", 30003), [])
    assert "root:" not in answer.fault[2]


def test_an_invalid_header_is_an_invalid_request() -> None:
    header = auth_header("<gzipResponse>perhaps</gzipResponse>")

    assert Service().post(request(header=header)).fault == (
        "ipsApiFault",
        30001,
        "line 1, /Envelope/Header/authHeader/gzipResponse: 'perhaps' is not true, false, 1, or 0",
    )


def test_an_element_of_a_later_version_is_rejected_in_an_earlier_one() -> None:
    members = "<includeWaitingJobs>true</includeWaitingJobs>"

    assert Service().post(request("getActiveJobs", members, api="2013-08-29-beta")).status == 200
    assert Service().post(request("getActiveJobs", members, api=API)).fault[:2] == ("ipsApiFault", 30003)


class Failing:
    """A backend that raises an exception or returns an invalid answer."""

    def __init__(self, failure: Exception | dict[str, Plain]) -> None:
        self._failure = failure

    def answer(self, operation: str, parameters: dict[str, Plain], version: Version) -> dict[str, Plain]:  # noqa: ARG002
        if isinstance(self._failure, Exception):
            raise self._failure
        return self._failure


@pytest.mark.parametrize(
    ("failure", "fault"),
    [
        (
            ServiceFault("authorizationFault", 20003, "not \1allowed"),
            ("authorizationFault", 20003, "not \ufffdallowed"),
        ),
        (
            ZeroDivisionError("division by zero"),
            ("ipsApiFault", 30000, "the backend failed: ZeroDivisionError: division by zero"),
        ),
        (
            {"jobHandle": 7},
            (
                "ipsApiFault",
                30000,
                f"the answer is not valid in version {API}: jobHandle: 7 is not a string",
            ),
        ),
    ],
    ids=["fault", "exception", "answer"],
)
def test_a_failing_backend_results_in_a_fault(
    failure: Exception | dict[str, Plain], fault: tuple[str, int, str]
) -> None:
    members = "<companyHandle>c|7</companyHandle><jobName>winter</jobName>"

    assert Service(Failing(failure)).post(request("submitJob", members)).fault == fault


def test_faults_are_in_the_namespace_of_the_family() -> None:
    answer = Service().post(request(members="", api="2008-01-15"))

    assert f'<tns:ipsApiFault xmlns:tns="{FAMILY}">'.encode() in answer.content
    assert STOP.encode() not in answer.content
