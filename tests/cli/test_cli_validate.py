import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from ipsxml.cli import main
from ipsxml.comparison.render.diff_formats import FORMATS
from ipsxml.document_conversion import convert
from ipsxml.reading.render.report_formats import FORMATS as REPORT_FORMATS

GOOD = "fixtures/get_active_jobs.xml"
BAD = "fixtures/bad/other_operation.xml"
BAD_TEXT = """\
fixtures/bad/other_operation.xml: invalid: getCompanyInfoReturn, 2010-01-31, SOAP 1.1: 1 error
  line 4: error: getCompanyInfoReturn is outside the job family [unsupported-payload]
    /Envelope/Body/getCompanyInfoReturn
"""
GOOD_TEXT = "fixtures/get_active_jobs.xml: valid: getActiveJobsReturn, 2013-02-15, SOAP 1.1\n"
MISSING_TEXT = "missing.xml: unreadable: cannot be read: No such file or directory\n"

pytestmark = pytest.mark.usefixtures("in_checkout")


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["validate", *arguments], input=stdin)


def test_a_valid_file_prints_one_line_with_exit_status_0() -> None:
    result = run(GOOD)

    assert (result.output, result.exit_code) == (GOOD_TEXT, 0)


def test_an_invalid_file_is_explained_with_exit_status_1() -> None:
    result = run(BAD)

    assert (result.output, result.exit_code) == (BAD_TEXT, 1)


def test_an_unreadable_source_sets_exit_status_2() -> None:
    result = run("missing.xml", BAD, GOOD)

    summary = "3 sources: 1 valid, 1 invalid, 1 unreadable\n"
    assert (result.output, result.exit_code) == (MISSING_TEXT + BAD_TEXT + GOOD_TEXT + summary, 2)


def test_standard_input_is_a_source() -> None:
    result = run("-", stdin=Path(GOOD).read_bytes())

    assert result.output == GOOD_TEXT.replace(GOOD, "-")


def test_a_directory_is_searched_in_name_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.xml", "b/a.http", "a.XML", "notes.md"):
        shutil.copy(GOOD, tmp_path / name)

    result = run(str(tmp_path))

    named = [line.split(": ")[0].removeprefix(f"{tmp_path}/") for line in result.output.splitlines()]
    assert named == ["a.XML", "b/a.http", "c.xml", "notes.md", "4 sources"]


def test_a_directory_without_captures_is_unreadable(tmp_path: Path) -> None:
    result = run(str(tmp_path))

    reason = "a directory without captures"
    assert (result.output, result.exit_code) == (f"{tmp_path}: unreadable: {reason}\n", 2)


def test_quiet_only_sets_the_exit_status() -> None:
    results = [run("-q", *sources) for sources in ([GOOD], [GOOD, BAD], [BAD, "missing.xml"])]

    assert [(result.output, result.exit_code) for result in results] == [("", 0), ("", 1), ("", 2)]


def test_a_payload_outside_the_family_can_be_ignored() -> None:
    result = run("--ignore-unsupported", BAD, GOOD)

    ignored = (
        "fixtures/bad/other_operation.xml: ignored: getCompanyInfoReturn, 2010-01-31, SOAP 1.1: 1 error\n"
    )
    assert (result.output, result.exit_code) == (ignored + GOOD_TEXT + "2 sources: 1 valid, 1 ignored\n", 0)


def test_a_wrong_version_is_an_error() -> None:
    result = run("--api", "2010-01-31", GOOD)

    assert "the document's version is 2013-02-15, not 2010-01-31 [wrong-version]" in result.output
    assert result.exit_code == 1


def test_an_unknown_version_is_a_usage_error_listing_known_ones() -> None:
    result = run("--api", "2013", GOOD)

    assert "no API version '2013'; known versions: reference, pre-4.0, 2008-01-15" in result.output
    assert result.exit_code == 2


