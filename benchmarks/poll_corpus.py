"""A corpus of polls as people save them: in files, in zip archives, or as JSON lines."""

import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import islice
from pathlib import Path
from typing import Literal

import ipsxml
from benchmarks.documents import response

JOBS = 20
"""The number of jobs in a poll."""
Layout = Literal["files", "zip", "jsonl"]

_LIFE = 200  # polls that contain the same job
_PAUSE = timedelta(seconds=30)
_BEGIN = datetime(2013, 5, 1, tzinfo=timezone(timedelta(hours=-5)))
_STATE, _PROGRESS = "<state>Running</state>", "<progress>0</progress>"
_UPDATE = "2013-05-01T00:00:08.958-05:00"
_IN_FOLDER = 1000  # files
_IN_CONTAINER = 1300  # polls, about 100 MB


def write_polls(folder: Path, number: int, layout: Layout = "files") -> int:
    """Write ``number`` polls below a directory in the given layout; return the number of bytes of XML."""
    found = polls(number)
    if layout == "files":
        return sum(_write_file(folder, place, poll) for place, poll in enumerate(found))
    size = 0
    for place in range(0, number, _IN_CONTAINER):
        some = list(islice(found, _IN_CONTAINER))
        size += sum(map(len, some))
        if layout == "jsonl":
            lines = b"".join(ipsxml.to_json(poll.encode()) + b"\n" for poll in some)
            (folder / f"polls-{place:07}.jsonl").write_bytes(lines)
            continue
        with zipfile.ZipFile(folder / f"polls-{place:07}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for each, poll in enumerate(some):
                archive.writestr(f"poll-{place + each:07}.xml", poll)
    return size


def _write_file(folder: Path, number: int, poll: str) -> int:
    path = folder / f"{number // _IN_FOLDER:04}" / f"poll-{number:07}.xml"
    path.parent.mkdir(exist_ok=True)
    return path.write_bytes(poll.encode())


def polls(number: int) -> Iterator[str]:
    """Polls of jobs that begin one after the other, progress evenly, and vanish."""
    document = response(1).decode()
    head, job, end = (
        document.partition("<items>")[0],
        _job_in(document),
        document[document.rindex("</jobArray>") :],
    )
    for poll in range(number):
        moment = (_BEGIN + _PAUSE * poll).isoformat(timespec="milliseconds")
        yield head + "".join(_job_at(job, slot, poll, moment) for slot in range(JOBS)) + end


def _job_in(document: str) -> str:
    job = document[document.index("<items>") : document.rindex("</jobArray>")]
    assert _STATE in job
    assert _PROGRESS in job
    assert _UPDATE in job
    return job


def _job_at(job: str, slot: int, poll: int, moment: str) -> str:
    turn, age = divmod(poll + slot * _LIFE // JOBS, _LIFE)
    percent = age * 100 // _LIFE
    state = _STATE if age > 2 else _STATE.replace("Running", "WaitingCoordinator")
    job = job.replace("5000000", str(5_000_000 + turn * JOBS + slot)).replace(_UPDATE, moment)
    return job.replace(_STATE, state).replace(_PROGRESS, f"<progress>{percent}</progress>")
