"""The result of validating a source: one Report, with its Issues."""

from dataclasses import dataclass, replace
from functools import lru_cache

from ipsxml.errors import CaptureError, IpsXmlError
from ipsxml.issues import Issue
from ipsxml.printable_text import Style, counted, plain, printable
from ipsxml.quick_pickles import QuicklyPickled


@dataclass(frozen=True, slots=True)
class Fault:
    """A captured fault: its numeric code, and the name of that code's constant.

    Both are ``None`` if the fault has no readable code. The constant is also ``None`` if the reference
    pages do not list the code.
    """

    code: int | None
    constant: str | None


@dataclass(frozen=True, slots=True)
class Report(QuicklyPickled):
    """The verdict on one document. Immutable.

    ``valid`` is true if no issue is an error; ``bool(report)`` is the same. ``api_version`` is the
    document's version (``"reference"`` without a namespace), ``element`` is the name of the payload's root,
    and ``soap_version`` is ``"1.1"``, ``"1.2"``, or ``None`` for a bare document. All three are ``None`` if
    the document could not be read that far. ``fault`` is set if the payload is a fault. ``issues`` are in
    document order; ``truncated`` is true if there were more than the caller asked for.
    """

    api_version: str | None = None
    element: str | None = None
    soap_version: str | None = None
    issues: tuple[Issue, ...] = ()
    fault: Fault | None = None
    truncated: bool = False

    @property
    def valid(self) -> bool:
        """Whether no issue is an error."""
        return not self.errors

    @property
    def errors(self) -> tuple[Issue, ...]:
        """The issues that make the document invalid."""
        return tuple(issue for issue in self.issues if issue.severity == "error")

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """The issues that do not make the document invalid."""
        return tuple(issue for issue in self.issues if issue.severity == "warning")

    def __bool__(self) -> bool:
        """Whether the document is valid: the same as ``valid``."""
        return self.valid

    def __str__(self) -> str:
        """The verdict and each issue, as ``ipsxml validate`` prints them after the name of the source."""
        return self.text()

    def text(self, status: str | None = None, style: Style = plain) -> str:
        """The report in lines, without the name of its source; ``status`` defaults to the verdict.

        ``style(text, role)`` styles a text as a status, a severity, a ``"path"``, or a ``"hint"``.
        """
        status = status or ("valid" if self.valid else "invalid")
        parts = (style(status, status), ", ".join(_facts(self)), ", ".join(_counts(self)))
        lines = [": ".join(filter(None, parts))]
        if status != "ignored":
            lines += [f"  {line}" for issue in self.issues for line in issue.lines(style)]
            if self.truncated:
                lines.append("  … and more; use --max-issues to show more")
        return "\n".join(lines)


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


shared_report = lru_cache(64)(Report)
"""Like ``Report``, but the same object for the same arguments, which is faster to make and to pickle."""


def as_error(warning: Issue) -> Issue:
    """The same issue as an error."""
    return replace(warning, severity="error")


def unread(error: CaptureError) -> Report:
    """The report on a capture without a document."""
    return Report(issues=(Issue("error", error.code, error.message, error.path, error.line, error.hint),))


class InvalidDocument(IpsXmlError, ValueError):
    """A document is not valid; ``report`` is the full Report."""

    def __init__(self, report: Report) -> None:
        first, more = report.errors[0], len(report.errors) - 1
        where = f" ({first.path})" if first.path else f" (line {first.line})" if first.line else ""
        super().__init__(f"{first.message}{where}" + (f", and {counted(more, 'more error')}" if more else ""))
        self.report = report
