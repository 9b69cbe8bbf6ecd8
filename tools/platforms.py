"""``python -m tools.platforms [PYTHON…]``: the suite under each interpreter, and in other surroundings.

Each run is of the wheel, installed, with a copy of the tests that has no source beside it. The
first interpreter runs it also in the C locale without UTF-8, optimised, and with every warning an
error. Without arguments, the interpreters are those of the path, from Python 3.11 on.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
_OURS = ("ipsxml", "pytest_ipsxml.py")
_NAMES = [f"python3.{minor}" for minor in range(20, 10, -1)]
_LAST_LINE = re.compile(r"\d+ (?:passed|failed|error).*")


class Surroundings(NamedTuple):
    """How a run is started: options of the interpreter and of pytest, and what is set in its environment."""

    name: str
    options: tuple[str, ...] = ()
    pytest_options: tuple[str, ...] = ()
    environment: dict[str, str] = {}  # noqa: RUF012 - a NamedTuple's, which nobody changes


_PLAIN = Surroundings("as it is")
_OTHERS = (
    Surroundings("C locale", environment={"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}),
    # pytest writes the tests' assertions anew, so that they count here as well; it warns of all others.
    Surroundings("-O", ("-O",), ("-W", "ignore:assertions not in test modules"), {"PYTHONOPTIMIZE": "1"}),
    Surroundings("-W error", ("-W", "error"), environment={"PYTHONWARNINGS": "error"}),
)


def main(interpreters: Sequence[str]) -> int:
    """Run, print a table, and give the exit status."""
    interpreters = interpreters or list(_found())
    failed = False
    with tempfile.TemporaryDirectory(prefix="ipsxml-platforms-") as folder:
        work = Path(folder)
        checked = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, str(ROOT)]
        subprocess.run(checked, check=True)
        tests = _copied_tests(work / "elsewhere" / "checkout")
        print("| Python | surroundings | result | seconds |\n| --- | --- | --- | ---: |", flush=True)
        for number, interpreter in enumerate(interpreters):
            python = _installed(interpreter, work / f"environment{number}", next(work.glob("*.whl")))
            for surroundings in (_PLAIN, *(_OTHERS if number == 0 else ())):
                failed |= _run(python, surroundings, tests)
    return int(failed)


def _found() -> Iterator[str]:
    for name in _NAMES:
        path = shutil.which(name)
        works = path and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0
        if path and works:
            yield path


def _copied_tests(target: Path) -> Path:
    """All of the checkout but the package."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in names.stdout.splitlines():
        if name.partition("/")[0] not in _OURS and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    return target


def _installed(interpreter: str, environment: Path, wheel: Path) -> Path:
    subprocess.run([interpreter, "-m", "venv", str(environment)], check=True)
    python = environment / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", f"{wheel}[test]"], check=True)
    return python


def _run(python: Path, surroundings: Surroundings, tests: Path) -> bool:
    """Run the suite, print its row, and tell whether it failed."""
    command = [str(python), *surroundings.options, "-m", "pytest", "-q", "tests", "--pyargs", "ipsxml"]
    start = time.monotonic()
    result = subprocess.run(
        [*command, *surroundings.pytest_options, "-p", "no:cacheprovider"],
        cwd=tests,
        env={**os.environ, **surroundings.environment},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    took = time.monotonic() - start
    version = subprocess.run([str(python), "--version"], capture_output=True, text=True, check=True).stdout
    told = _LAST_LINE.findall(result.stdout) or [f"exit status {result.returncode}"]
    print(f"| {version.strip()} | {surroundings.name} | {told[-1]} | {took:.0f} |", flush=True)
    if result.returncode:
        print(result.stdout[-20_000:], result.stderr[-2_000:], file=sys.stderr, flush=True)
    return result.returncode != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
