"""Connections of the running service: keep-alive, TLS, errors, limits, and shutdown."""

import http.client
import json
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from service_requests import RecordingBackend, request

import ipsxml
from ipsxml.codec import Plain
from ipsxml.contract import Version
from ipsxml.errors import SourceError
from ipsxml.service import Service, serve
from ipsxml.service.request_body import MOST_BYTES

TOO_LARGE = "the request is larger than the limit of 32 MiB"


def port_of(service: Service) -> int:
    return int(service.base_url.rpartition(":")[2])


@contextmanager
def connected(service: Service, host: str = "127.0.0.1") -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(host, port_of(service), timeout=10)
    try:
        yield connection
    finally:
        connection.close()


def talk(service: Service, sent: bytes) -> bytes:
    """Everything received after sending some bytes, until the connection is closed."""
    with socket.create_connection(("127.0.0.1", port_of(service)), timeout=10) as connection:
        connection.sendall(sent)
        received = b""
        while piece := connection.recv(1 << 16):
            received += piece
    return received


def post(version: bytes, *fields: bytes, content: bytes = b"") -> bytes:
    content = content or request()
    head = [b"POST / " + version, b"Host: localhost", b"Content-Length: %d" % len(content), *fields, b"", b""]
    return b"\r\n".join(head) + content


def test_a_connection_serves_many_requests() -> None:
    with serve(RecordingBackend()) as service, connected(service) as connection:
        ports = set()
        for _ in range(3):
            connection.request("POST", "/", request())
            ports.add(connection.sock.getsockname()[1])
            assert ipsxml.decode(connection.getresponse().read()).element == "stopJobReturn"
        connection.request("GET", "/IpsApi.wsdl")
        ports.add(connection.sock.getsockname()[1])
        assert connection.getresponse().read().startswith(b"<?xml")

    assert len(ports) == 1


def test_pipelined_requests_are_answered_in_order() -> None:
    first, second = (post(b"HTTP/1.1", content=request(soap=soap)) for soap in ("1.2", "1.1"))

    with serve(RecordingBackend()) as service:
        received = talk(service, first + second.replace(b"Host:", b"Connection: close\r\nHost:"))

    assert received.count(b"HTTP/1.1 200 OK") == 2
    assert received.index(b"application/soap+xml") < received.index(b"text/xml")


def test_an_http_1_0_client_gets_its_answer_and_a_closed_connection() -> None:
    with serve(RecordingBackend()) as service:
        received = talk(service, post(b"HTTP/1.0"))

    assert received.startswith(b"HTTP/1.0 200 OK\r\n")
    assert b"stopJobReturn" in received


def test_a_client_that_expects_100_continue_gets_it_once() -> None:
    with serve(RecordingBackend()) as service:
        received = talk(service, post(b"HTTP/1.1", b"Expect: 100-continue", b"Connection: close"))

    assert received.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
    assert received.count(b"100 Continue") == 1


def has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


@pytest.mark.skipif(not has_ipv6(), reason="the loopback interface of this machine has no IPv6")
def test_the_loopback_interface_has_ipv6() -> None:
    with serve(RecordingBackend()) as service, connected(service, "::1") as connection:
        connection.request("GET", "/IpsApi.wsdl", headers={"Host": f"[::1]:{port_of(service)}"})
        content = connection.getresponse().read()

    assert f'location="http://[::1]:{port_of(service)}/'.encode() in content


def test_a_service_for_a_container_listens_everywhere() -> None:
    with serve(RecordingBackend(), host="0.0.0.0") as service, connected(service) as connection:  # noqa: S104
        connection.request("GET", "/IpsApi.wsdl", headers={"Host": "ips.example.com"})
        content = connection.getresponse().read()

    assert service.base_url == f"http://127.0.0.1:{port_of(service)}"
    assert f'location="http://127.0.0.1:{port_of(service)}/'.encode() in content


def test_an_unknown_host_is_an_error() -> None:
    with pytest.raises(OSError, match=r"[Nn]ame|nodename|getaddrinfo"):
        serve(RecordingBackend(), host="no-such-host.invalid")


def test_an_invalid_public_url_is_an_error() -> None:
    for public_url in ("ips.example.com", "https://ips.example.com/?a=1", "https://ips.example.com/#a"):
        with pytest.raises(ValueError, match="public_url must be a URL such as https://"):
            serve(RecordingBackend(), public_url=public_url)


