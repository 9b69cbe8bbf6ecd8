"""Logs of jobs that have run: counts that add up, and entries in the order of time."""

from datetime import timedelta
from typing import Any

from ipsxml.testing.samples.observe import Facts, identity
from ipsxml.testing.samples.plans import Item, Job
from ipsxml.testing.samples.scene import Scene, written


def log_of(scene: Scene, job: Job) -> Facts:
    """JobLog of a job that has ended."""
    known = identity(job)
    entries = entries_of(scene, job)
    return {
        "companyHandle": known["companyHandle"],
        "jobHandle": known["jobHandle"],
        "jobName": known["name"],
        "originalJobName": known["originalName"],
        "submitUserEmail": known["submitUserEmail"],
        "logType": job.kind.log.end,
        "jobSubType": job.kind.job_type,
        "startDate": written(job.started),
        "endDate": written(job.ends),
        "description": f"{job.kind.job_type} of {len(job.files)} files",
        **_counts(job),
        "fatalError": False,
        "detailTotalRows": len(entries),
        "detailArray": entries if scene.wants(job.chance / "entries") else None,
    }


def _counts(job: Job) -> dict[str, int]:
    """How many files there were, and what became of them; a publishing job transfers each."""
    total = len(job.files)
    troubled = sum(_is_troubled(job, item) for item in job.tasks[0].items)
    warnings = troubled if job.kind.log.trouble.endswith("Warning") else 0
    is_publishing = any(work.items == "hosts" for work in job.kind.works)
    return {
        "fileSuccessCount": total - troubled,
        "fileErrorCount": troubled - warnings,
        "fileWarningCount": warnings,
        "fileDuplicateCount": 0,
        "fileUpdateCount": (job.chance / "updated").below(total - troubled + 1),
        "totalFileCount": total,
        "transferSuccessCount": total - troubled if is_publishing else 0,
        "transferErrorCount": troubled - warnings if is_publishing else 0,
        "transferWarningCount": warnings if is_publishing else 0,
    }


def entries_of(scene: Scene, job: Job) -> list[Facts]:
    """JobLogDetail by JobLogDetail: the beginning, each item, the end."""
    log, name = job.kind.log, job.original_name
    return [
        {**_entry(f"{name} began", log.begin), "dateCreated": written(job.started)},
        *(_item_entry(scene, job, item) for item in job.tasks[0].items),
        {**_entry(f"{name} ended", log.end), "dateCreated": written(job.ends)},
    ]


def asset_entry(job: Job) -> Facts:
    """AssetJobLog: what a job did to one of its files."""
    item = job.tasks[0].items[0]
    return {
        "jobHandle": job.handle,
        "jobName": job.name,
        "logMessage": _message(job, item),
        "logType": _log_type(job, item),
        "submitUserEmail": job.email,
        "logDate": written(item.ends),
        "auxArray": _further(item),
    }


def _entry(message: str, log_type: str) -> Facts:
    return {"logMessage": message, "logType": log_type, "auxArray": None}


def _item_entry(scene: Scene, job: Job, item: Item) -> Facts:
    chance = job.chance / "entry" / item.name
    company = job.company_handle[2:]
    return {
        "logMessage": _message(job, item),
        "logType": _log_type(job, item),
        "dateCreated": written(item.ends),
        "assetName": item.name.partition(".")[0],
        "assetType": "Image",
        "assetHandle": f"a|{company}|{(chance / 'asset').between(10_000, 99_999)}",
        "auxArray": _further(item) if scene.wants(chance / "further") else None,
    }


def _further(item: Item) -> list[dict[str, Any]]:
    moment = written(item.ends + timedelta(milliseconds=1))
    return [{"logMessage": "Checked", "logType": "Info", "dateCreated": moment}]


def _is_troubled(job: Job, item: Item) -> bool:
    return (job.chance / "trouble" / item.name).one_in(6)


def _log_type(job: Job, item: Item) -> str:
    return job.kind.log.trouble if _is_troubled(job, item) else job.kind.log.success


def _message(job: Job, item: Item) -> str:
    return f"{item.name}: {'see the further messages' if _is_troubled(job, item) else 'done'}"
