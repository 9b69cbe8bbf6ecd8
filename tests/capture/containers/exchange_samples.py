"""Sample requests and answers of the service for the container tests, and what reading them yields."""

from typing import NamedTuple

import ipsxml

NAMESPACE = "http://www.scene7.com/IpsApi/xsd/2013-02-15"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
HTML = b"<html><head><title>401</title></head><body>Who are you?</body></html>"


def envelope(payload: str) -> bytes:
    """A SOAP envelope of five lines around a payload."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<soapenv:Envelope xmlns:soapenv="{SOAP}">\n<soapenv:Body>\n'
        f"{payload}\n</soapenv:Body></soapenv:Envelope>"
    ).encode()


REQUEST = envelope(
    f'<stopJobParam xmlns="{NAMESPACE}"><companyHandle>c|7</companyHandle>'
    "<jobHandle>j|7</jobHandle></stopJobParam>"
)
ANSWER = envelope(f'<stopJobReturn xmlns="{NAMESPACE}"/>')
SUBMITTED = envelope(f'<submitJobReturn xmlns="{NAMESPACE}"><jobHandle>j|8</jobHandle></submitJobReturn>')


def message(*head: str, body: bytes = b"", newline: str = "\r\n") -> bytes:
    """An HTTP message with a ``Content-Length``."""
    length = [f"Content-Length: {len(body)}"] if body else []
    return newline.join([*head, *length, "", ""]).encode() + body


def post(body: bytes = REQUEST, *fields: str) -> bytes:
    """A request to the service."""
    return message("POST /scene7/api/IpsApiService HTTP/1.1", "Host: ips.example.com", *fields, body=body)


def answer(body: bytes = ANSWER, *fields: str, status: str = "200 OK") -> bytes:
    """An answer of the service."""
    return message(f"HTTP/1.1 {status}", "Content-Type: text/xml;charset=utf-8", *fields, body=body)


class Seen(NamedTuple):
    """A capture that was read: its place, its element or first error code, and its exchange."""

    place: str
    what: str | None
    method: str | None = None
    url: str | None = None
    status: int | None = None


URL = "http://ips.example.com/scene7/api/IpsApiService"


def seen(source: ipsxml.Source) -> list[Seen]:
    """Each capture in a source."""
    found = []
    for capture in ipsxml.captures(source):
        report = ipsxml.read(capture).report
        origin = capture.origin
        what = report.element if report.valid else report.errors[0].code
        found.append(Seen(str(origin), what, origin.method, origin.url, origin.status))
    return found
