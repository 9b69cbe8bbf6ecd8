"""Samples of a poll series: the answers to the same request, repeated while jobs run."""

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
_IDLE = (5, 30)  # seconds between the disappearance of a job and the submission of the next one


def sample_series(  # noqa: PLR0913 - one for each way in which series may differ
    steps: int = 10,
    *,
    api: str,
    seed: int = 0,
    jobs: int = 3,
    complete: bool = False,
    envelope: Envelope | None = None,
) -> list[Document]:
    """Generate the answers of a getActiveJobs poll series, in time order, about half a minute apart.

    ``steps`` is the number of documents, and ``jobs`` the maximum number of jobs at a time. Each job goes
    through New, WaitingCoordinator, Running, and Done, and its progress never decreases. Then it disappears
    and another one is submitted. The other arguments and errors are those of ``sample``; a negative ``steps``
    raises ``ValueError``, too.

    >>> series = sample_series(5, api="2013-02-15", jobs=1)
    >>> [[(job.state, job.progress) for job in poll.payload.job_array] for poll in series]
    [[('Running', 15)], [('Running', 47)], [('Done', 100)], [('Done', 100)], []]
    """
    if steps < 0:
        raise ValueError(f"steps must be 0 or more, not {steps}")
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
    """The moments of the polls; the first is the moment of the scene."""
    chance = scene.chance / "pause"
    moments = [scene.now]
    for step in range(1, steps):
        moments.append(moments[-1] + _SECOND * (chance / step).between(*_PAUSES))
    return moments[:steps]


def _submissions(scene: Scene, polls: list[datetime]) -> Iterator[tuple[Chance, datetime]]:
    """The submission times of the jobs in all slots; each slot has one job at a time."""
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
    """The age of the first job of a slot at the beginning of the series.

    In the first slot it is about to be done, so that even a short series shows a job disappear and another
    one start. In the second slot it is new. In the other slots it can be in any stage.
    """
    course, chance = draw_course(chance / 0), chance / "age"
    if slot == 0:
        return course.life - course.done - _SECOND * chance.between(45, 70)
    return _SECOND * chance.between(1, 20 if slot == 1 else course.life // _SECOND - 1)
