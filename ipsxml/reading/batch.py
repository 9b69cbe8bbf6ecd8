"""Validating many sources: each gets its outcome, and one bad source never stops the rest."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from os import PathLike, fspath
from os.path import isdir
from typing import TYPE_CHECKING, Literal

from ipsxml.capture import Capture, captures
from ipsxml.capture.directory_search import search
from ipsxml.capture.sources import STANDARD_INPUT
from ipsxml.errors import SourceError
from ipsxml.reading.door import Question, Reading, read
from ipsxml.reading.report import Report
from ipsxml.reading.validating import question_of

if TYPE_CHECKING:
    from ipsxml.capture.other_content import Kind

Status = Literal["valid", "invalid", "unreadable", "ignored", "passed over"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one capture.

    ``source`` is its origin, of which ``place`` is the part that says where in a container it is.
    ``report`` is the verdict, ``None`` where the capture could not be read; ``unreadable`` then says
    why. The status ``ignored`` is that of a payload outside the job family where
    those were to be ignored. ``passed over`` is what is no job document, and is in a container
    besides others; ``passed_over`` then says what it is, such as ``"image"``.
    """

    source: str
    status: Status
    report: Report | None = None
    unreadable: str | None = None
    passed_over: str | None = None
    place: str = ""


def validate_all(  # noqa: PLR0913 - one for each option of the command
    sources: Iterable[str | PathLike[str]],
    *,
    api: str | None = None,
    strict: bool = False,
    max_issues: int = 100,
    ignore_unsupported: bool = False,
    every_capture: bool = False,
    ignore: Collection[str] = (),
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> Iterator[Outcome]:
    """Validate paths, ``"-"``, all captures in containers and in directories, one after the other.

    The options are those of ``validate``; with ``ignore_unsupported`` a payload outside the
    job family is ignored. Issues whose codes are in ``ignore`` are left out, and do not count. What is
    no job document in a container is passed over, except with
    ``every_capture``; a container that holds nothing else is unreadable, or passed over where it is
    only met with in a directory. So are files in a directory that are no captures. ``include`` and
    ``exclude`` narrow what is looked at in directories: they are patterns for paths in there, such as
    ``polls/*.har``, or without a slash for the name of a file or directory.

    Raises ``UnknownVersion`` and ``ValueError`` as ``validate`` does, and nothing for a source that
    cannot be read: that is an outcome.
    """
    if isinstance(sources, str | PathLike):  # whose characters would be taken for paths
        raise TypeError("sources are several: give a list of paths")
    judge = _Judge(
        question_of(api=api, strict=strict, max_issues=max_issues),
        ignore_unsupported,
        every_capture,
        frozenset(ignore),
    )
    for source in sources:
        if fspath(source) == STANDARD_INPUT or not isdir(source):
            yield from judge.outcomes(fspath(source), is_named=True)
            continue
        found = search(fspath(source), include, exclude)
        for path in found.captures:
            yield from judge.outcomes(path, is_named=False)
        for path, kind in found.passed_over:
            yield _passed_over(path, kind.one)
        if not found.captures:
            yield Outcome(fspath(source), "unreadable", unreadable=found.why_none)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges what is in sources, by what was asked of all of them."""

    question: Question
    ignore_unsupported: bool
    every_capture: bool
    ignored: frozenset[str]

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
            from ipsxml.reading.passing_over import without_document

            held = without_document(container, kinds)
            yield Outcome(path, "unreadable", unreadable=held) if is_named else _passed_over(path, held)

    def _outcome(self, capture: Capture) -> "tuple[Outcome, Kind | None]":
        name, place = str(capture.origin), capture.origin.place
        try:
            if capture.container is None or self.every_capture:
                return self._judged(capture, read(capture, self.question)), None
            from ipsxml.reading.passing_over import read_unless_passed_over  # wanted for containers

            reading, kind = read_unless_passed_over(capture, self.question)
        except SourceError as error:
            return Outcome(name, "unreadable", unreadable=str(error), place=place), None
        if kind is not None:
            return _passed_over(name, kind.one, place), kind
        assert reading is not None
        return self._judged(capture, reading), None

    def _judged(self, capture: Capture, reading: Reading) -> Outcome:
        report = reading.report
        if self.ignored:
            issues = tuple(issue for issue in report.issues if issue.code not in self.ignored)
            report = replace(report, issues=issues)
        return Outcome(str(capture.origin), self._status(report), report, place=capture.origin.place)

    def _status(self, report: Report) -> Status:
        if self.ignore_unsupported and any(issue.code == "unsupported-payload" for issue in report.issues):
            return "ignored"
        return "valid" if report.valid else "invalid"


def _passed_over(source: str, what: str, place: str = "") -> Outcome:
    return Outcome(source, "passed over", passed_over=what, place=place)
