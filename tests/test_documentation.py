"""The examples in the documentation print the output that the documentation shows."""

import builtins
import doctest
import re
import shlex
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

import ipsxml
from ipsxml.cli import main
from ipsxml.issues import CODES

ROOT = Path(__file__).parents[1]
# The pages in docs/contract are generated and have no examples.
PAGES = [
    ROOT / "README.md",
    *(page for folder in ("docs", "docs/start") for page in sorted((ROOT / folder).glob("*.md"))),
]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path, language: str) -> list[str]:
    return [text for found, text in _BLOCK.findall(page.read_text("utf-8")) if found == language]


CONSOLE = [(page.name, text) for page in PAGES for text in blocks(page, "console")]
# The Python examples of a page share one session.
PYTHON = [(page.name, "\n".join(blocks(page, "pycon"))) for page in PAGES if blocks(page, "pycon")]


@pytest.mark.usefixtures("in_checkout")
@pytest.mark.parametrize(("page", "text"), CONSOLE)
def test_a_console_example_prints_the_output_shown(page: str, text: str) -> None:
    command, _, shown = text.partition("\n")
    program, *arguments = shlex.split(command.removeprefix("$ "))

    result = CliRunner(env={"LC_ALL": "C"}).invoke(main, arguments)

    assert (page, program, result.output) == (page, "ipsxml", shown)


@pytest.mark.usefixtures("in_checkout")
@pytest.mark.parametrize(("page", "text"), PYTHON)
def test_the_python_examples_of_a_page_print_the_output_shown(page: str, text: str) -> None:
    example = doctest.DocTestParser().get_doctest(text, {}, page, page, 0)

    results = doctest.DocTestRunner().run(example)

    assert (results.failed, results.attempted > 0) == (0, True)


def test_every_page_with_examples_is_found() -> None:
    assert {page for page, _ in CONSOLE} == {
        "README.md",
        "convert.md",
        "describe.md",
        "diff.md",
        "issues.md",
        "jobs.md",
        "other-languages.md",
        "validate.md",
        "your-captures.md",
        "your-ci.md",
        "your-scripts.md",
    }
    assert {page for page, _ in PYTHON} == {
        "README.md",
        "cluster.md",
        "convert.md",
        "describe.md",
        "diff.md",
        "jobs.md",
        "tables.md",
        "validate.md",
        "your-scripts.md",
    }


def test_links_between_pages_are_not_broken() -> None:
    links = [
        (page.name, target)
        for page in [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "schemas/README.md"]
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]

    assert links == []


def test_the_page_of_issue_codes_lists_all_with_their_meanings() -> None:
    rows = re.findall(
        r"^\| `([a-z-]+)` \| (.*) \|$", (ROOT / "docs/issues.md").read_text("utf-8"), re.MULTILINE
    )

    assert dict(rows) == CODES


def test_every_code_in_the_source_is_in_the_table() -> None:
    quoted = re.compile(r'"((?:[a-z]+-)+[a-z]+|unreadable)"')
    tables = ("issues.py", "issue_examples.py")
    sources = [path for path in Path(ipsxml.__file__).parent.rglob("*.py") if path.name not in tables]

    named = {code for path in sources for code in quoted.findall(path.read_text("utf-8"))} & CODES.keys()

    assert named == CODES.keys()


PACKAGES = sorted(path.parent for path in Path(ipsxml.__file__).parent.rglob("__init__.py"))


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: folder.name)
def test_the_names_in_a_package_docstring_exist_in_the_package(folder: Path) -> None:
    name = ".".join(folder.relative_to(Path(ipsxml.__file__).parents[1]).parts)
    package = import_module(name)
    named = set(re.findall(r"(?<!extra )``([A-Za-z_]+)``", package.__doc__ or ""))

    inside = (
        {path.stem for path in folder.iterdir()}
        | set(dir(package))
        | set(dir(builtins))
        | set(getattr(package, "__all__", ()))
    )

    assert named - inside == set()