def test_strict_makes_advice_an_error(tmp_path: Path) -> None:
    document = tmp_path / "document.xml"
    document.write_text(Path(GOOD).read_text("utf-8").replace("Running", "Sleeping"), "utf-8")

    assert [run(str(document)).exit_code, run("--strict", str(document)).exit_code] == [0, 1]


def test_omitted_issues_are_mentioned() -> None:
    result = run("--max-issues", "1", "fixtures/bad/reference.xml")

    assert result.output.splitlines()[-1] == "  … and more; use --max-issues to show more"


def run_in_terminal(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["validate", *arguments], color=True)


def test_color_is_for_terminals_only() -> None:
    assert "\x1b[" not in run(BAD).output
    assert "\x1b[31m\x1b[1minvalid\x1b[0m" in run_in_terminal(BAD).output


def test_no_color_turns_color_off_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    assert run_in_terminal(BAD).output == BAD_TEXT


def test_json_has_the_documented_structure() -> None:
    result = run("--format", "json", GOOD, "missing.xml", "fixtures/good/fault.xml")

    def source(name: str, **facts: object) -> dict[str, object]:
        return {"source": name, "valid": True, "apiVersion": None, "element": None, "issues": [], **facts}

    issue = {
        "severity": "error",
        "code": "unreadable",
        "path": None,
        "line": None,
        "message": "cannot be read: No such file or directory",
        "hint": None,
    }
    fault = {"code": 10001, "constant": "AUTHENTICATION_FAULT_CODE_INVALID_CREDENTIALS"}
    assert json.loads(result.output) == {
        "sources": [
            source(GOOD, apiVersion="2013-02-15", element="getActiveJobsReturn"),
            source("missing.xml", valid=False, issues=[issue]),
            source(
                "fixtures/good/fault.xml", apiVersion="pre-4.0", element="authenticationFault", fault=fault
            ),
        ],
        "summary": {"valid": 2, "invalid": 0, "unreadable": 1},
    }


def test_json_of_a_fault_in_json_has_its_code_and_constant(tmp_path: Path) -> None:
    document = tmp_path / "fault.json"
    document.write_bytes(convert("fixtures/good/fault.xml", api="2013-02-15").content)

    [source] = json.loads(run("--format", "json", str(document)).output)["sources"]

    assert source == {
        "source": str(document),
        "valid": True,
        "apiVersion": "2013-02-15",
        "element": "authenticationFault",
        "issues": [],
        "fault": {"code": 10001, "constant": "AUTHENTICATION_FAULT_CODE_INVALID_CREDENTIALS"},
    }


def test_junit_has_a_test_case_per_source() -> None:
    result = run("--format", "junit", GOOD, BAD, "missing.xml")

    assert result.output.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    suite = etree.fromstring(result.stdout_bytes)[0]
    assert {key: suite.attrib[key] for key in ("tests", "failures", "errors")} == {
        "tests": "3",
        "failures": "1",
        "errors": "1",
    }
    cases = [
        (case.get("name"), [(child.tag, child.get("type"), child.text) for child in case]) for case in suite
    ]
    assert cases == [
        (GOOD, []),
        (BAD, [("failure", "unsupported-payload", BAD_TEXT.rstrip())]),
        ("missing.xml", [("error", "unreadable", None)]),
    ]


def test_github_commands_escape_special_characters(tmp_path: Path) -> None:
    document = tmp_path / "100%,a:b.xml"
    document.write_text("<a>", "utf-8")

    result = run("--format", "github", str(document))

    escaped = str(document).replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    message = "the document ends before all elements are closed"
    assert result.output == f"::error file={escaped},line=1,title=not-well-formed::{message}\n"


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    document = tmp_path / "\x1b[2J.xml"
    # U+009B opens an escape sequence as ESC [ does, and XML allows it.
    document.write_text(Path(GOOD).read_text("utf-8").replace("<progress>42", "<progress>\u009b31m"), "utf-8")

    result = run(str(document))

    assert "\x1b" not in result.output
    assert "\u009b" not in result.output
    assert "\\x1b[2J.xml: invalid" in result.output


