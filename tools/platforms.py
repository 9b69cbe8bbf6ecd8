"""``python -m tools.platforms [PYTHON…]``: run the suite with each interpreter and in other environments.

Each run tests the installed wheel with a copy of the tests that has no source tree next to it. The first
interpreter also runs it in the C locale without UTF-8, with ``-O``, and with warnings as errors. Without
arguments, the interpreters are those on the ``PATH``, from Python 3.11.
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


class Setup(NamedTuple):
    """The setup of a run: options of the interpreter and of pytest, and environment variables."""

    name: str
    options: tuple[str, ...] = ()
    pytest_options: tuple[str, ...] = ()
    environment: dict[str, str] = {}  # noqa: RUF012 - nobody changes the default of a NamedTuple


_PLAIN = Setup("default")
_OTHERS = (
    Setup("C locale", environment={"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}),
    # pytest rewrites the tests' assertions, so they work under -O; it warns about all others.
    Setup("-O", ("-O",), ("-W", "ignore:assertions not in test modules"), {"PYTHONOPTIMIZE": "1"}),
    Setup("-W error", ("-W", "error"), environment={"PYTHONWARNINGS": "error"}),
)


def main(interpreters: Sequence[str]) -> int:
    """Run the suite, print a table, and return the exit status."""
    interpreters = interpreters or list(_found())
    failed = False
    with tempfile.TemporaryDirectory(prefix="ipsxml-platforms-") as folder:
        work = Path(folder)
        checked = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, str(ROOT)]
        subprocess.run(checked, check=True)
        tests = _copied_tests(work / "elsewhere" / "checkout")
        print("| Python | environment | result | seconds |\n| --- | --- | --- | ---: |", flush=True)
        for number, interpreter in enumerate(interpreters):
            python = _installed(interpreter, work / f"environment{number}", next(work.glob("*.whl")))
            for setup in (_PLAIN, *(_OTHERS if number == 0 else ())):
                failed |= _run(python, setup, tests)
    return int(failed)


def _found() -> Iterator[str]:
    for name in _NAMES:
        path = shutil.which(name)
        works = path and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0
        if path and works:
            yield path


def _copied_tests(target: Path) -> Path:
    """Copy everything in the checkout except the package."""
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


def _run(python: Path, setup: Setup, tests: Path) -> bool:
    """Run the suite, print its row, and return whether it failed."""
    command = [str(python), *setup.options, "-m", "pytest", "-q", "tests", "--pyargs", "ipsxml"]
    start = time.monotonic()
    result = subprocess.run(
        [*command, *setup.pytest_options, "-p", "no:cacheprovider"],
        cwd=tests,
        env={**os.environ, **setup.environment},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    took = time.monotonic() - start
    version = subprocess.run([str(python), "--version"], capture_output=True, text=True, check=True).stdout
    summaries = _LAST_LINE.findall(result.stdout) or [f"exit status {result.returncode}"]
    print(f"| {version.strip()} | {setup.name} | {summaries[-1]} | {took:.0f} |", flush=True)
    if result.returncode:
        print(result.stdout[-20_000:], result.stderr[-2_000:], file=sys.stderr, flush=True)
    return result.returncode != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
