"""What of a container is judged, and what is passed over: pages, pictures, calls of other services.

A container holds what a tool has seen, and most of that concerns nobody here. So what is no job
document is counted, not judged, unless it looks as if it were to be one, or the service sent it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ipsxml.capture import Capture, Origin
from ipsxml.capture.job_document_looks import looks_like_job_document
from ipsxml.capture.other_content import EMPTY, OPERATION, WSDL, Kind, counts_of, other_kind
from ipsxml.errors import CaptureError, SourceError
from ipsxml.printable_text import counted
from ipsxml.reading.door import Question, Reading, read
from ipsxml.reading.report import Report
from ipsxml.traceback_privacy import discreet

_ENDPOINT = re.compile(r"/IpsApiService\b", re.IGNORECASE)


class Facts(NamedTuple):
    """What is known of a capture before it is judged.

    ``asks_ips`` tells that it belongs to a call of the service, by its URL; ``is_meant`` that it looks
    like a job document; ``kind`` is what it is if it is none, ``None`` where it cannot be read.
    """

    asks_ips: bool
    is_meant: bool
    kind: Kind | None


def passed_over(facts: Facts) -> Kind | None:
    """As what a capture in a container is passed over; ``None`` where it is judged.

    ======== ======== =================== ==========
    meant    asks IPS kind                becomes
    ======== ======== =================== ==========
    yes      any      any                 judged
    no       yes      a WSDL              passed over
    no       yes      any other, unread   judged: the service, or what is before it, has failed
    no       no       unread              judged: nobody knows what it was
    no       no       any                 passed over
    ======== ======== =================== ==========
    """
    if facts.is_meant or (facts.asks_ips and facts.kind is not WSDL):
        return None
    return facts.kind


def read_unless_passed_over(
    capture: Capture, question: Question
) -> "tuple[Reading, None] | tuple[None, Kind]":
    """The reading of a capture; or, if it is in a container, as what it is passed over.

    Raises as ``read`` does.
    """
    if capture.container is None:
        return read(capture, question), None
    capture, kind = looked_at(capture)
    if kind is not None:
        return None, kind
    reading = read(capture, question)
    return (None, OPERATION) if _is_outside(reading.report) else (reading, None)


@discreet
def looked_at(capture: Capture) -> tuple[Capture, Kind | None]:
    """A capture, and as what it is passed over before it is judged; what has been read stays read."""
    try:
        message = capture.message()
    except SourceError:
        return capture, None  # reading it says why
    except CaptureError as error:
        kind = EMPTY if error.code == "no-body" else None
        return capture, passed_over(Facts(_asks_ips(capture.origin), is_meant=False, kind=kind))
    content = message.content
    is_meant = looks_like_job_document(content)
    facts = Facts(_asks_ips(capture.origin), is_meant=is_meant, kind=other_kind(content))
    return Capture(capture.origin, lambda: message, capture.container), passed_over(facts)


def _is_outside(report: Report) -> bool:
    """Whether it is an operation outside the job family, which is known when it has been judged.

    A page in place of an answer, and a SOAP fault without a fault of IPS, speak no version of IPS, and count.
    """
    is_other = any(issue.code == "unsupported-payload" for issue in report.errors)
    return is_other and report.api_version not in (None, "reference")


def described_without_document(container: str, kinds: Sequence[Kind]) -> str:
    """What a container holds of which all has been passed over."""
    return f"{container} without a job document: {counted(len(kinds), 'capture')}: {counts_of(kinds)}"


def _asks_ips(origin: Origin) -> bool:
    """Whether it belongs to a call of the service: what is got of it is a page or a WSDL."""
    is_call = origin.method is None or origin.method.upper() == "POST"
    return is_call and origin.url is not None and _ENDPOINT.search(origin.url) is not None
