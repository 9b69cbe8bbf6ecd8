"""JSON lines in our own form, as ``ipsxml convert`` writes them: one document per line."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO

from ipsxml.capture.capture import Capture, Origin
from ipsxml.capture.containers.form import Form
from ipsxml.capture.limits import MAX_BYTES, check_size

# A complete document on the first line: JSON that spans several lines is a single document.
_BEGINS = re.compile(
    rb'(?:\xef\xbb\xbf)?[ \t\r\n]*+\{[ \t]*+"@apiVersion"[ \t]*+:[^\n]*+(?:\n[ \t\r\n]*+(?:\{|\Z)|\Z)'
)


def begins(head: bytes) -> bool:
    """Whether the first line can be a complete document. A single document is one JSON line."""
    return _BEGINS.match(head) is not None


def captures(file: BinaryIO, origin: Origin) -> Iterator[Capture]:
    """A capture for each line that is not blank, with the line number as its place: ``polls.jsonl:17``."""
    lines = _documents(_lines(file), 1)
    first = next(lines, None)
    if first is None:
        return
    second = next(lines, None)
    if second is None:
        yield Capture(origin, partial(_checked, first[1]))
        return
    for number, line in (first, second):
        yield _capture(origin, number, line)
    for number, line in lines:
        yield _capture(origin, number, line)


def captures_until(file: BinaryIO, stop: int, origin: Origin, line: int) -> Iterator[Capture]:
    """Like ``captures``, for the lines that begin before ``stop``; ``line`` is the number of the first."""
    for number, content in _documents(_lines_until(file, stop), line):
        yield _capture(origin, number, content)


def _documents(lines: Iterable[bytes], first: int) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers."""
    return ((number, line) for number, line in enumerate(lines, first) if not line.isspace())


def _lines_until(file: BinaryIO, stop: int) -> Iterator[bytes]:
    place = file.tell()
    while place < stop and (line := file.readline(MAX_BYTES + 1)):
        place += len(line)
        yield line


def _lines(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(MAX_BYTES + 1):
        yield line


def _capture(origin: Origin, number: int, line: bytes) -> Capture:
    return Capture(origin._replace(place=f"{origin.place}:{number}"), partial(_checked, line))


def _checked(line: bytes) -> bytes:
    check_size(len(line), "the line")
    return line


FORM = Form("JSON lines", begins, captures)
