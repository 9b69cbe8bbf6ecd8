"""Benchmarks of whole processes on directories of files: the time a user waits."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import ipsxml
from benchmarks.case import Case
from benchmarks.documents import response
from ipsxml.contract import export_schema

API = "2013-02-15"
VALIDATE_FILES = "12 kB files: ipsxml validate"
SHARED_FILES = "12 kB files: ipsxml validate --jobs 2"
CONVERT_FILES = "12 kB files: ipsxml convert -o DIRECTORY"
ROWS = (VALIDATE_FILES, SHARED_FILES, CONVERT_FILES)
_JOBS = 3  # per file


def file_cases(only: str) -> Iterator[Case]:
    """Yield the cases whose row contains ``only``."""
    if not any(only in row for row in ROWS):
        return
    with TemporaryDirectory() as folder:
        for number in (3000, 20_000):
            captures, bare = _write(Path(folder) / str(number), number)
            if only in VALIDATE_FILES and number == 3000:
                yield _validate_case(captures, bare, number)
            if only in SHARED_FILES:
                yield _shared_case(captures, number)
            if only in CONVERT_FILES and number == 3000:
                yield _convert_case(captures, number)


def _write(folder: Path, number: int) -> tuple[Path, Path]:
    """Write ``number`` responses to one directory, and only their payloads to another."""
    captures, bare = folder / "captures", folder / "bare"
    captures.mkdir(parents=True)
    bare.mkdir()
    document = response(_JOBS, API)
    payload = ipsxml.encode(ipsxml.decode(document), envelope="none")
    for each in range(number):
        (captures / f"{each:05}.xml").write_bytes(document)
        (bare / f"{each:05}.xml").write_bytes(payload)
    return captures, bare


def _validate_case(captures: Path, bare: Path, number: int) -> Case:
    """Validate; xmllint only gets the payloads, because it does not know envelopes."""
    contenders = {"ipsxml": _ipsxml("validate", "-q", str(captures))}
    xmllint = shutil.which("xmllint")
    if xmllint is not None:
        schema = captures.parent / "contract.xsd"
        schema.write_text(export_schema(api=API), "utf-8")
        files = [str(path) for path in sorted(bare.iterdir())]
        contenders["xmllint --schema"] = _process(xmllint, "--noout", "--schema", str(schema), *files)
    return Case(VALIDATE_FILES, number, contenders, {"xmllint --schema": 1.2})


def _shared_case(captures: Path, number: int) -> Case:
    alone = "ipsxml, one process"
    contenders = {
        "ipsxml": _ipsxml("validate", "-q", "--jobs", "2", str(captures)),
        alone: _ipsxml("validate", "-q", str(captures)),
    }
    return Case(SHARED_FILES, number, contenders, {alone: 1 / 1.8})


def _convert_case(captures: Path, number: int) -> Case:
    """Convert to one file per document, compared with one file for all."""
    numbers = count()

    def to(name: str) -> Callable[[], object]:
        def convert() -> None:
            _ipsxml("convert", str(captures), "-o", str(captures.parent / f"{next(numbers)}{name}"))()

        return convert

    lines = "ipsxml, into one .jsonl"
    return Case(CONVERT_FILES, number, {"ipsxml": to(""), lines: to(".jsonl")}, {lines: 1.5})


def _ipsxml(*arguments: str) -> Callable[[], object]:
    return _process(str(Path(sys.executable).parent / "ipsxml"), *arguments)


def _process(*command: str) -> Callable[[], object]:
    # Users have bytecode from their second call on, so allow it even if this process may not write any.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return lambda: subprocess.run(command, check=True, capture_output=True, env=environment)
