"""Large content is pickled by way of a file."""

import os
import pickle
from pathlib import Path

import pytest

from ipsxml.quick_pickles import LargeContent


def test_large_content_is_in_a_file_until_it_is_taken(tmp_path: Path) -> None:
    content = bytes(range(256)) * 10_000
    pickled = pickle.dumps(LargeContent(content, str(tmp_path)))

    [name] = os.listdir(tmp_path)
    assert (tmp_path / name).read_bytes() == content
    assert len(pickled) < 1000
    assert pickle.loads(pickled).take() == content  # noqa: S301 - our own pickle
    assert os.listdir(tmp_path) == []


def test_content_without_a_directory_is_in_the_pickle() -> None:
    content = LargeContent(b"content")

    unpickled = pickle.loads(pickle.dumps(content))  # noqa: S301 - our own pickle

    assert (unpickled, unpickled.take()) == (content, b"content")


def test_large_content_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        pickle.dumps(LargeContent(b"content", str(tmp_path / "missing")))
