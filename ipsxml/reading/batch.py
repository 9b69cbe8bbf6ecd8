"""Validating many sources: each gets its outcome, and one bad source never stops the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os import PathLike, fspath
from typing import Literal

from ipsxml.capture import Capture, captures, find_sources
from ipsxml.capture.other_content import Kind
from ipsxml.errors import SourceError
from ipsxml.reading.door import Question, read
from ipsxml.reading.passing_over import looked_at, passed_over_as_judged, without_document
from ipsxml.reading.report import Report
from ipsxml.reading.validating import question_of

Status = Literal["valid", "invalid", "unreadable", "ignored", "passed over"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one capture.

    ``report`` is the verdict, ``None`` where the capture could not be read; ``unreadable``
    then says why. The status ``ignored`` is that of a payload outside the job family where
    those were to be ignored. ``passed over`` is what is no job document, and is in a container
    besides others; ``passed_over`` then says what it is, such as ``"image"``.
    """

    source: str
    status: Status
    report: Report | None = None
    unreadable: str | None = None
    passed_over: str | None = None


def validate_all(  # noqa: PLR0913 - one for each option of the command
    sources: Iterable[str | PathLike[str]],
    *,
    api: str | None = None,
    strict: bool = False,
    max_issues: int = 100,
    ignore_unsupported: bool = False,
    every_capture: bool = False,
) -> Iterator[Outcome]:
    """Validate paths, ``"-"``, all captures in containers and in directories, one after the other.

    The options are those of ``validate``; with ``ignore_unsupported`` a payload outside the
    job family is ignored. What is no job document in a container is passed over, except with
    ``every_capture``; a container that holds nothing else is unreadable, or passed over where it is
    only met with in a directory. Raises ``UnknownVersion`` and ``ValueError`` as ``validate``
    does, and nothing for a source that cannot be read: that is an outcome.
    """
    if isinstance(sources, str | PathLike):  # whose characters would be taken for paths
        raise TypeError("sources are several: give a list of paths")
    judge = _Judge(
        question_of(api=api, strict=strict, max_issues=max_issues), ignore_unsupported, every_capture
    )
    for source in sources:
        for path in find_sources([source]):
            yield from judge.outcomes(path, is_named=path == fspath(source))


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges what is in sources, by what was asked of all of them."""

    question: Question
    ignore_unsupported: bool
    every_capture: bool

    def outcomes(self, path: str, *, is_named: bool) -> Iterator[Outcome]:
        """The outcome of each capture in a source, and of the source if all of them are passed over."""
        kinds: list[Kind] = []
        container, is_judged = None, False
        for capture in captures(path):
            outcome, kind = self._outcome(capture)
            container = container or capture.container
            is_judged = is_judged or kind is None
            kinds += [kind] if kind else []
            yield outcome
        if container and not is_judged:
            held = without_document(container, kinds)
            yield Outcome(path, "unreadable", unreadable=held) if is_named else _passed_over(path, held)

    def _outcome(self, capture: Capture) -> tuple[Outcome, Kind | None]:
        name, kind = str(capture.origin), None
        passes = capture.container is not None and not self.every_capture
        try:
            if passes:
                capture, kind = looked_at(capture)
            if kind is None:
                report = read(capture, self.question).report
                kind = passed_over_as_judged(report) if passes else None
        except SourceError as error:
            return Outcome(name, "unreadable", unreadable=str(error)), None
        if kind is not None:
            return _passed_over(name, kind.one), kind
        return Outcome(name, self._status(report), report), None

    def _status(self, report: Report) -> Status:
        if self.ignore_unsupported and any(issue.code == "unsupported-payload" for issue in report.issues):
            return "ignored"
        return "valid" if report.valid else "invalid"


def _passed_over(source: str, what: str) -> Outcome:
    return Outcome(source, "passed over", passed_over=what)
