"""The polls of a history: when the service listed its active jobs, and for which companies.

A poll also says something about jobs that are not in it: they are gone. So the log keeps every poll, in about
a hundred bytes each.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ipsxml.job_history.instants import UNKNOWN
from ipsxml.job_history.stamps import Position, Stamp, are_numbered, natural_order

Companies = tuple[str, ...]

# A pause is a gap if it is this many times the median pause. A median needs at least _MIN_PAUSES.
_GAP_FACTOR = 5
_MIN_PAUSES = 4


class Poll(NamedTuple):
    """One poll.

    ``companies`` are those of its jobs. ``company`` is the scope of the request: a company or a job, ``None``
    if unknown or unlimited. ``fingerprint`` is a hash of the jobs' states and progress.
    """

    stamp: Stamp
    companies: Companies
    company: str | None
    fingerprint: int


class Pause(NamedTuple):
    """The time between two polls of a company."""

    begin: float
    end: float


@dataclass(slots=True)
class _Group:
    """The polls of a directory or a container, one list per field to save memory."""

    positions: list[Position] = field(default_factory=list)
    instants: "array[float]" = field(default_factory=lambda: array("d"))
    captured: bytearray = field(default_factory=bytearray)
    companies: list[Companies] = field(default_factory=list)
    asked: list[str | None] = field(default_factory=list)
    fingerprints: "array[int]" = field(default_factory=lambda: array("Q"))

    def extend(self, other: "_Group") -> None:
        self.positions += other.positions
        self.instants += other.instants
        self.captured += other.captured
        self.companies += other.companies
        self.asked += other.asked
        self.fingerprints += other.fingerprints

    def in_order(self, group: str) -> Iterator[Poll]:
        """The polls by position; a poll that was read several times appears once."""
        before = None
        for index in sorted(range(len(self.positions)), key=lambda each: natural_order(self.positions[each])):
            position = self.positions[index]
            if position != before:
                stamp = Stamp(self.instants[index], bool(self.captured[index]), group, position)
                yield Poll(stamp, self.companies[index], self.asked[index], self.fingerprints[index])
            before = position


@dataclass(slots=True)
class PollLog:
    """All polls, independent of the order in which they arrive."""

    _groups: dict[str, _Group] = field(default_factory=dict)
    _companies: dict[Companies, Companies] = field(default_factory=dict)

    def add(self, poll: Poll) -> None:
        """Add a poll."""
        group = self._groups.setdefault(poll.stamp.group, _Group())
        group.positions.append(poll.stamp.position)
        group.instants.append(poll.stamp.instant)
        group.captured.append(poll.stamp.is_captured)
        # Equal tuples share memory.
        group.companies.append(self._companies.setdefault(poll.companies, poll.companies))
        group.asked.append(poll.company)
        group.fingerprints.append(poll.fingerprint)

    def merge(self, other: "PollLog") -> None:
        """Add the polls of another log."""
        for name, group in other._groups.items():
            self._groups.setdefault(name, _Group()).extend(group)

    def groups(self) -> Iterator[list[Poll]]:
        """The polls of each group by position, with times corrected by position.

        A time from a document is the time of its last event; the poll itself may be later. So if positions
        give the order, a poll is at least as late as the previous one, and a poll without jobs has the time
        of the previous one.
        """
        for name in sorted(self._groups):
            found = list(self._groups[name].in_order(name))
            is_ordered = are_numbered([poll.stamp.position for poll in found])
            polls, latest = [], UNKNOWN
            for poll in found:
                if is_ordered and not poll.stamp.is_captured:
                    stamp = poll.stamp._replace(instant=max(latest, poll.stamp.instant))
                    poll = poll._replace(stamp=stamp)  # noqa: PLW2901 - the same poll, in its place
                latest = max(latest, poll.stamp.instant)
                polls.append(poll)
            yield polls


class PollTimes:
    """The times of polls, by the companies they cover."""

    def __init__(self, log: PollLog) -> None:
        self._groups = {polls[0].stamp.group: polls for polls in log.groups() if polls}
        self._stamps: dict[str, list[Stamp]] = defaultdict(list)
        everyone = {company for polls in self._groups.values() for company in _companies_in(polls)}
        for polls in self._groups.values():
            for poll, companies in _coverage(polls, everyone):
                for company in companies:
                    self._stamps[company].append(poll.stamp)
        for stamps in self._stamps.values():
            stamps.sort(key=_order)

    @property
    def number(self) -> int:
        """The number of polls."""
        return sum(map(len, self._groups.values()))

    @property
    def groups(self) -> Iterable[list[Poll]]:
        """The polls of each directory and container, in order of position."""
        return self._groups.values()

    def last_of(self, stamps: Iterable[Stamp]) -> Stamp | None:
        """The last of some polls, by their corrected times; ``None`` if there are none."""
        return max(map(self._corrected, stamps), key=_order, default=None)

    def is_followed(self, stamp: Stamp, scopes: Iterable[str | None]) -> bool:
        """Whether a later poll covers one of ``scopes``: companies or single jobs."""
        return any(self._stamps[scope][-1].order > stamp.order for scope in scopes if scope in self._stamps)

    def gaps(self) -> list[tuple[Pause, float]]:
        """The pauses that are much longer than the median of their company, each with that median.

        If times come only from documents and polls repeat the same content, polling continued but the jobs
        made no progress. That is not a gap.
        """
        found: dict[Pause, float] = {}
        for stamps in self._stamps.values():
            pauses = [Pause(one.instant, other.instant) for one, other in pairwise(stamps)]
            lengths = [pause.end - pause.begin for pause in pauses if UNKNOWN < pause.begin < pause.end]
            if len(lengths) < _MIN_PAUSES:
                continue
            usual = median(lengths)
            still = {UNKNOWN} | {
                one.instant
                for one, other in pairwise(stamps)
                if one.instant == other.instant and not other.is_captured
            }
            found |= {
                pause: usual
                for pause in pauses
                if pause.end - pause.begin > _GAP_FACTOR * usual and pause.begin not in still
            }
        return sorted(found.items())

    def instant_at(self, group: str, position: Position) -> float:
        """The time of the last poll of a group at or before a position."""
        polls = self._groups.get(group, [])
        place = bisect_right(polls, natural_order(position), key=_place)
        return polls[place - 1].stamp.instant if place else UNKNOWN

    def _corrected(self, stamp: Stamp) -> Stamp:
        polls = self._groups[stamp.group]
        return polls[bisect_left(polls, natural_order(stamp.position), key=_place)].stamp


def _place(poll: Poll) -> tuple[tuple[int, str], ...]:
    return natural_order(poll.stamp.position)


def _order(stamp: Stamp) -> tuple[float, str, tuple[tuple[int, str], ...]]:
    return stamp.order


def _companies_in(polls: Iterable[Poll]) -> set[str]:
    return {company for poll in polls for company in poll.companies}


def _coverage(polls: list[Poll], everyone: set[str]) -> Iterator[tuple[Poll, Iterable[str]]]:
    """Each poll with the companies whose jobs it would have listed.

    A poll with a known request covers the company or the job requested. Otherwise it covers the companies
    of its jobs. But if the polls of a group name only one company, or any of them names several at once,
    every such poll covers all companies of the group, even if the poll has no jobs. A group that names no
    company has the companies of all groups.
    """
    here = _companies_in(polls) or everyone
    are_for_all = len(here) == 1 or any(len(poll.companies) > 1 for poll in polls)
    for poll in polls:
        if poll.company is not None:
            yield poll, (poll.company,)
        else:
            yield poll, here if are_for_all else poll.companies
