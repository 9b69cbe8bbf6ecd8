"""The text of the public objects equals the output of the commands."""

from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner

import ipsxml
from ipsxml.cli import main

FIXTURES = sorted(
    str(path.relative_to(Path(__file__).parents[1]))
    for kind in ("good", "bad")
    for path in (Path(__file__).parents[1] / "fixtures" / kind).iterdir()
)
in_checkout = pytest.mark.usefixtures("in_checkout")


def printed(*arguments: str) -> str:
    return CliRunner().invoke(main, arguments, prog_name="ipsxml").output


@in_checkout
@pytest.mark.parametrize("path", FIXTURES)
def test_a_report_as_text_is_the_output_of_validate(path: str) -> None:
    report = ipsxml.validate(path)

    assert f"{path}: {report}\n" == printed("validate", path)
    lines = printed("validate", path).splitlines()[1:]
    assert [f"  {line}" for issue in report.issues for line in str(issue).split("\n")] == lines


@in_checkout
def test_a_report_says_that_there_are_more_issues() -> None:
    report = ipsxml.validate("fixtures/bad/reference.xml", max_issues=1)

    assert str(report).splitlines()[-1] == "  … and more; use --max-issues to show more"


@in_checkout
def test_a_diff_as_text_is_the_output_of_diff() -> None:
    before, after = "fixtures/diff/before.xml", "fixtures/diff/after.xml"

    text = str(ipsxml.diff(before, after))

    as_printed = text.replace("--- old:", f"--- {before}:", 1).replace("+++ new:", f"+++ {after}:", 1)
    assert f"{as_printed}\n" == printed("diff", before, after)


def test_the_version_is_the_version_of_the_distribution() -> None:
    assert ipsxml.__version__ == version("ipsxml")
    assert printed("--version") == f"ipsxml {ipsxml.__version__}\n"
