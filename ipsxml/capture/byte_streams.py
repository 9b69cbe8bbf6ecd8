"""Read a source as a stream of decompressed bytes whose beginning can be inspected."""

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from ipsxml.capture.content_kind import is_gzip
from ipsxml.capture.limits import WhiteSpaceRuns, check_ratio
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
        self._file = gzip.GzipFile(fileobj=cast("BinaryIO", stream))
        self._size = 0

    def read(self, size: int) -> bytes:
        """Up to ``size`` bytes."""
        try:
            part = self._file.read(min(size, HEAD_SIZE))
        except EOFError:
            message = "the compressed data is cut short"
        except (zlib.error, gzip.BadGzipFile):
            message = "the compressed data is damaged"
        else:
            self._size += len(part)
            check_ratio(self._size, self._stream.given)
            return part
        raise CaptureError("bad-gzip", message)
