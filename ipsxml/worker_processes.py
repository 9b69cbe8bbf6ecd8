"""Distributing work to worker processes: results arrive in order, and a dead worker loses no results.

The standard library's pool reports that a worker has died, but not which work killed it. So every unfinished
chunk is run again, each in a fresh process. If a chunk kills that process, too, it is split in half
until it cannot be split any further: that part is the culprit.
"""

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.context import BaseContext
from typing import Generic, TypeVar

from ipsxml.ctrl_c import ctrl_c_delayed, ignore_ctrl_c

_Chunk = TypeVar("_Chunk")
_Result = TypeVar("_Result")

_AHEAD = 3  # chunks per process that are in progress or finished; this bounds the memory


def number_of_processes(jobs: int) -> int:
    """The number of processes for ``jobs``: 0 means one per core that this process may use."""
    if jobs:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(  # noqa: PLR0913 - the work, and all that can become of it
    work: Callable[[_Chunk], _Result],
    chunks: Iterable[_Chunk],
    jobs: int,
    *,
    halved: Callable[[_Chunk], tuple[_Chunk, _Chunk] | None],
    died: Callable[[_Chunk], _Result],
    left: Callable[[_Result], Sequence[_Chunk]] = lambda _: (),
) -> Iterator[_Result]:
    """Yield the result of ``work`` for each chunk, in order, or for each part that a chunk was split into.

    ``work``, chunks, and results are pickled. ``halved`` returns the halves of a chunk, or ``None`` if it
    cannot be split. ``died`` returns the result for a chunk that kills its process and cannot be split.
    ``left`` returns the chunks that ``work`` has left over; they are next in order. Exceptions of ``work``
    are raised here. Closing the iterator or pressing Ctrl-C starts no more chunks.
    """
    distribution = _Distribution(work, number_of_processes(jobs), halved, died, left)
    try:
        yield from distribution.results(chunks)
    finally:
        distribution.close()


class _Distribution(Generic[_Chunk, _Result]):
    """The pool of processes, and the chunks that they work on."""

    def __init__(
        self,
        work: Callable[[_Chunk], _Result],
        processes: int,
        halved: Callable[[_Chunk], tuple[_Chunk, _Chunk] | None],
        died: Callable[[_Chunk], _Result],
        left: Callable[[_Result], Sequence[_Chunk]],
    ) -> None:
        self._work = work
        self._processes = processes
        self._halved = halved
        self._died = died
        self._left = left
        self._pool: ProcessPoolExecutor | None = None
        self._under_way: deque[tuple[_Chunk, Future[_Result]]] = deque()

    def results(self, chunks: Iterable[_Chunk]) -> Iterator[_Result]:
        """Yield the results, in the order of the chunks."""
        for chunk in chunks:
            while len(self._under_way) >= self._processes * _AHEAD:
                yield from self._next()
            self._under_way.append((chunk, self._started(chunk)))
        while self._under_way:
            yield from self._next()

    def close(self) -> None:
        """Start no more chunks, and wait for the running ones."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _started(self, chunk: _Chunk) -> Future[_Result]:
        if self._pool is None:
            self._pool = _pool(self._processes)
        try:
            with ctrl_c_delayed():
                return self._pool.submit(self._work, chunk)
        except BrokenProcessPool as error:
            broken: Future[_Result] = Future()
            broken.set_exception(error)
            return broken

    def _next(self) -> Iterator[_Result]:
        future = self._under_way[0][1]
        try:
            result = future.result()
        except BrokenProcessPool:
            yield from self._recover()
            return
        self._under_way.popleft()
        left = [(chunk, self._started(chunk)) for chunk in self._left(result)]
        self._under_way.extendleft(reversed(left))
        yield result

    def _recover(self) -> Iterator[_Result]:
        """Recover from a dead process: keep the finished results, and run the other chunks again."""
        self.close()
        self._pool = None
        again, self._under_way = self._under_way, deque()
        for chunk, future in again:
            if future.done() and not future.cancelled() and future.exception() is None:
                yield from self._with_left(future.result())
            else:
                yield from self._run_alone(chunk)

    def _with_left(self, result: _Result) -> Iterator[_Result]:
        yield result
        for chunk in self._left(result):
            yield from self._run_alone(chunk)

    def _run_alone(self, chunk: _Chunk) -> Iterator[_Result]:
        try:
            with _pool(1) as pool:
                with ctrl_c_delayed():
                    future = pool.submit(self._work, chunk)
                result = future.result()
        except BrokenProcessPool:
            halves = self._halved(chunk)
        else:
            yield from self._with_left(result)
            return
        if halves is None:
            yield self._died(chunk)
            return
        for half in halves:
            yield from self._run_alone(half)


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, mp_context=_context(), initializer=_start_worker)


def _context() -> BaseContext:
    """How to start processes: fork if this process has no other threads, because that is fastest."""
    may_fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return multiprocessing.get_context("fork" if may_fork and os.name == "posix" else "spawn")


def _start_worker() -> None:
    ignore_ctrl_c()
    gc.freeze()  # the garbage collector need not look at what the process has inherited
    with suppress(RuntimeError):  # not enough memory for a thread
        threading.Thread(target=_end_with_parent, name="ipsxml-parent", daemon=True).start()


def _end_with_parent() -> None:
    """End this process if its parent is killed; otherwise, it would wait for work forever."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
