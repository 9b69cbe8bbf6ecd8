"""The body of a request: decompressed, bounded, and what is wrong with it as a fault of IPS."""

from werkzeug.sansio.request import Request

from ipsxml.capture.compression import gunzip
from ipsxml.capture.limits import check_size
from ipsxml.errors import CaptureError
from ipsxml.issues import Issue
from ipsxml.service.too_large import TooLarge
from ipsxml.simulation.service_faults import ServiceFault, named_fault

MOST_BYTES = 32 << 20
"""Of a request, as it is sent and decompressed. One that uploads ten thousand addresses has about 2 MiB."""

INVALID_XML = "IPS_API_FAULT_CODE_INVALID_REQUEST_XML"


def decompressed(request: Request, body: bytes) -> bytes:
    """The body of a request, which is longer than ``MOST_BYTES`` if it was cut there.

    Raises ``ServiceFault`` (30003) for another compression than gzip, and ``TooLarge``.
    """
    coding = request.headers.get("Content-Encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise named_fault(INVALID_XML, "the request has an unsupported Content-Encoding; use gzip")
    try:
        check_size(len(body), "the request", MOST_BYTES)
        return gunzip(body, MOST_BYTES) if coding.endswith("gzip") else body
    except CaptureError as error:
        kind = TooLarge if error.code == "limit-exceeded" else ServiceFault
        raise named_fault(INVALID_XML, str(error), kind) from None


def unreadable(error: CaptureError, part: str | None = None) -> ServiceFault:
    """The fault for what cannot be read, maybe in a ``part`` of the body."""
    told = describe(Issue("error", error.code, error.message, error.path, error.line, error.hint))
    return named_fault(INVALID_XML, told if part is None else f"the part {part}: {told}")


def describe(issue: Issue) -> str:
    """An issue in one line: ``line 7, /Envelope/Body/…: jobHandle is missing``."""
    line = None if issue.line is None else f"line {issue.line}"
    where = ", ".join(part for part in (line, issue.path) if part)
    what = f"{issue.message}; {issue.hint}" if issue.hint else issue.message
    return f"{where}: {what}" if where else what
