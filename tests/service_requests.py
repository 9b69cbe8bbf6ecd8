"""Call a service without a network: requests as text, answers read by ipsxml itself."""

import gzip
from dataclasses import dataclass
from urllib.parse import urlsplit

from werkzeug.datastructures import Headers
from werkzeug.sansio.request import Request

import ipsxml
from ipsxml.codec import Plain
from ipsxml.contract import Version, version_named
from ipsxml.service import Application, Backend, Credentials
from ipsxml.service.http_answer import HttpAnswer
from ipsxml.service.series_backend import SeriesBackend

API = "2013-02-15"
NAMESPACES = {
    "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
    "1.2": "http://www.w3.org/2003/05/soap-envelope",
}
FAMILY = "http://www.scene7.com/IpsApi/xsd"
STOP = "<companyHandle>c|7</companyHandle><jobHandle>j|1</jobHandle>"


def request(
    operation: str = "stopJob",
    members: str = STOP,
    *,
    api: str = API,
    soap: str = "1.1",
    header: str = "",
    namespace: str | None = None,
) -> bytes:
    """The envelope of a request; ``header`` is the content of the SOAP Header."""
    namespace = version_named(api).namespace if namespace is None else namespace
    payload = f'<{operation}Param xmlns="{namespace}">{members}</{operation}Param>'
    head = f"<soap:Header>{header}</soap:Header>" if header else ""
    body = f"<soap:Body>{payload}</soap:Body>"
    return f'<soap:Envelope xmlns:soap="{NAMESPACES[soap]}">{head}{body}</soap:Envelope>'.encode()


def auth_header(members: str) -> str:
    """The authentication header that IPS defines."""
    return f'<authHeader xmlns="{FAMILY}">{members}</authHeader>'


@dataclass
class Answer:
    """A decompressed answer."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def document(self) -> ipsxml.Document:
        """The answer as a document."""
        return ipsxml.decode(self.content)

    @property
    def fault(self) -> tuple[str, int, str]:
        """The element, code, and reason of the fault."""
        document = self.document
        return document.element, document.payload.code, document.payload.reason


class RecordingBackend:
    """A backend that records its calls and answers with samples."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Plain], str]] = []
        self._samples = SeriesBackend(seed=7)

    def answer(self, operation: str, parameters: dict[str, Plain], version: Version) -> dict[str, Plain]:
        self.calls.append((operation, parameters, version.name))
        return self._samples.answer(operation, parameters, version)


class Service:
    """An application, called without a network."""

    def __init__(
        self,
        backend: Backend | None = None,
        credentials: Credentials | None = None,
        public_url: str | None = None,
    ) -> None:
        self.application = Application(
            backend or RecordingBackend(), credentials=credentials, public_url=public_url
        )

    def post(self, content: bytes, path: str = "/", **headers: str) -> Answer:
        """POST; underscores in the names of headers become hyphens."""
        return self.open(
            path, "POST", content, {name.replace("_", "-"): value for name, value in headers.items()}
        )

    def open(
        self, path: str, method: str = "GET", content: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        """Make any request."""
        return answer_of(self.application.respond(http_request(path, method, headers or {}), content))


def http_request(path: str, method: str = "GET", headers: dict[str, str] | None = None) -> Request:
    """The head of a request received on port 8000 of this machine."""
    parts = urlsplit(path)
    server, query = ("127.0.0.1", 8000), parts.query.encode()
    return Request(method, "http", server, "", parts.path, query, Headers(headers or {}), "127.0.0.1")


def answer_of(answer: HttpAnswer) -> Answer:
    """An answer as a client sees it."""
    is_zipped = answer.headers.get("Content-Encoding") == "gzip"
    return Answer(
        answer.status, answer.headers, gzip.decompress(answer.content) if is_zipped else answer.content
    )
