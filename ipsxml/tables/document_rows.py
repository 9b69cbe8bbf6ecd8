"""The row of a capture in ``documents``: what it is, when it was captured, and its first error."""

from collections import Counter
from typing import NamedTuple

from ipsxml.capture import Origin
from ipsxml.reading.read_all import Attempt
from ipsxml.reading.report import Report
from ipsxml.tables.row_collecting import Place


class Around(NamedTuple):
    """The first values in all rows of a document: its key, and when it was captured, as text."""

    document: str
    captured_at: str | None


class DocumentKeys:
    """Assigns keys to captures: the origin as text, numbered if an archive repeats a name."""

    def __init__(self) -> None:
        self._source = ""
        self._given: Counter[str] = Counter()

    def around(self, attempt: Attempt) -> Around:
        """The key and time of the next capture."""
        captured_at = attempt.captured_at
        return Around(self._key(attempt.origin), captured_at.isoformat() if captured_at else None)

    def _key(self, origin: Origin) -> str:
        if origin.source != self._source:
            self._source = origin.source
            self._given.clear()
        self._given[origin.place] += 1
        times = self._given[origin.place]
        return str(origin) if times == 1 else f"{origin} ({times})"


def document_row(around: Around, attempt: Attempt) -> Place:
    """A capture's values for the columns of ``documents``."""
    origin = attempt.origin
    report = attempt.reading.report if attempt.reading else Report()
    fault = report.fault
    return (
        around.document,
        origin.source,
        origin.place,
        around.captured_at,
        around.captured_at,
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
    """Why a capture is not valid: the code, message, path, and line of the first error."""
    if attempt.unreadable is not None:
        return "unreadable", attempt.unreadable, None, None
    if attempt.skipped is not None:
        return None, attempt.skipped, None, None
    first = next(iter(report.errors), None)
    return (first.code, first.message, first.path, first.line) if first else (None, None, None, None)
