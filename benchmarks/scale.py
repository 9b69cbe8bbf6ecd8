"""The speed of building tables from a corpus, by its layout and the number of processes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import get_args

from benchmarks.poll_corpus import JOBS, Layout, write_polls

_JOBS = (1, 2)


@dataclass(frozen=True, slots=True)
class Scaled:
    """The cost of building tables; ``core_seconds`` is the processor time of all processes."""

    layout: Layout
    processes: int
    polls: int
    megabytes: float
    seconds: float
    core_seconds: float

    def __str__(self) -> str:
        rate = self.megabytes / self.seconds
        each = self.core_seconds / self.polls * 1e3
        return (
            f"tables of {self.polls:,} polls of {JOBS} jobs, {self.megabytes:,.0f} MB in {self.layout}, "
            f"--jobs {self.processes}: {self.seconds:.1f} s, {rate:.0f} MB/s, "
            f"{each:.2f} ms of one core per poll"
        )


def measure_scale(polls: int) -> Iterator[Scaled]:
    """Build the six tables of ``polls`` polls in every layout, with one process and with two."""
    for layout in get_args(Layout):
        with TemporaryDirectory() as folder:
            corpus = Path(folder, "corpus")
            corpus.mkdir()
            size = write_polls(corpus, polls, layout)
            for processes in _JOBS:
                target = Path(folder, f"tables-{processes}")
                yield _measured(corpus, target, layout, processes, polls, size)


def _measured(corpus: Path, target: Path, layout: Layout, processes: int, polls: int, size: int) -> Scaled:
    script = str(Path(sys.executable).parent / "ipsxml")
    before, start = os.times(), perf_counter()
    subprocess.run(
        [script, "table", str(corpus), "-o", str(target), "--jobs", str(processes)],
        check=True,
        capture_output=True,
    )
    seconds, after = perf_counter() - start, os.times()
    cores = after.children_user - before.children_user + after.children_system - before.children_system
    return Scaled(layout, processes, polls, size / 1e6, seconds, cores)
