"""The tests on the start page for Python test suites pass."""

import re
from pathlib import Path

import pytest

pytest_plugins = "pytester"

PAGE = Path(__file__).parents[2] / "docs/start/python-tests.md"
_BLOCK = re.compile(r"^```(?:python|toml)\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.slow
def test_the_tests_on_the_page_pass(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")  # the client calls a service on this machine
    for name, text in _BLOCK.findall(PAGE.read_text("utf-8")):
        path = project.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")

    result = project.runpytest_subprocess("-c", "pyproject.toml", "tests", "captures/good.xml")

    result.assert_outcomes(passed=4)
