"""The files in a zip or tar archive, unpacked within limits."""

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from io import SEEK_END, BytesIO
from typing import IO, BinaryIO, NamedTuple, TypeVar

from ipsxml.capture.limits import MAX_ARCHIVE_DIRECTORY, MAX_UNPACKED, MEBIBYTE, check_ratio, check_size
from ipsxml.errors import CaptureError

_T = TypeVar("_T")

_PART = 1 << 16
_END_OF_ZIP = 1 << 17  # contains the last records: a comment has at most 64 KiB
# The exceptions of the libraries for archives that are damaged or of an unknown kind.
_DAMAGE = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError),
    *(OSError, ValueError, NotImplementedError, RuntimeError, OverflowError),
)


class Member(NamedTuple):
    """A file in an archive: its name, and a function that returns its content.

    ``read`` may raise ``CaptureError``. ``size`` is the length of the content according to the archive.
    """

    name: str
    read: Callable[[], bytes]
    size: int


class Unpacking:
    """Counts the bytes that are unpacked from an archive and from the archives in it."""

    def __init__(self, file: BinaryIO) -> None:
        self._size = file.seek(0, SEEK_END)
        self._given = 0
        file.seek(0)

    def read(self, open_member: Callable[[], IO[bytes] | None]) -> bytes:
        """The bytes of a member.

        Raises ``CaptureError``: ``limit-exceeded``, or ``bad-archive`` if they are damaged.
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
            "bad-archive", "the file in the archive is damaged or uses an unsupported compression method"
        )

    def add(self, number: int) -> None:
        """Count bytes; raises ``CaptureError`` (``limit-exceeded``) if the total is too large."""
        self._given += number
        check_size(self._given, "the archive's unpacked content", MAX_UNPACKED)
        check_ratio(self._given, self._size)


def zip_members(file: BinaryIO, unpacking: Unpacking) -> Iterator[Member]:
    """The files in a zip archive; raises ``CaptureError`` if it cannot be read."""
    archive = open_zip(file)
    for info in files_of_zip(archive):
        yield zip_member(archive, info, unpacking)


def open_zip(file: BinaryIO) -> zipfile.ZipFile:
    """A zip archive; raises ``CaptureError`` if it cannot be read."""
    _check_directory(file)
    return _opened(lambda: zipfile.ZipFile(file), "the zip archive")


def files_of_zip(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The entries of a zip archive's directory that are files."""
    return [info for info in archive.infolist() if not info.is_dir()]


def zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, unpacking: Unpacking) -> Member:
    """A file in a zip archive."""
    is_encrypted = info.flag_bits & 1
    read = _encrypted if is_encrypted else partial(unpacking.read, partial(archive.open, info))
    return Member(info.filename, read, info.file_size)


def _check_directory(file: BinaryIO) -> None:
    """Limit the size of a zip archive's directory, which Python reads as a whole.

    APPNOTE.TXT 4.3.14 and 4.3.16: one of the last two records contains the size.
    """
    file.seek(max(0, file.seek(0, SEEK_END) - _END_OF_ZIP))
    end = file.read(_END_OF_ZIP)
    for mark, start, length in ((b"PK\5\6", 12, 4), (b"PK\6\6", 40, 8)):
        at = end.rfind(mark)
        size = int.from_bytes(end[at + start : at + start + length], "little") if at >= 0 else 0
        if MAX_ARCHIVE_DIRECTORY < size != 0xFFFF_FFFF:
            limit = f"the limit of {MAX_ARCHIVE_DIRECTORY // MEBIBYTE} MiB"
            raise CaptureError("limit-exceeded", f"the archive's directory is larger than {limit}")
    file.seek(0)


def _encrypted() -> bytes:
    raise CaptureError(
        "bad-archive", "the file in the archive is encrypted", hint="save it without a password"
    )


def tar_members(file: BinaryIO, unpacking: Unpacking) -> Iterator[Member]:
    """The files in a tar archive; raises ``CaptureError`` if it is damaged."""
    archive = _opened(lambda: tarfile.TarFile(fileobj=file), "the tar archive")
    while info := _opened(archive.next, "the tar archive"):
        archive.members = []  # type: ignore[attr-defined] # tarfile would keep all past members
        if info.isreg():
            yield Member(info.name, partial(unpacking.read, partial(archive.extractfile, info)), info.size)


def _opened(action: Callable[[], _T], what: str) -> _T:
    try:
        return action()
    except _DAMAGE:
        pass
    raise CaptureError("bad-archive", f"{what} is damaged")
