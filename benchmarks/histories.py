"""The history of a long poll series, built in a separate process, with the peak memory of that process."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.poll_corpus import JOBS, write_polls

# The baseline only reads: it decodes every document to the model.
_PROGRAM = r"""
import re, sys, time
import ipsxml
from ipsxml.job_history.recorder import QUESTION
from ipsxml.reading.read_all import found_sources, read_all
start = time.perf_counter()
if sys.argv[1] == "history":
    found = len(ipsxml.history([sys.argv[2]]).jobs)
else:
    found = sum(attempt.reading is not None for attempt in read_all(found_sources([sys.argv[2]]), QUESTION))
print(found, time.perf_counter() - start, re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1])
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """The cost of a history: ``peak_mib`` is the peak of resident memory as Linux counts it."""

    polls: int
    megabytes: float
    jobs: int
    seconds: float
    peak_mib: float
    reading_seconds: float
    reading_peak_mib: float

    def __str__(self) -> str:
        ratio = self.seconds / self.reading_seconds
        return (
            f"history of {self.polls:,} polls of {JOBS} jobs, {self.megabytes:,.0f} MB in files: "
            f"{self.jobs:,} jobs in {self.seconds:.1f} s ({ratio:.2f} × decoding them), "
            f"peak memory {self.peak_mib:.0f} MiB ({self.reading_peak_mib:.0f} MiB for decoding)"
        )


def measure_history(polls: int) -> Measured:
    """Write ``polls`` polls to a temporary directory, one file each, and build their history."""
    with TemporaryDirectory() as folder:
        size = write_polls(Path(folder), polls)
        reading, history = (
            subprocess.run(
                [sys.executable, "-c", _PROGRAM, task, folder], check=True, capture_output=True, text=True
            ).stdout.split()
            for task in ("reading", "history")
        )
    assert int(reading[0]) == polls
    return Measured(
        polls,
        size / 1e6,
        int(history[0]),
        float(history[1]),
        int(history[2]) / 1024,
        float(reading[1]),
        int(reading[2]) / 1024,
    )
