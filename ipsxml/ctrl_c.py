"""Ctrl-C in programs of several threads and processes."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


def ignore_ctrl_c() -> None:
    """Ignore Ctrl-C, which reaches every process of a terminal; the parent process handles it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def ctrl_c_delayed() -> Iterator[None]:
    """Delay Ctrl-C until the end of the block, which must be short.

    The pools of ``concurrent.futures`` forget a process or a thread if ``KeyboardInterrupt`` is raised while
    they start it. Python then waits for it forever at exit.
    """
    before = signal.getsignal(signal.SIGINT)
    # Only the main thread gets KeyboardInterrupt. A handler of None was not set by Python.
    if threading.current_thread() is not threading.main_thread() or before is None:
        yield
        return
    arrived: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: arrived.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if arrived:
            signal.raise_signal(signal.SIGINT)
