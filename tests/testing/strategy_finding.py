"""Finding the simplest value of a strategy that meets a condition."""

from collections.abc import Callable
from typing import TypeVar

import hypothesis
from hypothesis import Phase, settings
from hypothesis import strategies as st

Drawn = TypeVar("Drawn")

# The explain phase takes longer than shrinking, and its result is not needed here.
_SHRINKING = settings(max_examples=2000, phases=[Phase.generate, Phase.shrink], database=None, deadline=None)


def find(strategy: st.SearchStrategy[Drawn], condition: Callable[[Drawn], bool]) -> Drawn:
    """The simplest value that meets a condition."""
    return hypothesis.find(strategy, condition, settings=_SHRINKING)
