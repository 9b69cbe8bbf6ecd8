"""Worker processes: their results are in order, and an item that kills one is identified."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from ipsxml.worker_processes import in_processes, number_of_processes

pytestmark = pytest.mark.skipif(os.name != "posix", reason="this system has no POSIX signals")
Chunk = tuple[int, ...]


def halved(chunk: Chunk) -> tuple[Chunk, Chunk] | None:
    middle = len(chunk) // 2
    return (chunk[:middle], chunk[middle:]) if middle else None


def died(chunk: Chunk) -> list[str]:
    return [f"died at {each}" for each in chunk]


def work(chunk: Chunk, folder: Path, deadly: frozenset[int], once: frozenset[int]) -> list[str]:
    for each in chunk:
        is_first = each in once and _is_first(folder / str(each))
        if each in deadly or is_first:
            os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.002)
    return [str(each) for each in chunk]


def _is_first(marker: Path) -> bool:
    try:
        marker.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def shared(
    tmp_path: Path, numbers: int, *, deadly: frozenset[int] = frozenset(), once: frozenset[int] = frozenset()
) -> list[str]:
    chunks: Iterator[Chunk] = (tuple(range(n, min(n + 5, numbers))) for n in range(0, numbers, 5))
    do = partial(work, folder=tmp_path, deadly=deadly, once=once)
    return [each for made in in_processes(do, chunks, 2, halved=halved, died=died) for each in made]


def some(chunk: Chunk, folder: Path, once: frozenset[int]) -> tuple[list[str], list[Chunk]]:
    """Work on the first two of a chunk, and leave the others, in pairs."""
    others = [chunk[start : start + 2] for start in range(2, len(chunk), 2)]
    return work(chunk[:2], folder, deadly=frozenset(), once=once), others


@pytest.mark.parametrize("once", [frozenset(), frozenset({0, 3, 51, 98})], ids=["alive", "dying"])
def test_chunks_left_over_come_next_in_order(tmp_path: Path, once: frozenset[int]) -> None:
    chunks: Iterator[Chunk] = (tuple(range(n, n + 9)) for n in range(0, 99, 9))

    results = in_processes(
        partial(some, folder=tmp_path, once=once),
        chunks,
        2,
        halved=halved,
        died=lambda chunk: (died(chunk), []),
        left=lambda result: result[1],
    )

    assert [each for made, _ in results for each in made] == [str(n) for n in range(99)]


def test_results_are_in_the_order_of_the_chunks(tmp_path: Path) -> None:
    assert shared(tmp_path, 203) == [str(n) for n in range(203)]


def test_a_process_that_dies_occasionally_loses_nothing(tmp_path: Path) -> None:
    assert shared(tmp_path, 100, once=frozenset({0, 33, 34, 99})) == [str(n) for n in range(100)]


def test_items_that_kill_processes_are_named_and_no_others_are_lost(tmp_path: Path) -> None:
    deadly = frozenset({7, 8, 61, 99})

    assert shared(tmp_path, 100, deadly=deadly) == [
        f"died at {n}" if n in deadly else str(n) for n in range(100)
    ]


def fail(chunk: Chunk) -> list[str]:
    raise ValueError(f"never {chunk}")


def test_an_exception_in_a_worker_is_raised() -> None:
    chunk: Chunk = (1,)

    with pytest.raises(ValueError, match=r"never \(1,\)"):
        list(in_processes(fail, [chunk], 2, halved=halved, died=died))


def test_chunks_are_taken_only_as_needed(tmp_path: Path) -> None:
    taken = []

    def chunks() -> Iterator[Chunk]:
        for number in range(1000):
            taken.append(number)
            yield (number,)

    do = partial(work, folder=tmp_path, deadly=frozenset(), once=frozenset())
    results = in_processes(do, chunks(), 2, halved=halved, died=died)

    assert next(results) == ["0"]
    results.close()  # type: ignore[attr-defined] # a generator
    assert len(taken) < 20


def test_zero_jobs_means_one_process_per_core() -> None:
    assert number_of_processes(0) >= 1
    assert number_of_processes(3) == 3


@pytest.mark.slow
def test_ctrl_c_ends_all_processes(tmp_path: Path) -> None:
    captures = tmp_path / "captures"
    captures.mkdir()
    content = Path("fixtures/get_active_jobs.xml").read_bytes()
    for number in range(3000):
        (captures / f"{number}.xml").write_bytes(content)
    program = (
        "import signal, sys\n"
        "from ipsxml.cli import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "main(prog_name='ipsxml')\n"
    )
    command = [sys.executable, "-c", program, "validate", "--jobs", "2", *[str(captures)] * 5]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        _, errors = process.communicate(timeout=60)

    assert (process.returncode, errors) == (130, b"interrupted\n")
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_ctrl_c_while_the_processes_start_ends_them(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\n"
        "from multiprocessing.process import BaseProcess\n"
        "from ipsxml.cli import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "start = BaseProcess.start\n"
        "def interrupted(process):\n"
        "    start(process)\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "BaseProcess.start = interrupted\n"
        "main(prog_name='ipsxml')\n"
    )
    output = str(tmp_path / "all.jsonl")
    arguments = ["convert", "fixtures/good", "-o", output, "--jobs", "2"]
    command = [sys.executable, "-c", program, *arguments]

    done = subprocess.run(command, capture_output=True, timeout=30, check=False)  # noqa: S603 - our own command

    assert (done.returncode, done.stderr, os.listdir(tmp_path)) == (130, b"interrupted\n", [])
