"""Writing many files, each completely or not at all, with one wait for the disk per group of files."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from time import monotonic
from typing import Generic, TypeVar

from ipsxml.ctrl_c import ctrl_c_delayed
from ipsxml.errors import TargetError
from ipsxml.whole_files import FileAside, is_device, target_errors, whole_file

_Name = TypeVar("_Name")
_MOST_FILES = 256
_MOST_SECONDS = 0.5
_THREADS = 16  # a disk serves several concurrent fsync calls together


class FileGroup(Generic[_Name]):
    """Writes files in batches; each file gets its final name once it is on the disk.

    While the disk writes one batch, the next one is collected. ``failed`` is called with a file's ``name``
    and the reason if the file could not be made durable, or if its path was taken in the meantime.
    """

    def __init__(self, pool: ThreadPoolExecutor, failed: Callable[[_Name, TargetError], None]) -> None:
        self._pool = pool
        self._failed = failed
        self._batch: list[tuple[_Name, FileAside]] = []
        self._since = monotonic()
        self._syncing: deque[tuple[list[tuple[_Name, FileAside]], Future[list[OSError | None]]]] = deque()

    def write(self, content: bytes, path: str, name: _Name, *, force: bool) -> None:
        """Write a file, which appears after the next batch; raises ``TargetError`` as ``whole_file`` does."""
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
        self._batch.append((name, aside))
        if len(self._batch) >= _MOST_FILES or monotonic() - self._since > _MOST_SECONDS:
            self._publish_synced()
            self._sync_batch()

    def publish(self) -> None:
        """Wait for the disk, and give all files their final names."""
        self._sync_batch()
        self._publish_synced()

    def _sync_batch(self) -> None:
        """Have the disk write the batch: a part of it in each thread.

        The threads only wait for the disk: any other work would contend for Python's lock.
        """
        batch, self._batch = self._batch, []
        size = -(-len(batch) // _THREADS)
        for start in range(0, len(batch), size or 1):
            part = batch[start : start + size]
            self._syncing.append((part, self._synced([aside for _, aside in part])))
        self._since = monotonic()

    def _synced(self, files: list[FileAside]) -> "Future[list[OSError | None]]":
        try:
            with ctrl_c_delayed():
                return self._pool.submit(_make_durable, files)
        except RuntimeError:  # not enough memory to start threads
            done: Future[list[OSError | None]] = Future()
            done.set_result(_make_durable(files))
            return done

    def _publish_synced(self) -> None:
        """Wait for the disk, and give the files that it has written their final names."""
        while self._syncing:
            part, synced = self._syncing[0]
            errors = synced.result()
            self._syncing.popleft()
            for (name, aside), error in zip(part, errors, strict=True):
                try:
                    with target_errors(aside.path):
                        if error is not None:
                            raise error
                        aside.publish()
                except TargetError as failure:
                    self._failed(name, failure)
                finally:
                    aside.discard()


@contextmanager
def file_group(failed: Callable[[_Name, TargetError], None]) -> Iterator[FileGroup[_Name]]:
    """A group of files; when the block ends, even with an error, all written files get their final names."""
    with ThreadPoolExecutor(_THREADS, "ipsxml-writing") as pool:
        group = FileGroup(pool, failed)
        try:
            yield group
        finally:
            group.publish()


def _make_durable(files: list[FileAside]) -> list[OSError | None]:
    """Wait until the files are on the disk; returns each file's error, or ``None``."""
    errors: list[OSError | None] = []
    for aside in files:
        try:
            aside.make_durable()
        except OSError as error:
            errors.append(error)
        else:
            errors.append(None)
    return errors
