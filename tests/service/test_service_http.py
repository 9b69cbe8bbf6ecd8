"""The HTTP layer: compression, status codes, SOAPAction, size limits, and encodings."""

import gzip
from typing import TYPE_CHECKING, Literal

import pytest
from service_requests import API, RecordingBackend, Service, auth_header, request

import ipsxml
from ipsxml.contract import Version, versions
from ipsxml.contract.operations import operations
from ipsxml.service import Exchange
from ipsxml.service.request_body import MOST_BYTES

if TYPE_CHECKING:
    from ipsxml.codec import Plain

STOPPED = ipsxml.Document(ipsxml.StopJobReturn(), API, "stopJobReturn", "1.1")
BAD = "<companyHandle>c|7</companyHandle>"


@pytest.mark.parametrize(
    ("soap", "content_type"),
    [("1.1", "text/xml; charset=utf-8"), ("1.2", "application/soap+xml; charset=utf-8")],
)
def test_an_answer_has_the_soap_and_api_version_of_the_request(soap: str, content_type: str) -> None:
    answer = Service().post(request(soap=soap, api="2008-01-15"), path="/any/path")

    assert (answer.status, answer.headers["Content-Type"], answer.document) == (
        200,
        content_type,
        ipsxml.Document(ipsxml.StopJobReturn(), "2008-01-15", "stopJobReturn", soap),
    )


@pytest.mark.parametrize("version", versions()[1:], ids=lambda version: version.name)
@pytest.mark.parametrize("soap", ["1.1", "1.2"])
def test_every_request_of_every_version_is_understood_and_answered(
    version: Version, soap: Literal["1.1", "1.2"]
) -> None:
    samples = [
        ipsxml.sample(f"{operation}Param", api=version.name, seed=7, complete=True, envelope=soap)
        for operation in operations(version)
    ]
    service = Service()

    answers = [service.post(ipsxml.encode(document)).document for document in samples]

    assert [exchange.payload for exchange in service.application.journal.exchanges] == [
        document.payload for document in samples
    ]
    assert [(answer.element, answer.api_version, answer.soap_version) for answer in answers] == [
        (f"{operation}Return", version.name, soap) for operation in operations(version)
    ]


def test_an_unknown_version_is_answered_in_its_own_namespace() -> None:
    namespace, backend = "http://www.scene7.com/IpsApi/xsd/2012-12-24", RecordingBackend()
    service = Service(backend)

    answer = service.post(request("getActiveJobs", "", namespace=namespace))

    assert f'<getActiveJobsReturn xmlns="{namespace}">'.encode() in answer.content
    assert answer.document.api_version == "2012-02-14"
    assert backend.calls == [("getActiveJobs", {}, "2012-02-14")]
    assert service.application.journal.exchanges[0].api_version == "2012-02-14"


@pytest.mark.parametrize(
    ("header", "accepted", "compressed"),
    [
        ("", "", False),
        ("", "gzip, deflate", True),
        ("", "gzip;q=0", False),
        ("<gzipResponse>true</gzipResponse>", "", True),
        ("<gzipResponse> 1 </gzipResponse>", "", True),
        ("<gzipResponse>false</gzipResponse>", "gzip", False),
        ("<locale>en-US</locale>", "gzip", True),
    ],
)
@pytest.mark.parametrize("members", ["<companyHandle>c|7</companyHandle><jobHandle>j|1</jobHandle>", BAD])
def test_an_answer_is_compressed_on_request(
    members: str, header: str, accepted: str, compressed: bool
) -> None:
    content = request(members=members, header=auth_header(header))

    answer = Service().post(content, Accept_Encoding=accepted)

    assert answer.headers.get("Content-Encoding") == ("gzip" if compressed else None)
    assert answer.document.element == ("ipsApiFault" if members == BAD else "stopJobReturn")


def test_a_compressed_request_is_read() -> None:
    answer = Service().post(gzip.compress(request()), Content_Encoding="gzip")

    assert answer.document == STOPPED


