"""Read a source as a stream of decompressed bytes whose beginning can be inspected."""

import io
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from ipsxml.capture.compression import GZIP, check_members, decompress_part
from ipsxml.capture.content_kind import is_gzip
from ipsxml.capture.limits import MAX_GZIP_MEMBERS, WhiteSpaceRuns, check_ratio
from ipsxml.capture.sources import HEAD_SIZE, STANDARD_INPUT, Source, as_file, opened_file, read_part
from ipsxml.errors import CaptureError, SourceError


@contextmanager
def opened_stream(source: Source) -> Iterator["Stream"]:
    """Open a source that ``read_bytes`` accepts as a stream. A file object that was passed in stays open.

    Raises ``SourceError`` if the source cannot be read, and ``CaptureError`` if it is damaged gzip data; so
    does ``read``.
    """
    with _opened(source) as file:
        stream = Stream(file)
        yield Stream(_Gunzipped(stream)) if is_gzip(stream.head) else stream


@contextmanager
def _opened(source: Source) -> Iterator[BinaryIO]:
    if isinstance(source, bytes | bytearray | memoryview):
        yield io.BytesIO(bytes(source))
    elif not isinstance(source, str | os.PathLike):
        yield as_file(source)
    elif os.fspath(source) != STANDARD_INPUT:
        with opened_file(os.fspath(source)) as file:
            yield file
    elif sys.stdin is None:
        raise SourceError("cannot be read: standard input is closed")
    else:
        yield sys.stdin.buffer


class Stream:
    """A stream of bytes. ``head`` is its beginning, which ``read`` still returns."""

    def __init__(self, stream: "BinaryIO | _Gunzipped") -> None:
        self._stream = cast("BinaryIO", stream)
        self.head = b""
        # A pipe or a socket may return its first bytes one by one.
        while len(self.head) < HEAD_SIZE and (part := read_part(self._stream, HEAD_SIZE - len(self.head))):
            self.head += part
        self._pending = self.head
        self._space = WhiteSpaceRuns()
        self.given = 0

    def read(self, size: int) -> bytes:
        """Up to ``size`` bytes."""
        part = self._read(size)
        self.given += len(part)
        self._space.add(part)
        return part

    def _read(self, size: int) -> bytes:
        if not self._pending:
            return read_part(self._stream, size)
        given, self._pending = self._pending[:size], self._pending[size:]
        return given


class _Gunzipped:
    """The decompressed bytes of a gzip stream. ``read`` raises ``CaptureError`` if the data is damaged."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._compressed = b""
        self._member: zlib._Decompress | None = None
        self._members = 0
        self._is_pending = False  # there may be output that no further input is needed for
        self._size = 0

    def read(self, size: int) -> bytes:
        """Up to ``size`` bytes."""
        most = min(size, HEAD_SIZE)
        while self._member is not None or self._starts_member():
            assert self._member is not None
            if not self._compressed and not self._is_pending:
                self._compressed = self._stream.read(HEAD_SIZE)
                if not self._compressed:
                    raise CaptureError("bad-gzip", "the compressed data is cut short")
            part = decompress_part(self._member, self._compressed, most)
            is_complete = self._member.eof
            self._compressed = self._member.unused_data if is_complete else self._member.unconsumed_tail
            self._is_pending = len(part) == most and not is_complete
            self._member = None if is_complete else self._member
            self._size += len(part)
            check_ratio(self._size, self._stream.given)
            if part:
                return part
        return b""

    def _starts_member(self) -> bool:
        """Start the next member; zeros may come before it, but not before the first."""
        while True:
            if self._members:
                self._compressed = self._compressed.lstrip(b"\0")
            if self._compressed:
                break
            self._compressed = self._stream.read(HEAD_SIZE)
            if not self._compressed:
                return False
        self._member, self._members = zlib.decompressobj(GZIP), self._members + 1
        check_members(self._members, MAX_GZIP_MEMBERS)
        return True
