"""The lives of jobs, planned to the millisecond: the state of a job at any moment follows from its plan."""

from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise
from typing import NamedTuple

from ipsxml.simulation.job_kinds import ItemNaming, Kind
from ipsxml.simulation.seeded_choice import Chance

_PRODUCTS = ("boot", "coat", "lamp", "chair", "mug", "scarf", "kettle")
_SUFFIXES = (".tif", ".jpg", ".psd", ".png")
_EMAILS = ("operator@example.com", "studio@example.com", "agency@example.net")
_ITEM_COUNTS: dict[ItemNaming, tuple[int, int]] = {
    "files": (1, 5),
    "assets": (2, 6),
    "sets": (1, 2),
    "hosts": (1, 2),
}
_SECOND = timedelta(seconds=1)
_MS = timedelta(milliseconds=1)
NEVER = datetime.max.replace(tzinfo=UTC)
"""The time of something that never begins or ends."""
_STOPPING_MS = (5_000, 15_000)
_NUMBERED_SINCE = datetime(2004, 1, 1, tzinfo=UTC)
_SECONDS_PER_JOB = 53  # a service that has run since then is at about five million jobs


class Course(NamedTuple):
    """How long a job is new, waits, runs, and stays visible after it is done."""

    new: timedelta
    waiting: timedelta
    running: timedelta
    done: timedelta

    @property
    def life(self) -> timedelta:
        """The time from the job's submission until it vanishes."""
        return self.new + self.waiting + self.running + self.done


class Subject(NamedTuple):
    """The subject of an item: its name, and if decided, the asset's handle and the size in bytes."""

    name: str
    asset_handle: str | None = None
    size: int | None = None


class Order(NamedTuple):
    """A job as it was ordered: its kind, owner, and name, but not when it runs.

    ``subjects`` are the subjects of its first task; if there are none, they are random.
    """

    chance: Chance
    kind: Kind
    number: int
    name: str
    original_name: str
    company_handle: str
    email: str
    locale: str
    subjects: tuple[Subject, ...] = ()

    @property
    def handle(self) -> str:
        """The handle that identifies this job alone."""
        return f"j|{self.company_handle[2:]}||{self.name}|{self.number}"

    @property
    def submission_handle(self) -> str:
        """The handle that submitJob returns; it refers to all jobs a company submitted under one name."""
        return submission_handle(self.company_handle, self.original_name)

    def has_handle(self, handle: str) -> bool:
        """Whether a handle, of either kind, refers to the job."""
        return handle in (self.handle, self.submission_handle)


class Item(NamedTuple):
    """An item of a task, and the time during which it is processed."""

    subject: Subject
    begins: datetime
    ends: datetime

    @property
    def name(self) -> str:
        """The name of its subject."""
        return self.subject.name


class Task(NamedTuple):
    """A task of a job."""

    type: str
    items: tuple[Item, ...]


