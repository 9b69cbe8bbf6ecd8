"""Archives, zip and tar: each file in one is a capture, or a container of its own.

An archive in an archive is read, and no further. The names in it are told and never used as paths,
and what comes out of all of it together is bounded.
"""

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from io import SEEK_END, BytesIO
from posixpath import basename
from typing import IO, BinaryIO, NamedTuple, TypeVar

from ipsxml.capture.capture import Capture, Origin, captures_in_bytes, failing, to_the_end
from ipsxml.capture.compression import check_ratio, decompress
from ipsxml.capture.containers.form import Form
from ipsxml.capture.content_kind import is_compressed
from ipsxml.capture.limits import (
    MAX_ARCHIVE_DIRECTORY,
    MAX_ARCHIVE_MEMBERS,
    MAX_ARCHIVES_DEEP,
    MAX_UNPACKED,
    MEBIBYTE,
    check_size,
)
from ipsxml.errors import CaptureError, MissingExtra, SourceError

_T = TypeVar("_T")

_PART = 1 << 16
_END_OF_ZIP = 1 << 17  # in which its last records are: a comment has 64 KiB at most
# What the libraries raise for archives that are damaged or of a kind that they do not know.
_DAMAGE = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError),
    *(OSError, ValueError, NotImplementedError, RuntimeError, OverflowError),
)


class Member(NamedTuple):
    """A file in an archive: its name there, and its content, which may raise ``CaptureError``."""

    name: str
    read: Callable[[], bytes]


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
            yield Member(info.filename, _encrypted)
        elif not info.is_dir():
            yield Member(info.filename, partial(unpacking.read, partial(archive.open, info)))


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


def _tar_members(file: BinaryIO, unpacking: Unpacking) -> Iterator[Member]:
    archive = _opened(lambda: tarfile.TarFile(fileobj=file), "the tar archive")
    while info := _opened(archive.next, "the tar archive"):
        archive.members = []  # type: ignore[attr-defined] # which tarfile keeps of all that were
        if info.isreg():
            yield Member(info.name, partial(unpacking.read, partial(archive.extractfile, info)))


def _opened(action: Callable[[], _T], what: str) -> _T:
    try:
        return action()
    except _DAMAGE:
        pass
    raise CaptureError("bad-archive", f"{what} is damaged")


class _Archive(NamedTuple):
    """A kind of archives."""

    name: str
    begins: Callable[[bytes], bool]
    members: Callable[[BinaryIO, Unpacking], Iterator[Member]]

    def captures(self, file: BinaryIO, origin: Origin) -> Iterator[Capture]:
        """The captures in each file of an archive, in its order: ``polls.zip!2013/03/04.xml``."""
        return self.captures_deep(file, origin, Unpacking(file), 1)

    def captures_deep(
        self, file: BinaryIO, origin: Origin, unpacking: Unpacking, deep: int
    ) -> Iterator[Capture]:
        """The same of an archive that may be in another."""
        for number, member in enumerate(self.members(file, unpacking)):
            if number == MAX_ARCHIVE_MEMBERS:
                limit = f"{MAX_ARCHIVE_MEMBERS:,} files, the most that is read"
                raise CaptureError("limit-exceeded", f"the archive holds more than {limit}")
            if not _is_of_the_system(member.name):
                place = origin._replace(place=f"{origin.place}!{member.name}")
                yield from _captures_of(member, place, unpacking, deep)


def _captures_of(member: Member, origin: Origin, unpacking: Unpacking, deep: int) -> Iterator[Capture]:
    """The captures in a file of an archive."""
    try:
        content = _decompressed(member.read(), unpacking)
    except CaptureError as error:
        yield failing(origin, error)
        return
    except MissingExtra as error:
        yield failing(origin, SourceError(f"cannot be read: {error}"))
        return
    inner = next((archive for archive in _ARCHIVES if archive.begins(content)), None)
    if inner is None:
        yield from captures_in_bytes(content, origin)
    elif deep < MAX_ARCHIVES_DEEP:
        yield from to_the_end(inner.captures_deep(BytesIO(content), origin, unpacking, deep + 1), origin)
    else:
        yield failing(
            origin, CaptureError("bad-archive", "an archive in an archive in an archive is not read")
        )


def _decompressed(content: bytes, unpacking: Unpacking) -> bytes:
    if not is_compressed(content):
        return content
    content = decompress(content)
    unpacking.add(len(content))
    if is_compressed(content):
        raise CaptureError("bad-archive", "the file in the archive is compressed more than once")
    return content


def _is_of_the_system(name: str) -> bool:
    """Whether it is what macOS adds for itself, which is named as what it belongs to."""
    return name.startswith("__MACOSX/") or basename(name).startswith("._") or basename(name) == ".DS_Store"


def is_zip(head: bytes) -> bool:
    """Whether it begins with a file of a zip archive, or is the end of an empty one."""
    return head.startswith((b"PK\3\4", b"PK\5\6"))


def _is_tar(head: bytes) -> bool:
    return head.startswith(b"ustar", 257)


_ARCHIVES = (_Archive("a zip archive", is_zip, zip_members), _Archive("a tar archive", _is_tar, _tar_members))
FORMS = tuple(Form(archive.name, archive.begins, archive.captures) for archive in _ARCHIVES)
