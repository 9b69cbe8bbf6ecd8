"""Printing lines without blocking, for a service that must keep answering."""

import logging
import os
from queue import Full, Queue
from threading import Thread
from typing import Self, TextIO

_MOST_WAITING = 10_000
_SECONDS_TO_END = 1.0


class LineLog:
    """Prints lines to a stream in its own thread; ``None`` means a closed stream.

    If lines arrive faster than they are read, some are dropped; their number is printed when
    the reader catches up. The thread bypasses Python's own buffer: if it waited for a reader while
    holding that buffer's lock, the process could not exit.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._lines: Queue[str | None] = Queue(_MOST_WAITING)
        self._left_out = 0
        self._thread = Thread(target=self._run, name="ipsxml-log", daemon=True)
        self._thread.start()

    def print(self, line: str) -> None:
        """Print a line soon, without waiting."""
        try:
            self._lines.put_nowait(line)
        except Full:
            self._left_out += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Print the waiting lines, but give up after a second if nobody reads them."""
        try:
            self._lines.put(None, timeout=_SECONDS_TO_END)
        except Full:
            return
        self._thread.join(_SECONDS_TO_END)

    def _run(self) -> None:
        for line in iter(self._lines.get, None):
            try:
                self._write(f"{line}\n")
                if self._left_out and self._lines.empty():
                    self._write(f"({self._left_out} lines dropped because the output was not read)\n")
                    self._left_out = 0
            except (OSError, ValueError):  # the reader has closed the pipe, or the stream is closed
                self._stream = None

    def _write(self, text: str) -> None:
        if self._stream is None:
            return
        left = memoryview(text.encode(self._stream.encoding, "backslashreplace"))
        while left:
            left = left[os.write(self._stream.fileno(), left) :]


class LogHandler(logging.Handler):
    """Passes log records to a ``LineLog``."""

    def __init__(self, lines: LineLog) -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        """Print a record soon."""
        self._lines.print(self.format(record))
