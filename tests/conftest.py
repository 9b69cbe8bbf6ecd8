"""Where things are, for all tests."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def fixtures() -> Path:
    """The project's fixtures."""
    return ROOT / "fixtures"


@pytest.fixture
def in_checkout(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The top of the checkout, which is the working directory while the test runs."""
    monkeypatch.chdir(ROOT)
    return ROOT
