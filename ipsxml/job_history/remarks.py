"""What a history has to remark besides its jobs: gaps, faults, and captures that say nothing of jobs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import groupby, pairwise
from os.path import join
from typing import Literal, NamedTuple

from ipsxml.comparison.change_words import duration
from ipsxml.job_history.history_record import HistoryRecord, Note
from ipsxml.job_history.instants import time_at
from ipsxml.job_history.poll_log import Poll, PollTimes
from ipsxml.job_history.stamps import Stamp

RemarkKind = Literal["gap", "fault", "invalid", "unreadable", "repeated", "out of order"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark.

    ``at`` is the time of the capture, or the beginning of a gap, whose end is ``until``; ``None`` where
    that is unknown. ``where`` is the capture, empty for a gap. ``text`` says what there is to know.
    ``captures`` are as many as have the same to be remarked, one after the other; ``until`` is then the
    time of the last one.
    """

    kind: RemarkKind
    text: str
    where: str = ""
    at: datetime | None = None
    until: datetime | None = None
    captures: int = 1


class _Found(NamedTuple):
    """A capture, and what there is to remark on it."""

    stamp: Stamp
    kind: RemarkKind
    text: str
    where: str


def remarks_on(record: HistoryRecord, polls: PollTimes, zone: tzinfo | None) -> list[Remark]:
    """All remarks in the order of time; what is to be remarked on captures in a row is told once."""
    found = [_placed(note, polls) for note in record.notes.values()]
    for group in polls.groups:
        found += _repeated(group)
        found += _out_of_order(group)
    found.sort(key=lambda each: (each.stamp.order, each.kind))
    placed = [(group[0].stamp.instant, _remark(group, zone)) for group in _runs(found)]
    for pause, usual in polls.gaps():
        length, each = _rounded(pause.end - pause.begin), _rounded(usual)
        text = f"no poll for {length}, where there is usually one every {each}"
        ends = time_at(pause.begin, zone), time_at(pause.end, zone)
        placed.append((pause.begin, Remark("gap", text, "", *ends)))
    return [remark for _, remark in sorted(placed, key=lambda each: each[0])]


def _rounded(seconds: float) -> str:
    """A duration in words; nobody asks for the fraction of a long one."""
    return duration(timedelta(seconds=round(seconds, 0 if seconds > 10 else 1)))


def _runs(found: list[_Found]) -> Iterator[list[_Found]]:
    for _, run in groupby(found, key=lambda each: (each.kind, each.text, each.stamp.group)):
        yield list(run)


def _remark(run: list[_Found], zone: tzinfo | None) -> Remark:
    first, last = run[0], run[-1]
    until = time_at(last.stamp.instant, zone) if last is not first else None
    return Remark(first.kind, first.text, first.where, time_at(first.stamp.instant, zone), until, len(run))


def _placed(note: Note, polls: PollTimes) -> _Found:
    """A note; where nothing tells its time it is as old as the poll in front of it."""
    stamp = note.stamp
    if not stamp.is_captured:
        stamp = stamp._replace(instant=polls.instant_at(stamp.group, stamp.position))
    return _Found(stamp, note.kind, note.text, note.where)


def _repeated(polls: list[Poll]) -> Iterator[_Found]:
    """The polls that say the same at the same time as the one in front of them."""
    for before, poll in pairwise(sorted(polls, key=lambda poll: poll.stamp.order)):
        is_same = (before.fingerprint, before.stamp.instant) == (poll.fingerprint, poll.stamp.instant)
        if is_same and poll.companies:
            yield _Found(poll.stamp, "repeated", "says the same as the poll before", _name(poll.stamp))


def _out_of_order(polls: list[Poll]) -> Iterator[_Found]:
    """The polls that were made before the one in front of them."""
    for before, poll in pairwise(polls):
        if poll.stamp.instant < before.stamp.instant:
            yield _Found(poll.stamp, "out of order", "is older than the poll before", _name(poll.stamp))


def _name(stamp: Stamp) -> str:
    """A capture as people name it."""
    if isinstance(stamp.position, int):
        return f"capture {stamp.position + 1} of {stamp.group}"
    return join(stamp.group, stamp.position)
