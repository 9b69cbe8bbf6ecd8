"""Read sources: paths, standard input, and in Python also bytes and files."""

import os  # pathlib is slow to import
import stat
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import BinaryIO

from ipsxml.capture.limits import MAX_BYTES, MAX_SPACE, WhiteSpaceRuns, check_size
from ipsxml.errors import SourceError

Source = str | os.PathLike[str] | bytes | BinaryIO

STANDARD_INPUT = "-"
HEAD_SIZE = 1 << 14
_PART = 1 << 20  # each read allocates this much memory, however little there is to read


def paths_of(sources: Iterable[str | os.PathLike[str]]) -> Iterator[str]:
    """The paths of sources; raises ``TypeError`` for a single path, whose characters would be sources."""
    if isinstance(sources, str | os.PathLike):
        raise TypeError("sources must be a list of paths, not a single path")
    return (os.fspath(source) for source in sources)


def standard_output_file() -> os.stat_result | None:
    """The status of the file that standard output is redirected to; ``None`` if it is not a file."""
    try:
        return status_of_file(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):  # it is closed, or an object of another kind
        return None


def status_of_file(path: str | int) -> os.stat_result | None:
    """The status of a file, by path or descriptor; ``None`` if it does not exist or is something else."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status if stat.S_ISREG(status.st_mode) else None


def read_bytes(source: Source) -> bytes:
    """The bytes of one source: a path, ``"-"`` for standard input, bytes, or a binary file.

    Raises ``SourceError`` if they cannot be read, and ``CaptureError`` (``limit-exceeded``) if there are
    too many.
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
    """The beginning of a file; raises ``SourceError`` if it cannot be read."""
    with opened_file(path) as file:
        return read_part(file, HEAD_SIZE)


def opened_file(path: str) -> BinaryIO:
    """Open a file for reading; raises ``SourceError`` if that fails."""
    try:
        return open(path, "rb")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise unreadable(error) from None


def as_file(source: BinaryIO) -> BinaryIO:
    """A source that is neither a path nor bytes; raises ``TypeError`` if it is not a file either."""
    if not hasattr(source, "read"):
        raise TypeError(f"a source must be a path, bytes, or a binary file, not {type(source).__name__}")
    return source


def _read_standard_input() -> bytes:
    if sys.stdin is None:
        raise SourceError("cannot be read: standard input is closed")
    return _read_file(sys.stdin.buffer)


def _read_path(path: str) -> bytes:
    with opened_file(path) as file:
        return _read_file(file)


def unreadable(error: OSError | ValueError) -> SourceError:
    """The error to raise for a file that cannot be opened or read."""
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return SourceError(f"cannot be read: {reason or type(error).__name__}")


def _read_file(file: BinaryIO) -> bytes:
    parts: list[bytes] = []
    size, space = 0, WhiteSpaceRuns()
    while part := read_part(file, min(_PART, MAX_BYTES + 1 - size)):
        parts.append(part)
        size += len(part)
        check_size(size, "the content")
        space.add(part)
    return b"".join(parts)


def read_part(file: BinaryIO, most: int) -> bytes:
    """The result of one read of a binary file. A pipe or a socket may return only a part of the data.

    Raises ``SourceError`` if the read fails or returns nothing yet, and ``TypeError`` if it returns text.
    """
    try:
        part = file.read(most)
    except OSError as error:
        raise unreadable(error) from None
    if part is None:  # a raw file in non-blocking mode
        raise SourceError("cannot be read: no data is available yet")
    if not isinstance(part, bytes):
        raise TypeError("the file returns text: open it in binary mode")
    return part
