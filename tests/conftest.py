"""Paths and fixtures that all tests share, among them an example project that tests with ipsxml."""

import shutil
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from hypothesis import settings
from thoroughness import IS_QUICK, examples, for_a_quick_run

# How long an example takes depends on the load of the machine.
settings.register_profile("ipsxml", max_examples=examples(settings().max_examples), deadline=None)
settings.load_profile("ipsxml")

ROOT = Path(__file__).parents[1]
CAPTURES = {
    "polls/before.xml": "diff/before.xml",
    "polls/after.xml": "diff/after.xml",
    "good.xml": "good/2010-01-31.xml",
    "bad.xml": "bad/2010-01-31.xml",
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if IS_QUICK:
        chosen = for_a_quick_run(items)
        config.hook.pytest_deselected(items=list(set(items) - set(chosen)))
        items[:] = chosen


@pytest.fixture
def fixtures() -> Path:
    """The project's ``fixtures`` folder."""
    return ROOT / "fixtures"


@pytest.fixture
def in_checkout(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The top of the checkout, made the working directory for the test."""
    monkeypatch.chdir(ROOT)
    return ROOT


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, fixtures: Path) -> pytest.Pytester:
    """An empty project to run pytest in, with ``captures/``, one of which is not valid."""
    pytester.makeini("[pytest]")
    for name, source in CAPTURES.items():
        target = pytester.path / "captures" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(fixtures / source, target)
    # The environment of this run must not affect the output of the inner one.
    for name in ("CI", "BUILD_NUMBER", "FORCE_COLOR", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    if "ipsxml" not in {found.name for found in entry_points(group="pytest11")}:
        # The checkout was installed before it had a plugin.
        monkeypatch.setenv("PYTEST_ADDOPTS", "-p pytest_ipsxml")
    return pytester
