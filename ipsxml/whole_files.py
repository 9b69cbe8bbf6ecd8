"""Writing files that appear whole or not at all, and are never silently overwritten."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from secrets import token_hex
from typing import BinaryIO

from ipsxml.errors import TargetError

_PREFIX = ".ipsxml-"
TEMPORARY_FILES = f"{_PREFIX}*"
"""The pattern of names that files have until they are whole."""

_ONLY_MINE = 0o600
_PERMISSIONS = 0o777


@contextmanager
def whole_file(path: str, *, force: bool = False, even_empty: bool = True) -> Iterator[BinaryIO]:
    """A file to write to, which gets the name ``path`` when the block ends, and not if it fails.

    Nor does it where nothing was written, unless ``even_empty``. Directories that are missing are
    made. With ``force`` a file that exists is replaced, and its permissions are kept; a symbolic
    link is replaced, too, and never followed. A device or a pipe is written to directly.

    Raises ``TargetError`` where the file exists, unless ``force``, where it is a directory, and
    where it cannot be written.
    """
    with errors_told(path):
        if is_device(path):
            with open(path, "wb", opener=_open_what_is_there) as file:
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


class FileAside:
    """A file beside another one, whose name it gets when it is complete.

    ``path`` is the name that it gets, ``temporary`` the one that it has until then.
    """

    def __init__(self, path: str, *, force: bool) -> None:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        mode = _mode_of(path)
        if mode is not None and stat.S_ISDIR(mode):
            raise TargetError(f"{path} is a directory; give the name of a file")
        if mode is not None and not force:
            raise _exists(path)
        self.path = path
        self.temporary = os.path.join(os.path.dirname(path) or ".", f"{_PREFIX}{token_hex(8)}")
        self._force = force
        self._permissions = None if mode is None or stat.S_ISLNK(mode) else mode & _PERMISSIONS

    def opened(self) -> BinaryIO:
        """The file, new and empty; it is not there before."""
        return open(self.temporary, "xb", opener=self._open)

    def make_durable(self) -> None:
        """Wait until the disk has what was written, which may take long."""
        file = os.open(self.temporary, os.O_RDWR)
        try:
            os.fsync(file)
        finally:
            os.close(file)

    def publish(self) -> None:
        """Give it its name; raises ``TargetError`` where that was taken meanwhile, unless forced."""
        if self._permissions is not None:
            with suppress(OSError):  # a file system without permissions
                os.chmod(self.temporary, self._permissions)
        if self._force:
            os.replace(self.temporary, self.path)
            return
        try:
            os.link(self.temporary, self.path)  # fails if the name was taken, which a rename would not
        except FileExistsError:
            raise _exists(self.path) from None
        except OSError:  # a file system without links
            os.rename(self.temporary, self.path)

    def discard(self) -> None:
        """Remove what is left of it under its other name."""
        with suppress(FileNotFoundError):
            os.unlink(self.temporary)

    def _open(self, name: str, flags: int) -> int:
        return os.open(name, flags, 0o666 if self._permissions is None else _ONLY_MINE)


@contextmanager
def errors_told(path: str) -> Iterator[None]:
    """What goes wrong with a file, as ``TargetError``."""
    try:
        yield
    except BrokenPipeError:  # of some other output, or of a pipe whose reader has left
        raise
    except OSError as error:
        raise TargetError(f"{path} cannot be written: {error.strerror or error}") from None


def is_device(path: str) -> bool:
    """Whether a path is that of a device or a pipe, which is written to directly."""
    mode = _mode_of(path)
    return mode is not None and not (stat.S_ISREG(mode) or stat.S_ISLNK(mode) or stat.S_ISDIR(mode))


def _mode_of(path: str) -> int | None:
    """The mode of what is at a path, permissions included; ``None`` where nothing does."""
    try:
        return os.lstat(path).st_mode
    except FileNotFoundError:
        return None


def _open_what_is_there(path: str, flags: int) -> int:
    return os.open(path, flags & ~os.O_CREAT & ~os.O_TRUNC)


def _exists(path: str) -> TargetError:
    return TargetError(f"{path} exists; --force overwrites it")
