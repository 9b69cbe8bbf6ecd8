"""Checking credentials if the service requires them, without ever revealing them."""

import base64
import logging
import traceback

import pytest
from service_requests import API, FAMILY, RecordingBackend, Service, auth_header, request

import ipsxml
from ipsxml.codec import Plain
from ipsxml.service import Credentials, Exchange
from ipsxml.service.claims import Claim

USER, PASSWORD, TOKEN = "operator@example.com", "not-a-real-password", "not-a-real-token"
SAML_RESPONSE = "not-a-real-saml-response"
WANTED = Credentials(USER, PASSWORD, TOKEN, SAML_RESPONSE)
NONE = (
    "authenticationFault",
    10000,
    "the request has no credentials: expected an authHeader or HTTP Basic",
)
WRONG = ("authenticationFault", 10001, "the credentials were not accepted")


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def in_header(user: str, password: str) -> str:
    return auth_header(f"<user>{user}</user><password>{password}</password>")


def in_old_headers(user: str, password: str) -> str:
    old = 'xmlns="http://www.scene7.com/IpsApi"'
    return f"<AuthUser {old}>{user}</AuthUser><AuthPassword {old}>{password}</AuthPassword>"


def with_token(token: str) -> str:
    return auth_header(f"<accessToken>{token}</accessToken>")


def with_saml_response(response: str) -> str:
    return auth_header(f"<samlResponse>{response}</samlResponse>")


def in_own_namespace(header: str) -> str:
    return header.replace(FAMILY, f"{FAMILY}/{API}")


RIGHT = [
    (in_own_namespace(in_header(USER, PASSWORD)), ""),
    (in_own_namespace(with_token(TOKEN)) + with_token(TOKEN), ""),
    (in_header(USER, PASSWORD), ""),
    (with_token(TOKEN), ""),
    (in_old_headers(USER, PASSWORD), ""),
    ("", basic(USER, PASSWORD)),
    (auth_header("<locale>en-US</locale>"), basic(USER, PASSWORD)),
    (in_header(USER, PASSWORD) + in_old_headers(USER, PASSWORD), basic(USER, PASSWORD)),
]
NOT_RIGHT = [
    (in_own_namespace(in_header(USER, "other")), ""),
    (in_own_namespace(with_token(TOKEN)) + with_token("other"), ""),
    (in_header(USER, "other"), ""),
    (in_header("other", PASSWORD), ""),
    (in_header(USER, PASSWORD + " "), ""),
    (auth_header(f"<user>{USER}</user>"), ""),
    (auth_header(f"<password>{PASSWORD}</password>"), ""),
    (with_token("other"), ""),
    (with_token(""), ""),
    (with_token(PASSWORD), ""),
    (in_old_headers(USER, "other"), ""),
    ("", basic(USER, "other")),
    ("", f"Bearer {TOKEN}"),
    ("", "Basic ?"),
    (in_header(USER, PASSWORD), basic(USER, "other")),
    (in_header(USER, "other"), basic(USER, PASSWORD)),
]


@pytest.mark.parametrize(("header", "authorization"), RIGHT)
@pytest.mark.parametrize("soap", ["1.1", "1.2"])
def test_right_credentials_are_accepted(soap: str, header: str, authorization: str) -> None:
    headers = {"Authorization": authorization} if authorization else {}

    answer = Service(credentials=WANTED).post(request(header=header, soap=soap), **headers)

    assert answer.document == ipsxml.Document(ipsxml.StopJobReturn(), API, "stopJobReturn", soap)


@pytest.mark.parametrize(
    ("api", "response", "code"),
    [
        ("2016-01-14-beta", SAML_RESPONSE, None),
        ("2016-01-14-beta", TOKEN, 10001),
        ("2014-04-03", SAML_RESPONSE, 10000),
    ],
)
def test_a_saml_response_counts_only_in_the_version_that_has_it(
    api: str, response: str, code: int | None
) -> None:
    content = request(header=with_saml_response(response), api=api)

    document = Service(credentials=WANTED).post(content).document

    assert getattr(document.payload, "code", None) == code


