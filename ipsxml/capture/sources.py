"""Where bytes come from: paths, standard input, directories, and in Python bytes and files."""

import os  # and not pathlib, which takes long to import
import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from ipsxml.capture.limits import MAX_BYTES, check_size
from ipsxml.errors import SourceError

Source = str | os.PathLike[str] | bytes | BinaryIO

CAPTURE_SUFFIXES = frozenset({".xml", ".json", ".http", ".txt", ".gz"})
STANDARD_INPUT = "-"


def find_sources(sources: Iterable[str | os.PathLike[str]]) -> Iterator[str]:
    """The sources one by one, with each directory replaced by the captures in it.

    A directory is searched recursively for ``*.xml``, ``*.json``, ``*.http``, ``*.txt`` and
    ``*.gz`` files, in the order of their names. One without any is given back as it is, so
    that reading it says so.
    """
    for source in sources:
        path = os.fspath(source)
        if path != STANDARD_INPUT and os.path.isdir(path):
            yield from _captures_in(path) or [path]
        else:
            yield path


def _captures_in(directory: str) -> list[str]:
    return sorted(
        os.path.join(folder, name)
        for folder, _, names in os.walk(directory)
        for name in names
        if os.path.splitext(name)[1].lower() in CAPTURE_SUFFIXES
    )


def read_bytes(source: Source) -> bytes:
    """The bytes of one source: a path, ``"-"`` for standard input, bytes, or a binary file.

    Raises ``SourceError`` where they cannot be had, and ``CaptureError``
    (``limit-exceeded``) where there are too many of them.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        check_size(len(source), "the content")
        return bytes(source)
    if isinstance(source, str | os.PathLike):
        return (
            _read_standard_input() if os.fspath(source) == STANDARD_INPUT else _read_path(os.fspath(source))
        )
    if not hasattr(source, "read"):
        raise TypeError(f"a source is a path, bytes or a binary file, not {type(source).__name__}")
    return _read_file(source)


def _read_standard_input() -> bytes:
    return _read_file(sys.stdin.buffer)


def _read_path(path: str) -> bytes:
    if os.path.isdir(path):
        suffixes = ", ".join(f"*{suffix}" for suffix in sorted(CAPTURE_SUFFIXES))
        raise SourceError(
            f"a directory without captures ({suffixes})" if not _captures_in(path) else "a directory"
        )
    try:
        with open(path, "rb") as file:
            return _read_file(file)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise SourceError(f"cannot be read: {reason or type(error).__name__}") from None


def _read_file(file: BinaryIO) -> bytes:
    content = file.read(MAX_BYTES + 1)
    if not isinstance(content, bytes):
        raise TypeError("the file gives text; open it in binary mode")
    check_size(len(content), "the content")
    return content
