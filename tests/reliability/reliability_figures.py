"""Measure threads, processes, and kills: ``python tests/reliability/reliability_figures.py``."""

import json
import multiprocessing
import random
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from reliability_batch import EXPECTED, has_files, make_captures, outputs, start, stop_when
from reliability_work import DOCUMENTS, at_once, work_on_all

KILLS, FILES, ROUNDS = 40, 100, 64


def main() -> None:
    """Measure, and print a table."""
    print("| what | how much |\n| --- | --- |")
    for row in (*_threads(), _compilations(), *_processes(), _kills()):
        print(f"| {row[0]} | {row[1]} |", flush=True)


def _threads() -> list[tuple[str, str]]:
    work_on_all()
    rows = []
    for threads in (1, 16):
        start_time = time.perf_counter()
        results = at_once(threads, partial(_rounds, ROUNDS // threads))
        took = time.perf_counter() - start_time
        done = sum(len(result) for result in results) * len(DOCUMENTS)
        same = all(each == results[0][0] for result in results for each in result)
        rows.append((f"{threads} threads", f"{done} documents in {took:.1f} s, results the same: {same}"))
    return rows


def _rounds(number: int, first: int) -> list[dict[str, tuple[object, ...]]]:
    return [work_on_all(first % len(DOCUMENTS)) for _ in range(number)]


def _compilations() -> tuple[str, str]:
    program = Path(__file__).with_name("reliability_counting.py")
    found = subprocess.run([sys.executable, str(program), "16"], stdout=subprocess.PIPE, check=True).stdout  # noqa: S603
    counted = json.loads(found)
    return "16 threads in a fresh process", f"{len(counted)} things compiled, {sum(counted.values())} times"


def _processes() -> list[tuple[str, str]]:
    rows, expected = [], work_on_all()
    for method in ("fork", "spawn"):
        start_time = time.perf_counter()
        with ProcessPoolExecutor(4, multiprocessing.get_context(method)) as processes:
            same = all(found == expected for found in processes.map(work_on_all, range(4)))
        took = time.perf_counter() - start_time
        rows.append((f"4 processes, {method}", f"{took:.1f} s, results the same: {same}"))
    return rows


def _kills() -> tuple[str, str]:
    chance, left, partial_files = random.Random(7), 0, 0  # noqa: S311 - not a secret
    with tempfile.TemporaryDirectory() as folder:
        captures = make_captures(Path(folder), FILES)
        for number in range(KILLS):
            target = Path(folder) / f"json{number}"
            process = start("convert", captures, "-o", target)
            stop_when(process, has_files(target, chance.randrange(1, FILES)), signal.SIGKILL)
            found = outputs(target)
            partial_files += sum(content != EXPECTED for content in found.values())
            left += len(list(target.iterdir())) - len(found)
    return (
        f"{KILLS} kills of a batch of {FILES}",
        f"{partial_files} partial files, {left} hidden temporary files left",
    )


if __name__ == "__main__":
    main()
