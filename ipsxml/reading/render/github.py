"""Outcomes as GitHub workflow commands, which GitHub shows as annotations on the lines of a change."""

from collections.abc import Mapping

from ipsxml.issues import Issue
from ipsxml.printable_text import printable
from ipsxml.reading.batch import Outcome
from ipsxml.reading.render.report_text import render_counts


def render_github(outcome: Outcome) -> list[str]:
    """One workflow command per issue of a source."""
    if outcome.status in ("ignored", "skipped"):
        return []
    if outcome.report is None:
        return [_command(outcome, Issue("error", "unreadable", outcome.unreadable or ""))]
    return [_command(outcome, issue) for issue in outcome.report.issues]


def render_github_summary(counts: Mapping[str, int]) -> str:
    """The workflow command that ends a run without problems: a notice with the counts."""
    return f"::notice title=ipsxml validate::{_escape(render_counts(counts))}"


def _command(outcome: Outcome, issue: Issue) -> str:
    source = outcome.source.removesuffix(outcome.place)
    properties = {} if source == "-" else {"file": source}
    if issue.line is not None and not outcome.place:  # in a container it is not a line of the file
        properties["line"] = str(issue.line)
    properties["title"] = issue.code
    listed = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
    details = [
        issue.message,
        *([f"in {outcome.source}"] if outcome.place else []),
        *([f"at {issue.path}"] if issue.path else []),
        *([f"hint: {issue.hint}"] if issue.hint else []),
    ]
    message = "%0A".join(_escape(detail) for detail in details)
    return f"::{issue.severity} {listed}::{message}"


def _escape(text: str) -> str:
    return printable(text).replace("%", "%25")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
