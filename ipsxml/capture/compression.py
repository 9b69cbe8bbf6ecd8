"""Gzip and deflate, with a bound on what comes out."""

import zlib

from ipsxml.capture.limits import MAX_BYTES, check_size
from ipsxml.errors import CaptureError

_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's names for the three framings: its wbits


def gunzip(data: bytes) -> bytes:
    """Decompress a gzip file of one or several members; raises ``CaptureError``."""
    parts = []
    size = 0
    while data:
        part, data = _inflate(data, _GZIP, MAX_BYTES - size)
        parts.append(part)
        size += len(part)
        data = data.lstrip(b"\0")  # padding that tape drives and some tools leave behind
    return b"".join(parts)


def inflate(data: bytes) -> bytes:
    """Decompress HTTP's ``deflate``: zlib as the standard says, or raw as some servers send it."""
    framing = _ZLIB if data[:1] == b"\x78" else _RAW
    return _inflate(data, framing, MAX_BYTES)[0]


def _inflate(data: bytes, framing: int, room: int) -> tuple[bytes, bytes]:
    """The decompressed first member of ``data``, and what follows it."""
    decompressor = zlib.decompressobj(framing)
    try:
        inflated = decompressor.decompress(data, room + 1)
    except zlib.error:
        raise CaptureError("bad-gzip", "the compressed data is damaged") from None
    check_size(MAX_BYTES - room + len(inflated), "the decompressed content")
    if not decompressor.eof:
        raise CaptureError("bad-gzip", "the compressed data is cut short")
    return inflated, decompressor.unused_data
