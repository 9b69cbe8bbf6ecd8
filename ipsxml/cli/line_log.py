"""Printing lines that nobody may wait for: those of a service, while it answers."""

import logging
import os
from queue import Full, Queue
from threading import Thread
from typing import TextIO

_MOST_WAITING = 10_000
_SECONDS_TO_END = 1.0


class LineLog:
    """Prints lines to a stream in a thread of its own; a stream that is closed is ``None``.

    If they come faster than somebody reads them, lines are left out, and how many is printed when
    reading goes on. They are written past Python's own buffer, whose lock would hang the
    process at its end while the thread waits for a reader.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._lines: Queue[str | None] = Queue(_MOST_WAITING)
        self._left_out = 0
        self._thread = Thread(target=self._run, name="ipsxml-log", daemon=True)
        self._thread.start()

    def print(self, line: str) -> None:
        """Print a line soon; does not wait."""
        try:
            self._lines.put_nowait(line)
        except Full:
            self._left_out += 1

    def close(self) -> None:
        """Print what waits, as far as somebody reads it within a second."""
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
                    self._write(f"({self._left_out} lines were left out, as nobody read them)\n")
                    self._left_out = 0
            except (OSError, ValueError):  # whoever read the output has stopped reading, or closed it
                self._stream = None

    def _write(self, text: str) -> None:
        if self._stream is None:
            return
        left = memoryview(text.encode(self._stream.encoding, "backslashreplace"))
        while left:
            left = left[os.write(self._stream.fileno(), left) :]


class LogHandler(logging.Handler):
    """Hands what is logged to a ``LineLog``."""

    def __init__(self, lines: LineLog) -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        """Print a record soon."""
        self._lines.print(self.format(record))
