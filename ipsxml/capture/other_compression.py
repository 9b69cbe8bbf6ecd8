"""Decompress xz, bzip2, and Zstandard data within limits."""

from bz2 import BZ2Decompressor
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from lzma import LZMADecompressor, LZMAError
from typing import NamedTuple, Protocol

from ipsxml.capture.limits import (
    LEAST_HEAD,
    MAX_COMPRESSED_STREAMS,
    MAX_DECOMPRESSOR_MEMORY,
    MAX_EXPANSION_BY_OTHERS,
    check_ratio,
    check_size,
)
from ipsxml.errors import CaptureError
from ipsxml.extras import needed_extra

_PART = 1 << 16


class _Decompressor(Protocol):
    """The common interface of the decompressors in Python's libraries."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Method(NamedTuple):
    """A compression method: its decompressor, and the exceptions it raises for damaged data."""

    decompressor: Callable[[], _Decompressor]
    errors: tuple[type[Exception], ...]


def expand(data: bytes) -> bytes:
    """Decompress a file of one or more streams.

    Raises ``CaptureError``, and ``MissingExtra`` if Python has no library for Zstandard.
    """
    method, most = _method_of(data), len(data)
    content, size, streams = BytesIO(), 0, 0
    while data:
        streams += 1
        if streams > MAX_COMPRESSED_STREAMS:
            message = f"the compressed data exceeds the limit of {MAX_COMPRESSED_STREAMS:,} streams"
            raise CaptureError("limit-exceeded", message)
        decompressor = method.decompressor()
        while not decompressor.eof:
            part = _decompress(decompressor, data, _PART, method.errors)
            if not part and not decompressor.eof and decompressor.needs_input:
                raise CaptureError("bad-archive", "the compressed data is cut short")
            data = b""
            size += content.write(part)
            check_size(size, "the decompressed content")
            check_ratio(size, most, MAX_EXPANSION_BY_OTHERS)
        data = decompressor.unused_data.lstrip(b"\0")  # xz pads with zeros
    return content.getvalue()


def expand_head(head: bytes) -> bytes:
    """Decompress the beginning of a compressed file, up to about its own size; empty if it is damaged."""
    method = _method_of(head)
    try:
        return _decompress(method.decompressor(), head, max(len(head), LEAST_HEAD), method.errors)
    except CaptureError:
        return b""


def _method_of(data: bytes) -> _Method:
    if data.startswith(b"\xfd7zXZ"):
        return _Method(lambda: LZMADecompressor(memlimit=MAX_DECOMPRESSOR_MEMORY), (LZMAError, EOFError))
    if data.startswith(b"BZh"):
        return _Method(BZ2Decompressor, (OSError, EOFError, ValueError))
    try:
        zstd = import_module("compression.zstd")  # since Python 3.14
    except ModuleNotFoundError:
        with needed_extra("captures", "a file compressed by Zstandard"):
            zstd = import_module("backports.zstd")
    return _Method(zstd.ZstdDecompressor, (zstd.ZstdError, EOFError))


def _decompress(
    decompressor: _Decompressor, data: bytes, most: int, errors: tuple[type[Exception], ...]
) -> bytes:
    try:
        return decompressor.decompress(data, most)
    except errors:
        pass
    raise CaptureError("bad-archive", "the compressed data is damaged")
