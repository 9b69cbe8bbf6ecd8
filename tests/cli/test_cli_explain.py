"""``ipsxml explain``: its output, and that the commands it shows print the issues it shows."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import ipsxml
from ipsxml.cli import main
from ipsxml.issue_examples import EXAMPLES
from ipsxml.issues import CODES

OUT_OF_RANGE = """\
out-of-range: warning; an error if the document has no namespace, or with
  --strict
  a value outside the range that the reference pages give

Example:
  <TaskItemProgress xmlns="http://www.scene7.com/IpsApi/xsd/2013-02-15">
    <itemName>a.psd</itemName>
    <progress>75</progress>
    <progressMessage/>
    <lastProgressUpdate>2013-03-04T09:30:00Z</lastProgressUpdate>
  </TaskItemProgress>

Output of `ipsxml validate example`:
  line 3: warning: '75' is not between 0.0 and 1.0 [out-of-range]
    /TaskItemProgress/progress
"""

NOT_ALLOWED = """\
not-allowed
  something else that the contract does not allow

There is no example: no known document has this issue.
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["explain", *arguments])


@pytest.mark.parametrize(("code", "printed"), [("out-of-range", OUT_OF_RANGE), ("not-allowed", NOT_ALLOWED)])
def test_a_code_is_explained(code: str, printed: str) -> None:
    result = run(code)

    assert (result.output, result.exit_code) == (printed, 0)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_shown_command_prints_the_shown_issue(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    content, command = EXAMPLES[code].content, ipsxml.explain(code).command
    if content is not None:
        Path("example").write_bytes(content)
    assert command is not None

    result = CliRunner().invoke(main, command.split()[1:])

    issue = ipsxml.explain(code).issue
    assert issue is not None
    assert issue.message in result.output


def test_all_codes_are_printed_as_json() -> None:
    explained = json.loads(run("--format", "json").output)

    assert [each["code"] for each in explained] == list(CODES)
    assert json.loads(run("bad-value", "--format", "json").output) in explained
    assert explained[0].keys() == {"code", "meaning", "isAdvice", "example", "command", "issue"}


def test_all_codes_are_listed_without_an_argument() -> None:
    lines = run().output.splitlines()

    assert [line for line in lines if not line.startswith(" ")] == list(CODES)
    assert " ".join(" ".join(lines).split()) == " ".join(f"{code} {CODES[code]}" for code in CODES)


def test_a_wrong_code_gets_a_suggestion() -> None:
    result = run("bad-vale")

    assert result.exit_code == 2
    assert "unknown issue code 'bad-vale'; did you mean bad-value?" in result.output
