"""Deciding which captures of a container to skip: pages, pictures, calls to other services.

A container has everything that a tool recorded, and most of it is irrelevant. So a capture that is not a
job document is counted but not judged, unless it looks like a damaged one, or the service sent it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ipsxml.capture import Capture, Origin
from ipsxml.capture.job_document_looks import looks_like_job_document
from ipsxml.capture.other_content import EMPTY, OPERATION, WSDL, Kind, counts_of, other_kind
from ipsxml.errors import CaptureError, SourceError
from ipsxml.printable_text import counted
from ipsxml.reading.door import read
from ipsxml.reading.question import Question, Reading
from ipsxml.reading.report import Report
from ipsxml.traceback_privacy import discreet

_ENDPOINT = re.compile(r"/IpsApiService\b", re.IGNORECASE)


class Facts(NamedTuple):
    """What is known about a capture before it is judged.

    ``asks_ips``: by its URL, it belongs to a call to the service. ``is_meant``: it looks like a job
    document. ``kind``: what it is, if it is not a job document; ``None`` if that is unknown.
    """

    asks_ips: bool
    is_meant: bool
    kind: Kind | None


def skipped_kind(facts: Facts) -> Kind | None:
    """The kind of a capture in a container that is skipped; ``None`` if the capture is judged.

    ======== ======== ================= ==================================================
    is_meant asks_ips kind              result
    ======== ======== ================= ==================================================
    yes      any      any               judged
    no       yes      a WSDL            skipped
    no       yes      other or unknown  judged: the service or something before it failed
    no       no       unknown           judged: it may be a damaged job document
    no       no       known             skipped
    ======== ======== ================= ==================================================
    """
    if facts.is_meant or (facts.asks_ips and facts.kind is not WSDL):
        return None
    return facts.kind


def read_unless_skipped(capture: Capture, question: Question) -> "tuple[Reading, None] | tuple[None, Kind]":
    """The reading of a capture or, if it is in a container and skipped, its kind.

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
    """The capture, which keeps its message so that it is read only once; and its kind if it is skipped."""
    try:
        message = capture.message()
    except SourceError:
        return capture, None  # reading it will report the error
    except CaptureError as error:
        kind = EMPTY if error.code == "no-body" else None
        return capture, skipped_kind(Facts(_asks_ips(capture.origin), is_meant=False, kind=kind))
    content = message.content
    is_meant = looks_like_job_document(content)
    kind = None if is_meant else other_kind(content)
    facts = Facts(_asks_ips(capture.origin), is_meant=is_meant, kind=kind)
    return Capture(capture.origin, lambda: message, capture.container), skipped_kind(facts)


def _is_outside(report: Report) -> bool:
    """Whether a judged capture is an operation of IPS outside the job family, which is skipped.

    A page in place of an answer, or a SOAP fault without an IPS fault, has no IPS version and is kept.
    """
    is_other = any(issue.code == "unsupported-payload" for issue in report.errors)
    return is_other and report.api_version not in (None, "reference")


def described_without_document(container: str, kinds: Sequence[Kind]) -> str:
    """A description of a container in which every capture was skipped."""
    return f"{container} without a job document: {counted(len(kinds), 'capture')}: {counts_of(kinds)}"


def _asks_ips(origin: Origin) -> bool:
    """Whether a capture belongs to a call to the service; a GET returns only a page or a WSDL."""
    is_call = origin.method is None or origin.method.upper() == "POST"
    return is_call and origin.url is not None and _ENDPOINT.search(origin.url) is not None
