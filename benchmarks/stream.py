"""A response of any size, read job by job in a separate process, with the peak memory of that process."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.documents import response

_JOBS_AT_A_TIME = 1000
# ru_maxrss would include the memory of the parent process; VmHWM does not.
_PROGRAM = r"""
import re, sys, time
import ipsxml
start = time.perf_counter()
jobs = sum(1 for _ in ipsxml.iter_jobs(sys.argv[1]))
print(jobs, time.perf_counter() - start, re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1])
"""


@dataclass(frozen=True, slots=True)
class Streamed:
    """The cost of streaming: ``peak_mib`` is the peak of resident memory as Linux counts it."""

    megabytes: float
    jobs: int
    seconds: float
    peak_mib: float

    def __str__(self) -> str:
        rate = self.megabytes / self.seconds
        return (
            f"iter_jobs on {self.megabytes:,.0f} MB: {self.jobs:,} jobs in {self.seconds:.1f} s "
            f"({rate:.0f} MB/s), peak memory {self.peak_mib:.0f} MiB"
        )


def measure_stream(megabytes: int) -> Streamed:
    """Write a response of about ``megabytes`` MB to a temporary file and read it job by job."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "response.xml"
        size = _write(path, megabytes * 1_000_000)
        command = [sys.executable, "-c", _PROGRAM, str(path)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    jobs, seconds, peak_kib = printed.split()
    return Streamed(size / 1e6, int(jobs), float(seconds), int(peak_kib) / 1024)


def _write(path: Path, size: int) -> int:
    document = response(_JOBS_AT_A_TIME)
    start, end = document.index(b"<jobArray>") + len(b"<jobArray>"), document.index(b"</jobArray>")
    with path.open("wb") as file:
        file.write(document[:start])
        while file.tell() < size:
            file.write(document[start:end])
        file.write(document[end:])
        return file.tell()