@pytest.mark.parametrize(
    ("content", "coding", "status", "reason"),
    [
        (b"no gzip", "gzip", 500, "the compressed data is damaged"),
        (gzip.compress(request())[:-9], "gzip", 500, "the compressed data is cut short"),
        (request(), "br", 500, "the request has an unsupported Content-Encoding; expected gzip"),
        (
            gzip.compress(bytes(MOST_BYTES + 1)),
            "gzip",
            413,
            "the content's compression ratio exceeds the limit of 250:1",
        ),
        (
            gzip.compress(bytes(range(256)) * (MOST_BYTES // 256 + 1), 1),
            "gzip",
            413,
            "the decompressed content is larger than the limit of 32 MiB",
        ),
        (bytes(MOST_BYTES + 1), "", 413, "the request is larger than the limit of 32 MiB"),
    ],
    ids=["no-gzip", "cut", "other", "bomb", "large-inside", "large"],
)
def test_content_that_cannot_be_decompressed_is_rejected(
    content: bytes, coding: str, status: int, reason: str
) -> None:
    answer = Service().post(content, Content_Encoding=coding)

    assert (answer.status, answer.fault) == (status, ("ipsApiFault", 30003, reason))


@pytest.mark.parametrize(
    ("requested", "status"),
    [("200", 200), (" 599 ", 599), ("404", 404), ("199", 500), ("600", 500), ("204", 500), ("-1", 500)],
)
@pytest.mark.parametrize("soap", ["1.1", "1.2"])
def test_a_fault_has_the_requested_status(soap: str, requested: str, status: int) -> None:
    header = auth_header(f"<faultHttpStatusCode>{requested}</faultHttpStatusCode>")

    faulty = Service().post(request(members=BAD, header=header, soap=soap))
    good = Service().post(request(header=header, soap=soap))

    assert (faulty.status, faulty.fault[:2], good.status) == (status, ("ipsApiFault", 30002), 200)


def test_a_fault_about_the_envelope_has_the_requested_status() -> None:
    header = auth_header("<faultHttpStatusCode>200</faultHttpStatusCode>")
    content = request(header=header, soap="1.2").replace(b"</soap:Body>", b"<a/></soap:Body>")

    answer = Service().post(content)

    assert (answer.status, answer.document.soap_version, answer.fault[2]) == (
        200,
        "1.2",
        "line 1, /Envelope/Body: the Body contains 2 payloads; expected one",
    )


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"SOAPAction": ""},
        {"SOAPAction": '""'},
        {"SOAPAction": "stopJob"},
        {"SOAPAction": '"stopJob"'},
        {"SOAPAction": '"http://www.scene7.com/IpsApi/stopJob"'},
        {"Content_Type": 'application/soap+xml; charset=utf-8; action="stopJob"'},
    ],
)
def test_a_matching_action_is_accepted(headers: dict[str, str]) -> None:
    assert Service().post(request(), **headers).document == STOPPED


@pytest.mark.parametrize(
    "headers",
    [
        {"SOAPAction": '"deleteJob"'},
        {"Content_Type": 'application/soap+xml; action="deleteJob"'},
        {"SOAPAction": "stopJob", "Content_Type": "application/soap+xml; action=deleteJob"},
    ],
)
def test_an_action_that_contradicts_the_payload_is_rejected(headers: dict[str, str]) -> None:
    assert Service().post(request(), **headers).fault == (
        "ipsApiFault",
        30003,
        "the SOAPAction is deleteJob, but the payload requests stopJob",
    )


def test_the_encoding_named_in_http_wins() -> None:
    service = Service()
    content = '<?xml version="1.0" encoding="utf-8"?>' + request(
        "submitJob", "<companyHandle>c|7</companyHandle><jobName>Mäntel</jobName>"
    ).decode("utf-8")

    service.post(content.encode("latin-1"), Content_Type="text/xml; charset=iso-8859-1")

    assert service.application.journal.exchanges[0].parameters == {
        "companyHandle": "c|7",
        "jobName": "Mäntel",
    }


def test_an_unreadable_body_is_answered_in_the_announced_soap_version() -> None:
    assert Service().post(b"<", Content_Type="application/soap+xml").document.soap_version == "1.2"
    assert Service().post(b"<", Content_Type="text/xml").document.soap_version == "1.1"


def test_every_request_is_recorded() -> None:
    service = Service()

    service.post(request())
    service.post(request(members=BAD, soap="1.2"))
    service.post(b"no XML")

    handles: dict[str, Plain] = {"companyHandle": "c|7", "jobHandle": "j|1"}
    missing = (
        "line 1, /Envelope/Body/stopJobParam: jobHandle is missing: stopJobParam requires it after "
        "companyHandle"
    )
    no_xml = "line 1: not XML: the content does not begin with <"
    exchanges = service.application.journal.exchanges
    assert exchanges == [
        Exchange("1.1", "stopJob", API, handles, "stopJobReturn", 200),
        Exchange("1.2", "stopJob", API, None, "ipsApiFault", 500, 30002, missing),
        Exchange("1.1", None, None, None, "ipsApiFault", 500, 30003, no_xml),
    ]
    assert [str(exchange) for exchange in exchanges] == [
        "stopJob 2013-02-15 200",
        "stopJob 2013-02-15 500 ipsApiFault 30002",
        "- - 500 ipsApiFault 30003",
    ]
    assert [exchange.payload for exchange in exchanges] == [
        ipsxml.StopJobParam(company_handle="c|7", job_handle="j|1"),
        None,
        None,
    ]
