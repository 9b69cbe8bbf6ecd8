"""The body of a request: decompressed within limits, with errors as IPS faults."""

from werkzeug.sansio.request import Request

from ipsxml.capture.compression import gunzip
from ipsxml.capture.limits import check_size
from ipsxml.errors import CaptureError
from ipsxml.issues import Issue
from ipsxml.service.too_large import TooLarge
from ipsxml.simulation.service_faults import ServiceFault, named_fault

MOST_BYTES = 32 << 20
"""The limit of a request's body, both sent and decompressed. An upload of 10,000 URLs takes about 2 MiB."""

INVALID_XML = "IPS_API_FAULT_CODE_INVALID_REQUEST_XML"


def decompressed(request: Request, body: bytes) -> bytes:
    """Decompress the body of a request. ``body`` may be cut after ``MOST_BYTES`` + 1 bytes.

    Raises ``ServiceFault`` (30003) for any compression other than gzip, and ``TooLarge``.
    """
    coding = request.headers.get("Content-Encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise named_fault(INVALID_XML, "the request has an unsupported Content-Encoding; expected gzip")
    try:
        check_size(len(body), "the request", MOST_BYTES)
        return gunzip(body, MOST_BYTES) if coding.endswith("gzip") else body
    except CaptureError as error:
        kind = TooLarge if error.code == "limit-exceeded" else ServiceFault
        raise named_fault(INVALID_XML, str(error), kind) from None


def unreadable(error: CaptureError, part: str | None = None) -> ServiceFault:
    """The fault for a body, or the named ``part`` of a body, that cannot be read."""
    text = describe(Issue("error", error.code, error.message, error.path, error.line, error.hint))
    return named_fault(INVALID_XML, text if part is None else f"the part {part}: {text}")


def describe(issue: Issue) -> str:
    """An issue in one line: ``line 7, /Envelope/Body/…: jobHandle is missing``."""
    line = None if issue.line is None else f"line {issue.line}"
    where = ", ".join(part for part in (line, issue.path) if part)
    what = f"{issue.message}; {issue.hint}" if issue.hint else issue.message
    return f"{where}: {what}" if where else what
