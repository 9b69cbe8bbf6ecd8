"""GET requests: the locations of the WSDLs, and the addresses in them."""

import re
import socket

import pytest
from service_requests import Answer, Service

from ipsxml.contract import versions

ENDPOINT = "/scene7/services/IpsApiService"
WSDLS = ["IpsApi.wsdl", *(f"IpsApi-{version.name}.wsdl" for version in versions()[1:])]
LISTENING = "http://127.0.0.1:8000"
FAMILY = "http://www.scene7.com/IpsApi/xsd"


def get(path: str, host: str = "", public_url: str | None = None) -> Answer:
    return Service(public_url=public_url).open(path, headers={"Host": host} if host else {})


def address_in(answer: Answer) -> str:
    [address] = set(re.findall(r'location="(.*?)"', answer.content.decode()))
    return str(address)


@pytest.mark.parametrize(
    ("path", "version"),
    [
        ("/IpsApi.wsdl", ""),
        ("/scene7/webservice/IpsApi.wsdl", ""),
        ("/scene7/webservice/IpsApi-2013-02-15.wsdl", "/2013-02-15"),
        (f"{ENDPOINT}?wsdl", "/2014-04-03"),
        ("/IpsApi-2010-01-31.wsdl?wsdl", "/2010-01-31"),
        ("/IpsApi-2010-01-31.wsdl?wsdl=2013-02-15", "/2013-02-15"),
        (f"{ENDPOINT}?WSDL", "/2014-04-03"),
        (f"{ENDPOINT}?wsdl=2010-01-31", "/2010-01-31"),
        (f"{ENDPOINT}?wsdl=2016-01-14-beta", "/2016-01-14-beta"),
        (f"{ENDPOINT}?wsdl=pre-4.0", ""),
    ],
)
def test_a_wsdl_is_where_clients_look_for_it(path: str, version: str) -> None:
    answer = get(path)

    first = re.search(r'<xs:schema targetNamespace="(.*?)"', answer.content.decode())
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/xml; charset=utf-8")
    assert first is not None
    assert first[1] == FAMILY + version


@pytest.mark.parametrize("path", ["/", ENDPOINT, f"{ENDPOINT}/"])
def test_a_page_lists_all_wsdls(path: str) -> None:
    answer = get(path, host="localhost:8080")

    lines = answer.content.decode().splitlines()
    assert [line for line in lines if line.endswith(".wsdl")] == [
        f"http://localhost:8080/{name}" for name in WSDLS
    ]
    assert f"http://localhost:8080{ENDPOINT}" in answer.content.decode()
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")


@pytest.mark.parametrize(
    ("host", "base"),
    [
        ("", LISTENING),
        ("127.0.0.1:8000", LISTENING),
        ("localhost:8080", "http://localhost:8080"),
        ("LOCALHOST", "http://LOCALHOST"),
        ("ips.localhost:80", "http://ips.localhost:80"),
        ("[::1]:8000", "http://[::1]:8000"),
        (f"{socket.gethostname()}:81", f"http://{socket.gethostname()}:81"),
        ("ips.example.com", LISTENING),
        ("localhost.example.com", LISTENING),
        ("192.0.2.7:8000", LISTENING),
        ("operator@localhost", LISTENING),
        ("localhost/elsewhere", LISTENING),
        ("localhost:x", LISTENING),
        ("localhost?x", LISTENING),
        ("localhost#x", LISTENING),
        ("127.0.0.1:", LISTENING),
        ("[::1", LISTENING),
        ('a\x01"<b>.localhost', LISTENING),
    ],
)
def test_the_address_is_the_requested_host_if_it_is_this_machine(host: str, base: str) -> None:
    assert address_in(get("/IpsApi.wsdl", host)) == base + ENDPOINT


@pytest.mark.parametrize(
    ("public_url", "address"),
    [
        ("https://ips.example.com:8443", f"https://ips.example.com:8443{ENDPOINT}"),
        ("https://ips.example.com/", f"https://ips.example.com{ENDPOINT}"),
        ("https://example.com/ips", f"https://example.com/ips{ENDPOINT}"),
        (f"https://example.com{ENDPOINT}", f"https://example.com{ENDPOINT}"),
    ],
)
def test_a_public_url_takes_precedence_over_the_host(public_url: str, address: str) -> None:
    assert address_in(get("/IpsApi.wsdl", "localhost:8080", public_url)) == address
    assert address in get("/", "localhost:8080", public_url).content.decode()


def test_a_client_can_request_another_address_in_a_wsdl() -> None:
    for option in ("serviceUrl", "serviceurl"):
        answer = get(f"/IpsApi-2008-01-15.wsdl?{option}=HTTP%3A%2F%2Flocalhost%3A8081%2Fproxy%3Fa%3D1")

        assert address_in(answer) == "HTTP://localhost:8081/proxy?a=1"


@pytest.mark.parametrize(
    "address", ["", "localhost:8081", "ftp://localhost", "http://a%01b", "http:///", "http://a:0"]
)
def test_an_invalid_address_is_rejected(address: str) -> None:
    answer = get(f"/IpsApi.wsdl?serviceUrl={address}")

    assert (answer.status, answer.content) == (400, b"serviceUrl must be an http or https URL\n")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/IpsApi-reference.wsdl", 404),
        ("GET", "/IpsApi-1999-01-01.wsdl", 404),
        ("GET", f"{ENDPOINT}?wsdl=1999-01-01", 404),
        ("GET", f"{ENDPOINT}?wsdl=reference", 404),
        ("GET", "/favicon.ico", 404),
        ("GET", "/control", 404),
        ("HEAD", "/IpsApi-pre-4.0.wsdl", 200),
        ("PUT", "/", 405),
        ("DELETE", "/IpsApi-pre-4.0.wsdl", 405),
    ],
)
def test_other_pages_do_not_exist(method: str, path: str, status: int) -> None:
    assert Service().open(path, method).status == status
