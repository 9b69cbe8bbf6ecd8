"""Outcomes as JSON: the sources with their issues, and a summary."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ipsxml.reading.batch import Outcome
from ipsxml.reading.report import Report


def render_json(outcomes: Sequence[Outcome]) -> str:
    """All outcomes as one JSON object, indented, as ``docs/validate.md`` describes it."""
    statuses = [outcome.status for outcome in outcomes]
    summary = {status: statuses.count(status) for status in ("valid", "invalid", "unreadable")}
    if "ignored" in statuses:
        summary["ignored"] = statuses.count("ignored")
    content: dict[str, Any] = {
        "sources": [_source(outcome) for outcome in outcomes if outcome.status != "skipped"],
        "summary": summary,
    }
    if "skipped" in statuses:
        summary["skipped"] = statuses.count("skipped")
        content["skipped"] = [
            {"source": _name(outcome.source), "what": outcome.skipped}
            for outcome in outcomes
            if outcome.status == "skipped"
        ]
    return json.dumps(content, ensure_ascii=False, indent=2)


def _name(source: str) -> str:
    """The name of a source; bytes that are not UTF-8 are escaped as text, such as ``\\udc80``."""
    return source.encode("utf-8", "backslashreplace").decode()


def _source(outcome: Outcome) -> dict[str, Any]:
    if outcome.report is None:
        issue = {"severity": "error", "code": "unreadable", "path": None, "line": None}
        issues = [{**issue, "message": outcome.unreadable, "hint": None}]
        report = Report()
    else:
        report = outcome.report
        issues = [asdict(issue) for issue in report.issues]
    content: dict[str, Any] = {
        "source": _name(outcome.source),
        "valid": outcome.status == "valid",
        "apiVersion": report.api_version,
        "element": report.element,
        "issues": [
            {key: issue[key] for key in ("severity", "code", "path", "line", "message", "hint")}
            for issue in issues
        ],
    }
    if report.fault is not None:
        content["fault"] = asdict(report.fault)
    if report.truncated:
        content["truncated"] = True
    return content
