"""Benchmarks of whole processes on many files or captures: the time a user waits."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import ipsxml
from benchmarks.case import Case
from benchmarks.documents import response
from ipsxml.contract import export_schema

API = "2013-02-15"
VALIDATE_FILES = "12 kB files: ipsxml validate"
CONVERT_FILES = "12 kB files: ipsxml convert -o DIRECTORY"
SHARED_FILES = "12 kB files: ipsxml validate --jobs 2"
SHARED_ZIP = "12 kB files in one zip: ipsxml validate --jobs 2"
SHARED_LINES = "12 kB documents in one .jsonl: ipsxml validate --jobs 2"
SHARED_CONVERT = "12 kB files: ipsxml convert -o FILE.jsonl --jobs 2"
_FEW, _MANY = 3000, 60_000
_JOBS = 3  # per file


def file_cases(only: str) -> Iterator[Case]:
    """Yield the cases whose row contains ``only``.

    All files are removed at the end: ext4 takes several times as long to create files soon after it has
    removed others.
    """
    makers: dict[str, Callable[[Path], Case]] = {
        VALIDATE_FILES: _validate_case,
        CONVERT_FILES: _convert_case,
        SHARED_FILES: lambda folder: _shared_case(SHARED_FILES, _validate(_files(folder, _MANY))),
        SHARED_ZIP: lambda folder: _shared_case(SHARED_ZIP, _validate(_zip(folder))),
        SHARED_LINES: lambda folder: _shared_case(SHARED_LINES, _validate(_lines(folder))),
        SHARED_CONVERT: lambda folder: _shared_case(SHARED_CONVERT, _convert(_files(folder, _MANY))),
    }
    with TemporaryDirectory() as folder:
        for number, (row, make) in enumerate(makers.items()):
            if only in row:
                place = Path(folder, str(number))
                place.mkdir()
                yield make(place)


def _files(folder: Path, number: int, *, envelope: bool = True) -> Path:
    """A directory with ``number`` responses, one per file; without ``envelope``, only their payloads."""
    document = response(_JOBS, API)
    content = document if envelope else ipsxml.encode(ipsxml.decode(document), envelope="none")
    target = folder / ("captures" if envelope else "payloads")
    target.mkdir()
    for each in range(number):
        (target / f"{each:05}.xml").write_bytes(content)
    return target


def _zip(folder: Path) -> Path:
    document, target = response(_JOBS, API), folder / "captures.zip"
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for each in range(_MANY):
            archive.writestr(f"{each:05}.xml", document)
    return target


def _lines(folder: Path) -> Path:
    line, target = ipsxml.to_json(response(_JOBS, API)) + b"\n", folder / "captures.jsonl"
    with target.open("wb") as file:
        file.writelines(line for _ in range(_MANY))
    return target


def _validate_case(folder: Path) -> Case:
    """Validate; xmllint only gets the payloads, because it does not know envelopes."""
    contenders = {"ipsxml": _ipsxml("validate", "-q", str(_files(folder, _FEW)))}
    xmllint = shutil.which("xmllint")
    if xmllint is not None:
        schema = folder / "contract.xsd"
        schema.write_text(export_schema(api=API), "utf-8")
        payloads = [str(path) for path in sorted(_files(folder, _FEW, envelope=False).iterdir())]
        contenders["xmllint --schema"] = _process(xmllint, "--noout", "--schema", str(schema), *payloads)
    return Case(VALIDATE_FILES, _FEW, contenders, {"xmllint --schema": 1.2})


def _convert_case(folder: Path) -> Case:
    """Convert to one file per document, compared with one file for all."""
    captures, numbers = _files(folder, _FEW), count()

    def to(name: str) -> Callable[[], object]:
        def convert() -> None:
            _ipsxml("convert", str(captures), "-o", str(folder / f"{next(numbers)}{name}"))()

        return convert

    lines = "ipsxml, into one .jsonl"
    return Case(CONVERT_FILES, _FEW, {"ipsxml": to(""), lines: to(".jsonl")}, {lines: 1.5})


def _shared_case(row: str, work: Callable[[int], object]) -> Case:
    """Work in two processes, compared with one; ``work`` takes the number of processes."""
    alone = "ipsxml, one process"
    contenders = {"ipsxml": lambda: work(2), alone: lambda: work(1)}
    return Case(row, _MANY, contenders, {alone: 1 / 1.8})


def _validate(source: Path) -> Callable[[int], object]:
    return lambda jobs: _ipsxml("validate", "-q", "--jobs", str(jobs), str(source))()


def _convert(source: Path) -> Callable[[int], object]:
    target = source.with_suffix(".jsonl")

    def convert(jobs: int) -> None:
        target.unlink(missing_ok=True)
        _ipsxml("convert", "--jobs", str(jobs), str(source), "-o", str(target))()

    return convert


def _ipsxml(*arguments: str) -> Callable[[], object]:
    return _process(str(Path(sys.executable).parent / "ipsxml"), *arguments)


def _process(*command: str) -> Callable[[], object]:
    # Users have bytecode from their second call on, so allow it even if this process may not write any.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return lambda: subprocess.run(command, check=True, capture_output=True, env=environment)
