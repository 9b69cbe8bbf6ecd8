"""Validating many sources: each gets its outcome, and one bad source never stops the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os import PathLike
from typing import Literal

from ipsxml.capture import captures
from ipsxml.errors import SourceError
from ipsxml.reading.door import read
from ipsxml.reading.report import Report
from ipsxml.reading.validating import question_of

Status = Literal["valid", "invalid", "unreadable", "ignored"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source.

    ``report`` is the verdict, ``None`` where the source could not be read; ``unreadable``
    then says why. The status ``ignored`` is that of a payload outside the job family where
    those were to be ignored.
    """

    source: str
    status: Status
    report: Report | None = None
    unreadable: str | None = None


def validate_all(
    sources: Iterable[str | PathLike[str]],
    *,
    api: str | None = None,
    strict: bool = False,
    max_issues: int = 100,
    ignore_unsupported: bool = False,
) -> Iterator[Outcome]:
    """Validate paths, ``"-"`` and all captures in directories, one after the other.

    The options are those of ``validate``; with ``ignore_unsupported`` a payload outside the
    job family is passed over. Raises ``UnknownVersion`` and ``ValueError`` as ``validate``
    does, and nothing for a source that cannot be read: that is an outcome.
    """
    if isinstance(sources, str | PathLike):  # whose characters would be taken for paths
        raise TypeError("sources are several: give a list of paths")
    question = question_of(api=api, strict=strict, max_issues=max_issues)
    for source in sources:
        for capture in captures(source):
            name = str(capture.origin)
            try:
                report = read(capture, question).report
            except SourceError as error:
                yield Outcome(name, "unreadable", unreadable=str(error))
            else:
                yield Outcome(name, _status(report, ignore_unsupported=ignore_unsupported), report)


def _status(report: Report, *, ignore_unsupported: bool) -> Status:
    if ignore_unsupported and any(issue.code == "unsupported-payload" for issue in report.issues):
        return "ignored"
    return "valid" if report.valid else "invalid"
