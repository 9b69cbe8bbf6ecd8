"""Selecting the jobs that a request is about, by company, by handle of either kind, and by name."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from ipsxml.simulation.job_timelines import Order
from ipsxml.simulation.queued_jobs import QueuedJob, ScheduledJob
from ipsxml.simulation.service_faults import invalid, named_fault

AnyJob = TypeVar("AnyJob", bound=QueuedJob | ScheduledJob)
_COMPANY_HANDLE = re.compile(r"c\|[^|]+")


def check_company(handle: str) -> None:
    """Raise ``ServiceFault`` (20000) if a handle is not a company handle."""
    if not _COMPANY_HANDLE.fullmatch(handle):
        reason = f"companyHandle: {handle!r} is not a company handle such as c|7"
        raise named_fault("AUTHORIZATION_FAULT_CODE_INVALID_COMPANY", reason)


def is_asked_for(order: Order, parameters: dict[str, Any]) -> bool:
    """Whether a query includes a job; each parameter narrows the query."""
    handle = parameters.get("jobHandle")
    return (
        parameters.get("companyHandle", order.company_handle) == order.company_handle
        and parameters.get("originalName", order.original_name) == order.original_name
        and (handle is None or order.has_handle(handle))
    )


def latest_asked_for(
    jobs: Sequence[AnyJob], known: Iterable[QueuedJob | ScheduledJob], parameters: dict[str, Any], state: str
) -> AnyJob:
    """The job that a request is to act on: the latest match in ``jobs``, which are all in ``state``.

    ``known`` are the jobs in any state. If the request names no company, the company of the job is assumed.
    Raises ``ServiceFault`` if the handle refers to no job, only to jobs of another company (20006), or to no
    job in ``state``.
    """
    handle = parameters["jobHandle"]
    job = _first_with(reversed(jobs), handle)
    any_job = job or _first_with(known, handle)
    if any_job is None:
        raise invalid(f"jobHandle: there is no job {handle}")
    company = parameters.get("companyHandle", any_job.order.company_handle)
    if any_job.order.company_handle != company:
        reason = f"{handle} is not a job of {company}"
        raise named_fault("AUTHORIZATION_FAULT_CODE_ILLEGAL_COMPANY", reason)
    if job is None:
        raise invalid(f"jobHandle: {handle} is not {state}")
    return job


def _first_with(jobs: Iterable[AnyJob], handle: str) -> AnyJob | None:
    return next((job for job in jobs if job.order.has_handle(handle)), None)
