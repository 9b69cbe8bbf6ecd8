"""Validating many sources: each gets its outcome, and one bad source never stops the rest."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from os import PathLike
from typing import Literal

from ipsxml.issues import known_code
from ipsxml.quick_pickles import QuicklyPickled
from ipsxml.reading.read_all import Attempt, Verdict, read_all
from ipsxml.reading.report import Report
from ipsxml.reading.validating import question_of

Status = Verdict | Literal["ignored"]


@dataclass(frozen=True, slots=True)
class Outcome(QuicklyPickled):
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
    jobs: int = 1,
) -> Iterator[Outcome]:
    """Validate paths, ``"-"``, all captures in containers and in directories, one after the other.

    The options are those of ``validate``; with ``ignore_unsupported`` a payload outside the
    job family is ignored. Issues whose codes are in ``ignore`` are left out, and do not count. What is
    no job document in a container is passed over, except with
    ``every_capture``; a container that holds nothing else is unreadable, or passed over where it is
    only met with in a directory. So are files in a directory that are no captures. ``include`` and
    ``exclude`` narrow what is looked at in directories: they are patterns for paths in there, such as
    ``polls/*.har``, or without a slash for the name of a file or directory.

    ``jobs`` is the number of processes that share the work, 0 for one a core; the outcomes are the same,
    in the same order. A capture over which processes die is unreadable. A script that asks for several
    has to begin its own work below ``if __name__ == "__main__"``, where processes are not forked.

    Raises ``UnknownVersion`` and ``ValueError`` as ``validate`` does, ``UnknownCode`` for a code that no
    issue has, and nothing for a source that cannot be read: that is an outcome.
    """
    for code in ignore:
        known_code(code)
    question = question_of(api=api, strict=strict, max_issues=max_issues)
    judge = partial(_outcomes, ignore_unsupported=ignore_unsupported, ignored=frozenset(ignore))
    if jobs == 1:
        attempts = read_all(sources, question, every_capture=every_capture, include=include, exclude=exclude)
        yield from judge(attempts)
        return
    from ipsxml.reading.reading_in_processes import read_in_processes  # wanted for several

    yield from read_in_processes(
        sources,
        question,
        judge,
        jobs=jobs,
        every_capture=every_capture,
        include=include,
        exclude=exclude,
    )


def _outcomes(
    attempts: Iterable[Attempt], *, ignore_unsupported: bool, ignored: Collection[str]
) -> Iterator[Outcome]:
    for attempt in attempts:
        yield _with_ignored(outcome_of(attempt), ignore_unsupported=ignore_unsupported, ignored=ignored)


def outcome_of(attempt: Attempt) -> Outcome:
    """The outcome of a capture, nothing of it ignored."""
    report = attempt.reading.report if attempt.reading else None
    name, place = str(attempt.origin), attempt.origin.place
    return Outcome(name, attempt.verdict, report, attempt.unreadable, attempt.passed_over, place)


def _with_ignored(outcome: Outcome, *, ignore_unsupported: bool, ignored: Collection[str]) -> Outcome:
    report = outcome.report
    if report is None:
        return outcome
    if ignored:
        report = replace(report, issues=tuple(issue for issue in report.issues if issue.code not in ignored))
    if ignore_unsupported and any(issue.code == "unsupported-payload" for issue in report.issues):
        return replace(outcome, status="ignored", report=report)
    return replace(outcome, status="valid" if report.valid else "invalid", report=report)
