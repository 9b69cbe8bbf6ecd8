"""The remarks of a history: gaps, faults, and captures that say nothing about jobs."""

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

    ``at`` is the time of the capture, and ``None`` if that is unknown. For a gap, ``at`` is its beginning and
    ``until`` its end. ``where`` is the name of the capture, empty for a gap. ``text`` is the message. A run
    of captures with the same message is one remark: ``captures`` is their number, and ``until`` the time of
    the last one.
    """

    kind: RemarkKind
    text: str
    where: str = ""
    at: datetime | None = None
    until: datetime | None = None
    captures: int = 1


class _Found(NamedTuple):
    """A capture, and the remark on it."""

    stamp: Stamp
    kind: RemarkKind
    text: str
    where: str


def remarks_on(record: HistoryRecord, polls: PollTimes, zone: tzinfo | None) -> list[Remark]:
    """All remarks in time order; a run of captures with the same message is one remark."""
    found = [_placed(note, polls) for note in record.notes.values()]
    for group in polls.groups:
        found += _repeated(group)
        found += _out_of_order(group)
    found.sort(key=lambda each: (each.stamp.order, each.kind))
    placed = [(group[0].stamp.instant, _remark(group, zone)) for group in _runs(found)]
    for pause, usual in polls.gaps():
        length, each = _rounded(pause.end - pause.begin), _rounded(usual)
        text = f"no poll for {length}; usually there is one every {each}"
        ends = time_at(pause.begin, zone), time_at(pause.end, zone)
        placed.append((pause.begin, Remark("gap", text, "", *ends)))
    return [remark for _, remark in sorted(placed, key=lambda each: each[0])]


def _rounded(seconds: float) -> str:
    """A duration in words, in whole seconds if it is longer than ten."""
    return duration(timedelta(seconds=round(seconds, 0 if seconds > 10 else 1)))


def _runs(found: list[_Found]) -> Iterator[list[_Found]]:
    for _, run in groupby(found, key=lambda each: (each.kind, each.text, each.stamp.group)):
        yield list(run)


def _remark(run: list[_Found], zone: tzinfo | None) -> Remark:
    first, last = run[0], run[-1]
    until = time_at(last.stamp.instant, zone) if last is not first else None
    return Remark(first.kind, first.text, first.where, time_at(first.stamp.instant, zone), until, len(run))


def _placed(note: Note, polls: PollTimes) -> _Found:
    """A note; if its time is unknown, it gets the time of the poll before it."""
    stamp = note.stamp
    if not stamp.is_captured:
        stamp = stamp._replace(instant=polls.instant_at(stamp.group, stamp.position))
    return _Found(stamp, note.kind, note.text, note.where)


def _repeated(polls: list[Poll]) -> Iterator[_Found]:
    """The polls with the same content and the same time as the previous one."""
    for before, poll in pairwise(sorted(polls, key=lambda poll: poll.stamp.order)):
        is_same = (before.fingerprint, before.stamp.instant) == (poll.fingerprint, poll.stamp.instant)
        if is_same and poll.companies:
            yield _Found(poll.stamp, "repeated", "repeats the previous poll", _name(poll.stamp))


def _out_of_order(polls: list[Poll]) -> Iterator[_Found]:
    """The polls that are older than the previous one by position."""
    for before, poll in pairwise(polls):
        if poll.stamp.instant < before.stamp.instant:
            yield _Found(poll.stamp, "out of order", "is older than the previous poll", _name(poll.stamp))


def _name(stamp: Stamp) -> str:
    """The display name of a capture."""
    if isinstance(stamp.position, int):
        return f"capture {stamp.position + 1} of {stamp.group}"
    return join(stamp.group, stamp.position)
