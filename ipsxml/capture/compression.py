"""Decompress gzip and deflate data within limits. Other formats are imported when needed."""

import zlib
from io import BytesIO

from ipsxml.capture.content_kind import is_gzip, is_zlib
from ipsxml.capture.limits import LEAST_HEAD, MAX_GZIP_MEMBERS, WhiteSpaceRuns, check_ratio, check_size
from ipsxml.errors import CaptureError

GZIP, _ZLIB, _RAW = 31, 15, -15  # the values of zlib's wbits for the three framings
_CHUNK = 1 << 14


def decompress(data: bytes) -> bytes:
    """Decompress a file in any format that ``is_compressed`` recognizes.

    Raises ``CaptureError``, and ``MissingExtra`` if the library for the format is not installed.
    """
    if is_gzip(data):
        return gunzip(data)
    from ipsxml.capture.other_compression import expand

    return expand(data)


def decompress_head(head: bytes) -> bytes:
    """Decompress the beginning of a compressed file, up to about its own size; empty if it is damaged."""
    if is_gzip(head):
        return gunzip_head(head)
    from ipsxml.capture.other_compression import expand_head

    return expand_head(head)


def gunzip(data: bytes, most: int | None = None) -> bytes:
    """Decompress a gzip file of one or more members, to ``most`` bytes at most; raises ``CaptureError``.

    Zeros after a member, which some tools add as padding, are skipped.
    """
    return _inflate(data, GZIP, MAX_GZIP_MEMBERS, most)


def gunzip_head(head: bytes) -> bytes:
    """Decompress the beginning of a gzip file, up to about its own size; empty if it is damaged."""
    try:
        while is_gzip(head):
            member = zlib.decompressobj(GZIP)
            if part := member.decompress(head, max(len(head), LEAST_HEAD)):
                return part
            head = member.unused_data.lstrip(b"\0")  # after an empty member
    except zlib.error:
        pass
    return b""


def inflate(data: bytes) -> bytes:
    """Decompress HTTP's ``deflate``: zlib data as the standard says, or raw as some servers send it."""
    return _inflate(data, _ZLIB if is_zlib(data) else _RAW, 1)


def _inflate(data: bytes, framing: int, most_members: int, most: int | None = None) -> bytes:
    """Decompress in small chunks, so that a decompression bomb is caught early."""
    content, space = BytesIO(), WhiteSpaceRuns()  # unlike a list of parts, BytesIO needs no copy at the end
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
                check_members(members, most_members)
            part = decompress_part(decompressor, chunk)
            space.add(part)
            size += content.write(part)
            check_size(size, "the decompressed content", most)
            check_ratio(size, start + len(chunk))
            chunk = decompressor.unused_data
            decompressor = None if decompressor.eof else decompressor
    if decompressor is not None or not members:
        raise CaptureError("bad-gzip", "the compressed data is cut short")
    return content.getvalue()


def decompress_part(decompressor: "zlib._Decompress", chunk: bytes, most: int = 0) -> bytes:
    """Decompress a part, to ``most`` bytes if that is not 0; raises ``CaptureError`` if it is damaged."""
    try:
        return decompressor.decompress(chunk, most)
    except zlib.error:
        pass
    raise CaptureError("bad-gzip", "the compressed data is damaged")


def check_members(members: int, most_members: int) -> None:
    """Raise ``CaptureError`` if the compressed data has more than ``most_members`` members."""
    if members <= most_members:
        return
    if most_members == 1:
        raise CaptureError("bad-gzip", "unexpected data follows the compressed data")
    raise CaptureError("limit-exceeded", f"the compressed data exceeds the limit of {most_members:,} members")
