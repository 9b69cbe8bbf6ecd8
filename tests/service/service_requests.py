"""Asking a service without a network: requests as text, and answers read by ipsxml itself."""

import gzip
from dataclasses import dataclass
from typing import Any

from werkzeug.test import Client

import ipsxml
from ipsxml.codec import Plain
from ipsxml.contract import Version, version_named
from ipsxml.service import Application, Backend, Credentials
from ipsxml.service.series import SeriesBackend

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
    """The envelope of a request; ``header`` is what stands in SOAP's Header."""
    namespace = version_named(api).namespace if namespace is None else namespace
    payload = f'<{operation}Param xmlns="{namespace}">{members}</{operation}Param>'
    head = f"<soap:Header>{header}</soap:Header>" if header else ""
    body = f"<soap:Body>{payload}</soap:Body>"
    return f'<soap:Envelope xmlns:soap="{NAMESPACES[soap]}">{head}{body}</soap:Envelope>'.encode()


def auth_header(members: str) -> str:
    """The header that IPS defines."""
    return f'<authHeader xmlns="{FAMILY}">{members}</authHeader>'


@dataclass
class Answer:
    """What came back, decompressed."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def document(self) -> ipsxml.Document:
        """What ipsxml reads in it."""
        return ipsxml.decode(self.content)

    @property
    def fault(self) -> tuple[str, int, str]:
        """The fault's element, code and reason."""
        document = self.document
        return document.element, document.payload.code, document.payload.reason


class Asked:
    """A backend that remembers what it was asked, and answers with samples."""

    def __init__(self) -> None:
        self.questions: list[tuple[str, dict[str, Plain], str]] = []
        self._samples = SeriesBackend(seed=7)

    def answer(self, operation: str, parameters: dict[str, Plain], version: Version) -> dict[str, Plain]:
        self.questions.append((operation, parameters, version.name))
        return self._samples.answer(operation, parameters, version)


class Service:
    """An application, and a client of it."""

    def __init__(self, backend: Backend | None = None, credentials: Credentials | None = None) -> None:
        self.application = Application(backend or Asked(), credentials=credentials)
        self._client = Client(self.application)

    def post(self, content: bytes, path: str = "/", **headers: str) -> Answer:
        """POST; the names of headers have underscores here."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._answer(self._client.post(path, data=content, headers=named))

    def open(self, path: str, method: str = "GET", **options: Any) -> Answer:
        """Any other request."""
        return self._answer(self._client.open(path, method=method, **options))

    def _answer(self, response: Any) -> Answer:
        content = response.data
        if response.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        return Answer(response.status_code, dict(response.headers), content)
