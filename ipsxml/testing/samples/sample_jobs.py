"""The random jobs of a sample: active at the moment of its scene, ended before it, or in a series."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from ipsxml.simulation.job_timelines import (
    Course,
    Job,
    Order,
    draw_course,
    draw_email,
    name_at,
    number_at,
    plan_job,
)
from ipsxml.simulation.seeded_choice import Chance
from ipsxml.testing.samples.sample_setting import Scene

_SUBJECTS = ("winter-catalogue", "spring-lookbook", "garden-range", "outlet", "home-page", "price-list")
_LOCALES = ("en-US", "de-DE", "fr-FR", "ja-JP")
_MS = timedelta(milliseconds=1)
_MARGIN_MS = 1_000
# The states of jobs in samples, repeated by their weights.
_FOUND_IN = ("Running",) * 6 + ("New", "WaitingCoordinator", "WaitingClient", "Stopping", "Done")
_LATEST_END = 10 * 60 * 60 * 1000


def active_jobs(scene: Scene, count: int) -> list[Job]:
    """Jobs that are active at the moment of a scene, each in a random state."""
    states: dict[Chance, str] = {}
    submissions = []
    for index in range(count):
        chance = scene.chance / "job" / index
        states[chance] = state = (chance / "state").choice(_FOUND_IN)
        submissions.append((chance, scene.now - _age(state, draw_course(chance), chance / "age")))
    return [_as_found(job, states[job.order.chance]) for job in plan_jobs(scene, submissions)]


def ended_jobs(scene: Scene, count: int) -> list[Job]:
    """Jobs that ended and disappeared before the moment of a scene."""
    submissions = []
    for index in range(count):
        chance = scene.chance / "job" / index
        ago = timedelta(milliseconds=(chance / "ended").between(_MARGIN_MS, _LATEST_END))
        submissions.append((chance, scene.now - ago - draw_course(chance).life))
    return plan_jobs(scene, submissions)


def _age(state: str, course: Course, chance: Chance) -> timedelta:
    """A random age of a job in a given state."""
    ends = (course.new, course.new + course.waiting, course.life - course.done, course.life)
    stage = 0 if state == "New" else 1 if state.startswith("Waiting") else 3 if state == "Done" else 2
    stage_began = ends[stage - 1] if stage else timedelta()
    length = (ends[stage] - stage_began) // timedelta(milliseconds=1)
    return stage_began + timedelta(milliseconds=chance.between(_MARGIN_MS, length - _MARGIN_MS))


def _as_found(job: Job, state: str) -> Job:
    if state.startswith("Waiting"):
        return job._replace(waits_as=state)
    return job._replace(runs_as=state) if state == "Stopping" else job


def plan_jobs(scene: Scene, submissions: Iterable[tuple[Chance, datetime]]) -> list[Job]:
    """The jobs submitted at the given moments, in time order, with increasing numbers."""
    ordered = sorted(submissions, key=lambda submission: submission[1])
    return [_plan(scene, chance, moment, index) for index, (chance, moment) in enumerate(ordered)]


def _plan(scene: Scene, chance: Chance, submitted: datetime, index: int) -> Job:
    kind = scene.kind(chance / "kind")
    original_name = f"{(chance / 'subject').choice(_SUBJECTS)}-{kind.purpose}"
    order = Order(
        chance=chance,
        kind=kind,
        number=number_at(submitted, index),
        name=name_at(original_name, submitted),
        original_name=original_name,
        company_handle=scene.company_handle,
        email=draw_email(chance / "email"),
        locale=(chance / "locale").choice(_LOCALES),
    )
    return plan_job(order, submitted, submitted + _MS * (chance / "started").between(10, 90))
