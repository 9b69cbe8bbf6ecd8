"""Interrupted work: no partial file, no lost input, and the next run completes the rest."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from reliability_batch import EXPECTED, RESPONSE, has_files, make_captures, outputs, start, stop_when

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="this system has no POSIX signals and pipes"),
    pytest.mark.slow,
]
NUMBER = 60
MANY = 1000  # enough to be interrupted for certain
ALL = {f"{each}.json": EXPECTED for each in range(NUMBER)}
CHANCE = random.Random(2013)  # noqa: S311 - not a secret


def finished(*arguments: str | Path) -> tuple[int, bytes, bytes]:
    process = start(*arguments)
    stdout, stderr = process.communicate(timeout=60)
    return process.returncode, stdout, stderr


def test_a_killed_batch_leaves_only_complete_files(tmp_path: Path) -> None:
    captures, target = make_captures(tmp_path, NUMBER), tmp_path / "json"
    for _ in range(6):
        process = start("convert", captures, "-o", target)
        stop_when(process, has_files(target, CHANCE.randrange(1, NUMBER)), signal.SIGKILL)
        found = outputs(target)
        assert found == dict.fromkeys(found, EXPECTED)
    before = {path: path.stat().st_mtime_ns for path in target.glob("*.json")}

    status, _, stderr = finished("convert", captures, "-o", target)

    refused = [
        line for line in stderr.splitlines() if line.endswith(b"already exists; use --force to overwrite it")
    ]
    assert (status, len(refused), outputs(target)) == (2 if before else 0, len(before), ALL)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert all(path.read_bytes() == RESPONSE.read_bytes() for path in captures.iterdir())


def test_a_killed_batch_leaves_old_or_new_files(tmp_path: Path) -> None:
    captures, target = make_captures(tmp_path, NUMBER), tmp_path / "json"
    target.mkdir()
    for name in ALL:
        (target / name).write_bytes(b"old")

    process = start("convert", captures, "-o", target, "--force")

    stop_when(process, lambda: (target / "0.json").read_bytes() != b"old", signal.SIGKILL)

    found = outputs(target)
    assert (found.keys(), found["0.json"]) == (ALL.keys(), EXPECTED)
    assert set(found.values()) <= {b"old", EXPECTED}
    summary = f"{NUMBER} documents converted\n".encode()
    assert finished("convert", captures, "-o", target, "--force") == (0, b"", summary)
    assert outputs(target) == ALL


def test_ctrl_c_ends_a_batch_with_only_complete_files(tmp_path: Path) -> None:
    captures, target = make_captures(tmp_path, MANY), tmp_path / "json"
    process = start("convert", captures, "-o", target)
    while not target.is_dir() or not outputs(target):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)

    stdout, stderr = process.communicate(timeout=60)

    found = outputs(target)
    assert (process.returncode, stdout, stderr) == (130, b"", b"interrupted\n")
    assert found == dict.fromkeys(found, EXPECTED)
    assert 0 < len(found) < MANY


def test_ctrl_c_leaves_no_partial_json_lines_file(tmp_path: Path) -> None:
    captures, folder = make_captures(tmp_path, 8 * MANY), tmp_path / "target"
    process = start("convert", captures, "-o", folder / "all.jsonl")

    status = stop_when(process, has_files(folder, 1), signal.SIGINT)

    assert (status, list(folder.iterdir())) == (130, [])


in_proc = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="the children of a process are in /proc"
)


def children(process: "subprocess.Popen[bytes]") -> list[str]:
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("utf-8").split()


def is_running(process: str) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@in_proc
def test_ctrl_c_ends_worker_processes_and_removes_their_files(tmp_path: Path) -> None:
    captures, folder = make_captures(tmp_path, 8 * MANY), tmp_path / "target"
    process = start("convert", captures, "-o", folder / "all.jsonl", "--jobs", "2")
    workers: list[str] = []

    def have_written() -> bool:
        workers[:] = children(process)
        return len(workers) == 2 and any(folder.glob(".ipsxml-*/*"))

    status = stop_when(process, have_written, signal.SIGINT)

    assert len(workers) == 2
    assert (status, list(folder.iterdir())) == (130, [])
    assert not any(map(is_running, workers))


@in_proc
def test_worker_processes_end_if_their_parent_is_killed(tmp_path: Path) -> None:
    captures = make_captures(tmp_path, 8 * MANY)
    process = start("convert", captures, "-o", tmp_path / "target" / "all.jsonl", "--jobs", "2")
    workers: list[str] = []

    def have_started() -> bool:
        workers[:] = children(process)
        return len(workers) == 2

    assert stop_when(process, have_started, signal.SIGKILL) == -signal.SIGKILL

    assert len(workers) == 2
    end = time.monotonic() + 30
    while any(map(is_running, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(is_running, workers))


@pytest.mark.parametrize(
    "arguments", [("validate", RESPONSE), ("convert", RESPONSE), ("schema",), ("versions",)]
)
def test_a_closed_pipe_ends_a_command_silently(arguments: tuple[str | Path, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "ipsxml", *map(str, arguments)]

    result = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)  # noqa: S603
    os.close(writing)

    assert (result.returncode, result.stderr) == (128 + signal.SIGPIPE, b"")


def test_a_reader_may_stop_after_the_first_line() -> None:
    process = start("validate", *[RESPONSE] * 2000)  # more than fits in a pipe
    assert process.stdout is not None

    first = process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    _, stderr = process.communicate(timeout=60)

    line = f"{RESPONSE}: valid: getActiveJobsReturn, 2013-02-15, SOAP 1.1\n".encode()
    assert (first, process.returncode, stderr) == (line, 128 + signal.SIGPIPE, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [("validate", RESPONSE), ("convert", RESPONSE), ("--help",), ("--version",), ("schema", "--help")],
    ids=lambda arguments: arguments[0],
)
def test_output_that_cannot_be_written_is_a_one_line_error(arguments: tuple[str | Path, ...]) -> None:
    with open("/dev/full", "wb") as full:
        result = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "ipsxml", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    error = b"error: the output cannot be written: No space left on device\n"
    assert (result.returncode, result.stderr) == (2, error)
