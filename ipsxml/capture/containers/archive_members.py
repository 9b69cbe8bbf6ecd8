"""The files in an archive, zip or tar, and what comes out of them, which is bounded."""

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from io import SEEK_END, BytesIO
from typing import IO, BinaryIO, NamedTuple, TypeVar

from ipsxml.capture.compression import check_ratio
from ipsxml.capture.limits import MAX_ARCHIVE_DIRECTORY, MAX_UNPACKED, MEBIBYTE, check_size
from ipsxml.errors import CaptureError

_T = TypeVar("_T")

_PART = 1 << 16
_END_OF_ZIP = 1 << 17  # in which its last records are: a comment has 64 KiB at most
# What the libraries raise for archives that are damaged or of a kind that they do not know.
_DAMAGE = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError),
    *(OSError, ValueError, NotImplementedError, RuntimeError, OverflowError),
)


class Member(NamedTuple):
    """A file in an archive: its name there, and its content, which may raise ``CaptureError``.

    ``size`` is what the archive says of the length of its content.
    """

    name: str
    read: Callable[[], bytes]
    size: int


class Unpacking:
    """What comes out of an archive, and of those in it, counted."""

    def __init__(self, file: BinaryIO) -> None:
        self._size = file.seek(0, SEEK_END)
        self._given = 0
        file.seek(0)

    def read(self, open_member: Callable[[], IO[bytes] | None]) -> bytes:
        """The bytes of a member.

        Raises ``CaptureError``: ``limit-exceeded``, or ``bad-archive`` where they are damaged.
        """
        content, size = BytesIO(), 0
        try:
            with open_member() or BytesIO() as member:
                while part := member.read(_PART):
                    size += content.write(part)
                    check_size(size, "the file in the archive")
                    self.add(len(part))
        except _DAMAGE:
            pass
        else:
            return content.getvalue()
        raise CaptureError(
            "bad-archive", "the file in the archive is damaged, or compressed in an unknown way"
        )

    def add(self, number: int) -> None:
        """Count bytes; raises ``CaptureError`` (``limit-exceeded``) where they are too many."""
        self._given += number
        check_size(self._given, "what the archive holds", MAX_UNPACKED)
        check_ratio(self._given, self._size)


def zip_members(file: BinaryIO, unpacking: Unpacking) -> Iterator[Member]:
    """The files in a zip archive; raises ``CaptureError`` where it cannot be read."""
    _check_directory(file)
    archive = _opened(lambda: zipfile.ZipFile(file), "the zip archive")
    for info in archive.infolist():
        if info.flag_bits & 1:
            yield Member(info.filename, _encrypted, info.file_size)
        elif not info.is_dir():
            yield Member(info.filename, partial(unpacking.read, partial(archive.open, info)), info.file_size)


def _check_directory(file: BinaryIO) -> None:
    """Bound the list of the files in a zip archive, which Python reads whole.

    APPNOTE.TXT 4.3.14 and 4.3.16: its size is in one of the last two records.
    """
    file.seek(max(0, file.seek(0, SEEK_END) - _END_OF_ZIP))
    end = file.read(_END_OF_ZIP)
    for mark, start, length in ((b"PK\5\6", 12, 4), (b"PK\6\6", 40, 8)):
        at = end.rfind(mark)
        size = int.from_bytes(end[at + start : at + start + length], "little") if at >= 0 else 0
        if MAX_ARCHIVE_DIRECTORY < size != 0xFFFF_FFFF:
            limit = f"{MAX_ARCHIVE_DIRECTORY // MEBIBYTE} MiB, the most that is read"
            raise CaptureError(
                "limit-exceeded", f"the list of the files in the archive is larger than {limit}"
            )
    file.seek(0)


def _encrypted() -> bytes:
    raise CaptureError(
        "bad-archive", "the file in the archive is encrypted", hint="save it without a password"
    )


def tar_members(file: BinaryIO, unpacking: Unpacking) -> Iterator[Member]:
    """The files in a tar archive; raises ``CaptureError`` where it is damaged."""
    archive = _opened(lambda: tarfile.TarFile(fileobj=file), "the tar archive")
    while info := _opened(archive.next, "the tar archive"):
        archive.members = []  # type: ignore[attr-defined] # which tarfile keeps of all that were
        if info.isreg():
            yield Member(info.name, partial(unpacking.read, partial(archive.extractfile, info)), info.size)


def _opened(action: Callable[[], _T], what: str) -> _T:
    try:
        return action()
    except _DAMAGE:
        pass
    raise CaptureError("bad-archive", f"{what} is damaged")
