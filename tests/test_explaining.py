"""Every issue code is explained with an example that has the issue."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import ipsxml
from ipsxml.explaining import _issues_of
from ipsxml.issue_examples import EXAMPLES
from ipsxml.issues import ADVISORIES, CODES, Issue

WITHOUT_EXAMPLE = {"not-allowed"}
ISSUES_PAGE = Path(__file__).parents[1] / "docs/issues.md"


def test_every_code_except_the_fallback_has_an_example() -> None:
    assert EXAMPLES.keys() | WITHOUT_EXAMPLE == CODES.keys()
    assert EXAMPLES.keys() & WITHOUT_EXAMPLE == set()


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_has_its_issue_and_no_other(code: str) -> None:
    assert [issue.code for issue in _issues_of(EXAMPLES[code])] == [code]


@pytest.mark.parametrize("code", CODES)
def test_an_explanation_has_the_meaning_in_the_table(code: str) -> None:
    found = ipsxml.explain(code)

    assert (found.code, found.meaning, found.is_advice) == (code, CODES[code], code in ADVISORIES)
    parts = (found.example, found.command, found.issue)
    assert [each is None for each in parts] == [code in WITHOUT_EXAMPLE] * 3


def test_an_explanation_is_complete() -> None:
    assert ipsxml.explain("missing-element") == ipsxml.Explanation(
        code="missing-element",
        meaning="a required element is missing",
        is_advice=False,
        example=('<submitJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2013-02-15">\n</submitJobReturn>'),
        command="ipsxml validate example",
        issue=Issue(
            "error",
            "missing-element",
            "jobHandle is missing: submitJobReturn requires it",
            path="/submitJobReturn",
            line=1,
        ),
    )


def test_an_example_fits_a_terminal() -> None:
    explanations = [ipsxml.explain(code) for code in CODES]
    lines = [line for each in explanations for line in (each.example or "").split("\n")]

    assert [line for line in lines if len(line) > 78] == []


def test_the_page_of_issue_codes_lists_the_warnings() -> None:
    assert {*_codes_before("are advice in a document")} == ADVISORIES
    warnings = {code for code in EXAMPLES if _severity(code) == "warning"}
    assert {*_codes_before("are warnings. All others are errors.")} == warnings - ADVISORIES


def _severity(code: str) -> str | None:
    issue = ipsxml.explain(code).issue
    return None if issue is None else issue.severity


def _codes_before(words: str) -> Iterator[str]:
    sentence = " ".join(ISSUES_PAGE.read_text("utf-8").split()).partition(words)[0].rpartition(". ")[2]
    return (found for found in re.findall("`([a-z-]+)`", sentence.rpartition("|")[2]) if found in CODES)


def test_an_unknown_code_is_rejected_with_a_suggestion() -> None:
    with pytest.raises(
        ipsxml.UnknownCode, match=r"^unknown issue code 'bad-vale'; did you mean bad-value\?$"
    ):
        ipsxml.explain("bad-vale")
    with pytest.raises(
        ipsxml.UnknownCode, match=r"^unknown issue code 'xyzzy'; known codes: unexpected-element, "
    ):
        ipsxml.explain("xyzzy")
