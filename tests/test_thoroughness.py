"""A quick run still covers every folder of tests."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
FOLDERS = sorted({path.parent.relative_to(TESTS).parts[:1] for path in TESTS.glob("*/**/test_*.py")})


def is_slow(node: ast.AST) -> bool:
    return any(
        ast.unparse(each) == "pytest.mark.slow" for each in ast.walk(node) if isinstance(each, ast.expr)
    )


def quick_tests(path: Path) -> list[str]:
    """The names of the tests in a file that are not marked as slow."""
    nodes = ast.parse(path.read_text("utf-8")).body
    if any(is_slow(node) for node in nodes if isinstance(node, ast.Assign)):
        return []
    functions = [
        node for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    return [node.name for node in functions if not is_slow(node)]


@pytest.mark.parametrize("room", ["/".join(parts) for parts in FOLDERS])
def test_a_quick_run_has_tests_of_every_folder(room: str) -> None:
    assert [name for path in (TESTS / room).rglob("test_*.py") for name in quick_tests(path)] != []
