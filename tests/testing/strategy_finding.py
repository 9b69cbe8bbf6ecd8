"""The simplest value of a strategy for which something holds."""

from collections.abc import Callable
from typing import TypeVar

import hypothesis
from hypothesis import Phase, settings
from hypothesis import strategies as st

Drawn = TypeVar("Drawn")

# Explaining takes longer than shrinking, and nobody reads it here.
_SHRINKING = settings(max_examples=2000, phases=[Phase.generate, Phase.shrink], database=None, deadline=None)


def find(strategy: st.SearchStrategy[Drawn], condition: Callable[[Drawn], bool]) -> Drawn:
    """The simplest value that meets a condition."""
    return hypothesis.find(strategy, condition, settings=_SHRINKING)