def test_a_public_url_is_used_in_the_addresses_of_the_service() -> None:
    with serve(RecordingBackend(), public_url="https://ips.example.com:8443/") as service:
        assert service.url == "https://ips.example.com:8443/scene7/services/IpsApiService"
        assert service.wsdl_url("pre-4.0") == "https://ips.example.com:8443/IpsApi-pre-4.0.wsdl"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A self-signed certificate for localhost, and its key."""
    directory = tmp_path_factory.mktemp("tls")
    cert, key = directory / "cert.pem", directory / "key.pem"
    options = "-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    command = ["openssl", "req", *options.split(), *names, "-keyout", str(key), "-out", str(cert)]
    try:
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    except FileNotFoundError:
        pytest.skip("openssl is not installed; it is needed to make a certificate")
    return cert, key


def test_the_service_supports_tls(certificate: tuple[Path, Path]) -> None:
    cert, key = certificate
    with serve(RecordingBackend(), cert=cert, key=key) as service:
        trusted = ssl.create_default_context(cafile=str(cert))
        connection = http.client.HTTPSConnection("127.0.0.1", port_of(service), context=trusted, timeout=10)
        connection.request("POST", "/", request())
        answer = connection.getresponse().read()
        connection.request("GET", "/IpsApi.wsdl")
        wsdl = connection.getresponse().read()
        connection.close()

    assert service.url.startswith("https://127.0.0.1:")
    assert ipsxml.decode(answer).element == "stopJobReturn"
    assert f'location="{service.url}"'.encode() in wsdl


def test_invalid_certificate_files_are_an_error(tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    cert, key = certificate
    (tmp_path / "none.pem").write_text("not a certificate")

    with pytest.raises(SourceError, match="No such file or directory"):
        serve(RecordingBackend(), cert=tmp_path / "nowhere.pem", key=key)
    with pytest.raises(SourceError, match=r"none\.pem.*: not a PEM certificate with its unencrypted key"):
        serve(RecordingBackend(), cert=tmp_path / "none.pem", key=key)
    with pytest.raises(SourceError, match="not a PEM certificate with its unencrypted key"):
        serve(RecordingBackend(), cert=cert)
    with pytest.raises(SourceError, match="a key requires a certificate"):
        serve(RecordingBackend(), key=key)


@pytest.mark.parametrize("is_chunked", [True, False], ids=["chunked", "with a length"])
def test_a_request_over_the_limit_gets_413(is_chunked: bool) -> None:
    piece = bytes(1 << 20)
    pieces = [piece] * (MOST_BYTES // len(piece) + 1)

    with serve(RecordingBackend()) as service, connected(service) as connection:
        body = iter(pieces) if is_chunked else b"".join(pieces)
        connection.request("POST", "/", body, encode_chunked=is_chunked)
        answer = connection.getresponse()
        content = answer.read()

    assert answer.status == 413
    assert ipsxml.decode(content, ipsxml.IpsApiFault).payload.reason == TOO_LARGE


def test_malformed_chunks_are_a_bad_request() -> None:
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"

    with serve(RecordingBackend()) as service:
        received = talk(service, head + b"no size\r\n")

    assert b" 400 Bad Request\r\n" in received


class Slow:
    """A backend that is slow and signals when it begins."""

    def __init__(self, seconds: float) -> None:
        self.has_begun = threading.Event()
        self._seconds = seconds

    def answer(self, operation: str, parameters: dict[str, Plain], version: Version) -> dict[str, Plain]:  # noqa: ARG002
        self.has_begun.set()
        time.sleep(self._seconds)
        return {}


def test_a_request_in_progress_is_answered_before_the_service_stops() -> None:
    backend = Slow(0.3)
    with serve(backend) as service, connected(service) as connection, ThreadPoolExecutor(1) as pool:
        connection.request("POST", "/", request())
        answer = pool.submit(connection.getresponse)
        assert backend.has_begun.wait(10)
        service.stop()

        assert ipsxml.decode(answer.result(10).read()).element == "stopJobReturn"
        with pytest.raises(OSError, match="refused"):
            talk(service, b"")


def test_requests_received_before_the_service_stops_are_answered() -> None:
    with serve(Slow(0.001)) as service:
        connections = [
            socket.create_connection(("127.0.0.1", port_of(service)), timeout=10) for _ in range(40)
        ]
        for each in connections:
            each.sendall(post(b"HTTP/1.1"))
        service.stop()

        answers = [each.recv(1 << 16) for each in connections]

    assert [answer[:15] for answer in answers] == [b"HTTP/1.1 200 OK"] * 40
    for each in connections:
        each.close()


def test_a_delay_does_not_hold_up_shutdown() -> None:
    with (
        serve(RecordingBackend()) as service,
        connected(service) as connection,
        ThreadPoolExecutor(1) as pool,
    ):
        service.make_trouble(delay=3_000)
        connection.request("POST", "/", request())
        answer = pool.submit(connection.getresponse)
        while not service.requests:
            time.sleep(0.01)
        service.stop()

        response = answer.result(10)
        assert (response.status, response.headers["Connection"]) == (200, "close")


def test_idle_and_incomplete_connections_block_nobody() -> None:
    with serve(RecordingBackend()) as service:
        idle = [socket.create_connection(("127.0.0.1", port_of(service))) for _ in range(50)]
        for half, each in enumerate(idle):
            each.sendall(post(b"HTTP/1.1")[:half])
        with connected(service) as connection:
            connection.request("POST", "/", request())
            assert ipsxml.decode(connection.getresponse().read()).element == "stopJobReturn"

        service.stop()
        for each in idle:
            each.close()


def test_calls_meet_the_requested_trouble() -> None:
    with serve(RecordingBackend()) as service:
        service.make_trouble("stopJob", cut=True)
        service.make_trouble("stopJob", status=503, delay=0.05)
        with connected(service) as connection:
            connection.request("POST", "/", request())
            with pytest.raises(http.client.IncompleteRead):
                connection.getresponse().read()
        with connected(service) as connection:
            begun = time.monotonic()
            connection.request("POST", "/", request())
            answer = connection.getresponse()
            assert (answer.status, time.monotonic() - begun >= 0.05) == (503, True)
            assert answer.read().startswith(b"<!DOCTYPE html>")
            connection.request("POST", "/", request())
            assert connection.getresponse().status == 200


def test_the_control_pages_exist_only_on_request() -> None:
    with serve(RecordingBackend()) as closed, serve(RecordingBackend(), control=True) as opened:
        statuses = []
        for service in (closed, opened):
            with connected(service) as connection:
                connection.request("GET", "/control/clock")
                answer = connection.getresponse()
                statuses.append(answer.status)
                content = answer.read()

    assert statuses == [404, 200]
    assert json.loads(content)["speed"] == 1.0
