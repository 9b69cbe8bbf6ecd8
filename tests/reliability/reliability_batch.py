"""A batch conversion in a separate process, for tests that stop it midway."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import ipsxml

RESPONSE = Path(__file__).parents[2] / "fixtures" / "get_active_jobs.xml"
EXPECTED = ipsxml.to_json(RESPONSE) + b"\n"
_TIMEOUT = 30.0
# A shell makes background processes and their children ignore SIGINT.
_PROGRAM = """
import signal
import ipsxml.file_groups
from ipsxml.cli import main
ipsxml.file_groups._MOST_FILES = 8  # so that some outputs appear before others are written
signal.signal(signal.SIGINT, signal.default_int_handler)
main(prog_name="ipsxml")
"""


def make_captures(folder: Path, number: int) -> Path:
    """A directory with ``number`` captures: ``0.xml``, ``1.xml``, and so on."""
    captures = folder / "captures"
    captures.mkdir()
    for each in range(number):
        (captures / f"{each}.xml").write_bytes(RESPONSE.read_bytes())
    return captures


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """Start ``ipsxml`` with these arguments, without waiting for it."""
    command = [sys.executable, *_options(), "-c", _PROGRAM, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 - our own command


def _options() -> Sequence[str]:
    """The options of this interpreter, so that a run with -O tests -O."""
    return ["-O"] * sys.flags.optimize


def stop_when(process: subprocess.Popen[bytes], is_time: Callable[[], bool], stop: signal.Signals) -> int:
    """Send the signal as soon as ``is_time``, unless the process has ended; return the exit status."""
    deadline = time.monotonic() + _TIMEOUT
    while process.poll() is None and not is_time() and time.monotonic() < deadline:
        pass
    process.send_signal(stop)
    process.communicate(timeout=_TIMEOUT)
    return process.returncode


def has_files(folder: Path, files: int) -> Callable[[], bool]:
    """A check whether ``folder`` has at least this many files of any kind."""
    return lambda: folder.is_dir() and len(os.listdir(folder)) >= files


def outputs(folder: Path) -> dict[str, bytes]:
    """The outputs in ``folder``: all files except hidden temporary ones without a suffix."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if not (path.name.startswith(".ipsxml-") and path.suffix == "")
    }
