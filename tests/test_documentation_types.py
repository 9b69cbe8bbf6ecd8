"""The Python in the documentation passes strict type checkers."""

import ast
import doctest
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from test_documentation import PAGES, blocks

CHECKERS = {
    "mypy": [
        "mypy",
        "--strict",
        "--untyped-calls-exclude",
        "zeep",
        "--no-error-summary",
        "--cache-dir",
        "{cache}",
    ],
    "pyright": ["pyright", "--project", "{project}", "--pythonpath", sys.executable],
}


# Libraries with few types or none, and some that are not installed for the tests.
UNTYPED = ("duckdb", "polars", "pandas", "distributed", "ray", "pyspark")


def session(text: str) -> str:
    """A module that does the same as an interactive session: expressions are printed."""
    sources = [example.source for example in doctest.DocTestParser().get_examples(text)]
    return "".join(f"print({source.strip()})\n" if _is_shown(source) else source for source in sources)


def _is_shown(source: str) -> bool:
    return isinstance(ast.parse(source).body[0], ast.Expr) and not source.startswith("print(")


def _uses_untyped_library(text: str) -> bool:
    return any(re.search(rf"(?<![a-z]){library}(?![a-z])", text) for library in UNTYPED)


def modules() -> dict[str, str]:
    """The modules in the pages: one per session, and one per Python block."""
    found = {}
    for page in PAGES:
        if sessions := [text for text in blocks(page, "pycon") if not _uses_untyped_library(text)]:
            found[f"{page.stem.lower()}_session"] = session("\n".join(sessions))
        for number, block in enumerate(blocks(page, "python"), 1):
            if _uses_untyped_library(block):
                continue
            found[f"{page.stem.lower()}_{number}"] = block
    return found


@pytest.mark.slow
@pytest.mark.parametrize("checker", CHECKERS)
def test_python_in_the_documentation_passes_a_strict_type_checker(checker: str, tmp_path: Path) -> None:
    if find_spec(checker) is None:
        pytest.skip(f"{checker} is not installed")
    for name, source in modules().items():
        tmp_path.joinpath(f"{name}.py").write_text(source, "utf-8")
    project = tmp_path / "pyrightconfig.json"
    project.write_text('{"typeCheckingMode": "strict"}', "utf-8")
    places = {"cache": tmp_path / "cache", "project": project}

    command = [sys.executable, "-m", *(word.format(**places) for word in CHECKERS[checker])]
    if checker == "mypy":
        command += sorted(map(str, tmp_path.glob("*.py")))
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)  # noqa: S603

    assert done.stdout.replace(str(tmp_path), "").strip() in ("", "0 errors, 0 warnings, 0 informations")
    assert done.returncode == 0
