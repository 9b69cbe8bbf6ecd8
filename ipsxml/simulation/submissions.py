"""Reading the parameters of submitJob: what is to be done, for whom, and when."""

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
    """What submitJob asked for, beside when, or the POSTs of an upload.

    ``detail`` is the value of the job's one detail, ``None`` where an upload was posted without it.
    ``subjects`` are what the job works on, where that was said. ``size`` is how much memory a job of
    it takes, in kilobytes, roughly.
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
    """When a job runs: at once, at a time, or by a schedule in cron's notation, in the service's zone."""

    time: datetime | None
    schedule: str | None
    zone: tzinfo | None

    @property
    def is_at_once(self) -> bool:
        """Whether the job is not scheduled at all."""
        return self.time is None and self.schedule is None

    def fires(self, after: datetime) -> datetime | None:
        """When the job runs next: its time, or the schedule's next one after a moment, if it has any."""
        if self.schedule is None:
            return self.time
        fires = next_fire(self.schedule, after.astimezone(self.zone))
        return None if fires is None else exact(fires)


def read_submission(parameters: dict[str, Any], company_handle: str) -> Submission:
    """What a submission asks for; raises ``ServiceFault`` for none or several details, and empty ones."""
    details = [name for name in job_details() if name in parameters]
    if not details:
        raise missing("submitJob needs a job detail: uploadUrlsJob, imageServingPublishJob or another one")
    if len(details) > 1:
        raise invalid(f"a job has one job detail, not {len(details)}: {', '.join(details)}")
    if not parameters["jobName"]:
        raise missing("jobName is empty")
    name = details[0]
    member = list_in(name)
    if member is not None and not parameters[name].get(member):
        raise missing(f"{name} needs something to work on: {member} is empty, or not there")
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
    """Kilobytes: one for each subject; texts take their length, the job's name several times as much."""
    characters = len(msgspec.json.encode(parameters)) + 4 * len(parameters.get("jobName", ""))
    return 1 + subjects + characters // 1000


def read_timing(parameters: dict[str, Any], now: datetime, zone: tzinfo | None) -> Timing:
    """When a submission asks its job to run; a time that has passed means at once.

    ``zone`` is that of the service, in which schedules are meant. Raises ``ServiceFault`` for a
    schedule that is none, or that never fires, and for a year that Python's ``datetime`` cannot hold.
    """
    schedule, time = parameters.get("execSchedule"), read_moment(parameters, "execTime", zone)
    if schedule is not None and time is not None:
        raise invalid("a job has an execTime or an execSchedule, not both")
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
        raise invalid(f"execSchedule: {schedule!r} never comes")


def order_of(submission: Submission, chance: Chance, index: int, now: datetime, stamp: datetime) -> Order:
    """The order that a submission leads to, as one of which ``index`` others were before.

    ``chance`` is that of the service; ``stamp`` is the time in the job's name.
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
    """What a submission is to work on, each with its asset; ``chance`` is that of the service."""
    return tuple(_with_asset(subject, submission.company_handle, chance) for subject in submission.subjects)


def _with_asset(subject: Subject, company_handle: str, chance: Chance) -> Subject:
    """A subject with its asset's handle: files of one name are one asset of their company."""
    if subject.asset_handle is not None:
        return subject
    number = (chance / "asset" / company_handle / subject.name).between(10_000, 999_999)
    return subject._replace(asset_handle=f"a|{company_handle[2:]}|{number}")
