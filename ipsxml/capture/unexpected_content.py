"""Describe content that was found in place of a document."""

import re

from ipsxml.capture.content_kind import is_xml
from ipsxml.errors import CaptureError

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*>\s*+)?(?:<!--.*?-->\s*+)*+<(?:!DOCTYPE\s+)?html\b",
    re.IGNORECASE | re.DOTALL,
)
_LATER_START = re.compile(rb"<\?xml\s|<(?:[\w.-]+:)?Envelope[\s>]")
_MAGIC = {
    b"PK\x03\x04": "a zip archive",
    b"PK\x05\x06": "an empty zip archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\xfd7zXZ\x00": "xz-compressed data",
    b"BZh": "bzip2-compressed data",
    b"\x28\xb5\x2f\xfd": "Zstandard-compressed data",
    b"%PDF-": "a PDF file",
    b"\x89PNG\r\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
    b"SQLite format 3\x00": "an SQLite database",
    b"\x16\x03\x01": "TLS-encrypted traffic",
    b"\x16\x03\x03": "TLS-encrypted traffic",
}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BEGINNING = 1024


def unexpected_content(content: bytes, status: int | None, lines_before: int = 0) -> CaptureError | None:
    """The error that names what was found in place of a document; ``None`` if it may be a document.

    ``status`` is the status of the HTTP response. ``lines_before`` is the number of lines before the
    content.
    """
    what = _kind(content, status)
    if what is not None:
        instead = f" (HTTP {status}), not an answer from the service" if status else ", not a job document"
        return CaptureError("other-content", what + instead, line=lines_before + 1)
    later = None if is_xml(content) else _LATER_START.search(content)
    if later is None:
        return None
    number = lines_before + 1 + content.count(b"\n", 0, later.start())
    message = f"the document starts at line {number}, after other text"
    return CaptureError("not-well-formed", message, line=lines_before + 1, hint="remove the text before it")


def _kind(content: bytes, status: int | None) -> str | None:
    if _HTML.match(content):
        return "an HTML page"
    known = next((kind for magic, kind in _MAGIC.items() if content.startswith(magic)), None)
    if known or not status or is_xml(content) or _LATER_START.search(content):
        return known
    return "binary data" if _CONTROL.search(content[:_BEGINNING]) else "plain text"
