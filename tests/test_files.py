"""Where outputs go: what stands there already, and what becomes of it."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ipsxml.errors import TargetError
from ipsxml.whole_files import whole_file

posix = pytest.mark.skipif(os.name != "posix", reason="permissions, devices and pipes as POSIX has them")
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
def test_a_file_that_is_overwritten_keeps_its_permissions(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    path.chmod(mode)

    write(path, force=True)

    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", mode)


@posix
def test_nobody_else_can_read_what_is_to_be_private_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.touch(0o600)

    with whole_file(str(path), force=True):
        modes = [stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()]

    assert modes == [0o600, 0o600]


@posix
def test_a_new_file_has_the_permissions_that_new_files_have(tmp_path: Path) -> None:
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
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals on this platform")
    ours, theirs = pty.openpty()
    path = Path(os.ttyname(theirs))

    write(path, force=force)

    assert (os.read(ours, 10), path.is_char_device()) == (b"new", True)
    os.close(ours)
    os.close(theirs)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
def test_a_device_that_takes_nothing_more_is_told() -> None:
    with pytest.raises(TargetError, match=r"^/dev/full cannot be written: No space left on device$"):
        write(Path("/dev/full"))


@posix
def test_a_pipe_whose_reader_has_left_is_a_broken_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reading = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    with pytest.raises(BrokenPipeError), whole_file(str(path)) as file:
        os.close(reading)
        file.write(b"new")


@either_way
def test_a_directory_is_no_file(tmp_path: Path, *, force: bool) -> None:
    with pytest.raises(TargetError, match=r"is a directory; give the name of a file$"):
        write(tmp_path, force=force)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there links need a privilege")
def test_a_link_is_replaced_and_never_followed_wherever_it_leads(tmp_path: Path) -> None:
    for name, target in (("a", "gone"), ("b", "."), ("c", "/dev/null")):
        (tmp_path / name).symlink_to(target)
        with pytest.raises(TargetError, match="exists; --force overwrites it"):
            write(tmp_path / name)
        write(tmp_path / name, force=True)

    assert [(path.name, path.is_symlink(), path.read_bytes()) for path in sorted(tmp_path.iterdir())] == [
        (name, False, b"new") for name in "abc"
    ]
