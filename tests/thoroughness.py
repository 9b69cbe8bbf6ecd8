"""How many cases to try, as set by ``IPSXML_TESTS``.

By default each property is tried with a quarter of its examples. ``thorough`` tries all of them; ``quick``
tries a few, runs one case of each parametrized test, and skips slow tests.
"""

import os
from collections.abc import Iterable, Sequence
from typing import TypeVar

import pytest

_Case = TypeVar("_Case")

IS_QUICK = os.environ.get("IPSXML_TESTS") == "quick"
IS_THOROUGH = os.environ.get("IPSXML_TESTS") == "thorough"
_FEW = 4
_SHARE = 4


def examples(number: int) -> int:
    """How many examples to try if a thorough run tries ``number``."""
    if IS_THOROUGH:
        return number
    few = min(number, _FEW)
    return few if IS_QUICK else max(few, number // _SHARE)


def share_of(cases: Sequence[_Case], number: int) -> Sequence[_Case]:
    """A quarter of the cases, or all in a thorough run; ``number`` selects the quarter."""
    return cases if IS_THOROUGH else cases[number % _SHARE :: _SHARE] or cases[:1]


def for_a_quick_run(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The first case of each test that is not slow."""
    firsts: dict[str, pytest.Item] = {}
    for item in items:
        if item.get_closest_marker("slow") is None:
            firsts.setdefault(item.nodeid.partition("[")[0], item)
    return list(firsts.values())
