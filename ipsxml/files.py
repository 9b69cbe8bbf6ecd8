"""Writing files that appear whole or not at all, and are never silently overwritten."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from secrets import token_hex
from typing import BinaryIO

from ipsxml.errors import TargetError


@contextmanager
def whole_file(path: str, *, force: bool = False) -> Iterator[BinaryIO]:
    """A file to write to, which gets the name ``path`` when the block ends, and not if it fails.

    Directories that are missing are made. Raises ``TargetError`` where the file exists,
    unless ``force``, or cannot be written.
    """
    try:
        folder = os.path.dirname(path) or "."
        os.makedirs(folder, exist_ok=True)
        if not force and os.path.lexists(path):
            raise TargetError(f"{path} exists; --force overwrites it")
        temporary = os.path.join(folder, f".ipsxml-{token_hex(8)}")
        try:  # from the first moment that there is a file
            with open(temporary, "xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            _publish(temporary, path, force=force)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(temporary)
    except BrokenPipeError:  # of some other output: a file is no pipe
        raise
    except OSError as error:
        raise TargetError(f"{path} cannot be written: {error.strerror or error}") from None


def _publish(temporary: str, path: str, *, force: bool) -> None:
    if force:
        os.replace(temporary, path)
        return
    try:
        os.link(temporary, path)  # fails if the name was taken meanwhile, which a rename would not
    except FileExistsError:
        raise TargetError(f"{path} exists; --force overwrites it") from None
    except OSError:  # a file system without links
        os.rename(temporary, path)
