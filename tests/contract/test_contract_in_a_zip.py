"""The package works inside a zip file as it does installed or in a checkout."""

import os
import subprocess
import sys
import zipapp
import zipfile
from pathlib import Path

import pytest

import ipsxml
from ipsxml.contract.family import schema_directory

PACKAGE = Path(ipsxml.__file__).parent
MAIN = "from ipsxml.cli import main\nmain(prog_name='ipsxml')\n"


def pack(target: Path) -> None:
    """Write a zip file with the package as it is in a wheel, and a program that runs the command."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in PACKAGE.rglob("*"):
            if path.suffix in (".py", ".css"):
                archive.write(path, Path("ipsxml", path.relative_to(PACKAGE)))
        for path in Path(schema_directory()).iterdir():
            archive.write(path, Path("ipsxml", "schemas", path.name))
        archive.writestr("__main__.py", MAIN)


def run(*command: str, path: str = "") -> subprocess.CompletedProcess[str]:
    """Run Python in the root directory, where no checkout is found."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *command],
        cwd=Path(sys.executable).anchor,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_package_is_imported_from_a_zip_file(tmp_path: Path, fixtures: Path) -> None:
    pack(tmp_path / "ipsxml.zip")
    good, bad = fixtures / "good" / "2010-01-31.xml", fixtures / "bad" / "reference.xml"
    program = (
        "import ipsxml; print(ipsxml.__file__)\n"
        f"print(ipsxml.validate({str(good)!r}).valid, ipsxml.validate({str(bad)!r}).valid)\n"
        "print(len(ipsxml.export_schema()))\n"
    )

    done = run("-c", program, path=str(tmp_path / "ipsxml.zip"))

    assert (done.stderr, done.stdout.splitlines()) == (
        "",
        [
            str(tmp_path / "ipsxml.zip" / "ipsxml" / "__init__.py"),
            "True False",
            str(len(ipsxml.export_schema())),
        ],
    )


@pytest.mark.parametrize(
    ("arguments", "status", "starts"),
    [
        (("validate", "good/2010-01-31.xml"), 0, ""),
        (("convert", "good/reference.xml"), 0, '{"@apiVersion":"reference"'),
        (("diff", "--format", "html", "diff/before.xml", "diff/after.xml"), 1, "<!DOCTYPE html>"),
        (("schema", "--format", "json-schema"), 0, "{"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_the_command_works_as_a_zipapp(
    arguments: tuple[str, ...], status: int, starts: str, tmp_path: Path, fixtures: Path
) -> None:
    pack(tmp_path / "ipsxml.zip")
    zipapp.create_archive(tmp_path / "ipsxml.zip", tmp_path / "ipsxml.pyz", sys.executable)
    named = [str(fixtures / each) if (fixtures / each).is_file() else each for each in arguments]

    done = run(str(tmp_path / "ipsxml.pyz"), *named)

    assert (done.returncode, done.stderr) == (status, "")
    assert done.stdout.startswith(starts)
