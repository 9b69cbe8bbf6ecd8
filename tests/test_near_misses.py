"""Suggestions for names that do not exist."""

import pytest

from ipsxml.near_misses import near_miss

NAMES = ["TaskProgress", "taskProgress", "ActiveJob", "2013-02-15"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("TaskProgres", "TaskProgress"),
        ("taskProgres", "taskProgress"),
        ("TASKPROGRESS", "TaskProgress"),
        ("activjob", "ActiveJob"),
        ("2013-02-16", "2013-02-15"),
        ("xyzzy", None),
        ("", None),
        ("TaskProgress" * 100, None),
    ],
)
def test_the_most_similar_name_is_suggested_if_any_is_similar(name: str, meant: str | None) -> None:
    assert near_miss(name, NAMES) == meant
