"""Work that is shared out to processes: results come in order, and a process that dies loses nothing.

The pool of the standard library says that a process has died, and not over which work. So what was under
way is done again, a chunk at a time in a process of its own, and a chunk over which that dies, too, is
done in halves, until one is left that cannot be halved: that one is the culprit.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from typing import Generic, TypeVar

_Chunk = TypeVar("_Chunk")
_Result = TypeVar("_Result")

_AHEAD = 3  # chunks that are under way or done, for each process: so much memory is taken


def number_of_processes(jobs: int) -> int:
    """How many processes ``jobs`` asks for: 0 is one for each core that this process may use."""
    if jobs:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(
    work: Callable[[_Chunk], _Result],
    chunks: Iterable[_Chunk],
    jobs: int,
    *,
    halved: Callable[[_Chunk], tuple[_Chunk, _Chunk] | None],
    died: Callable[[_Chunk], _Result],
) -> Iterator[_Result]:
    """The results of ``work`` on each chunk, in their order, or on the parts that it was done in.

    ``work``, chunks and results are pickled. ``halved`` gives the halves of a chunk, ``None`` where it has
    none; then ``died`` gives the result for a chunk over which processes die. What ``work`` raises is
    raised here. When the iterator is closed, or at Ctrl-C, no further chunk is begun.
    """
    sharing = _Sharing(work, number_of_processes(jobs), halved, died)
    try:
        yield from sharing.results(chunks)
    finally:
        sharing.close()


class _Sharing(Generic[_Chunk, _Result]):
    """The processes, and the chunks that they are at."""

    def __init__(
        self,
        work: Callable[[_Chunk], _Result],
        processes: int,
        halved: Callable[[_Chunk], tuple[_Chunk, _Chunk] | None],
        died: Callable[[_Chunk], _Result],
    ) -> None:
        self._work = work
        self._processes = processes
        self._halved = halved
        self._died = died
        self._pool: ProcessPoolExecutor | None = None
        self._under_way: deque[tuple[_Chunk, Future[_Result]]] = deque()

    def results(self, chunks: Iterable[_Chunk]) -> Iterator[_Result]:
        """The results, in the order of the chunks."""
        for chunk in chunks:
            if len(self._under_way) >= self._processes * _AHEAD:
                yield from self._next()
            if self._pool is None:
                self._pool = _pool(self._processes)
            try:
                self._under_way.append((chunk, self._pool.submit(self._work, chunk)))
            except BrokenProcessPool:
                yield from self._do_again()
                yield from self._alone(chunk)
        while self._under_way:
            yield from self._next()

    def close(self) -> None:
        """Begin nothing more, and wait for what is under way."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _next(self) -> Iterator[_Result]:
        future = self._under_way[0][1]
        try:
            result = future.result()
        except BrokenProcessPool:
            yield from self._do_again()
            return
        self._under_way.popleft()
        yield result

    def _do_again(self) -> Iterator[_Result]:
        """A process has died: what is done stays done, and the rest is done again."""
        self.close()
        self._pool = None
        again, self._under_way = self._under_way, deque()
        for chunk, future in again:
            if future.done() and not future.cancelled() and future.exception() is None:
                yield future.result()
            else:
                yield from self._alone(chunk)

    def _alone(self, chunk: _Chunk) -> Iterator[_Result]:
        with _pool(1) as pool:
            try:
                result = pool.submit(self._work, chunk).result()
            except BrokenProcessPool:
                halves = self._halved(chunk)
            else:
                yield result
                return
        if halves is None:
            yield self._died(chunk)
            return
        for half in halves:
            yield from self._alone(half)


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, mp_context=_context(), initializer=deaf_to_ctrl_c)


def _context() -> BaseContext:
    """How processes are begun: by forking where nothing else is going on, as they are ready at once then."""
    may_fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return multiprocessing.get_context("fork" if may_fork and os.name == "posix" else "spawn")


def deaf_to_ctrl_c() -> None:
    """Leave Ctrl-C, which reaches every process of a terminal, to the one that began this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
