"""The lives of jobs, planned to the millisecond: what is seen of one at a moment follows from its plan."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import accumulate, pairwise
from typing import NamedTuple

from ipsxml.testing.samples.chance import Chance
from ipsxml.testing.samples.kinds import ItemNaming, Kind, Work
from ipsxml.testing.samples.scene import Scene

_SUBJECTS = ("winter-catalogue", "spring-lookbook", "garden-range", "outlet", "home-page", "price-list")
_PRODUCTS = ("boot", "coat", "lamp", "chair", "mug", "scarf", "kettle")
_SUFFIXES = (".tif", ".jpg", ".psd", ".png")
_EMAILS = ("operator@example.com", "studio@example.com", "agency@example.net")
_LOCALES = ("en-US", "de-DE", "fr-FR", "ja-JP")
_ITEM_COUNTS: dict[ItemNaming, tuple[int, int]] = {
    "files": (1, 5),
    "assets": (2, 6),
    "sets": (1, 2),
    "hosts": (1, 2),
}
_SECOND = timedelta(seconds=1)
_MS = timedelta(milliseconds=1)
_NUMBERED_SINCE = datetime(2004, 1, 1)
_SECONDS_A_NUMBER = 53  # with this many, a service that began then has come to some five million jobs


class Course(NamedTuple):
    """How long a job is new, waits, runs, and stays to be seen when it is done."""

    new: timedelta
    waiting: timedelta
    running: timedelta
    done: timedelta

    @property
    def life(self) -> timedelta:
        """From the job's submission until it has vanished."""
        return self.new + self.waiting + self.running + self.done


class Item(NamedTuple):
    """An item of a task, and when it is worked on."""

    name: str
    begins: datetime
    ends: datetime


class Task(NamedTuple):
    """A task of a job."""

    type: str
    items: tuple[Item, ...]


class Job(NamedTuple):
    """A job from its submission until it has vanished.

    ``waits_as`` and ``runs_as`` are the states it is in while it waits and while it runs.
    """

    chance: Chance
    kind: Kind
    number: int
    handle: str
    name: str
    original_name: str
    company_handle: str
    email: str
    locale: str
    submitted: datetime
    started: datetime
    queued: datetime
    tasks: tuple[Task, ...]
    ends: datetime
    vanishes: datetime
    waits_as: str = "WaitingCoordinator"
    runs_as: str = "Running"

    @property
    def files(self) -> tuple[str, ...]:
        """The names of what the job was asked to work on: its first task's items."""
        return tuple(item.name for item in self.tasks[0].items)


def draw_course(chance: Chance) -> Course:
    """The course of a job; each stage lasts longer than a poll series waits between two polls."""
    return Course(
        new=_MS * (chance / "new").between(40_000, 50_000),
        waiting=_MS * (chance / "waiting").between(40_000, 60_000),
        running=_MS * (chance / "running").between(80_000, 200_000),
        done=_MS * (chance / "done").between(40_000, 60_000),
    )


def plan_jobs(scene: Scene, submissions: Iterable[tuple[Chance, datetime]]) -> list[Job]:
    """The jobs submitted at some moments, in the order of time, with numbers that grow with it."""
    ordered = sorted(submissions, key=lambda submission: submission[1])
    return [_plan(scene, chance, moment, index) for index, (chance, moment) in enumerate(ordered)]


def _plan(scene: Scene, chance: Chance, submitted: datetime, index: int) -> Job:
    kind = scene.kind(chance / "kind")
    course = draw_course(chance)
    began = submitted + course.new + course.waiting
    original_name = f"{(chance / 'subject').choice(_SUBJECTS)}-{kind.purpose}"
    local = submitted.replace(tzinfo=None)
    name = f"{original_name}_{local.isoformat('T', 'milliseconds')}"
    number = (local - _NUMBERED_SINCE) // (_SECOND * _SECONDS_A_NUMBER) + index
    return Job(
        chance=chance,
        kind=kind,
        number=number,
        handle=f"j|{scene.company}||{name}|{number}",
        name=name,
        original_name=original_name,
        company_handle=scene.company_handle,
        email=(chance / "email").choice(_EMAILS),
        locale=(chance / "locale").choice(_LOCALES),
        submitted=submitted,
        started=submitted + _MS * (chance / "started").between(10, 90),
        queued=submitted + course.new,
        tasks=_plan_tasks(kind.works, chance / "tasks", began, began + course.running),
        ends=began + course.running,
        vanishes=submitted + course.life,
    )


def _plan_tasks(
    works: tuple[Work, ...], chance: Chance, begins: datetime, ends: datetime
) -> tuple[Task, ...]:
    """The tasks of a job, one after the other; the first takes three quarters of the time."""
    product = (chance / "product").choice(_PRODUCTS)
    edges = [begins, begins + (ends - begins) // 4 * 3, ends] if len(works) > 1 else [begins, ends]
    return tuple(
        Task(
            work.task_type,
            _plan_items(_item_names(work.items, product, chance / work.items), *window, chance),
        )
        for work, window in zip(works, pairwise(edges), strict=True)
    )


def _plan_items(names: list[str], begins: datetime, ends: datetime, chance: Chance) -> tuple[Item, ...]:
    """The items of a task: each begins in its turn, and ends when the next is half done."""
    shares = [(chance / name).between(2, 5) for name in names]
    total = sum(shares)
    edges = [begins + (ends - begins) * done // total for done in accumulate(shares, initial=0)]
    return tuple(
        Item(name, first, min(ends, last + (last - first) // 2))
        for name, (first, last) in zip(names, pairwise(edges), strict=True)
    )


def _item_names(naming: ItemNaming, product: str, chance: Chance) -> list[str]:
    count = (chance / "count").between(*_ITEM_COUNTS[naming])
    if naming == "hosts":
        return [f"image-server-{index}.example.com" for index in range(1, count + 1)]
    if naming == "sets":
        return [f"{product}-set-{index}" for index in range(1, count + 1)]
    first = (chance / "number").between(100, 900)
    suffix = (chance / "suffix").choice(_SUFFIXES) if naming == "files" else ""
    return [f"{product}-{first + index}{suffix}" for index in range(count)]
