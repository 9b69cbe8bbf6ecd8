"""Validating many sources: each has its own outcome, and a bad source never stops the others."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from os import PathLike
from typing import Literal

from ipsxml.issues import known_code
from ipsxml.quick_pickles import QuicklyPickled
from ipsxml.reading.read_all import Attempt, Verdict, found_sources, read_all
from ipsxml.reading.report import Report
from ipsxml.reading.validating import question_of

Status = Verdict | Literal["ignored"]


@dataclass(frozen=True, slots=True)
class Outcome(QuicklyPickled):
    """The result of validating one capture.

    ``source`` is its origin; ``place`` is the end of ``source`` that locates it in a container. ``report``
    is the verdict, ``None`` if the capture could not be read; ``unreadable`` then says why. The status is
    ``"ignored"`` for a payload outside the job family, if those are to be ignored. It is ``"skipped"``
    for anything in a container that is not a job document and was skipped; ``skipped`` then says what
    it is, such as ``"image"``.
    """

    source: str
    status: Status
    report: Report | None = None
    unreadable: str | None = None
    skipped: str | None = None
    place: str = ""


def validate_all(  # noqa: PLR0913 - one per option of the command
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
    """Validate all captures in the sources, one after the other; yields one Outcome for each.

    A source is a path or ``"-"``; directories and containers are searched for captures. ``api``, ``strict``,
    and ``max_issues`` are as in ``validate``. With ``ignore_unsupported``, a payload outside the job family
    is ignored. Issues whose codes are in ``ignore`` are left out and do not affect the verdict. Anything in
    a container that is not a job document is skipped, unless ``every_capture`` is set. A container without
    any job document is unreadable if it is a source itself, and skipped if it was found in a directory;
    other files in a directory that are not captures are skipped, too. ``include`` and ``exclude`` are
    patterns that select files in directories: a pattern with a slash (``polls/*.har``) matches a path, and
    one without matches the name of a file or directory.

    ``jobs`` is the number of worker processes, 0 for one per core. The outcomes and their order do not
    depend on it. A capture that kills its process is unreadable. Processes are forked if possible, and
    otherwise spawned; a script must then guard its own code with ``if __name__ == "__main__"``.

    Raises ``UnknownVersion`` and ``ValueError`` as ``validate`` does, and ``UnknownCode`` for an unknown
    code. A source that cannot be read raises nothing; it is an outcome.
    """
    for code in ignore:
        known_code(code)
    question = question_of(api=api, strict=strict, max_issues=max_issues)
    judge = partial(_outcomes, ignore_unsupported=ignore_unsupported, ignored=frozenset(ignore))
    found = found_sources(sources, include, exclude)
    if jobs == 1:
        yield from judge(read_all(found, question, every_capture=every_capture))
        return
    from ipsxml.reading.reading_in_processes import read_in_processes  # needed only for several processes

    yield from read_in_processes(found, question, judge, jobs=jobs, every_capture=every_capture)


def _outcomes(
    attempts: Iterable[Attempt], *, ignore_unsupported: bool, ignored: Collection[str]
) -> Iterator[Outcome]:
    for attempt in attempts:
        yield _with_ignored(outcome_of(attempt), ignore_unsupported=ignore_unsupported, ignored=ignored)


def outcome_of(attempt: Attempt) -> Outcome:
    """The outcome of a capture, with nothing ignored."""
    report = attempt.reading.report if attempt.reading else None
    name, place = str(attempt.origin), attempt.origin.place
    return Outcome(name, attempt.verdict, report, attempt.unreadable, attempt.skipped, place)


def _with_ignored(outcome: Outcome, *, ignore_unsupported: bool, ignored: Collection[str]) -> Outcome:
    report = outcome.report
    if report is None or not (ignored or ignore_unsupported):
        return outcome
    if ignored:
        report = replace(report, issues=tuple(issue for issue in report.issues if issue.code not in ignored))
    if ignore_unsupported and any(issue.code == "unsupported-payload" for issue in report.issues):
        return replace(outcome, status="ignored", report=report)
    return replace(outcome, status="valid" if report.valid else "invalid", report=report)
