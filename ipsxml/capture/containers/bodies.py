"""Message bodies as tools save them: missing or truncated, decoded or still encoded."""

import re
from base64 import b64decode
from binascii import Error

from ipsxml.capture.compression import gunzip, inflate
from ipsxml.capture.content_kind import is_gzip, is_plain_xml, is_xml
from ipsxml.capture.encoding import UTF_8
from ipsxml.capture.limits import check_size
from ipsxml.capture.message import Message
from ipsxml.errors import CaptureError

_ROOT = re.compile(rb"(?:\s++|\xef\xbb\xbf|<\?.*?\?>|<!--.*?-->)*+<([A-Za-z_][\w.:-]*+)[\s>]", re.DOTALL)
_END = 1 << 12
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([\w.:+-]+)", re.IGNORECASE)
# Firefox truncates bodies after 1 MiB, other tools a little earlier.
_SHORTEST_CUT = 900_000
_CUT_HINT = (
    "the tool kept only the beginning of the body; to keep all of it in Firefox, set "
    "devtools.netmonitor.responseBodyLimit to 0"
)


def decoded_body(text: str) -> Message:
    """A body that the tool has already decoded, so that the document's declared encoding no longer applies.

    Raises ``CaptureError`` (``no-body``, ``cut-short``).
    """
    content = text.encode(UTF_8, "replace")  # half a surrogate pair cannot be encoded
    return Message(_checked(content), charset=UTF_8)


def raw_body(content: bytes, media_type: str | None = None, coding: str | None = None) -> Message:
    """A body in its original encoding, which may still be compressed. ``coding`` is its ``Content-Encoding``.

    Raises like ``decoded_body``, and also if the body cannot be decompressed.
    """
    charset = _CHARSET.search(media_type) if media_type else None
    if is_gzip(content):
        content = gunzip(content)
    elif coding == "deflate" and not is_xml(content):
        content = inflate(content)
    return Message(_checked(content), charset=charset[1] if charset else None)


def from_base64(text: str) -> bytes:
    """Decode base64; raises ``CaptureError`` (``bad-encoding``)."""
    check_size(len(text), "the body")
    try:
        return b64decode("".join(text.split()), validate=True)
    except (Error, ValueError):
        pass
    raise CaptureError("bad-encoding", "the body is marked as base64, but is not valid base64")


def may_have_body(method: str | None) -> bool:
    """Whether requests with this method have a body. If so, a missing body has been lost."""
    return method in ("POST", "PUT", "PATCH")


def without_body(reason: str = "the message has no body") -> CaptureError:
    """The error for a message that has no body, or whose body was not saved."""
    return CaptureError("no-body", reason)


def _checked(content: bytes) -> bytes:
    if not content or content.isspace():
        raise without_body()
    check_size(len(content), "the body")
    if len(content) >= _SHORTEST_CUT and is_plain_xml(content) and not _ends(content):
        message = (
            f"the body is cut short: it ends after {len(content):,} bytes, before its root element is closed"
        )
        raise CaptureError("cut-short", message, hint=_CUT_HINT)
    return content


def _ends(content: bytes) -> bool:
    root = _ROOT.match(content)
    return root is None or b"</%b" % root[1] in content[-_END:]
