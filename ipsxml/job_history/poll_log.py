"""The polls of a history: when the service was asked for its jobs, and whose it named.

A poll says something of jobs that are not in it, too: that they are gone. So every poll is kept, in
some sixty bytes.
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
from ipsxml.job_history.stamps import Position, Stamp, natural_order, tell_order

Companies = tuple[str, ...]

# A pause this many times as long as is usual is a gap, if there are enough to say what is usual.
_UNUSUAL = 5
_LEAST_PAUSES = 4


class Poll(NamedTuple):
    """One poll.

    ``companies`` are those of its jobs; ``company`` is the one that it asked for, where the request
    is known; ``fingerprint`` tells polls apart that do not say the same.
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
    """The polls of a directory or a container, a list for each of their fields."""

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
        """Its polls by position, each once, however often it was read."""
        before = None
        for index in sorted(range(len(self.positions)), key=lambda each: natural_order(self.positions[each])):
            position = self.positions[index]
            if position != before:
                stamp = Stamp(self.instants[index], bool(self.captured[index]), group, position)
                yield Poll(stamp, self.companies[index], self.asked[index], self.fingerprints[index])
            before = position


@dataclass(slots=True)
class PollLog:
    """All polls, in whatever order they come."""

    _groups: dict[str, _Group] = field(default_factory=dict)
    _companies: dict[Companies, Companies] = field(default_factory=dict)

    def add(self, poll: Poll) -> None:
        """Take in a poll."""
        group = self._groups.setdefault(poll.stamp.group, _Group())
        group.positions.append(poll.stamp.position)
        group.instants.append(poll.stamp.instant)
        group.captured.append(poll.stamp.is_captured)
        group.companies.append(self._companies.setdefault(poll.companies, poll.companies))  # each kept once
        group.asked.append(poll.company)
        group.fingerprints.append(poll.fingerprint)

    def merge(self, other: "PollLog") -> None:
        """Take in the polls of another log."""
        for name, group in other._groups.items():
            self._groups.setdefault(name, _Group()).extend(group)

    def groups(self) -> Iterator[list[Poll]]:
        """The polls of each group by position, with what their positions say of their times.

        What only a document tells is when the last thing in it happened, and the poll may be younger. So
        where positions tell the order, a poll is not older than the one in front of it, whatever its
        document tells; and one without a job is as old as that.
        """
        for name in sorted(self._groups):
            found = list(self._groups[name].in_order(name))
            is_ordered = tell_order([poll.stamp.position for poll in found])
            polls, latest = [], UNKNOWN
            for poll in found:
                if is_ordered and not poll.stamp.is_captured:
                    stamp = poll.stamp._replace(instant=max(latest, poll.stamp.instant))
                    poll = poll._replace(stamp=stamp)  # noqa: PLW2901 - the same poll, in its place
                latest = max(latest, poll.stamp.instant)
                polls.append(poll)
            yield polls


class PollTimes:
    """When polls were made, by the companies that they speak for."""

    def __init__(self, log: PollLog) -> None:
        self._groups = {polls[0].stamp.group: polls for polls in log.groups() if polls}
        self._stamps: dict[str, list[Stamp]] = defaultdict(list)
        everyone = {company for polls in self._groups.values() for company in _companies_in(polls)}
        for polls in self._groups.values():
            for poll, companies in _spoken_for(polls, everyone):
                for company in companies:
                    self._stamps[company].append(poll.stamp)
        for stamps in self._stamps.values():
            stamps.sort(key=_order)

    @property
    def number(self) -> int:
        """How many polls there are."""
        return sum(map(len, self._groups.values()))

    @property
    def groups(self) -> Iterable[list[Poll]]:
        """The polls of each directory and container, in their order."""
        return self._groups.values()

    def last_of(self, stamps: Iterable[Stamp]) -> Stamp | None:
        """The last of some polls, by what is known of their times now; ``None`` for none."""
        return max(map(self._as_known, stamps), key=_order, default=None)

    def is_followed(self, stamp: Stamp, scopes: Iterable[str | None]) -> bool:
        """Whether there is a later poll that speaks for one of ``scopes``: a company, or a single job."""
        return any(self._stamps[scope][-1].order > stamp.order for scope in scopes if scope in self._stamps)

    def gaps(self) -> list[tuple[Pause, float]]:
        """The pauses that are much longer than is usual for their company, and what is usual.

        Where only documents tell the time, and polls have just said the same again, the service was
        asked, and its jobs stood still.
        """
        found: dict[Pause, float] = {}
        for stamps in self._stamps.values():
            pauses = [Pause(one.instant, other.instant) for one, other in pairwise(stamps)]
            lengths = [pause.end - pause.begin for pause in pauses if UNKNOWN < pause.begin < pause.end]
            if len(lengths) < _LEAST_PAUSES:
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
                if pause.end - pause.begin > _UNUSUAL * usual and pause.begin not in still
            }
        return sorted(found.items())

    def instant_at(self, group: str, position: Position) -> float:
        """The time of the last poll of a group at or before a position."""
        polls = self._groups.get(group, [])
        place = bisect_right(polls, natural_order(position), key=_place)
        return polls[place - 1].stamp.instant if place else UNKNOWN

    def _as_known(self, stamp: Stamp) -> Stamp:
        polls = self._groups[stamp.group]
        return polls[bisect_left(polls, natural_order(stamp.position), key=_place)].stamp


def _place(poll: Poll) -> tuple[tuple[int, str], ...]:
    return natural_order(poll.stamp.position)


def _order(stamp: Stamp) -> tuple[float, str, tuple[tuple[int, str], ...]]:
    return stamp.order


def _companies_in(polls: Iterable[Poll]) -> set[str]:
    return {company for poll in polls for company in poll.companies}


def _spoken_for(polls: list[Poll], everyone: set[str]) -> Iterator[tuple[Poll, Iterable[str]]]:
    """Each poll with the companies whose jobs it would have named.

    A poll without the request speaks for the companies of its jobs. Where some poll of its group names
    several at once, all of them are asked for all; and one without a job is asked for what the others are.
    """
    here = _companies_in(polls) or everyone
    are_for_all = len(here) == 1 or any(len(poll.companies) > 1 for poll in polls)
    for poll in polls:
        if poll.company is not None:
            yield poll, (poll.company,)
        else:
            yield poll, here if are_for_all else poll.companies