def test_help_shows_examples_and_exit_statuses() -> None:
    result = run("--help")

    assert result.exit_code == 0
    for part in ("Examples:", "Exit status:", "ipsxml validate response.xml", "--ignore-unsupported"):
        assert part in result.output


def test_problems_omits_valid_sources_but_counts_them() -> None:
    result = run("--problems", GOOD, BAD)
    good = run("--problems", GOOD)

    assert result.output == f"{BAD_TEXT}2 sources: 1 valid, 1 invalid\n"
    assert good.output == "1 source: 1 valid\n"


def test_issues_with_an_ignored_code_do_not_count() -> None:
    result = run("--ignore", "unsupported-payload", BAD)

    assert result.exit_code == 0
    assert result.output.startswith(f"{BAD}: valid")
    assert run("--ignore", "no-such-code", BAD).exit_code == 2


def test_github_has_a_notice_if_everything_is_valid() -> None:
    assert run("--format", "github", GOOD).output == "::notice title=ipsxml validate::1 source: 1 valid\n"


@pytest.mark.parametrize("form", [form for form in REPORT_FORMATS if form != "text"])
def test_machine_formats_are_utf_8_on_any_terminal(form: str, tmp_path: Path) -> None:
    path = tmp_path / "작업.xml"
    path.write_text("<작업진행/>", "utf-8")
    command = [sys.executable, "-m", "ipsxml", "validate", "--format", form, str(path)]

    done = subprocess.run(  # noqa: S603 - our own command
        command, env={**os.environ, "PYTHONIOENCODING": "cp1252"}, capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (1, b"")
    assert "작업진행" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "text"])
def test_machine_formats_of_diff_are_utf_8_on_any_terminal(form: str, tmp_path: Path) -> None:
    old, new = tmp_path / "old.xml", tmp_path / "new.xml"
    old.write_bytes(Path(GOOD).read_bytes())
    new.write_bytes(Path(GOOD).read_bytes().replace(b"<name>", "<name>작업é".encode()))
    command = [sys.executable, "-m", "ipsxml", "diff", "--format", form, str(old), str(new)]

    done = subprocess.run(  # noqa: S603 - our own command
        command, env={**os.environ, "PYTHONIOENCODING": "cp1252"}, capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (1, b"")
    assert "작업é" in done.stdout.decode("utf-8")


def test_a_name_that_is_not_utf_8_is_escaped_in_json(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.xml"
    try:
        shutil.copy(os.fsencode(GOOD), path)
    except OSError:
        pytest.skip("the file system allows only UTF-8 names")

    [source] = json.loads(run("--format", "json", os.fsdecode(path)).stdout_bytes)["sources"]

    assert source["source"].endswith("/\\udcff.xml")


@pytest.mark.parametrize("form", ["text", "json", "junit"])
def test_a_report_in_the_searched_directory_is_not_a_source(form: str, tmp_path: Path) -> None:
    for name in ("a.xml", "z.xml"):
        (tmp_path / name).write_bytes(Path("fixtures/get_active_jobs.xml").read_bytes())
    command = [sys.executable, "-m", "ipsxml", "validate", "--format", form, "."]
    with (tmp_path / "report.xml").open("wb") as report:
        done = subprocess.run(command, cwd=tmp_path, stdout=report, timeout=60, check=False)  # noqa: S603 - our own command

    assert done.returncode == 0
    assert "report.xml" not in (tmp_path / "report.xml").read_text("utf-8")


@pytest.mark.parametrize("command", ["validate", "convert", "diff", "patch"])
def test_standard_input_is_read_once(command: str) -> None:
    result = CliRunner().invoke(main, [command, "-", "-"], input=b"<a/>")

    assert (result.exit_code, "can be given only once" in result.stderr) == (2, True)
