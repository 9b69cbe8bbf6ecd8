"""A disk that is full: what was written is whole, the rest is told, and a next run completes it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from reliability_batch import WANTED, make_captures, outputs

pytestmark = pytest.mark.slow
NUMBER = 60


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system that a third of the outputs fill."""
    place = tmp_path / "disk"
    place.mkdir()
    size = f"size={20 * (len(WANTED) // 4096 + 1) * 4}k"
    if shutil.which("mount") is None:
        pytest.skip("no small disk can be had here: there is no mount")
    mounted = subprocess.run(  # noqa: S603 - our own words
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)],  # noqa: S607
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be had here: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)  # noqa: S603, S607 - our own words


def converted(captures: Path, target: Path, limit: int | None = None) -> tuple[int, list[str]]:
    """The exit status and the lines of error, without the one that counts them.

    ``limit`` is the size that no file may exceed.
    """
    code = "from ipsxml.cli import main; main(prog_name='ipsxml')"
    if limit:
        code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); {code}"
    command = [sys.executable, "-c", code, "convert", str(captures), "-o", str(target)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    told = result.stderr.splitlines()
    return result.returncode, [line for line in told if " converted" not in line]


def test_on_a_full_disk_all_files_are_whole_and_the_rest_comes_when_there_is_room(
    small_disk: Path, tmp_path: Path
) -> None:
    captures, target = make_captures(tmp_path, NUMBER), small_disk / "json"

    status, told = converted(captures, target)

    found = outputs(target)
    assert found == dict.fromkeys(found, WANTED)
    assert (status, len(found) + len(told)) == (2, NUMBER)
    assert {line.rpartition(": ")[2] for line in told} == {"No space left on device"}
    room = ["mount", "-o", "remount,size=10m", str(small_disk)]
    subprocess.run(room, check=True)  # noqa: S603 - our own words
    assert converted(captures, target)[0] == 2  # those that are there already
    assert outputs(target) == {f"{each}.json": WANTED for each in range(NUMBER)}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no limits on a file's size")
@pytest.mark.parametrize("name", ["json", "all.jsonl"])
def test_a_file_that_grows_too_large_does_not_appear(tmp_path: Path, name: str) -> None:
    captures = make_captures(tmp_path, 3)
    target = tmp_path / "target" / name

    status, told = converted(captures, target, limit=len(WANTED) // 2)

    assert (status, [line.rpartition(": ")[2] for line in told]) == (
        2,
        ["File too large"] * (1 if name == "all.jsonl" else 3),
    )
    assert [path for path in (tmp_path / "target").rglob("*") if path.is_file()] == []
