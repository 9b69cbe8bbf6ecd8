"""The setting of a sample: the facts that all parts of one document share."""

from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from ipsxml.contract import Contract
from ipsxml.simulation.job_kinds import KINDS, Kind
from ipsxml.simulation.seeded_choice import Chance

# Zones without daylight saving time: one offset applies all year.
_ZONES = (("America/Bogota", -300), ("Etc/UTC", 0), ("Asia/Kolkata", 330), ("Asia/Tokyo", 540))
_FIRST_DAY, _DAYS = datetime(2013, 3, 1), 700
_MS_OF_A_DAY = 24 * 60 * 60 * 1000
_COMMON_KIND = KINDS[0]


class Scene(NamedTuple):
    """The facts that all parts of a document share; ``now`` is the time of the service's answer.

    ``kinds`` are the kinds of jobs that the version has a job detail for, ``jobs`` is the number of jobs in
    an array of them, and ``complete`` says whether to include every optional member.
    """

    chance: Chance
    now: datetime
    time_zone: str
    company: int
    kinds: tuple[Kind, ...]
    jobs: int
    complete: bool

    @property
    def company_handle(self) -> str:
        """The handle of the company that owns the jobs."""
        return f"c|{self.company}"

    def kind(self, chance: Chance) -> Kind:
        """A random kind of job. Most jobs are uploads from URLs, the kind that clients usually watch."""
        return _COMMON_KIND if (chance / "common").one_in(2) else chance.choice(self.kinds)

    def wants(self, chance: Chance) -> bool:
        """Whether to include an optional member: always in a complete sample, otherwise half the time."""
        return self.complete or chance.one_in(2)


def set_scene(reading: Contract, seed: int, *, jobs: int, complete: bool) -> Scene:
    """The scene for a seed, for documents of a contract."""
    if jobs < 0:
        raise ValueError(f"jobs must be 0 or more, not {jobs}")
    chance = Chance.of(seed)
    time_zone, minutes = (chance / "zone").choice(_ZONES)
    day = _FIRST_DAY + timedelta(days=(chance / "day").below(_DAYS))
    details = reading.types["ActiveJob"].members
    return Scene(
        chance=chance,
        now=day.replace(tzinfo=timezone(timedelta(minutes=minutes)))
        + timedelta(milliseconds=(chance / "time").below(_MS_OF_A_DAY)),
        time_zone=time_zone,
        company=(chance / "company").between(101, 989),
        kinds=tuple(kind for kind in KINDS if kind.detail in details),
        jobs=jobs,
        complete=complete,
    )
