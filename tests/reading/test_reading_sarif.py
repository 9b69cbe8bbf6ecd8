"""SARIF output, validated against the schema of SARIF 2.1.0 if ``npm install`` was run in sarif/."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import validator_for

from ipsxml.issues import CODES, Issue
from ipsxml.reading.batch import Outcome, validate_all
from ipsxml.reading.render.sarif import render_sarif
from ipsxml.reading.render.sarif_places import artifact_location
from ipsxml.reading.report import Report

_SCHEMA = (
    Path(__file__).parent / "sarif/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
)
has_schema = pytest.mark.skipif(not _SCHEMA.exists(), reason="run npm install in tests/reading/sarif first")
BAD = "fixtures/bad/other_operation.xml"

pytestmark = pytest.mark.usefixtures("in_checkout")


def run_of(*outcomes: Outcome) -> dict[str, Any]:
    """The only run of the log."""
    log = json.loads(render_sarif(outcomes))
    run: dict[str, Any]
    [run] = log["runs"]
    return run


def run_on(*sources: str | Path, **options: Any) -> dict[str, Any]:
    return run_of(*validate_all(sources, **options))


def test_an_issue_is_a_result_with_its_rule_line_and_path() -> None:
    [result] = run_on(BAD)["results"]

    fingerprint = result.pop("partialFingerprints")
    assert list(fingerprint) == ["issue/v1"]
    assert result == {
        "ruleId": "unsupported-payload",
        "ruleIndex": list(CODES).index("unsupported-payload"),
        "level": "error",
        "message": {"text": "getCompanyInfoReturn is outside the job family"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": BAD, "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 4},
                },
                "logicalLocations": [
                    {"fullyQualifiedName": "/Envelope/Body/getCompanyInfoReturn", "kind": "element"}
                ],
            }
        ],
    }


@has_schema
@pytest.mark.parametrize(
    "sources", [("fixtures", "missing.xml"), ("fixtures/good/fault.xml",), ("fixtures/history",), ()]
)
def test_output_for_the_fixtures_is_valid_sarif(sources: tuple[str, ...]) -> None:
    schema = json.loads(_SCHEMA.read_text("utf-8"))
    log = json.loads(render_sarif(list(validate_all(sources, every_capture=True, max_issues=2))))

    assert [error.message for error in validator_for(schema)(schema).iter_errors(log)] == []


def test_results_refer_to_their_rules() -> None:
    run = run_on("fixtures", "missing.xml", every_capture=True, max_issues=2)

    assert len(run["results"]) > 20
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])


def test_every_code_is_a_rule_or_a_notification() -> None:
    driver = run_of()["tool"]["driver"]

    rules = {each["id"]: each["shortDescription"]["text"] for each in driver["rules"]}
    notifications = [each["id"] for each in driver["notifications"]]
    assert [*rules, "unreadable"] == list(CODES)
    assert notifications == ["unreadable", "more-issues"]
    assert rules["bad-value"] == "A value that its type does not allow."


def test_an_unreadable_source_is_a_notification_of_a_failed_run() -> None:
    run = run_on("missing.xml")

    [invocation] = run["invocations"]
    [notification] = invocation["toolExecutionNotifications"]
    assert (invocation["executionSuccessful"], invocation["exitCode"], run["results"]) == (False, 2, [])
    assert notification == {
        "descriptor": {"id": "unreadable", "index": 0},
        "level": "error",
        "message": {"text": "missing.xml: cannot be read: No such file or directory"},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": "missing.xml", "uriBaseId": "%SRCROOT%"}}}
        ],
    }


def test_issues_beyond_the_maximum_are_announced() -> None:
    [invocation] = run_on("fixtures/bad/reference.xml", max_issues=1)["invocations"]

    [notification] = invocation["toolExecutionNotifications"]
    assert (notification["descriptor"]["id"], notification["level"]) == ("more-issues", "note")
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 1)


def test_valid_and_ignored_sources_have_no_results() -> None:
    run = run_on("fixtures/good/fault.xml", BAD, ignore_unsupported=True)

    assert (run["results"], run["invocations"][0]["exitCode"]) == ([], 0)


def test_an_issue_in_a_container_has_its_place_but_no_line(tmp_path: Path) -> None:
    content = " ".join(Path(BAD).read_text("utf-8").split())
    (tmp_path / "log.txt").write_text(f"INFO {content}\nINFO {content}\n", "utf-8")

    first, second = run_on(tmp_path / "log.txt", every_capture=True)["results"]

    assert "region" not in first["locations"][0]["physicalLocation"]
    assert first["message"]["text"].splitlines()[1].startswith(f"in {tmp_path}/log.txt")
    assert first["partialFingerprints"] != second["partialFingerprints"]


def test_a_hint_is_in_the_message() -> None:
    issue = Issue("warning", "bad-value", "'a\x1b' is bad", "jobArray[0].state", None, "write b")

    [result] = run_of(Outcome("a.json", "valid", Report(issues=(issue,))))["results"]

    assert (result["level"], result["message"]["text"]) == ("warning", "'a\\x1b' is bad\nhint: write b")
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "jobArray[0].state"}]


def test_a_fingerprint_survives_changes_of_line_and_file_name(tmp_path: Path) -> None:
    moved = tmp_path / "moved.xml"
    declaration, rest = Path(BAD).read_text("utf-8").split("\n", 1)
    moved.write_text(f"{declaration}\n<!-- a line more -->\n{rest}", "utf-8")

    [before], [after] = run_on(BAD)["results"], run_on(moved)["results"]

    assert before["partialFingerprints"] == after["partialFingerprints"]
    assert before["locations"] != after["locations"]


def test_paths_below_the_working_directory_are_relative(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    places = [artifact_location(path) for path in ("a:b/ü #.xml", f"{tmp_path}/x/../c.xml", "../d.xml", "-")]

    assert places == [
        {"uri": "a%3Ab/%C3%BC%20%23.xml", "uriBaseId": "%SRCROOT%"},
        {"uri": "c.xml", "uriBaseId": "%SRCROOT%"},
        {"uri": (tmp_path.parent / "d.xml").as_uri()},
        {"description": {"text": "standard input"}},
    ]


def test_a_name_that_is_not_utf_8_is_escaped(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.xml"
    try:
        shutil.copy(os.fsencode(BAD), path)
    except OSError:
        pytest.skip("the file system allows only names in UTF-8")

    [result] = run_on(os.fsdecode(path))["results"]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("/%FF.xml")
