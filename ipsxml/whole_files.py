"""Writing files that appear whole or not at all, and are never silently overwritten."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from secrets import token_hex
from typing import BinaryIO

from ipsxml.errors import TargetError

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
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        mode = _mode_of(path)
        if mode is not None and stat.S_ISDIR(mode):
            raise TargetError(f"{path} is a directory; give the name of a file")
        if mode is not None and not stat.S_ISREG(mode) and not stat.S_ISLNK(mode):
            with open(path, "wb", opener=_open_what_is_there) as file:
                yield file
            return
        if mode is not None and not force:
            raise _exists(path)
        with _file_aside(path, mode, force=force, even_empty=even_empty) as file:
            yield file
    except BrokenPipeError:  # of some other output, or of a pipe whose reader has left
        raise
    except OSError as error:
        raise TargetError(f"{path} cannot be written: {error.strerror or error}") from None


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


@contextmanager
def _file_aside(path: str, mode: int | None, *, force: bool, even_empty: bool) -> Iterator[BinaryIO]:
    """A file of another name, which gets the name ``path`` at the end; ``mode`` is that of the old one."""
    temporary = os.path.join(os.path.dirname(path) or ".", f".ipsxml-{token_hex(8)}")
    permissions = None if mode is None or stat.S_ISLNK(mode) else mode & _PERMISSIONS

    def opener(name: str, flags: int) -> int:
        return os.open(name, flags, 0o666 if permissions is None else _ONLY_MINE)

    try:  # from the first moment that there is a file
        with open(temporary, "xb", opener=opener) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            is_wanted = even_empty or file.tell() > 0
        if is_wanted:
            if permissions is not None:
                with suppress(OSError):  # a file system without permissions
                    os.chmod(temporary, permissions)
            _publish(temporary, path, force=force)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)


def _publish(temporary: str, path: str, *, force: bool) -> None:
    if force:
        os.replace(temporary, path)
        return
    try:
        os.link(temporary, path)  # fails if the name was taken meanwhile, which a rename would not
    except FileExistsError:
        raise _exists(path) from None
    except OSError:  # a file system without links
        os.rename(temporary, path)
