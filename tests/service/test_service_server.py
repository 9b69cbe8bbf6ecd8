"""The running service: its addresses, its record of requests, and its shutdown."""

import http.client
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import requests
from service_requests import RecordingBackend, request

import ipsxml
from ipsxml.codec import Plain
from ipsxml.contract import Version
from ipsxml.errors import UnknownVersion
from ipsxml.service import Clock, Exchange, Service, serve

HANDLES: dict[str, Plain] = {"companyHandle": "c|7", "jobHandle": "j|1"}


def post(service: Service, content: bytes) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False  # ignore proxies set in the environment
        return session.post(service.url, data=content, timeout=10)


def test_a_service_listens_on_the_loopback_interface_at_its_own_port() -> None:
    with serve(RecordingBackend()) as one, serve(RecordingBackend()) as other:
        port, other_port = (int(service.base_url.rpartition(":")[2]) for service in (one, other))

        assert (one.base_url, one.url, one.wsdl_url("pre-4.0")) == (
            f"http://127.0.0.1:{port}",
            f"http://127.0.0.1:{port}/scene7/services/IpsApiService",
            f"http://127.0.0.1:{port}/IpsApi-pre-4.0.wsdl",
        )
        assert port != other_port
        with pytest.raises(UnknownVersion):
            one.wsdl_url("2013")
        with pytest.raises(UnknownVersion, match="the reference contract has no namespace"):
            one.wsdl_url("reference")


def test_a_stopped_service_no_longer_answers() -> None:
    service = serve(RecordingBackend())
    post(service, request())

    service.stop()
    service.stop()

    with pytest.raises(requests.ConnectionError):
        post(service, request())
    assert len(service.requests) == 1


def test_a_port_in_use_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.raises(OSError, match="in use"):
        serve(RecordingBackend(), port=listener.getsockname()[1])


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    with serve(RecordingBackend()) as service:
        post(service, request())
        post(service, b"no XML")
        with socket.create_connection(("127.0.0.1", int(service.base_url.rpartition(":")[2]))) as connection:
            connection.sendall(b"no HTTP\r\n\r\n")
            connection.recv(1000)

    assert capfd.readouterr() == ("", "")


def test_a_callback_is_called_for_each_request() -> None:
    exchanges: list[Exchange] = []

    with serve(RecordingBackend(), on_exchange=exchanges.append) as service:
        post(service, request())

    assert (
        exchanges
        == service.requests
        == [Exchange("1.1", "stopJob", "2013-02-15", HANDLES, "stopJobReturn", 200)]
    )


def test_a_chunked_request_is_read() -> None:
    with serve(RecordingBackend()) as service:
        connection = http.client.HTTPConnection(service.base_url.removeprefix("http://"))
        connection.request("POST", "/", iter([request()[:50], request()[50:]]), encode_chunked=True)
        answer = connection.getresponse().read()
        connection.close()

    assert ipsxml.decode(answer).element == "stopJobReturn"


class Slow:
    """A backend that fails if it is called twice at the same time."""

    def __init__(self) -> None:
        self.busy = threading.Lock()

    def answer(self, operation: str, parameters: dict[str, Plain], version: Version) -> dict[str, Plain]:  # noqa: ARG002
        assert self.busy.acquire(blocking=False)
        time.sleep(0.01)
        parameters.clear()
        self.busy.release()
        return {}


def test_a_backend_is_called_one_request_at_a_time() -> None:
    with serve(Slow()) as service, ThreadPoolExecutor(8) as pool:
        statuses = [answer.status_code for answer in pool.map(post, [service] * 8, [request()] * 8)]

    assert (statuses, [asked.parameters for asked in service.requests]) == ([200] * 8, [HANDLES] * 8)


def test_a_clock_with_a_start_moves_only_when_advanced() -> None:
    start = datetime(2014, 4, 1, 12, tzinfo=UTC)
    with serve(RecordingBackend(), clock=Clock(start)) as service:
        service.advance(hours=1, minutes=2, seconds=3.5)

        assert service.clock() == start + timedelta(seconds=3723.5)
        with pytest.raises(ValueError, match="backward"):
            service.advance(seconds=-1)
    with pytest.raises(ValueError, match="time zone"):
        Clock(datetime(2014, 4, 1))


def test_a_clock_without_a_start_runs() -> None:
    clock, before = Clock(), datetime.now(UTC)

    clock.advance(hours=1)

    assert before <= clock() - timedelta(hours=1) <= datetime.now(UTC)
