"""The row of a capture in ``documents``: what it is, when it was captured, and what is wrong with it."""

from collections import Counter

from ipsxml.capture import Origin
from ipsxml.reading.read_all import Attempt
from ipsxml.reading.report import Report
from ipsxml.tables.row_collecting import Place


class DocumentKeys:
    """Gives each capture of a source a key: its origin as text, numbered where an archive repeats a name."""

    def __init__(self) -> None:
        self._source = ""
        self._given: Counter[str] = Counter()

    def key(self, origin: Origin) -> str:
        """The key of the next capture."""
        if origin.source != self._source:
            self._source = origin.source
            self._given.clear()
        self._given[origin.place] += 1
        times = self._given[origin.place]
        return str(origin) if times == 1 else f"{origin} ({times})"


def around_rows(key: str, origin: Origin) -> Place:
    """What all rows of a document have first: its key, and when it was captured."""
    return (key, origin.captured_at.isoformat() if origin.captured_at else None)


def document_row(key: str, attempt: Attempt) -> Place:
    """A capture's values for the columns of ``documents``."""
    origin = attempt.origin
    _, captured_at = around_rows(key, origin)
    report = attempt.reading.report if attempt.reading else Report()
    fault = report.fault
    return (
        key,
        origin.source,
        origin.place,
        captured_at,
        captured_at,
        origin.method,
        origin.url,
        origin.status,
        attempt.verdict,
        report.api_version,
        report.element,
        report.soap_version,
        len(report.errors),
        len(report.warnings),
        *_reason(attempt, report),
        fault.code if fault else None,
        fault.constant if fault else None,
    )


def _reason(attempt: Attempt, report: Report) -> tuple[str | None, str | None, str | None, int | None]:
    """Why a capture is not valid: the code, message, path and line."""
    if attempt.unreadable is not None:
        return "unreadable", attempt.unreadable, None, None
    if attempt.passed_over is not None:
        return None, attempt.passed_over, None, None
    first = next(iter(report.errors), None)
    return (first.code, first.message, first.path, first.line) if first else (None, None, None, None)
