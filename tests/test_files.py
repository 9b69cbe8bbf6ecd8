"""Writing outputs: new files, and files, pipes, devices, and links that already exist."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ipsxml.errors import TargetError
from ipsxml.file_groups import file_group
from ipsxml.whole_files import whole_file

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions, devices, and pipes")
either_way = pytest.mark.parametrize("force", [False, True], ids=["unforced", "forced"])


def write(path: Path, content: bytes = b"new", *, force: bool = False) -> None:
    with whole_file(str(path), force=force) as file:
        file.write(content)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444])
def test_an_overwritten_file_keeps_its_permissions(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    path.chmod(mode)

    write(path, force=True)

    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", mode)


@posix
def test_a_private_file_is_never_readable_by_others_while_written(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.touch(0o600)

    with whole_file(str(path), force=True):
        modes = [stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()]

    assert modes == [0o600, 0o600]


@posix
def test_a_new_file_has_the_default_permissions(tmp_path: Path) -> None:
    with umask(0o027):
        write(tmp_path / "new.json")
        (tmp_path / "link.json").symlink_to("/dev/null")
        write(tmp_path / "link.json", force=True)

    assert [stat.S_IMODE(path.lstat().st_mode) for path in tmp_path.iterdir()] == [0o640, 0o640]


@posix
@either_way
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path, *, force: bool) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reading = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    write(path, force=force)

    assert os.read(reading, 10) == b"new"
    os.close(reading)
    assert (path.is_fifo(), list(tmp_path.iterdir())) == (True, [path])


@posix
@either_way
def test_a_device_is_written_to_and_stays_a_device(*, force: bool) -> None:
    pty = pytest.importorskip("pty", reason="this platform has no pseudo-terminals")
    ours, theirs = pty.openpty()
    path = Path(os.ttyname(theirs))

    write(path, force=force)

    assert (os.read(ours, 10), path.is_char_device()) == (b"new", True)
    os.close(ours)
    os.close(theirs)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="/dev/full does not exist")
def test_a_full_device_is_reported() -> None:
    with pytest.raises(TargetError, match=r"^/dev/full cannot be written: No space left on device$"):
        write(Path("/dev/full"))


@posix
def test_a_pipe_closed_by_its_reader_is_a_broken_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reading = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    with pytest.raises(BrokenPipeError), whole_file(str(path)) as file:
        os.close(reading)
        file.write(b"new")


@either_way
def test_a_directory_is_rejected_as_a_target(tmp_path: Path, *, force: bool) -> None:
    with pytest.raises(TargetError, match=r"is a directory, not a file$"):
        write(tmp_path, force=force)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege on Windows")
def test_a_link_is_replaced_and_never_followed(tmp_path: Path) -> None:
    for name, target in (("a", "gone"), ("b", "."), ("c", "/dev/null")):
        (tmp_path / name).symlink_to(target)
        with pytest.raises(TargetError, match="already exists; use --force to overwrite it"):
            write(tmp_path / name)
        write(tmp_path / name, force=True)

    assert [(path.name, path.is_symlink(), path.read_bytes()) for path in sorted(tmp_path.iterdir())] == [
        (name, False, b"new") for name in "abc"
    ]


def ignore(_name: object, _error: TargetError) -> None:
    """Ignore a failure."""


def test_files_of_a_group_appear_complete_and_only_when_it_ends(tmp_path: Path) -> None:
    failed: list[tuple[int, TargetError]] = []

    def fail(number: int, error: TargetError) -> None:
        failed.append((number, error))

    with file_group(fail) as group:
        for number in range(20):
            group.write(b"%d" % number, str(tmp_path / "folder" / f"{number}.json"), number, force=False)
        before = list((tmp_path / "folder").glob("*.json"))

    assert (before, failed) == ([], [])
    assert {int(path.stem): path.read_bytes() for path in (tmp_path / "folder").iterdir()} == {
        number: b"%d" % number for number in range(20)
    }


def test_a_group_keeps_its_files_if_something_else_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), file_group(ignore) as group:
        group.write(b"whole", str(tmp_path / "a.json"), "a", force=False)
        raise KeyboardInterrupt

    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"whole"]


def test_a_group_writes_out_its_files_once_there_are_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ipsxml.file_groups._MOST_FILES", 5)

    with file_group(ignore) as group:
        for number in range(12):
            group.write(b"", str(tmp_path / f"{number}.json"), number, force=False)
        written = len(list(tmp_path.glob("*.json")))

    assert written == 5


def test_a_name_taken_in_the_meantime_is_reported_and_not_overwritten(tmp_path: Path) -> None:
    failed: list[tuple[str, str]] = []
    first, second = tmp_path / "a.json", tmp_path / "b.json"

    def fail(name: str, error: TargetError) -> None:
        failed.append((name, str(error)))

    with file_group(fail) as group:
        group.write(b"new", str(first), "a", force=False)
        group.write(b"new", str(second), "b", force=False)
        first.write_bytes(b"of another")

    assert failed == [("a", f"{first} already exists; use --force to overwrite it")]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.json": b"of another",
        "b.json": b"new",
    }


def test_an_existing_file_is_reported_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"old")

    with file_group(ignore) as group:
        with pytest.raises(TargetError, match="exists"):
            group.write(b"new", str(tmp_path / "a.json"), "a", force=False)
        group.write(b"new", str(tmp_path / "a.json"), "a", force=True)

    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"new"]


def test_a_file_of_a_group_is_synced_before_it_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: set[int] = set()
    named: list[bool] = []
    sync, link = os.fsync, os.link

    def fsync(file: int) -> None:
        synced.add(os.fstat(file).st_ino)
        sync(file)

    def link_synced(old: str, new: str) -> None:
        named.append(os.stat(old).st_ino in synced)
        link(old, new)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "link", link_synced)

    with file_group(ignore) as group:
        for number in range(50):
            group.write(b"content", str(tmp_path / f"{number}.json"), number, force=False)

    assert named == [True] * 50