class Job(NamedTuple):
    """A job from its submission until it vanishes.

    ``waits_as`` and ``runs_as`` are its states while it waits and while it runs.
    """

    order: Order
    submitted: datetime
    started: datetime
    queued: datetime
    tasks: tuple[Task, ...]
    ends: datetime
    vanishes: datetime
    waits_as: str = "WaitingCoordinator"
    runs_as: str = "Running"

    @property
    def is_stopped(self) -> bool:
        """Whether the job is being stopped or was stopped."""
        return self.runs_as == "Stopping"

    @property
    def awaits_client(self) -> bool:
        """Whether the job cannot begin until its client has sent everything."""
        return self.waits_as == "WaitingClient"

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the items of the first task: the files the job was asked to process."""
        return tuple(item.name for item in self.tasks[0].items)


SHORTEST_LIFE = timedelta(seconds=200)
"""The sum of the minimum lengths of all stages in ``draw_course``."""


def draw_course(chance: Chance) -> Course:
    """The course of a job; each stage is longer than the pause between two polls of a poll series."""
    return Course(
        new=_MS * (chance / "new").between(40_000, 50_000),
        waiting=_MS * (chance / "waiting").between(40_000, 60_000),
        running=_MS * (chance / "running").between(80_000, 200_000),
        done=_MS * (chance / "done").between(40_000, 60_000),
    )


def submission_handle(company_handle: str, original_name: str) -> str:
    """The handle that the service returns for a submission under a name.

    >>> submission_handle("c|7", "nightly")
    'j|7|nightly||'
    """
    return f"j|{company_handle[2:]}|{original_name}||"


def name_at(original_name: str, submitted: datetime) -> str:
    """The name that the service gives to a job submitted under a name.

    >>> name_at("nightly", datetime(2014, 4, 1, 12))
    'nightly_2014-04-01-12:00:00.000'
    """
    return f"{original_name}_{submitted.replace(tzinfo=None).isoformat('-', 'milliseconds')}"


def number_at(submitted: datetime, index: int) -> int:
    """The number of a job that was submitted after ``index`` others."""
    return (submitted - _NUMBERED_SINCE) // (_SECOND * _SECONDS_PER_JOB) + index


def draw_email(chance: Chance) -> str:
    """The email address of a random user."""
    return chance.choice(_EMAILS)


def plan_job(order: Order, submitted: datetime, started: datetime) -> Job:
    """The planned job for an order; ``submitted`` is when it was triggered."""
    course = draw_course(order.chance)
    began = submitted + course.new + course.waiting
    return Job(
        order=order,
        submitted=submitted,
        started=started,
        queued=submitted + course.new,
        tasks=_plan_tasks(order, began, began + course.running),
        ends=began + course.running,
        vanishes=submitted + course.life,
    )


def stop_job(job: Job, moment: datetime) -> Job:
    """The new plan of a job that is asked to stop before it has ended.

    Items that have not begun never begin, and the others have a few seconds to finish. Then the job ends and
    vanishes at once. The new plan is valid only from ``moment`` on.
    """
    ends = min(job.ends, moment + _MS * (job.order.chance / "stopping").between(*_STOPPING_MS))
    return job._replace(
        queued=min(job.queued, moment),
        tasks=tuple(
            task._replace(items=tuple(_unless_begun(item, moment) for item in task.items))
            for task in job.tasks
        ),
        ends=ends,
        vanishes=ends,
        waits_as=job.waits_as if moment >= job.tasks[0].items[0].begins else "Stopping",
        runs_as="Stopping",
    )


def hold_job(job: Job) -> Job:
    """The plan of a job that waits for its client: no item begins until the job is released."""
    return job._replace(
        queued=job.submitted,
        tasks=tuple(
            task._replace(items=tuple(item._replace(begins=NEVER, ends=NEVER) for item in task.items))
            for task in job.tasks
        ),
        ends=NEVER,
        vanishes=NEVER,
        waits_as="WaitingClient",
    )


def release_job(job: Job, moment: datetime) -> Job:
    """The new plan of a held job after its client has sent everything, from ``moment`` on."""
    return plan_job(job.order, moment, job.started)._replace(submitted=job.submitted, queued=moment)


def _unless_begun(item: Item, moment: datetime) -> Item:
    return item if item.begins <= moment else item._replace(begins=NEVER, ends=NEVER)


def _plan_tasks(order: Order, begins: datetime, ends: datetime) -> tuple[Task, ...]:
    """The tasks of a job in sequence; if there are two, the first takes three quarters of the time."""
    works, chance = order.kind.works, order.chance / "tasks"
    product = (chance / "product").choice(_PRODUCTS)
    edges = [begins, begins + (ends - begins) // 4 * 3, ends] if len(works) > 1 else [begins, ends]
    subjects = [_draw_subjects(work.items, product, chance / work.items) for work in works]
    if order.subjects:
        subjects[0] = order.subjects
    return tuple(
        Task(work.task_type, _plan_items(of_work, *window, chance))
        for work, of_work, window in zip(works, subjects, pairwise(edges), strict=True)
    )


def _plan_items(
    subjects: tuple[Subject, ...], begins: datetime, ends: datetime, chance: Chance
) -> tuple[Item, ...]:
    """The items of a task in sequence; they overlap, so each ends when the next is about half done."""
    shares = [(chance / subject.name).between(2, 5) for subject in subjects]
    total = sum(shares)
    edges = [begins + (ends - begins) * done // total for done in accumulate(shares, initial=0)]
    return tuple(
        Item(subject, first, min(ends, last + (last - first) // 2))
        for subject, (first, last) in zip(subjects, pairwise(edges), strict=True)
    )


def _draw_subjects(naming: ItemNaming, product: str, chance: Chance) -> tuple[Subject, ...]:
    return tuple(Subject(name) for name in _item_names(naming, product, chance))


def _item_names(naming: ItemNaming, product: str, chance: Chance) -> list[str]:
    count = (chance / "count").between(*_ITEM_COUNTS[naming])
    if naming == "hosts":
        return [f"image-server-{index}.example.com" for index in range(1, count + 1)]
    if naming == "sets":
        return [f"{product}-set-{index}" for index in range(1, count + 1)]
    first = (chance / "number").between(100, 900)
    suffix = (chance / "suffix").choice(_SUFFIXES) if naming == "files" else ""
    return [f"{product}-{first + index}{suffix}" for index in range(count)]
