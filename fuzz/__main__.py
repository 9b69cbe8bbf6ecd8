"""``python -m fuzz``: fuzz each operation for a given time, and print a table of executions and finds."""

import argparse
import importlib.util
import re
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from fuzz.operations import OPERATIONS

_DESCRIPTION = "Fuzz each operation for a given time, and print a table of executions and finds."
_DONE = re.compile(r"^Done (\d+) runs in (\d+) second", re.MULTILINE)
_NO_ATHERIS = "atheris is not installed: pip install 'ipsxml[fuzz]', on Linux with Python 3.11 to 3.13"


class Outcome(NamedTuple):
    """The result of fuzzing one operation; ``runs`` is ``None`` if the process crashed."""

    operation: str
    runs: int | None
    seconds: int
    finds: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz, print the table, and return the exit status: 1 if there are finds or a process crashed."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=_DESCRIPTION)
    parser.add_argument("operations", nargs="*", metavar="OPERATION", help=", ".join(OPERATIONS))
    parser.add_argument("--seconds", type=int, default=1200, help="time for each operation (default: 1200)")
    parser.add_argument(
        "--at-once", type=int, default=1, metavar="N", help="operations at a time (default: 1)"
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(".fuzz"),
        help="where to put corpora, logs, and finds (default: .fuzz)",
    )
    options = parser.parse_args(arguments)
    unknown = set(options.operations) - OPERATIONS.keys()
    if unknown:
        parser.error(f"unknown operation: {', '.join(sorted(unknown))}")
    if importlib.util.find_spec("atheris") is None:
        parser.error(_NO_ATHERIS)
    fuzz_one = partial(_fuzz, options.folder, options.seconds)
    with ThreadPoolExecutor(options.at_once) as pool:
        outcomes = list(pool.map(fuzz_one, options.operations or OPERATIONS))
    print("| operation | executions | seconds | finds |\n| --- | ---: | ---: | ---: |")
    for outcome in outcomes:
        runs = "crashed" if outcome.runs is None else f"{outcome.runs:,}"
        print(f"| {outcome.operation} | {runs} | {outcome.seconds:,} | {outcome.finds} |")
    return 1 if any(outcome.finds or outcome.runs is None for outcome in outcomes) else 0


def _fuzz(folder: Path, seconds: int, operation: str) -> Outcome:
    place = folder / operation
    place.mkdir(parents=True, exist_ok=True)
    for earlier in place.glob("*.txt"):  # finds of earlier runs; what is not fixed is found again
        earlier.unlink()
    log = place / "log"
    print(f"{operation}: {seconds} seconds, log in {log} …", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "fuzz.target", operation, str(place), f"-max_total_time={seconds}"]
    with log.open("wb") as file:
        subprocess.run(command, stdout=file, stderr=file, check=False)
    done = _DONE.search(log.read_text("utf-8", "replace"))
    finds = sorted(place.glob("*.txt"))
    for find in finds:
        print(f"{operation}: found {find}", file=sys.stderr, flush=True)
    runs, took = (int(done[1]), int(done[2])) if done else (None, 0)
    return Outcome(operation, runs, took, len(finds))


if __name__ == "__main__":
    sys.exit(main())
