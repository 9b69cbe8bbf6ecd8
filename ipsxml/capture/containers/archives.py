"""Zip and tar archives: each file in one is a capture or another container.

An archive inside an archive is read, too, but not one inside that. The names in an archive are shown and
never used as paths, and the total unpacked size is limited.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from posixpath import basename
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from ipsxml.capture.capture import Capture, Enclosed, Origin, failing, to_the_end
from ipsxml.capture.compression import decompress
from ipsxml.capture.containers.form import Form
from ipsxml.capture.content_kind import is_compressed
from ipsxml.capture.limits import MAX_ARCHIVE_DEPTH, MAX_ARCHIVE_MEMBERS
from ipsxml.errors import CaptureError, MissingExtra, SourceError

if TYPE_CHECKING:
    from ipsxml.capture.containers.archive_members import Member, Unpacking


class _Archive(NamedTuple):
    """A kind of archive."""

    name: str
    begins: Callable[[bytes], bool]
    members: "Callable[[BinaryIO, Unpacking], Iterator[Member]]"

    def captures(self, file: BinaryIO, origin: Origin) -> Iterator[Capture | Enclosed]:
        """The captures in each file of an archive, in the archive's order: ``polls.zip!2013/03/04.xml``."""
        from ipsxml.capture.containers.archive_members import Unpacking  # imports zipfile and tarfile

        return self.captures_at_depth(file, origin, Unpacking(file), 1)

    def captures_at_depth(
        self, file: BinaryIO, origin: Origin, unpacking: "Unpacking", depth: int
    ) -> Iterator[Capture | Enclosed]:
        """Like ``captures``, for an archive that may be in another one."""
        for number, member in enumerate(self.members(file, unpacking)):
            if number == MAX_ARCHIVE_MEMBERS:
                message = f"the archive exceeds the limit of {MAX_ARCHIVE_MEMBERS:,} files"
                raise CaptureError("limit-exceeded", message)
            yield from captures_of(member, origin, unpacking, depth)


def captures_of(
    member: "Member", origin: Origin, unpacking: "Unpacking", depth: int = 1
) -> Iterator[Capture | Enclosed]:
    """The captures in a file of the archive at ``origin``; none in files that macOS adds."""
    if _is_added_by_macos(member.name):
        return
    origin = origin._replace(place=f"{origin.place}!{member.name}")
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
        yield Enclosed(origin, content)
    elif depth < MAX_ARCHIVE_DEPTH:
        yield from to_the_end(inner.captures_at_depth(BytesIO(content), origin, unpacking, depth + 1), origin)
    else:
        message = f"archives are nested deeper than the limit of {MAX_ARCHIVE_DEPTH}"
        yield failing(origin, CaptureError("bad-archive", message))


def _decompressed(content: bytes, unpacking: "Unpacking") -> bytes:
    if not is_compressed(content):
        return content
    content = decompress(content)
    unpacking.add(len(content))
    if is_compressed(content):
        raise CaptureError("bad-archive", "the file in the archive is compressed more than once")
    return content


def _is_added_by_macos(name: str) -> bool:
    """Whether macOS added the file, under a name derived from another file's."""
    return name.startswith("__MACOSX/") or basename(name).startswith("._") or basename(name) == ".DS_Store"


def is_zip(head: bytes) -> bool:
    """Whether this begins like a zip archive, or like the end record of an empty one."""
    return head.startswith((b"PK\3\4", b"PK\5\6"))


def _is_tar(head: bytes) -> bool:
    return head.startswith(b"ustar", 257)


def _zip_members(file: BinaryIO, unpacking: "Unpacking") -> "Iterator[Member]":
    from ipsxml.capture.containers.archive_members import zip_members

    return zip_members(file, unpacking)


def _tar_members(file: BinaryIO, unpacking: "Unpacking") -> "Iterator[Member]":
    from ipsxml.capture.containers.archive_members import tar_members

    return tar_members(file, unpacking)


_ARCHIVES = (
    _Archive("a zip archive", is_zip, _zip_members),
    _Archive("a tar archive", _is_tar, _tar_members),
)
FORMS = tuple(Form(archive.name, archive.begins, archive.captures) for archive in _ARCHIVES)
