"""Watching jobs: their history, updated as captures arrive."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import count
from time import sleep

from ipsxml.capture import Origin, find_sources
from ipsxml.capture.capture_search import captures_in_bytes
from ipsxml.job_history.history import History
from ipsxml.job_history.recorder import QUESTION, Recorder
from ipsxml.reading.read_all import Attempt, found_sources, read_all, read_captures

_Version = tuple[int, int]
_MAX_STDERR = 200  # characters quoted from the error output of a failed command


def watch_directory(directory: str, every: float) -> Iterator[History]:
    """Yield the history of the captures in a directory, first immediately, then after each change.

    The directory is scanned again after ``every`` seconds, forever.
    """
    recorder = Recorder()
    known: dict[str, _Version] = {}
    for turn in count():
        if turn:
            sleep(every)
        found = _versions(directory)
        changed = [path for path, version in found.items() if known.get(path) != version]
        known = found
        for attempt in read_all(found_sources(changed), QUESTION):
            recorder.add(attempt)
        if changed or not turn:
            yield History(recorder.record)


def watch_command(command: Sequence[str], every: float) -> Iterator[History]:
    """Run a command repeatedly, and yield the history of its outputs after each run.

    Each run starts ``every`` seconds after the previous one ended. A single string is a shell command;
    several are a program and its arguments. The standard output of each run is a capture. A failed run
    becomes a remark.
    """
    recorder = Recorder()
    for turn in count(1):
        if turn > 1:
            sleep(every)
        origin = Origin("output", f"[{turn}]", datetime.now(UTC))
        for attempt in _attempts(command, origin):
            recorder.add(attempt)
        yield History(recorder.record)


def _versions(directory: str) -> dict[str, _Version]:
    """The captures in a directory, each with its modification time and size."""
    found = {}
    for path in find_sources([directory]):
        try:
            status = os.stat(path)
        except OSError:  # deleted in the meantime
            continue
        if os.path.isfile(path):
            found[path] = status.st_mtime_ns, status.st_size
    return found


def _attempts(command: Sequence[str], origin: Origin) -> Iterator[Attempt]:
    try:
        ended = subprocess.run(  # noqa: S603 - the user's own command
            command[0] if len(command) == 1 else command,
            shell=len(command) == 1,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        yield Attempt(origin, unreadable=f"the command could not be run: {error.strerror or error}")
        return
    if ended.returncode or not ended.stdout.strip():
        said = ended.stderr.decode("utf-8", "replace").strip()[:_MAX_STDERR]
        what = f"ended with status {ended.returncode}" if ended.returncode else "printed nothing"
        yield Attempt(origin, unreadable=f"the command {what}" + (f": {said}" if said else ""))
        return
    yield from read_captures(captures_in_bytes(ended.stdout, origin), QUESTION)
