"""Writing answers: a fault as XML, and whatever it is as an answer of HTTP."""

import gzip
import re

from werkzeug import Request, Response

from ipsxml.codec import Plain, PlainDocument
from ipsxml.contract import PRE_4_0
from ipsxml.plain import write_plain
from ipsxml.service.backend import ServiceFault

_MIME_TYPES = {"1.1": "text/xml", "1.2": "application/soap+xml"}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


def announced_soap_version(request: Request) -> str:
    """The SOAP version that HTTP's head announces: what counts where the body cannot be read."""
    return "1.2" if request.mimetype == _MIME_TYPES["1.2"] else "1.1"


def write_fault(fault: ServiceFault, soap_version: str) -> bytes:
    """A fault in its envelope."""
    value: dict[str, Plain] = {"code": fault.code, "reason": _NO_XML.sub("\ufffd", fault.reason)}
    return write_plain(PlainDocument(value, PRE_4_0, fault.element, soap_version))


def soap_type(soap_version: str) -> str:
    """The content type of an envelope."""
    return f"{_MIME_TYPES[soap_version]}; charset=utf-8"


def http_answer(
    request: Request, content: bytes, content_type: str, status: int = 200, *, zipped: bool | None = None
) -> Response:
    """An answer of HTTP, compressed if ``zipped``; if that is ``None``, if the request accepts it."""
    response = Response(content, status, content_type=content_type)
    response.vary.add("Accept-Encoding")
    if zipped or (zipped is None and request.accept_encodings.quality("gzip") > 0):
        response.data = gzip.compress(content, mtime=0)
        response.content_encoding = "gzip"
    return response
