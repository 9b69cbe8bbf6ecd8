"""Outcomes for people: a line for a valid source, a block for any other."""

from collections import Counter
from collections.abc import Mapping

from ipsxml.printable_text import Style, counted, plain, printable
from ipsxml.reading.batch import Outcome, Status
from ipsxml.reading.report import Report

_ORDER: tuple[Status, ...] = ("valid", "invalid", "unreadable", "ignored")


def render_text(outcome: Outcome, style: Style = plain) -> str:
    """One source's outcome, without a final newline: one line, followed by the issues."""
    source = f"{printable(outcome.source)}: "
    if outcome.report is None:
        why = printable(outcome.unreadable or outcome.skipped or "")
        return f"{source}{style(outcome.status, outcome.status)}: {why}"
    return source + render_report(outcome.report, outcome.status, style)


def render_report(report: Report, status: Status | None = None, style: Style = plain) -> str:
    """A report without the name of its source; ``status`` defaults to the verdict."""
    status = status or ("valid" if report.valid else "invalid")
    parts = (style(status, status), ", ".join(_facts(report)), ", ".join(_counts(report)))
    lines = [": ".join(filter(None, parts))]
    if status != "ignored":
        lines += [f"  {line}" for issue in report.issues for line in issue.lines(style)]
        if report.truncated:
            lines.append("  … and more; use --max-issues to show more")
    return "\n".join(lines)


def render_counts(counts: Mapping[str, int]) -> str:
    """A summary line: the number of outcomes by status, and the number of skipped ones."""
    statuses = Counter(counts)
    listed = ", ".join(f"{statuses[status]} {status}" for status in _ORDER if status in statuses)
    skipped = statuses.pop("skipped", 0)
    line = f"{counted(statuses.total(), 'source')}: {listed or 'none'}"
    return f"{line}; {skipped:,} skipped" if skipped else line


def _facts(report: Report) -> list[str]:
    if report.element is None:
        return []
    if report.fault is not None:
        # A fault's namespace is the same in every version, so there is no version to show.
        code = "without a code" if report.fault.code is None else str(report.fault.code)
        facts = [f"a fault, {report.element} {code} {report.fault.constant or ''}".rstrip()]
    else:
        facts = [report.element, *([report.api_version] if report.api_version else [])]
    return [
        printable(fact)
        for fact in (*facts, *([f"SOAP {report.soap_version}"] if report.soap_version else []))
    ]


def _counts(report: Report) -> list[str]:
    groups = ((report.errors, "error"), (report.warnings, "warning"))
    return [counted(len(issues), word) for issues, word in groups if issues]
