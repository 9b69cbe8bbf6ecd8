"""What validating says of a source: one Report, with its Issues."""

from dataclasses import dataclass, replace

from ipsxml.errors import CaptureError, IpsXmlError
from ipsxml.issues import Issue
from ipsxml.quick_pickles import QuicklyPickled


@dataclass(frozen=True, slots=True)
class Fault:
    """What a captured fault says: its numeric code, and the name of that code's constant.

    Both are ``None`` where the fault has no readable code; the constant also where no
    reference page lists the code.
    """

    code: int | None
    constant: str | None


@dataclass(frozen=True, slots=True)
class Report(QuicklyPickled):
    """The verdict on one document. Immutable.

    ``valid`` is true where no issue is an error, and ``bool(report)`` is ``report.valid``.
    ``api_version`` is the version the document speaks (``"reference"`` without a namespace),
    ``element`` the name of the payload's root, ``soap_version`` ``"1.1"``, ``"1.2"`` or
    ``None`` for a bare document: each ``None`` where the document was not read so far.
    ``fault`` is set if the payload is a fault. ``issues`` are in document order;
    ``truncated`` tells that there were more than the caller asked for.
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
        """The issues that do not."""
        return tuple(issue for issue in self.issues if issue.severity == "warning")

    def __bool__(self) -> bool:
        """Whether the document is valid: the same as ``valid``."""
        return self.valid

    def __str__(self) -> str:
        """What ``ipsxml validate`` prints of it after the name of the source: the verdict, and each issue."""
        from ipsxml.reading.render.report_text import render_report  # which knows reports

        return render_report(self)


def as_error(warning: Issue) -> Issue:
    """The same issue as an error."""
    return replace(warning, severity="error")


def unread(error: CaptureError) -> Report:
    """The report on bytes that contain no document."""
    return Report(issues=(Issue("error", error.code, error.message, error.path, error.line, error.hint),))


class InvalidDocument(IpsXmlError, ValueError):
    """A document that is not valid; ``report`` is the full Report."""

    def __init__(self, report: Report) -> None:
        first, more = report.errors[0], len(report.errors) - 1
        where = f" ({first.path})" if first.path else f" (line {first.line})" if first.line else ""
        super().__init__(f"{first.message}{where}" + (f", and {more} more errors" if more else ""))
        self.report = report
