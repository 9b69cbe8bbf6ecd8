"""Selecting, sorting, and limiting logs and their entries according to the parameters of a request."""

from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeVar

from ipsxml.simulation.job_at_moment import Facts
from ipsxml.simulation.job_log import asset_entry, asset_handle
from ipsxml.simulation.queued_jobs import QueuedJob
from ipsxml.simulation.service_faults import invalid

T = TypeVar("T")

_SORT_FIELDS: dict[str, Callable[[QueuedJob, Facts], Any]] = {
    "JobName": lambda job, _: job.plan.order.name,
    "LogType": lambda _, log: log["logType"],
    "StartDate": lambda job, _: job.plan.started,
    "CompanyName": lambda job, _: job.plan.order.company_handle,
    "UserId": lambda job, _: job.submission.user_handle or "",
    "Email": lambda job, _: job.plan.order.email,
    "FileErrorCount": lambda _, log: log["fileErrorCount"],
    "FileWarningCount": lambda _, log: log["fileWarningCount"],
    "FileSuccessCount": lambda _, log: log["fileSuccessCount"],
}
_ENTRY_FIELDS = {
    "AssetName": "assetName",
    "AssetType": "assetType",
    "DateCreated": "dateCreated",
    "LogMessage": "logMessage",
    "LogType": "logType",
}
"""The reference pages do not list these; they are the members of an entry, spelled as in JobLogSortField."""


def logs_of(jobs: Iterable[QueuedJob], parameters: dict[str, Any]) -> list[Facts]:
    """The logs of jobs without their entries, sorted and limited as getJobLogs requests.

    The default order is not documented. Here the latest logs come first, so that ``numRows`` returns the
    newest ones. With ``sortBy`` the default direction is ascending.

    Raises ``ServiceFault`` for an unknown field or direction, and for a negative number.
    """
    field = _one_of(_SORT_FIELDS, parameters.get("sortBy", "StartDate"), "sortBy")
    descends = _descends(parameters, default="Ascending" if "sortBy" in parameters else "Descending")
    rows = _at_least(0, parameters, "numRows")
    logs = sorted(((job, job.log) for job in jobs), key=lambda pair: field(*pair))
    logs = logs[::-1] if descends else logs
    return [{**log, "detailArray": None} for _, log in logs[:rows]]


def detailed_logs_of(jobs: Iterable[QueuedJob], parameters: dict[str, Any]) -> list[Facts]:
    """The logs of jobs with the entries that getJobLogDetails requests: by type, sorted, one page.

    By default entries are in time order. ``detailTotalRows`` is the number of all entries of a log.
    Without a page size, the page contains all entries.

    Raises ``ServiceFault`` for an unknown field or direction, and for a page or a size less than 1.
    """
    field = _one_of(_ENTRY_FIELDS, parameters.get("sortBy", "DateCreated"), "sortBy")
    descends = _descends(parameters, default="Ascending")
    size = _at_least(1, parameters, "recordsPerPage")
    page = _at_least(1, parameters, "resultsPage") or 1
    types = parameters.get("logTypeArray")

    def page_of(entries: list[Facts]) -> list[Facts]:
        wanted = [entry for entry in entries if types is None or entry["logType"] in types]
        wanted.sort(key=lambda entry: str(entry.get(field, "")))
        wanted = wanted[::-1] if descends else wanted
        length = size or len(wanted)
        return wanted[(page - 1) * length : page * length]

    logs = [job.log for job in jobs]
    return [{**log, "detailArray": page_of(log["detailArray"])} for log in logs]


def asset_logs_of(jobs: Iterable[QueuedJob], handle: str) -> list[Facts]:
    """The entries of jobs about an asset, in the order of the jobs."""
    return [
        asset_entry(job.plan, item)
        for job in jobs
        for item in job.plan.tasks[0].items
        if asset_handle(job.plan, item) == handle
    ]


def _one_of(fields: dict[str, T], name: str, parameter: str) -> T:
    if name not in fields:
        raise invalid(f"{parameter} must be one of {', '.join(fields)}, not {name}")
    return fields[name]


def _descends(parameters: dict[str, Any], default: Literal["Ascending", "Descending"]) -> bool:
    directions = {"Ascending": False, "Descending": True}
    return _one_of(directions, parameters.get("sortDirection", default), "sortDirection")


def _at_least(least: int, parameters: dict[str, Any], name: str) -> int | None:
    value: int | None = parameters.get(name)
    if value is not None and value < least:
        raise invalid(f"{name} must be {least} or more, not {value}")
    return value
