"""A batch conversion in a process of its own, to be stopped in the middle."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import ipsxml

RESPONSE = Path(__file__).parents[2] / "fixtures" / "get_active_jobs.xml"
WANTED = ipsxml.to_json(RESPONSE) + b"\n"
_PATIENCE = 30.0
# What a shell starts in the background is deaf to Ctrl-C, and so is all that it starts.
_PROGRAM = """
import signal
import ipsxml.file_groups
from ipsxml.cli import main
ipsxml.file_groups._MOST_FILES = 8  # so that some appear while others are still to be made
signal.signal(signal.SIGINT, signal.default_int_handler)
main(prog_name="ipsxml")
"""


def make_captures(folder: Path, number: int) -> Path:
    """A directory with so many captures, ``0.xml`` and so on."""
    captures = folder / "captures"
    captures.mkdir()
    for each in range(number):
        (captures / f"{each}.xml").write_bytes(RESPONSE.read_bytes())
    return captures


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """``ipsxml`` with the arguments, which goes on while we look."""
    command = [sys.executable, *_options(), "-c", _PROGRAM, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 - our own


def _options() -> Sequence[str]:
    """This interpreter's own, so that a run under -O tests -O."""
    return ["-O"] * sys.flags.optimize


def stop_when(process: subprocess.Popen[bytes], is_time: Callable[[], bool], stop: signal.Signals) -> int:
    """Send the signal as soon as it is time, unless the process has ended before; gives the exit status."""
    deadline = time.monotonic() + _PATIENCE
    while process.poll() is None and not is_time() and time.monotonic() < deadline:
        pass
    process.send_signal(stop)
    process.communicate(timeout=_PATIENCE)
    return process.returncode


def holds(folder: Path, files: int) -> Callable[[], bool]:
    """Whether so many files are there, whatever they are."""
    return lambda: folder.is_dir() and len(os.listdir(folder)) >= files


def outputs(folder: Path) -> dict[str, bytes]:
    """What anyone would take for an output: all files but the hidden ones without a suffix."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if not (path.name.startswith(".ipsxml-") and path.suffix == "")
    }
