"""Compressed data, with bounds on what comes out: gzip and deflate; the others are imported when wanted."""

import zlib
from io import BytesIO

from ipsxml.capture.content_kind import is_gzip, is_zlib
from ipsxml.capture.limits import MAX_EXPANSION, MAX_GZIP_MEMBERS, MEBIBYTE, SpaceInARow, check_size
from ipsxml.errors import CaptureError

_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's names for the three framings: its wbits
_CHUNK = 1 << 14
LEAST_HEAD = 1 << 10  # in which a tar archive shows what it is


def decompress(data: bytes) -> bytes:
    """What a compressed file holds, of whatever kind ``is_compressed`` knows.

    Raises ``CaptureError``, and ``MissingExtra`` where Python has no library for it.
    """
    if is_gzip(data):
        return gunzip(data)
    from ipsxml.capture.other_compression import expand

    return expand(data)


def decompress_head(head: bytes) -> bytes:
    """What comes out of the beginning of a compressed file: a few at most, none where it is damaged."""
    if is_gzip(head):
        return gunzip_head(head)
    from ipsxml.capture.other_compression import expand_head

    return expand_head(head)


def gunzip(data: bytes, most: int | None = None) -> bytes:
    """Decompress a gzip file of one or several members, to ``most`` bytes at most; raises ``CaptureError``.

    Zeros after a member, which some tools pad with, are passed over.
    """
    return _inflate(data, _GZIP, MAX_GZIP_MEMBERS, most)


def gunzip_head(head: bytes) -> bytes:
    """What comes out of the beginning of a gzip file: a few at most, none where it is damaged."""
    try:
        return zlib.decompressobj(_GZIP).decompress(head, max(len(head), LEAST_HEAD))
    except zlib.error:
        return b""


def inflate(data: bytes) -> bytes:
    """Decompress HTTP's ``deflate``: zlib as the standard says, or raw as some servers send it."""
    return _inflate(data, _ZLIB if is_zlib(data) else _RAW, 1)


def _inflate(data: bytes, framing: int, most_members: int, most: int | None = None) -> bytes:
    """Decompress in small chunks, so that a bomb is noticed before it has gone off."""
    content, space = BytesIO(), SpaceInARow()  # which, unlike a list of parts, is not copied in the end
    size, members = 0, 0
    decompressor = None
    for start in range(0, len(data), _CHUNK):
        chunk = data[start : start + _CHUNK]
        while chunk:
            if decompressor is None:
                chunk = chunk.lstrip(b"\0") if members else chunk
                if not chunk:
                    break
                decompressor, members = zlib.decompressobj(framing), members + 1
                _check_members(members, most_members)
            part = _decompress(decompressor, chunk)
            space.add(part)
            size += content.write(part)
            check_size(size, "the decompressed content", most)
            check_ratio(size, start + len(chunk))
            chunk = decompressor.unused_data
            decompressor = None if decompressor.eof else decompressor
    if decompressor is not None or not members:
        raise CaptureError("bad-gzip", "the compressed data is cut short")
    return content.getvalue()


def _decompress(decompressor: "zlib._Decompress", chunk: bytes) -> bytes:
    try:
        return decompressor.decompress(chunk)
    except zlib.error:
        pass
    raise CaptureError("bad-gzip", "the compressed data is damaged")


def _check_members(members: int, most_members: int) -> None:
    if members <= most_members:
        return
    if most_members == 1:
        raise CaptureError("bad-gzip", "something follows the compressed data")
    raise CaptureError("limit-exceeded", f"the content is in more than {most_members:,} compressed pieces")


def check_ratio(size: int, consumed: int, most: int = MAX_EXPANSION) -> None:
    """Raise ``CaptureError`` (``limit-exceeded``) where ``size`` bytes come out of too few."""
    if size > 16 * MEBIBYTE and size > most * consumed:
        raise CaptureError(
            "limit-exceeded", f"the content is compressed more than {most:,}-fold, the most that is read"
        )
