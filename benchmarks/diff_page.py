"""The HTML page of a large diff: its size, and the time that Chromium needs to lay it out."""

import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import ipsxml
from benchmarks.documents import response
from ipsxml.comparison.render.diff_formats import FORMATS, Look

_ROUNDS = 3
_EMPTY = "<!DOCTYPE html><title>empty</title>"


@dataclass(frozen=True, slots=True)
class Page:
    """The cost of a page: ``seconds`` is Chromium's time beyond an empty page, ``None`` without Chromium."""

    jobs: int
    changed: int
    megabytes: float
    seconds: float | None

    def __str__(self) -> str:
        layout = "Chromium was not found" if self.seconds is None else f"laid out in {self.seconds:.1f} s"
        work = f"diff of {self.jobs:,} jobs, {self.changed:,} changed, as HTML"
        return f"{work}: {self.megabytes:.1f} MB, {layout}"


def measure_page(jobs: int) -> Page:
    """Render the diff of two responses with ``jobs`` jobs, of which 13 in 20 changed."""
    old = response(jobs)
    changed = [
        re.sub(rb"<progress>(\d)", rb"<progress>1\1", each) if number % 20 < 13 else each
        for number, each in enumerate(old.split(b"<jobHandle>"))
    ]
    found = ipsxml.diff(old, b"<jobHandle>".join(changed))
    page = FORMATS["html"].render(found, ("old.xml", "new.xml"), Look())
    seconds = None
    chromium = shutil.which("chromium")
    if chromium is not None:
        seconds = _layout_seconds(chromium, page) - _layout_seconds(chromium, _EMPTY)
    return Page(jobs, len(found.summary), len(page.encode()) / 1e6, seconds)


def _layout_seconds(chromium: str, page: str) -> float:
    """The median time of a Chromium process that lays out a page and ends."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(page, "utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        command = [chromium, *options, f"--screenshot={folder}/page.png", path.as_uri()]
        times = []
        for _ in range(_ROUNDS):
            begin = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            times.append(time.perf_counter() - begin)
    return median(times)
