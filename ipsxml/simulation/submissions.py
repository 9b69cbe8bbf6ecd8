"""Reading the parameters of submitJob: what to do, for whom, and when."""

from copy import deepcopy
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

import msgspec

from ipsxml.simulation.detail_kinds import job_details, kind_with, list_in, subjects_of
from ipsxml.simulation.job_kinds import Kind
from ipsxml.simulation.job_timelines import Order, Subject, draw_email, name_at, number_at
from ipsxml.simulation.quartz_schedule import next_fire
from ipsxml.simulation.queue_times import exact, out_of_range, read_moment
from ipsxml.simulation.seeded_choice import Chance
from ipsxml.simulation.service_faults import invalid, missing

DEFAULT_LOCALE = "en-US"


class Submission(NamedTuple):
    """The job requested by submitJob or by the POSTs of an upload, without its timing.

    ``detail`` is the value of the job detail; it may be ``None`` for an upload by POST. ``subjects`` are the
    subjects of the job, if the request lists them. ``size`` is the approximate memory that the job takes, in
    kilobytes.
    """

    kind: Kind
    company_handle: str
    user_handle: str | None
    job_name: str
    locale: str
    description: str | None
    detail: dict[str, Any] | None
    subjects: tuple[Subject, ...]
    size: int


class Timing(NamedTuple):
    """When a job runs: immediately, at a time, or by a schedule in cron notation, in the service's zone."""

    time: datetime | None
    schedule: str | None
    zone: tzinfo | None

    @property
    def is_at_once(self) -> bool:
        """Whether the job runs immediately."""
        return self.time is None and self.schedule is None

    def fires(self, after: datetime) -> datetime | None:
        """When the job runs next: its time, or the next time of its schedule after a moment, if any."""
        if self.schedule is None:
            return self.time
        fires = next_fire(self.schedule, after.astimezone(self.zone))
        return None if fires is None else exact(fires)


def read_submission(parameters: dict[str, Any], company_handle: str) -> Submission:
    """The submission in a request; raises ``ServiceFault`` unless it has exactly one non-empty job detail."""
    details = [name for name in job_details() if name in parameters]
    if not details:
        raise missing("submitJob requires a job detail, such as uploadUrlsJob or imageServingPublishJob")
    if len(details) > 1:
        raise invalid(f"a job must have one job detail, not {len(details)}: {', '.join(details)}")
    if not parameters["jobName"]:
        raise missing("jobName must not be empty")
    name = details[0]
    member = list_in(name)
    if member is not None and not parameters[name].get(member):
        raise missing(f"{name} has nothing to work on: {member} is empty or missing")
    subjects = subjects_of(name, parameters[name])
    return Submission(
        kind=kind_with(name),
        company_handle=company_handle,
        user_handle=parameters.get("userHandle"),
        job_name=parameters["jobName"],
        locale=parameters.get("locale", DEFAULT_LOCALE),
        description=parameters.get("description"),
        detail=deepcopy(parameters[name]),
        subjects=subjects,
        size=size_of(parameters, len(subjects)),
    )


def size_of(parameters: dict[str, Any], subjects: int) -> int:
    """An estimate in kilobytes: one per subject, plus the text, in which the job name counts five times."""
    characters = len(msgspec.json.encode(parameters)) + 4 * len(parameters.get("jobName", ""))
    return 1 + subjects + characters // 1000


def read_timing(parameters: dict[str, Any], now: datetime, zone: tzinfo | None) -> Timing:
    """The timing in a request; a time in the past means immediately.

    ``zone`` is the service's time zone, which schedules use. Raises ``ServiceFault`` for a schedule that is
    invalid or never fires, and for a year that ``datetime`` cannot represent.
    """
    schedule, time = parameters.get("execSchedule"), read_moment(parameters, "execTime", zone)
    if schedule is not None and time is not None:
        raise invalid("a job can have an execTime or an execSchedule, not both")
    if schedule is not None:
        _check_schedule(schedule, now.astimezone(zone))
    if time is None or time <= now:
        return Timing(None, schedule, zone)
    try:
        return Timing(exact(time.astimezone(zone)), None, zone)
    except OverflowError:
        raise out_of_range("execTime", parameters["execTime"]) from None


def _check_schedule(schedule: str, now: datetime) -> None:
    try:
        fires = next_fire(schedule, now)
    except ValueError as error:
        raise invalid(f"execSchedule: {error}") from None
    if fires is None:
        raise invalid(f"execSchedule: {schedule!r} never fires")


def order_of(submission: Submission, chance: Chance, index: int, now: datetime, stamp: datetime) -> Order:
    """The order for a submission that follows ``index`` others.

    ``chance`` is the service's; ``stamp`` is the time in the job's name.
    """
    return Order(
        chance=chance / "job" / index,
        kind=submission.kind,
        number=number_at(now, index),
        name=name_at(submission.job_name, stamp),
        original_name=submission.job_name,
        company_handle=submission.company_handle,
        email=draw_email(chance / "email" / (submission.user_handle or "caller")),
        locale=submission.locale,
        subjects=subjects_in(submission, chance),
    )


def subjects_in(submission: Submission, chance: Chance) -> tuple[Subject, ...]:
    """The subjects of a submission, each with its asset; ``chance`` is the service's."""
    return tuple(_with_asset(subject, submission.company_handle, chance) for subject in submission.subjects)


def _with_asset(subject: Subject, company_handle: str, chance: Chance) -> Subject:
    """A subject with its asset handle; files of a company with the same name are the same asset."""
    if subject.asset_handle is not None:
        return subject
    number = (chance / "asset" / company_handle / subject.name).between(10_000, 999_999)
    return subject._replace(asset_handle=f"a|{company_handle[2:]}|{number}")
