"""The project on the page about testing is set up and run, and prints what the page shows."""

import re
from pathlib import Path

import pytest

pytest_plugins = "pytester"

PAGE = Path(__file__).parents[2] / "docs/testing.md"
_BLOCK = re.compile(r"^```(python|ini|toml|text)\n(?:# (\S+)\n)?(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [match.groups() for match in _BLOCK.finditer(PAGE.read_text("utf-8"))]


def blocks(*languages: str) -> list[tuple[str, str]]:
    """The file of each block, and its text."""
    return [(name, text) for language, name, text in BLOCKS if language in languages]


@pytest.mark.slow
@pytest.mark.parametrize("configuration", blocks("ini", "toml"), ids=lambda block: block[0])
def test_the_project_on_the_page_prints_what_the_page_shows(
    configuration: tuple[str, str], project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")  # the client calls a service on this machine
    monkeypatch.setenv("PYTHONUTF8", "1")  # otherwise pytest writes \u2192 for an arrow
    for name, text in [*blocks("python"), configuration]:
        path = project.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")

    # In this process, each run would import modules again while others still use the old ones.
    result = project.runpytest_subprocess()

    result.assert_outcomes(passed=11, failed=3)
    printed = result.stdout.str()
    assert [shown for _, shown in blocks("text") if shown not in printed] == []
