"""Recognize what a source contains by its first bytes."""

import re
from codecs import BOM_UTF8

_GZIP_MAGIC = b"\x1f\x8b\x08"
_OTHER_COMPRESSION = re.compile(rb"\xfd7zXZ\0|BZh[1-9]1AY&SY|\x28\xb5\x2f\xfd")  # xz, bzip2, Zstandard
# Editors may have added a byte order mark and blank lines.
_START_LINE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:(?i:HTTP)/\d(?:\.\d)? \d{3}\b"
    rb"|[A-Z]{3,10} [^\s]{1,8000} (?i:HTTP)/\d(?:\.\d)?\r?\n)"
)
# What an XML document can begin with, in any encoding; the last is EBCDIC's "<?xm".
_XML_START = re.compile(rb"\s*+(?:<|\xef\xbb\xbf|\xfe\xff|\xff\xfe|\0\0\0<|\x4c\x6f\xa7\x94)")
# .NET's service traces have no root element: they are a sequence of events.
_LOG_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*+<E2ETraceEvent\b")
_UTF_16_TEXT = re.compile(rb"\xff\xfe(?:\s\0)*+[!-;=-~]\0|\xfe\xff(?:\0\s)*+\0[!-;=-~]")
_JSON_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*+[{\[]")
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:<\?.*?\?>\s*+|<!--.*?-->\s*+)*+<([^\s/>!?]++)", re.DOTALL)


def is_gzip(data: bytes) -> bool:
    """Whether ``data`` begins like a gzip file."""
    return data.startswith(_GZIP_MAGIC)


def is_compressed(data: bytes) -> bool:
    """Whether ``data`` begins like a gzip, xz, bzip2, or Zstandard file."""
    return data.startswith(_GZIP_MAGIC) or _OTHER_COMPRESSION.match(data) is not None


def is_zlib(data: bytes) -> bool:
    """Whether ``data`` has a zlib header (RFC 1950, 2.2): method 8, window up to 32 KiB, a multiple of 31."""
    return len(data) > 1 and data[0] & 0x0F == 8 and data[0] >> 4 <= 7 and int.from_bytes(data[:2]) % 31 == 0


def is_utf_16_text(data: bytes) -> bool:
    """Whether ``data`` begins with the byte order mark of UTF-16 and then continues unlike XML."""
    return _UTF_16_TEXT.match(data) is not None


def is_http(data: bytes) -> bool:
    """Whether ``data`` begins with the start line of an HTTP request or response."""
    return _START_LINE.match(data) is not None


def is_xml(data: bytes) -> bool:
    """Whether ``data`` may be XML, apart from leading white space."""
    return _XML_START.match(data) is not None


def is_plain_xml(head: bytes) -> bool:
    """Whether a file that begins with ``head`` is XML and not a log of XML documents."""
    return is_xml(head.removeprefix(BOM_UTF8)) and _LOG_START.match(head) is None


def is_json(data: bytes) -> bool:
    """Whether ``data`` looks like a JSON object or array, with or without a byte order mark."""
    return _JSON_START.match(data) is not None


def is_whole(data: bytes) -> bool:
    """Whether ``data`` ends as it begins: XML with its root's end tag, JSON, or a multipart body."""
    end = data[-1024:].rstrip()
    root = _ROOT.match(data)
    if root is None:
        is_multipart = data.startswith(b"--") and end.endswith(b"--")
        return is_multipart or (is_json(data) and end.endswith((b"}", b"]")))
    return re.search(rb"(?:</%b\s*>|/>)\Z" % re.escape(root[1]), end) is not None
