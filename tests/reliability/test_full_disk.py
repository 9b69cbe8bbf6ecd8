"""A full disk: written files are complete, the rest is reported, and another run adds them."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from reliability_batch import EXPECTED, make_captures, outputs

pytestmark = pytest.mark.slow
NUMBER = 60


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system that is full after a third of the outputs."""
    mount_point = tmp_path / "disk"
    mount_point.mkdir()
    size = f"size={20 * (len(EXPECTED) // 4096 + 1) * 4}k"
    if shutil.which("mount") is None:
        pytest.skip("cannot create a small disk: mount is not installed")
    mounted = subprocess.run(  # noqa: S603 - our own command
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(mount_point)],  # noqa: S607
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"cannot create a small disk: {mounted.stderr.decode().strip()}")
    yield mount_point
    subprocess.run(["umount", str(mount_point)], check=True)  # noqa: S603, S607 - our own words


def converted(
    captures: Path, target: Path, limit: int | None = None, jobs: str = "1"
) -> tuple[int, list[str]]:
    """The exit status and the error lines without the summary.

    ``limit`` is the maximum size of a file.
    """
    code = "from ipsxml.cli import main; main(prog_name='ipsxml')"
    if limit:
        code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); {code}"
    command = [sys.executable, "-c", code, "convert", str(captures), "-o", str(target), "--jobs", jobs]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    errors = result.stderr.splitlines()
    return result.returncode, [line for line in errors if " converted" not in line]


def test_a_full_disk_leaves_only_complete_files(small_disk: Path, tmp_path: Path) -> None:
    captures, target = make_captures(tmp_path, NUMBER), small_disk / "json"

    status, errors = converted(captures, target)

    found = outputs(target)
    assert found == dict.fromkeys(found, EXPECTED)
    assert (status, len(found) + len(errors)) == (2, NUMBER)
    assert {line.rpartition(": ")[2] for line in errors} == {"No space left on device"}
    room = ["mount", "-o", "remount,size=10m", str(small_disk)]
    subprocess.run(room, check=True)  # noqa: S603 - our own command
    assert converted(captures, target)[0] == 2  # the files that already exist are errors
    assert outputs(target) == {f"{each}.json": EXPECTED for each in range(NUMBER)}


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no limits on file sizes")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("name", ["json", "all.jsonl"])
def test_an_output_over_the_size_limit_is_not_created(tmp_path: Path, name: str, jobs: str) -> None:
    captures = make_captures(tmp_path, 3)
    target = tmp_path / "target" / name

    status, errors = converted(captures, target, limit=len(EXPECTED) // 2, jobs=jobs)

    assert (status, [line.rpartition(": ")[2] for line in errors]) == (
        2,
        ["File too large"] * (1 if name == "all.jsonl" else 3),
    )
    assert [path for path in (tmp_path / "target").rglob("*") if path != target] == []
