"""Writing many files, each completely or not at all, with one wait for the disk per group of files."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import monotonic
from typing import Generic, TypeVar

from ipsxml.errors import TargetError
from ipsxml.whole_files import FileAside, is_device, target_errors, whole_file

_Name = TypeVar("_Name")
_MOST_FILES = 256
_MOST_SECONDS = 0.5
_THREADS = 16  # a disk serves several concurrent fsync calls together


class FileGroup(Generic[_Name]):
    """Writes files in batches; each file gets its final name once it is on the disk.

    ``failed`` is called with a file's ``name`` and the reason if the file could not be made durable, or if
    its path was taken in the meantime.
    """

    def __init__(self, pool: ThreadPoolExecutor, failed: Callable[[_Name, TargetError], None]) -> None:
        self._pool = pool
        self._failed = failed
        self._waiting: list[tuple[_Name, FileAside]] = []
        self._since = monotonic()

    def write(self, content: bytes, path: str, name: _Name, *, force: bool) -> None:
        """Write a file, which appears with the next batch; raises ``TargetError`` as ``whole_file`` does."""
        if is_device(path):
            with whole_file(path, force=force) as file:
                file.write(content)
            return
        with target_errors(path):
            aside = FileAside(path, force=force)
            try:
                with aside.opened() as file:
                    file.write(content)
            except BaseException:
                aside.discard()
                raise
        self._waiting.append((name, aside))
        if len(self._waiting) >= _MOST_FILES or monotonic() - self._since > _MOST_SECONDS:
            self.publish()

    def publish(self) -> None:
        """Wait for the disk, and give the files their final names."""
        waiting, self._waiting = self._waiting, []
        durable = self._all_durable([aside for _, aside in waiting])
        for (name, aside), error in zip(waiting, durable, strict=True):
            try:
                with target_errors(aside.path):
                    if error is not None:
                        raise error
                    aside.publish()
            except TargetError as failure:
                self._failed(name, failure)
            finally:
                aside.discard()
        self._since = monotonic()

    def _all_durable(self, files: list[FileAside]) -> list[OSError | None]:
        """Wait for the disk, for all files at once; returns each file's error, or ``None``.

        The threads only wait for the disk: any other work would contend for Python's lock.
        """
        try:
            return list(self._pool.map(_make_durable, files))
        except RuntimeError:  # not enough memory to start threads
            return [_make_durable(each) for each in files]


@contextmanager
def file_group(failed: Callable[[_Name, TargetError], None]) -> Iterator[FileGroup[_Name]]:
    """A group of files; when the block ends, even with an error, all written files get their final names."""
    with ThreadPoolExecutor(_THREADS, "ipsxml-writing") as pool:
        group = FileGroup(pool, failed)
        try:
            yield group
        finally:
            group.publish()


def _make_durable(aside: FileAside) -> OSError | None:
    try:
        aside.make_durable()
    except OSError as error:
        return error
    return None
