"""What of a container is judged, and what is passed over: pages, pictures, calls of other services.

A container holds what a tool has seen, and most of that concerns nobody here. So what is no job
document is counted, not judged, unless it looks as if it were to be one, or the service sent it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ipsxml.capture import Capture, Message, Origin
from ipsxml.capture.content_kind import is_json, is_xml
from ipsxml.capture.other_content import EMPTY, HTML, OPERATION, SOAP, WSDL, Kind, other_kind
from ipsxml.contract import family
from ipsxml.errors import CaptureError, SourceError
from ipsxml.printable_text import counted
from ipsxml.reading.report import Report
from ipsxml.traceback_privacy import discreet

_ENDPOINT = re.compile(r"/IpsApiService\b", re.IGNORECASE)
_NAMESPACE = re.compile(rb"scene7\.com/IpsApi", re.IGNORECASE)
_NAMESPACE_IN_UTF_16 = "scene7.com/IpsApi".encode("utf-16-le")[:-1]  # in either order of bytes
_DECLARED = re.compile(rb"xmlns(?::\w+)?=[\"']https?://www\.scene7\.com/IpsApi", re.IGNORECASE)
_OUR_JSON = re.compile(rb"[^\"]{0,1000}\"@apiVersion\"")
_START_TAG = rb"<(?:[\w.-]++:)?([A-Za-z]\w*+)"
_ROOT = re.compile(rb"(?:\s++|\xef\xbb\xbf|<\?.*?\?>|<!--.*?-->)*+" + _START_TAG, re.DOTALL)
_IN_BODY = re.compile(rb"<(?:[\w.-]++:)?Body(?:\s[^>]*+)?+>\s*+" + _START_TAG)
_HEAD = 1 << 16
_FAR = 1 << 12


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


@discreet
def looked_at(capture: Capture) -> tuple[Capture, Kind | None]:
    """A capture in a container, and as what it is passed over, if it is; what has been read stays read."""
    try:
        message = capture.message()
    except SourceError:
        return capture, None  # reading it says why
    except CaptureError as error:
        kind = EMPTY if error.code == "no-body" else None
        return capture, passed_over(Facts(_asks_ips(capture.origin), is_meant=False, kind=kind))
    content = message.content
    facts = Facts(_asks_ips(capture.origin), is_meant=_is_meant(content), kind=other_kind(content))
    return _read(capture, message), passed_over(facts)


def passed_over_as_judged(report: Report) -> Kind | None:
    """As what a capture in a container is passed over that was judged; ``None`` where the report counts.

    An operation outside the job family is only known when it has been read. A page in place of an
    answer, and a SOAP fault without a fault of IPS, speak no version of IPS, and count.
    """
    is_other = any(issue.code == "unsupported-payload" for issue in report.errors)
    return OPERATION if is_other and report.api_version not in (None, "reference") else None


def without_document(container: str, kinds: Sequence[Kind]) -> str:
    """What a container holds of which all has been passed over."""
    counts = ", ".join(kind.counted(number) for kind, number in Counter(kinds).most_common())
    return f"{container} without a job document: {counted(len(kinds), 'capture')}: {counts}"


def _read(capture: Capture, message: Message) -> Capture:
    return Capture(capture.origin, lambda: message, capture.container)


def _asks_ips(origin: Origin) -> bool:
    """Whether it belongs to a call of the service: what is got of it is a page or a WSDL."""
    is_call = origin.method is None or origin.method.upper() == "POST"
    return is_call and origin.url is not None and _ENDPOINT.search(origin.url) is not None


def _is_meant(content: bytes) -> bool:
    """Whether content looks like a job document, good or bad."""
    head = content[:_HEAD]
    if is_json(head):
        return _OUR_JSON.match(head) is not None
    if not is_xml(head):
        return _DECLARED.search(content, 0, _FAR) is not None
    if other_kind(head) in (HTML, WSDL):
        return False
    if _NAMESPACE.search(content) or _NAMESPACE_IN_UTF_16 in content:
        return True
    # Of the reference pages' documents, which have no namespace, the name tells.
    found = (_IN_BODY.search(content) if other_kind(head) is SOAP else None) or _ROOT.match(head)
    return found is not None and found[1].decode("ascii", "replace") in family().elements
