"""Outcomes as SARIF 2.1.0, for code scanning services, editors, and dashboards of findings.

Section numbers refer to the OASIS standard, Static Analysis Results Interchange Format 2.1.0.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from ipsxml.issues import CODES, Issue
from ipsxml.printable_text import printable
from ipsxml.reading.batch import Outcome
from ipsxml.reading.render.sarif_places import ROOT, artifact_location

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# These are about the run, not the documents, so they are notifications, not results (3.58).
_NOTIFICATIONS = {
    "unreadable": CODES["unreadable"],
    "more-issues": "a source with more issues than --max-issues allows",
}
_RULES = [code for code in CODES if code not in _NOTIFICATIONS]
_FINGERPRINT = "issue/v1"


def render_sarif(outcomes: Sequence[Outcome]) -> str:
    """All outcomes as one SARIF log, indented: issues are results, an unreadable source is a notification."""
    statuses = {outcome.status for outcome in outcomes}
    invocation = {
        "executionSuccessful": "unreadable" not in statuses,
        "exitCode": 2 if "unreadable" in statuses else 1 if "invalid" in statuses else 0,
        "toolExecutionNotifications": list(_notifications(outcomes)),
    }
    run = {
        "tool": {"driver": _driver()},
        "invocations": [invocation],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The directory in which ipsxml ran."}}},
        "results": list(_results(outcomes)),
        "columnKind": "unicodeCodePoints",
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _driver() -> dict[str, Any]:
    return {
        "name": "ipsxml",
        "version": version("ipsxml"),
        "rules": [_descriptor(code, CODES[code]) for code in _RULES],
        "notifications": [_descriptor(code, meaning) for code, meaning in _NOTIFICATIONS.items()],
    }


def _descriptor(code: str, meaning: str) -> dict[str, Any]:
    sentence = f"{meaning[0].upper()}{meaning[1:]}."
    described = {"id": code, "shortDescription": {"text": sentence}}
    if code in _NOTIFICATIONS:
        return described
    return {
        **described,
        "name": "".join(word.capitalize() for word in code.split("-")),
        "help": {"text": f"{sentence} `ipsxml explain {code}` shows an example."},
    }


def _results(outcomes: Iterable[Outcome]) -> Iterator[dict[str, Any]]:
    for outcome in outcomes:
        if outcome.report is not None and outcome.status != "ignored":
            for issue in outcome.report.issues:
                yield _result(outcome, issue)


def _result(outcome: Outcome, issue: Issue) -> dict[str, Any]:
    details = [
        printable(issue.message),
        *([f"in {printable(outcome.source)}"] if outcome.place else []),
        *([f"hint: {printable(issue.hint)}"] if issue.hint else []),
    ]
    return {
        "ruleId": issue.code,
        "ruleIndex": _RULES.index(issue.code),
        "level": issue.severity,
        "message": {"text": "\n".join(details)},
        "locations": [_location(outcome, issue)],
        "partialFingerprints": {_FINGERPRINT: _fingerprint(outcome, issue)},
    }


def _location(outcome: Outcome, issue: Issue | None = None) -> dict[str, Any]:
    physical: dict[str, Any] = {
        "artifactLocation": artifact_location(outcome.source.removesuffix(outcome.place))
    }
    location: dict[str, Any] = {"physicalLocation": physical}
    if issue is None:
        return location
    if issue.line is not None and not outcome.place:  # in a container, it is not a line of the file
        physical["region"] = {"startLine": issue.line}
    if issue.path is not None:
        location["logicalLocations"] = [_logical_location(issue.path)]
    return location


def _logical_location(path: str) -> dict[str, str]:
    logical = {"fullyQualifiedName": printable(path)}
    return {**logical, "kind": "element"} if path.startswith("/") else logical  # any other is a JSON path


def _fingerprint(outcome: Outcome, issue: Issue) -> str:
    """A hash that identifies an issue within its file, regardless of the file's location and the line."""
    parts = (issue.code, outcome.place, issue.path or "", issue.message)
    return sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _notifications(outcomes: Iterable[Outcome]) -> Iterator[dict[str, Any]]:
    for outcome in outcomes:
        if outcome.status == "unreadable":
            yield _notification(outcome, "unreadable", "error", outcome.unreadable or "")
        elif outcome.report is not None and outcome.report.truncated and outcome.status != "ignored":
            yield _notification(outcome, "more-issues", "note", "has more issues than --max-issues allows")


def _notification(outcome: Outcome, code: str, level: str, what: str) -> dict[str, Any]:
    return {
        "descriptor": {"id": code, "index": list(_NOTIFICATIONS).index(code)},
        "level": level,
        "message": {"text": printable(f"{outcome.source}: {what}")},
        "locations": [_location(outcome)],
    }
