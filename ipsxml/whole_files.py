"""Writing files completely or not at all, and never overwriting one silently."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from ipsxml.errors import TargetError

TEMPORARY_PREFIX = ".ipsxml-"
"""The names of incomplete files, and of directories for them, begin with this."""

_BUFFER = 1 << 18
_ONLY_MINE = 0o600
_PERMISSIONS = 0o777


@contextmanager
def whole_file(path: str, *, force: bool = False, even_empty: bool = True) -> Iterator[BinaryIO]:
    """A file to write to, which gets the name ``path`` when the block ends without an error.

    If nothing was written, the file appears only with ``even_empty``. Missing directories are created.
    With ``force``, an existing file is replaced, and its permissions are kept; a symbolic link is also
    replaced, and never followed. A device or a pipe is written to directly.

    Raises ``TargetError`` if the file exists (without ``force``), is a directory, or cannot be written.
    """
    with target_errors(path):
        if is_device(path):
            with open(path, "wb", opener=_open_existing) as file:
                yield file
            return
        aside = FileAside(path, force=force)
        try:
            with aside.opened() as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
                is_wanted = even_empty or file.tell() > 0
            if is_wanted:
                aside.publish()
        finally:
            aside.discard()


@contextmanager
def directory_aside(path: str) -> Iterator[str | None]:
    """A temporary directory next to a file that is being written; ``None`` for a device or a pipe."""
    if is_device(path):
        yield None
        return
    from tempfile import TemporaryDirectory  # slow to import

    folder = os.path.dirname(path) or "."
    # The file itself is more important than removing the directory.
    with TemporaryDirectory(prefix=TEMPORARY_PREFIX, dir=folder, ignore_cleanup_errors=True) as directory:
        yield directory


class FileAside:
    """A file written under a temporary name, next to its final path.

    ``path`` is its final path, ``temporary`` its path until it is complete.
    """

    def __init__(self, path: str, *, force: bool) -> None:
        folder = os.path.dirname(path) or "."
        if not os.path.isdir(folder):
            os.makedirs(folder, exist_ok=True)
        mode = _mode_of(path)
        if mode is not None and stat.S_ISDIR(mode):
            raise TargetError(f"{path} is a directory, not a file")
        if mode is not None and not force:
            raise _exists(path)
        self.path = path
        self.temporary = os.path.join(folder, f"{TEMPORARY_PREFIX}{os.urandom(8).hex()}")
        self._force = force
        self._permissions = None if mode is None or stat.S_ISLNK(mode) else mode & _PERMISSIONS

    def opened(self) -> BinaryIO:
        """Create and open the file, which must not exist yet."""
        return open(self.temporary, "xb", buffering=_BUFFER, opener=self._open)

    def make_durable(self) -> None:
        """Wait until the content is on the disk, which may take a while."""
        file = os.open(self.temporary, os.O_RDWR)
        try:
            os.fsync(file)
        finally:
            os.close(file)

    def publish(self) -> None:
        """Move the file to its final path; without ``force``, raise ``TargetError`` if that now exists."""
        if self._permissions is not None:
            with suppress(OSError):  # the file system has no permissions
                os.chmod(self.temporary, self._permissions)
        if self._force:
            os.replace(self.temporary, self.path)
            return
        try:
            os.link(self.temporary, self.path)  # unlike a rename, this fails if the name is taken
        except FileExistsError:
            raise _exists(self.path) from None
        except OSError:  # the file system has no hard links
            os.rename(self.temporary, self.path)

    def discard(self) -> None:
        """Remove the temporary file, if it still exists."""
        with suppress(FileNotFoundError):
            os.unlink(self.temporary)

    def _open(self, name: str, flags: int) -> int:
        return os.open(name, flags, 0o666 if self._permissions is None else _ONLY_MINE)


@contextmanager
def target_errors(path: str) -> Iterator[None]:
    """Turn an ``OSError`` into a ``TargetError`` that names ``path``."""
    try:
        yield
    except BrokenPipeError:  # a pipe that its reader has closed, or another output
        raise
    except OSError as error:
        raise TargetError(f"{path} cannot be written: {error.strerror or error}") from None


def is_device(path: str) -> bool:
    """Whether the path is a device or a pipe, which is written to directly."""
    mode = _mode_of(path)
    return mode is not None and not (stat.S_ISREG(mode) or stat.S_ISLNK(mode) or stat.S_ISDIR(mode))


def _mode_of(path: str) -> int | None:
    """The mode of a path, with its permissions; ``None`` if nothing exists there."""
    try:
        return os.lstat(path).st_mode
    except FileNotFoundError:
        return None


def _open_existing(path: str, flags: int) -> int:
    return os.open(path, flags & ~os.O_CREAT & ~os.O_TRUNC)


def _exists(path: str) -> TargetError:
    return TargetError(f"{path} already exists; use --force to overwrite it")