def test_a_header_in_a_wrong_namespace_is_explained() -> None:
    header = in_header(USER, PASSWORD).replace(FAMILY, f"{FAMILY}/2008-01-15")

    _, code, reason = Service(credentials=WANTED).post(request(header=header)).fault

    assert (code, "this authHeader is not checked" in reason) == (10000, True)


@pytest.mark.parametrize(("header", "authorization"), NOT_RIGHT)
def test_wrong_credentials_are_rejected(header: str, authorization: str) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    backend = RecordingBackend()

    answer = Service(backend, WANTED).post(request(header=header), **headers)

    assert (answer.status, answer.fault, backend.calls) == (500, WRONG, [])


@pytest.mark.parametrize("header", ["", auth_header("<locale>en-US</locale>"), auth_header("")])
def test_a_request_without_credentials_is_rejected(header: str) -> None:
    backend = RecordingBackend()

    answer = Service(backend, WANTED).post(request(header=header))

    assert (answer.fault, backend.calls) == (NONE, [])


def test_credentials_are_read_only_from_the_soap_header() -> None:
    other = f'<Header xmlns="urn:other">{in_header(USER, PASSWORD)}</Header></soap:Envelope>'
    content = request().replace(b"</soap:Envelope>", other.encode())

    assert Service(credentials=WANTED).post(content).fault == NONE


def test_a_service_without_a_token_accepts_no_token() -> None:
    service = Service(credentials=Credentials(USER, PASSWORD))

    assert service.post(request(header=with_token(""))).fault == WRONG
    assert service.post(request(header=with_token("None"))).fault == WRONG


def test_no_credentials_are_required_by_default() -> None:
    assert Service().post(request(header=in_header("who", "ever"))).status == 200


def test_an_authentication_fault_has_the_requested_status() -> None:
    header = auth_header("<faultHttpStatusCode>200</faultHttpStatusCode>")

    answer = Service(credentials=WANTED).post(request(header=header))

    assert (answer.status, answer.fault) == (200, NONE)


@pytest.mark.parametrize(("header", "authorization"), [*RIGHT, *NOT_RIGHT])
@pytest.mark.parametrize(
    "spoil", [b"", b"jobHandle", b"</soap:Body>", b"stopJobParam>", b"<soap:Header>", b"Param xmlns"]
)
def test_no_secret_is_revealed(
    spoil: bytes, header: str, authorization: str, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    caplog.set_level(logging.DEBUG)
    service = Service(credentials=WANTED)

    answer = service.post(request(header=header).replace(spoil, b"<" + spoil), **headers)

    revealed = (
        answer.content.decode()
        + repr(answer.headers)
        + repr(service.application.journal.exchanges)
        + caplog.text
    )
    assert [secret for secret in (USER, PASSWORD, TOKEN, SAML_RESPONSE) if secret in revealed] == []


def test_no_repr_shows_a_secret() -> None:
    claim = Claim(USER, PASSWORD, TOKEN)

    assert repr(WANTED) == f"Credentials(user={USER!r})"
    assert f"{claim} {claim!r}" == "Claim(…) Claim(…)"


def test_a_failing_backend_reveals_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    class Failing:
        def answer(self, *_: object) -> dict[str, Plain]:
            raise ZeroDivisionError

    service = Service(Failing(), WANTED)

    service.post(request(header=in_header(USER, PASSWORD)), Authorization=basic(USER, PASSWORD))

    [record] = caplog.records
    assert record.exc_info is not None
    revealed = caplog.text + "".join(traceback.format_exception(record.exc_info[1]))
    assert [secret for secret in (USER, PASSWORD, TOKEN, SAML_RESPONSE) if secret in revealed] == []
    handles: dict[str, Plain] = {"companyHandle": "c|7", "jobHandle": "j|1"}
    reason = "the backend failed: ZeroDivisionError: "
    assert service.application.journal.exchanges == [
        Exchange("1.1", "stopJob", API, handles, "ipsApiFault", 500, 30000, reason)
    ]
