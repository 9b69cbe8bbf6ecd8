"""Samples of a poll series: the same question, asked again and again while jobs run."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from ipsxml.codec import Document
from ipsxml.contract import contract, version_named
from ipsxml.document import Envelope
from ipsxml.reading.decoding import typed_document
from ipsxml.simulation.job_timelines import draw_course
from ipsxml.simulation.seeded_choice import Chance
from ipsxml.testing.samples.build import Builder
from ipsxml.testing.samples.sample_jobs import plan_jobs
from ipsxml.testing.samples.sample_setting import Scene, set_scene
from ipsxml.testing.samples.single import soap_version
from ipsxml.testing.samples.type_facts import active_job

_ELEMENT = "getActiveJobsReturn"
_SECOND = timedelta(seconds=1)
_PAUSES = (20, 40)  # seconds between two polls; no stage of a job is shorter
_IDLE = (5, 30)  # seconds between a job's vanishing and the next one's submission


def sample_series(  # noqa: PLR0913 - one for each way in which series may differ
    steps: int = 10,
    *,
    api: str,
    seed: int = 0,
    jobs: int = 3,
    complete: bool = False,
    envelope: Envelope | None = None,
) -> list[Document]:
    """The documents of a poll series of getActiveJobs, in the order of time, some half a minute apart.

    ``jobs`` is the largest number of jobs at a time. Each goes from New over WaitingCoordinator
    and Running to Done, its progress never falls, and then it vanishes and another one comes.
    The other arguments, and what is raised, are as of ``sample``; ``steps`` is the number of
    documents.

    >>> series = sample_series(5, api="2013-02-15", jobs=1)
    >>> [[(job.state, job.progress) for job in poll.payload.job_array] for poll in series]
    [[('Running', 15)], [('Running', 47)], [('Done', 100)], [('Done', 100)], []]
    """
    if steps < 0:
        raise ValueError(f"a number of steps is 0 or more, not {steps}")
    version = version_named(api)
    scene = set_scene(contract(version), seed, jobs=jobs, complete=complete)
    polls = _polls(scene, steps)
    planned = plan_jobs(scene, _submissions(scene, polls))
    builder = Builder(scene)

    def poll_at(moment: datetime) -> Document:
        seen = [active_job(job, moment) for job in planned if job.started <= moment < job.vanishes]
        value = builder.build(contract(version).elements[_ELEMENT], {"jobArray": seen})
        return typed_document(Document(value, version.name, _ELEMENT, soap_version(envelope)))

    return [poll_at(moment) for moment in polls]


def _polls(scene: Scene, steps: int) -> list[datetime]:
    """The moments of the polls: the first is that of the scene."""
    chance = scene.chance / "pause"
    moments = [scene.now]
    for step in range(1, steps):
        moments.append(moments[-1] + _SECOND * (chance / step).between(*_PAUSES))
    return moments[:steps]


def _submissions(scene: Scene, polls: list[datetime]) -> Iterator[tuple[Chance, datetime]]:
    """When the jobs of all slots are submitted; in each slot there is one job at a time."""
    for slot in range(scene.jobs if polls else 0):
        chance = scene.chance / "slot" / slot
        submitted = polls[0] - _first_age(slot, chance)
        for turn in count():
            if submitted > polls[-1]:
                break
            yield chance / turn, submitted
            idle = _SECOND * (chance / turn / "idle").between(*_IDLE)
            submitted += draw_course(chance / turn).life + idle


def _first_age(slot: int, chance: Chance) -> timedelta:
    """How long ago the first job of a slot was submitted, when the series begins.

    That of the first slot is about to be done, so that even a short series sees a job vanish and
    another come; that of the second is new; the others are wherever they are.
    """
    course, chance = draw_course(chance / 0), chance / "age"
    if slot == 0:
        return course.life - course.done - _SECOND * chance.between(45, 70)
    return _SECOND * chance.between(1, 20 if slot == 1 else course.life // _SECOND - 1)
