"""The state of a planned job at a moment, with progress that agrees with it."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from ipsxml.simulation.job_timelines import Item, Job, Order, Task
from ipsxml.simulation.queue_times import written

Facts = dict[str, Any]
"""The values decided for members of an object; ``None`` means that a member is absent."""

_TICK = timedelta(milliseconds=500)  # an item reports its progress this often
_SIZES = (20_000, 9_000_000)
_LARGEST_INT = 2**31 - 1


class Seen(NamedTuple):
    """The progress of a task or an item, in parts of 10,000, and when it was reported."""

    progress: int
    reported: datetime


def observe(job: Job, now: datetime) -> Facts:
    """The interdependent members of ActiveJob at a moment, in wire order."""
    tasks = [_observe_task(task, job, now) for task in job.tasks]
    state = _state(job, now)
    reported = max([job.started, *(seen.reported for seen, _ in tasks)])
    return {
        **identity(job.order),
        "type": job.order.kind.job_type,
        "state": state,
        "locale": job.order.locale,
        "serverName": f"worker_{(job.order.chance / 'server').between(1, 9)}",
        "startDate": written(job.started),
        "triggerTime": written(job.submitted),
        "totalSize": min(_LARGEST_INT, sum(_size_of(item, job) for item in job.tasks[0].items)),
        "progress": _percent(state, [seen.progress for seen, _ in tasks], job),
        "progressMessage": _message(state, job),
        "lastProgressUpdate": written(reported),
        "taskProgressArray": [facts for _, facts in tasks],
    }


def _size_of(item: Item, job: Job) -> int:
    size = item.subject.size
    return (job.order.chance / item.name).between(*_SIZES) if size is None else size


def identity(order: Order) -> Facts:
    """The members that identify a job and its owner."""
    return {
        "companyHandle": order.company_handle,
        "jobHandle": order.handle,
        "name": order.name,
        "originalName": order.original_name,
        "submitUserEmail": order.email,
    }


def _state(job: Job, now: datetime) -> str:
    if now < job.queued:
        return "New"
    if now < job.tasks[0].items[0].begins:
        return job.waits_as
    return job.runs_as if now < job.ends else "Done"


def _percent(state: str, tasks: list[int], job: Job) -> int:
    """The progress of a job in whole percent: 0 until it runs, 100 when it is done."""
    if state in ("New", job.waits_as):
        return 0
    return 100 if state == "Done" else min(99, max(1, sum(tasks) // (100 * len(tasks))))


def _message(state: str, job: Job) -> str:
    if state == job.runs_as:
        return job.order.kind.message if state == "Running" else "Stopping"
    return {"New": "", "Done": "Done"}.get(state, "Waiting for a server")


def _observe_task(task: Task, job: Job, now: datetime) -> tuple[Seen, Facts]:
    seen = [_observe_item(item, job, now) for item in task.items]
    done = sum(now >= item.ends for item in task.items)
    begun = sum(now >= item.begins for item in task.items)
    progress = _rounded(sum(each.progress for each in seen), len(seen))
    reported = max(each.reported for each in seen)
    working = "Stopping" if job.runs_as == "Stopping" else "Processing"
    return Seen(progress, reported), {
        "taskType": task.type,
        "taskState": "Done" if done == len(seen) else working if begun else "New",
        "numProcessed": done,
        "numProcessing": begun - done,
        "numPending": len(seen) - begun,
        "progress": progress / 10_000,
        "progressMessage": "",
        "lastProgressUpdate": written(reported),
        "taskItemProgressArray": [
            {
                "itemName": item.name,
                "progress": each.progress / 10_000,
                "progressMessage": "Done" if now >= item.ends else "Working" if now >= item.begins else "",
                "lastProgressUpdate": written(each.reported),
            }
            for item, each in zip(task.items, seen, strict=True)
        ],
    }


def _rounded(total: int, count: int) -> int:
    """The mean, rounded half up; integer arithmetic gives the same result on every platform."""
    return (2 * total + count) // (2 * count)


def _observe_item(item: Item, job: Job, now: datetime) -> Seen:
    """The progress of an item at its last report, in steps of one percent."""
    if now < item.begins:
        return Seen(0, job.started)
    if now >= item.ends:
        return Seen(10_000, item.ends)
    reported = item.begins + (now - item.begins) // _TICK * _TICK
    return Seen((reported - item.begins) * 100 // (item.ends - item.begins) * 100, reported)
