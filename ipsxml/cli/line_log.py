"""Printing lines that nobody may wait for: those of a service, while it answers."""

import os
import sys
from queue import Full, Queue
from threading import Thread

_MOST_WAITING = 10_000
_SECONDS_TO_END = 1.0


class LineLog:
    """Prints lines to standard output in a thread of its own.

    If they come faster than somebody reads them, lines are left out, and how many is printed when
    reading goes on. They are written past Python's own buffer, whose lock would hang the
    process at its end while the thread waits for a reader.
    """

    def __init__(self) -> None:
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
        try:
            for line in iter(self._lines.get, None):
                _write(f"{line}\n")
                if self._left_out and self._lines.empty():
                    _write(f"({self._left_out} lines were left out, as nobody read them)\n")
                    self._left_out = 0
        except OSError:  # whoever read the output has stopped reading
            pass


def _write(text: str) -> None:
    left = memoryview(text.encode(sys.stdout.encoding, "backslashreplace"))
    while left:
        left = left[os.write(sys.stdout.fileno(), left) :]
