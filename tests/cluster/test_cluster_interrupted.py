"""Ctrl-C while a cluster works: a terminal sends it to every process that the command has started."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from stores import in_directory, polls, tables_at, tables_of_one_process

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals"),
    pytest.mark.slow,
]


# Background processes of a shell ignore Ctrl-C, and so do their child processes.
_PROGRAM = """
import signal
from ipsxml.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main(prog_name="ipsxml")
"""


def start(source: Path, tables: Path) -> subprocess.Popen[bytes]:
    arguments = ["table", str(source), "-o", str(tables), "--cluster", "local"]
    command = [sys.executable, "-c", _PROGRAM, *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)  # noqa: S603 - our own program


def test_ctrl_c_ends_a_run_quietly_and_the_next_run_continues(tmp_path: Path) -> None:
    source, tables = in_directory(tmp_path / "captures", polls(2500)), tmp_path / "tables"
    process = start(source, tables)
    while not list(tables.glob("documents/*.parquet")):
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, output = process.communicate(timeout=60)
    complete = {path.name for path in tables.glob("documents/*.parquet")}

    _, next_output = start(source, tables).communicate(timeout=60)

    final = {path.name for path in tables.glob("documents/*.parquet")}
    assert (process.returncode, output) == (130, b"interrupted\n")
    assert complete < final
    assert next_output.startswith(b"2,500 sources: 2250 valid, 250 invalid\n")
    assert tables_at(tables) == tables_of_one_process(source)
