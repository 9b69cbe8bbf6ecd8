"""Parts of large zip archives and JSON lines files, which can be read in parallel.

A file is divided only if its parts are certain to give the same result as the whole. An archive whose
unpacked size comes near the limits is read as a whole.
"""

import atexit
import os
from collections.abc import Iterator
from typing import BinaryIO, Literal, NamedTuple
from zipfile import ZipFile, ZipInfo

from ipsxml.capture.capture import Capture, Enclosed, Origin, to_the_end
from ipsxml.capture.capture_search import open_enclosed
from ipsxml.capture.containers import archives, form_of, json_lines
from ipsxml.capture.containers.archive_members import Unpacking, files_of_zip, open_zip, zip_member
from ipsxml.capture.limits import MAX_ARCHIVE_MEMBERS, MAX_EXPANSION, MAX_UNPACKED
from ipsxml.capture.sources import opened_file, read_head
from ipsxml.errors import CaptureError, SourceError

_ZIP = archives.FORMS[0]
_BLOCK = 1 << 20
_FEW_LINES = 1000  # in a block
_MARGIN = 4  # a safety factor, for the contents of archives in the archive


class Part(NamedTuple):
    """A part of a file: a range of a zip archive's files, or a range of bytes in JSON lines.

    ``start`` and ``stop`` are indices of files, or byte offsets. ``line`` is the number of the first line.
    ``is_last`` is true for the last part of the file.
    """

    path: str
    form: Literal["zip", "lines"]
    start: int
    stop: int
    line: int = 1
    is_last: bool = False

    @property
    def place(self) -> str:
        """The place of the part's first capture."""
        if self.form == "lines":
            return next(captures_in_part(self)).origin.place
        return f"!{_opened_zip(self.path).files[self.start].filename}"

    def halves(self) -> "tuple[Part, Part] | None":
        """The part in two halves; ``None`` for a single file or a single line."""
        middle = self.start + (self.stop - self.start) // 2
        line = self.line
        if self.form == "lines":
            with opened_file(self.path) as file:
                middle, number = _end_of_line(file, self.start, middle)
            line += number
        if not self.start < middle < self.stop:
            return None
        return self._replace(stop=middle, is_last=False), self._replace(start=middle, line=line)


def parts_of(path: str, size: int) -> Iterator[Part] | None:
    """The parts of a file, of about ``size`` bytes each; ``None`` for a file that is read as a whole."""
    try:
        head = read_head(path)
    except SourceError:
        return None
    form = form_of(head)
    if form is _ZIP:
        parts = _parts_of_zip(path, size)
        return None if parts is None else iter(parts)
    return _parts_of_lines(path, size) if form is json_lines.FORM and _has_lines(path, size) else None


def captures_in_part(part: Part) -> Iterator[Capture]:
    """The captures in a part of a container, with the places that they have in the whole."""
    origin = Origin(part.path)
    form, read = (_ZIP, _captures_in_zip) if part.form == "zip" else (json_lines.FORM, _captures_in_lines)
    for capture in to_the_end(open_enclosed(read(part, origin)), origin):
        capture.container = form.name
        yield capture


def _captures_in_lines(part: Part, origin: Origin) -> Iterator[Capture]:
    with opened_file(part.path) as file:
        file.seek(part.start)
        yield from json_lines.captures_until(file, part.stop, origin, part.line)


def _captures_in_zip(part: Part, origin: Origin) -> Iterator[Capture | Enclosed]:
    opened = _opened_zip(part.path)
    for info in opened.files[part.start : part.stop]:
        member = zip_member(opened.archive, info, opened.unpacking)
        yield from archives.captures_of(member, origin, opened.unpacking)


class _OpenedZip(NamedTuple):
    """A zip archive whose directory one process has read."""

    path: str
    process: int
    file: BinaryIO
    archive: ZipFile
    files: list[ZipInfo]
    unpacking: Unpacking


# Only the last archive is kept, because a process usually receives parts of one archive. A forked process
# inherits it from its parent, which has read the directory to find the parts.
_last_opened: list[_OpenedZip] = []


def _opened_zip(path: str) -> _OpenedZip:
    if _last_opened and _last_opened[0].path == path:
        if _last_opened[0].process != os.getpid():
            _last_opened[0] = _with_own_position(_last_opened[0])
        return _last_opened[0]
    close_last_opened()
    file = opened_file(path)
    try:
        unpacking = Unpacking(file)
        archive = open_zip(file)
    except CaptureError:
        file.close()
        raise
    _last_opened.append(_OpenedZip(path, os.getpid(), file, archive, files_of_zip(archive), unpacking))
    return _last_opened[0]


def _with_own_position(inherited: _OpenedZip) -> _OpenedZip:
    """The archive with its own position in the file; a forked process shares the position with its parent."""
    with opened_file(inherited.path) as file:
        os.dup2(file.fileno(), inherited.file.fileno(), inheritable=False)
    return inherited._replace(process=os.getpid())


@atexit.register
def close_last_opened() -> None:
    """Close the archive that was kept open for its next part."""
    while _last_opened:
        _last_opened.pop().file.close()


def _parts_of_zip(path: str, size: int) -> list[Part] | None:
    try:
        files = _opened_zip(path).files
    except (CaptureError, SourceError):
        return None
    length = os.path.getsize(path)
    unpacked = sum(info.file_size for info in files)
    if len({info.filename for info in files}) < len(files):  # only their order distinguishes equal names
        return None
    if len(files) > MAX_ARCHIVE_MEMBERS or unpacked * _MARGIN > min(MAX_UNPACKED, length * MAX_EXPANSION):
        return None
    step = max(1, len(files) * size // max(unpacked, 1))
    starts = range(0, len(files), step)
    return [Part(path, "zip", start, start + step, is_last=start + step >= len(files)) for start in starts]


def _has_lines(path: str, size: int) -> bool:
    """Whether the first bytes of a file contain several lines."""
    with opened_file(path) as file:
        return sum(not line.isspace() for line in file.read(size).split(b"\n")[:-1] if line) > 1


def _parts_of_lines(path: str, size: int) -> Iterator[Part]:
    with opened_file(path) as file:
        length = file.seek(0, os.SEEK_END)
        file.seek(0)
        start, line = 0, 1
        while start < length:
            stop, number = _end_of_line(file, start, start + size)
            yield Part(path, "lines", start, stop, line, is_last=stop >= length)
            start, line = stop, line + number


def _end_of_line(file: BinaryIO, start: int, target: int) -> tuple[int, int]:
    """The last position up to ``target`` where a line ends, and the number of lines from ``start`` to it.

    If no line ends before ``target``, it is the end of the current line. Only one block is in memory at a
    time, however long the line is.
    """
    file.seek(start)
    place, end, number = start, start, 0
    while block := file.read(min(_BLOCK, target - place) if place < target else _BLOCK):
        if place >= target and b"\n" in block:
            return place + block.index(b"\n") + 1, 1
        number += _lines_in(block)
        end = place + block.rfind(b"\n") + 1 if b"\n" in block else end
        place += len(block)
        if place >= target and number:
            return end, number
    return place, number


def _lines_in(block: bytes) -> int:
    """The number of lines that end in a block. If lines are long, searching is faster than counting."""
    place = -1
    for number in range(_FEW_LINES):
        place = block.find(b"\n", place + 1)
        if place < 0:
            return number
    return _FEW_LINES + block.count(b"\n", place + 1)
