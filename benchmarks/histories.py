"""The history of a long poll series, made in a process of its own, with that process's peak memory."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.documents import response

_JOBS = 20  # at a time
_LIFE = 200  # polls in which each job is seen
_PAUSE = timedelta(seconds=30)
_BEGIN = datetime(2013, 5, 1, tzinfo=timezone(timedelta(hours=-5)))
_STATE, _PROGRESS, _UPDATE = (
    "<state>Running</state>",
    "<progress>0</progress>",
    "2013-05-01T00:00:08.958-05:00",
)
_IN_FOLDER = 1000  # files

# The reading alone is what a history is measured beside: every document, decoded to the model.
_PROGRAM = r"""
import re, sys, time
import ipsxml
from ipsxml.job_history.recorder import QUESTION
from ipsxml.reading.read_all import read_all
start = time.perf_counter()
if sys.argv[1] == "history":
    found = len(ipsxml.history([sys.argv[2]]).jobs)
else:
    found = sum(attempt.reading is not None for attempt in read_all([sys.argv[2]], QUESTION))
print(found, time.perf_counter() - start, re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1])
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What it took: ``peak_mib`` is the most memory that was resident, as Linux counts it."""

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
            f"history of {self.polls:,} polls of {_JOBS} jobs, {self.megabytes:,.0f} MB in files: "
            f"{self.jobs:,} jobs in {self.seconds:.1f} s ({ratio:.2f} × decoding them), "
            f"peak memory {self.peak_mib:.0f} MiB ({self.reading_peak_mib:.0f} MiB of decoding)"
        )


def measure_history(polls: int) -> Measured:
    """Write as many polls to a temporary directory, a file each, and make their history."""
    with TemporaryDirectory() as folder:
        size = sum(_write(Path(folder), number, poll) for number, poll in enumerate(_polls(polls)))
        reading, history = (
            subprocess.run(
                [sys.executable, "-c", _PROGRAM, what, folder], check=True, capture_output=True, text=True
            ).stdout.split()
            for what in ("reading", "history")
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


def _write(folder: Path, number: int, poll: str) -> int:
    path = folder / f"{number // _IN_FOLDER:03}" / f"poll-{number:06}.xml"
    path.parent.mkdir(exist_ok=True)
    return path.write_bytes(poll.encode())


def _polls(number: int) -> Iterator[str]:
    """Polls of jobs that begin one after the other, go on evenly, and vanish."""
    document = response(1).decode()
    head, job, end = (
        document.partition("<items>")[0],
        _job_in(document),
        document[document.rindex("</jobArray>") :],
    )
    for poll in range(number):
        moment = (_BEGIN + _PAUSE * poll).isoformat(timespec="milliseconds")
        yield head + "".join(_job_at(job, slot, poll, moment) for slot in range(_JOBS)) + end


def _job_in(document: str) -> str:
    job = document[document.index("<items>") : document.rindex("</jobArray>")]
    assert _STATE in job
    assert _PROGRESS in job
    assert _UPDATE in job
    return job


def _job_at(job: str, slot: int, poll: int, moment: str) -> str:
    turn, age = divmod(poll + slot * _LIFE // _JOBS, _LIFE)
    percent = age * 100 // _LIFE
    state = _STATE if age > 2 else _STATE.replace("Running", "WaitingCoordinator")
    job = job.replace("5000000", str(5_000_000 + turn * _JOBS + slot)).replace(_UPDATE, moment)
    return job.replace(_STATE, state).replace(_PROGRESS, f"<progress>{percent}</progress>")
