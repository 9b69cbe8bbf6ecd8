"""Logs of finished jobs: counts that add up, and entries in time order."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from ipsxml.simulation.job_at_moment import Facts, identity
from ipsxml.simulation.job_timelines import Item, Job
from ipsxml.simulation.queue_times import written
from ipsxml.simulation.seeded_choice import Chance

Wants = Callable[[Chance], bool]
"""Decides randomly whether to include an optional part."""


def log_of(job: Job, wants: Wants) -> Facts:
    """The JobLog of a job that has ended."""
    known = identity(job.order)
    entries = entries_of(job, wants)
    return {
        "companyHandle": known["companyHandle"],
        "jobHandle": known["jobHandle"],
        "jobName": known["name"],
        "originalJobName": known["originalName"],
        "submitUserEmail": known["submitUserEmail"],
        "logType": job.order.kind.log.end,
        "jobSubType": job.order.kind.job_type,
        "startDate": written(job.started),
        "endDate": written(job.ends),
        "description": f"{job.order.kind.job_type} of {len(job.files)} files{', stopped' * job.is_stopped}",
        **_counts(job),
        "fatalError": False,
        "detailTotalRows": len(entries),
        "detailArray": entries if wants(job.order.chance / "entries") else None,
    }


def _counts(job: Job) -> dict[str, int]:
    """The numbers of files by result. A publishing job transfers each file.

    Files that were not done when the job was stopped count as errors.
    """
    kind, items = job.order.kind, job.tasks[0].items
    troubled = sum(is_done(job, item) and _is_troubled(job, item) for item in items)
    warnings = troubled if kind.log.trouble.endswith("Warning") else 0
    errors = troubled - warnings + sum(not is_done(job, item) for item in items)
    successes = len(items) - errors - warnings
    is_publishing = any(work.items == "hosts" for work in kind.works)
    return {
        "fileSuccessCount": successes,
        "fileErrorCount": errors,
        "fileWarningCount": warnings,
        "fileDuplicateCount": 0,
        "fileUpdateCount": (job.order.chance / "updated").below(successes + 1),
        "totalFileCount": len(items),
        "transferSuccessCount": successes if is_publishing else 0,
        "transferErrorCount": errors if is_publishing else 0,
        "transferWarningCount": warnings if is_publishing else 0,
    }


def is_done(job: Job, item: Item) -> bool:
    """Whether an item of a job that has ended was done, rather than stopped with the job."""
    return item.ends <= job.ends


def entries_of(job: Job, wants: Wants) -> list[Facts]:
    """The JobLogDetails of a job: its start, each item, and its end."""
    log, name = job.order.kind.log, job.order.original_name
    ended = "was stopped" if job.is_stopped else "ended"
    return [
        {**_entry(f"{name} began", log.begin), "dateCreated": written(job.started)},
        *(_item_entry(job, item, wants) for item in job.tasks[0].items),
        {**_entry(f"{name} {ended}", log.end), "dateCreated": written(job.ends)},
    ]


def asset_entry(job: Job, item: Item) -> Facts:
    """The AssetJobLog for one file of a job."""
    return {
        "jobHandle": job.order.handle,
        "jobName": job.order.name,
        "logMessage": _message(job, item),
        "logType": _log_type(job, item),
        "submitUserEmail": job.order.email,
        "logDate": written(_logged_at(job, item)),
        "auxArray": _further(job, item),
    }


def asset_handle(job: Job, item: Item) -> str:
    """The asset handle of an item of a job."""
    number = (job.order.chance / "entry" / item.name / "asset").between(10_000, 99_999)
    return item.subject.asset_handle or f"a|{job.order.company_handle[2:]}|{number}"


def _entry(message: str, log_type: str) -> Facts:
    return {"logMessage": message, "logType": log_type, "auxArray": None}


def _item_entry(job: Job, item: Item, wants: Wants) -> Facts:
    chance = job.order.chance / "entry" / item.name
    return {
        "logMessage": _message(job, item),
        "logType": _log_type(job, item),
        "dateCreated": written(_logged_at(job, item)),
        "assetName": item.name.partition(".")[0],
        "assetType": "Image",
        "assetHandle": asset_handle(job, item),
        "auxArray": _further(job, item) if wants(chance / "further") else None,
    }


def _logged_at(job: Job, item: Item) -> datetime:
    """The time of the log entry for an item."""
    return min(item.ends, job.ends)


def _further(job: Job, item: Item) -> list[dict[str, Any]]:
    moment = written(_logged_at(job, item) + timedelta(milliseconds=1))
    return [{"logMessage": "Checked", "logType": "Info", "dateCreated": moment}]


def _is_troubled(job: Job, item: Item) -> bool:
    return (job.order.chance / "trouble" / item.name).one_in(6)


def _log_type(job: Job, item: Item) -> str:
    if not is_done(job, item):
        return "FileCancel"
    log = job.order.kind.log
    return log.trouble if _is_troubled(job, item) else log.success


def _message(job: Job, item: Item) -> str:
    if not is_done(job, item):
        return f"{item.name}: canceled"
    return f"{item.name}: {'see the further messages' if _is_troubled(job, item) else 'done'}"
