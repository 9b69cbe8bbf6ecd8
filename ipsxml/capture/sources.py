"""Where bytes come from: paths, standard input, and in Python bytes and files."""

import os  # and not pathlib, which takes long to import
import sys
from io import BytesIO
from typing import BinaryIO

from ipsxml.capture.limits import MAX_BYTES, MAX_SPACE, SpaceInARow, check_size
from ipsxml.errors import SourceError

Source = str | os.PathLike[str] | bytes | BinaryIO

STANDARD_INPUT = "-"
HEAD_SIZE = 1 << 14
_PART = 1 << 20  # as much memory is taken by each read, however little there is to be read


def read_bytes(source: Source) -> bytes:
    """The bytes of one source: a path, ``"-"`` for standard input, bytes, or a binary file.

    Raises ``SourceError`` where they cannot be read, and ``CaptureError``
    (``limit-exceeded``) where there are too many of them.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        check_size(len(source), "the content")
        return _read_file(BytesIO(source)) if len(source) > MAX_SPACE else bytes(source)
    if isinstance(source, str | os.PathLike):
        return (
            _read_standard_input() if os.fspath(source) == STANDARD_INPUT else _read_path(os.fspath(source))
        )
    return _read_file(as_file(source))


def read_head(path: str) -> bytes:
    """How a file begins; raises ``SourceError`` where it cannot be read."""
    with opened_file(path) as file:
        return read_part(file, HEAD_SIZE)


def opened_file(path: str) -> BinaryIO:
    """The file, opened for reading; raises ``SourceError`` where it cannot be."""
    try:
        return open(path, "rb")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise unreadable(error) from None


def as_file(source: BinaryIO) -> BinaryIO:
    """A source that is neither path nor bytes; raises ``TypeError`` where it is not a file either."""
    if not hasattr(source, "read"):
        raise TypeError(f"a source is a path, bytes or a binary file, not {type(source).__name__}")
    return source


def _read_standard_input() -> bytes:
    if sys.stdin is None:
        raise SourceError("cannot be read: standard input is closed")
    return _read_file(sys.stdin.buffer)


def _read_path(path: str) -> bytes:
    if os.path.isdir(path):
        raise SourceError(_describe_directory(path))
    with opened_file(path) as file:
        return _read_file(file)


def _describe_directory(path: str) -> str:
    try:
        os.scandir(path).close()
    except OSError as error:
        return str(unreadable(error))
    from ipsxml.capture.directory_search import search  # which is there for those that are searched

    found = search(path)
    return "a directory" if found.captures else found.why_none


def unreadable(error: OSError | ValueError) -> SourceError:
    """The error to raise for a file that cannot be opened or read."""
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return SourceError(f"cannot be read: {reason or type(error).__name__}")


def _read_file(file: BinaryIO) -> bytes:
    parts: list[bytes] = []
    size, space = 0, SpaceInARow()
    while part := read_part(file, min(_PART, MAX_BYTES + 1 - size)):
        parts.append(part)
        size += len(part)
        check_size(size, "the content")
        space.add(part)
    return b"".join(parts)


def read_part(file: BinaryIO, most: int) -> bytes:
    """What one read of a binary file gives: of a pipe or a socket not always all there is.

    Raises ``SourceError`` where it gives nothing, and ``TypeError`` where it gives text.
    """
    try:
        part = file.read(most)
    except OSError as error:
        raise unreadable(error) from None
    if part is None:  # a raw file in non-blocking mode
        raise SourceError("cannot be read: nothing is there yet")
    if not isinstance(part, bytes):
        raise TypeError("the file gives text; open it in binary mode")
    return part
