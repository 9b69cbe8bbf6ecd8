"""A simulated job queue: submitted jobs run, are seen, stopped and scheduled, and leave their logs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, TypeVar

from ipsxml.codec import Plain
from ipsxml.contract import Version, contract
from ipsxml.simulation.fit_to_version import fit
from ipsxml.simulation.job_at_moment import Facts
from ipsxml.simulation.job_timelines import Order, name_at, plan_job, stop_job
from ipsxml.simulation.log_queries import asset_logs_of, detailed_logs_of, logs_of
from ipsxml.simulation.queue_times import exact, read_moment
from ipsxml.simulation.queued_jobs import QueuedJob, ScheduledJob
from ipsxml.simulation.seeded_choice import Chance
from ipsxml.simulation.service_faults import invalid, named_fault
from ipsxml.simulation.submissions import Submission, order_of, read_submission, read_timing

Parameters = dict[str, Any]
AnyJob = TypeVar("AnyJob", QueuedJob, ScheduledJob)
_COMPANY_HANDLE = re.compile(r"c\|[^|]+")
_MS = timedelta(milliseconds=1)
_NOT_BEGUN = ("New", "WaitingClient", "WaitingCoordinator")


def _system_time() -> datetime:
    return datetime.now(UTC)


class SimulatedQueue:
    """A backend whose jobs run by a clock: what is seen of them follows from their plans and the time.

    ``clock`` gives an aware ``datetime``; by default it is the system's, in UTC. Nothing sleeps; a
    clock that goes back stands still for the queue. The same ``seed`` and the same requests at the
    same times give the same answers.

    As on the wire, submitJob answers a handle like ``j|7|nightly||``, which stands for the jobs that
    the company submitted under that name; each of them is seen under a handle of its own. Either is
    taken. A question is about all jobs that its handle stands for; stopJob is for the latest of them
    that is active, and what is done to scheduled jobs for the latest that is scheduled.

    A job goes from New over WaitingCoordinator and Running to Done, in some four minutes; then it
    vanishes from getActiveJobs, and has its log. Of an upload from addresses each file is an item;
    what other jobs work on is taken from the handles in their detail, or made up. About one item in
    six ends with a warning, or an error. A job that is stopped has a few seconds left; what it has
    not done then is an error in its log.

    A job with an execTime keeps its handle when it runs. A job with an execSchedule, in Quartz's
    notation and the clock's zone, stays scheduled: each run is a job of its own under the same
    originalName, and none begins while the one before is active.

    Any company handle such as ``c|7`` is that of a company. Nothing is fetched, no address called,
    no e-mail sent, and no job follows on an upload.

    >>> from ipsxml.contract import version_named
    >>> queue = SimulatedQueue(clock=lambda: datetime(2014, 4, 1, 12, tzinfo=UTC))
    >>> detail = {"publishType": "Full", "emailSetting": "None"}
    >>> job = {"companyHandle": "c|7", "jobName": "nightly", "imageServingPublishJob": detail}
    >>> queue.answer("submitJob", job, version_named("2014-04-03"))
    {'jobHandle': 'j|7|nightly||'}
    """

    def __init__(self, *, clock: Callable[[], datetime] = _system_time, seed: int = 0) -> None:
        self._clock = clock
        self._chance = Chance.of(seed)
        self._now = datetime.min.replace(tzinfo=UTC)
        self._zone: tzinfo | None = UTC
        self._orders = 0
        self._names: set[str] = set()
        self._jobs: dict[str, QueuedJob] = {}
        self._scheduled: dict[str, ScheduledJob] = {}
        self._operations: dict[str, Callable[[Parameters], Facts]] = {
            "getActiveJobs": self._get_active_jobs,
            "getScheduledJobs": self._get_scheduled_jobs,
            "getJobLogs": self._get_job_logs,
            "getJobLogDetails": self._get_job_log_details,
            "getAssetJobLogs": self._get_asset_job_logs,
            "submitJob": self._submit_job,
            "stopJob": self._stop_job,
            "pauseJob": self._pause_job,
            "resumeJob": self._resume_job,
            "executeJob": self._execute_job,
            "deleteJob": self._delete_job,
        }

    def answer(self, operation: str, parameters: dict[str, Plain], version: Version) -> dict[str, Plain]:
        """The plain value of ``{operation}Return`` for a valid plain ``{operation}Param``.

        Raises ``ServiceFault`` for an operation that there is not, for a company handle that is
        none, for a job that is not there, or not in the state that the operation is for, or of
        another company, and for parameters that contradict each other or make no sense.
        Raises ``ValueError`` if the clock gives a ``datetime`` without a time zone.
        """
        self._look_at_the_clock()
        self._run_what_is_due()
        if operation not in self._operations:
            raise named_fault("IPS_API_FAULT_CODE_EXCEPTION", f"there is no operation {operation}")
        if "companyHandle" in parameters:
            _check_company(str(parameters["companyHandle"]))
        facts = self._operations[operation](parameters)
        fitted: dict[str, Plain] = fit(facts, contract(version).elements[f"{operation}Return"], version)
        return fitted

    def _look_at_the_clock(self) -> None:
        """Take the time, which does not go back."""
        now = self._clock()
        if now.tzinfo is None:
            raise ValueError(f"the clock gives a time without a time zone: {now}")
        self._now, self._zone = max(self._now, exact(now)), now.tzinfo

    # What runs when

    def _run_what_is_due(self) -> None:
        """Set off what was due since the last request, in the order of time."""
        while due := min(self._due(), default=None):
            fires, _, handle = due
            self._set_off(self._scheduled[handle], fires)

    def _due(self) -> Iterator[tuple[datetime, int, str]]:
        for handle, scheduled in self._scheduled.items():
            fires = None if scheduled.is_paused else scheduled.fires(self._free(scheduled))
            if fires is not None and fires <= self._now:
                yield fires, scheduled.order.number, handle

    def _free(self, scheduled: ScheduledJob) -> datetime:
        """When the latest run of a schedule has vanished; it does not run beside itself."""
        return self._jobs[scheduled.latest_run].plan.vanishes if scheduled.latest_run else scheduled.since

    def _set_off(self, scheduled: ScheduledJob, moment: datetime) -> None:
        """Run a scheduled job.

        One that runs once leaves the schedule, and is itself the job that runs. Each run of one that
        runs again and again is a job of its own, submitted under the same name.
        """
        if scheduled.timing.schedule is None:
            order = scheduled.order
            del self._scheduled[order.handle]
        else:
            order = self._order(scheduled.submission, moment)
            scheduled.since, scheduled.latest_run = moment, order.handle
        self._run(order, scheduled.submission, moment)

    def _order(self, submission: Submission, moment: datetime) -> Order:
        """The order of one more job, under a name that no other has."""
        stamp = moment
        while name_at(submission.job_name, stamp) in self._names:
            stamp += _MS
        order = order_of(submission, self._chance, self._orders, moment, stamp)
        self._orders += 1
        self._names.add(order.name)
        return order

    def _run(self, order: Order, submission: Submission, moment: datetime) -> None:
        self._jobs[order.handle] = QueuedJob(plan_job(order, moment, moment), submission)

    # What is seen

    def _get_active_jobs(self, parameters: Parameters) -> Facts:
        """Without ``includeWaitingJobs`` they are included; if it is false, new ones are left out, too."""
        active = [
            job.as_active(self._now)
            for job in self._jobs.values()
            if job.is_active(self._now) and _is_asked_for(job.plan.order, parameters)
        ]
        includes_waiting = parameters.get("includeWaitingJobs", True)
        return {"jobArray": [job for job in active if includes_waiting or job["state"] not in _NOT_BEGUN]}

    def _get_scheduled_jobs(self, parameters: Parameters) -> Facts:
        scheduled = [
            job.as_scheduled(self._now, self._free(job))
            for job in self._scheduled.values()
            if _is_asked_for(job.order, parameters)
        ]
        return {"jobArray": scheduled}

    def _get_job_logs(self, parameters: Parameters) -> Facts:
        """A log is from the time in which its job ran: of a range, logs are given that reach into it."""
        first = read_moment(parameters, "startDate", self._zone)
        last = read_moment(parameters, "endDate", self._zone)
        user = parameters.get("userHandle")
        jobs = [
            job
            for job in self._ended(parameters)
            if (first is None or job.plan.ends >= first)
            and (last is None or job.plan.started <= last)
            and user in (None, job.submission.user_handle)
        ]
        return {"jobLogArray": logs_of(jobs, parameters)}

    def _get_job_log_details(self, parameters: Parameters) -> Facts:
        return {"jobLogArray": detailed_logs_of(self._ended(parameters), parameters)}

    def _get_asset_job_logs(self, parameters: Parameters) -> Facts:
        return {"jobLogArray": asset_logs_of(self._ended(parameters), parameters["assetHandle"])}

    def _ended(self, parameters: Parameters) -> list[QueuedJob]:
        """The jobs that have their logs, of those asked for, in the order in which they started."""
        ended = [
            job
            for job in self._jobs.values()
            if not job.is_active(self._now) and _is_asked_for(job.plan.order, parameters)
        ]
        return sorted(ended, key=lambda job: job.plan.started)

    # What is done

    def _submit_job(self, parameters: Parameters) -> Facts:
        submission = read_submission(parameters, parameters["companyHandle"])
        timing = read_timing(parameters, self._now, self._zone)
        order = self._order(submission, self._now)
        if timing.is_at_once:
            self._run(order, submission, self._now)
        else:
            self._scheduled[order.handle] = ScheduledJob(order, submission, timing, self._now)
        return {"jobHandle": order.submission_handle}

    def _stop_job(self, parameters: Parameters) -> Facts:
        """A job that is stopping, or done, needs no stopping, and that is no fault."""
        active = [job for job in self._jobs.values() if job.is_active(self._now)]
        job = self._latest(active, parameters, "active")
        if self._now < job.plan.ends and not job.plan.is_stopped:
            self._jobs[job.order.handle] = replace(job, plan=stop_job(job.plan, self._now))
        return {}

    def _pause_job(self, parameters: Parameters) -> Facts:
        self._scheduled_job(parameters).is_paused = True
        return {}

    def _resume_job(self, parameters: Parameters) -> Facts:
        """What a schedule missed is not made up for; a job that runs once, and missed its time, runs now."""
        scheduled = self._scheduled_job(parameters)
        time = scheduled.timing.time
        if scheduled.is_paused:
            scheduled.is_paused = False
            scheduled.since = self._now
            if time is not None:
                scheduled.timing = scheduled.timing._replace(time=max(time, self._now))
        return {}

    def _execute_job(self, parameters: Parameters) -> Facts:
        """Paused or not, the job runs now."""
        self._set_off(self._scheduled_job(parameters), self._now)
        return {}

    def _delete_job(self, parameters: Parameters) -> Facts:
        """What the schedule has set off is not touched."""
        del self._scheduled[self._scheduled_job(parameters).order.handle]
        return {}

    def _scheduled_job(self, parameters: Parameters) -> ScheduledJob:
        """The scheduled job that is to be acted on; raises ``ServiceFault``."""
        return self._latest(list(self._scheduled.values()), parameters, "scheduled")

    def _latest(self, jobs: list[AnyJob], parameters: Parameters, state: str) -> AnyJob:
        """The latest of some jobs, all in a state, that a handle stands for.

        Raises ``ServiceFault`` where the handle stands for no job, for one of another company, or for
        none in that state.
        """
        handle, company = parameters["jobHandle"], parameters["companyHandle"]
        known: list[QueuedJob | ScheduledJob] = [*self._jobs.values(), *self._scheduled.values()]
        owners = {job.order.company_handle for job in known if job.order.is_meant_by(handle)}
        if not owners:
            raise invalid(f"jobHandle: there is no job {handle}")
        if company not in owners:
            reason = f"{handle} is not a job of {company}"
            raise named_fault("AUTHORIZATION_FAULT_CODE_ILLEGAL_COMPANY", reason)
        meant = [job for job in jobs if job.order.is_meant_by(handle)]
        if not meant:
            raise invalid(f"jobHandle: {handle} is not {state}")
        return meant[-1]


def _check_company(handle: str) -> None:
    if not _COMPANY_HANDLE.fullmatch(handle):
        reason = f"companyHandle: {handle!r} is no handle of a company, which is like c|7"
        raise named_fault("AUTHORIZATION_FAULT_CODE_INVALID_COMPANY", reason)


def _is_asked_for(order: Order, parameters: Parameters) -> bool:
    """Whether a job is among those that a question is about: each parameter narrows it."""
    handle = parameters.get("jobHandle")
    return (
        parameters.get("companyHandle", order.company_handle) == order.company_handle
        and parameters.get("originalName", order.original_name) == order.original_name
        and (handle is None or order.is_meant_by(handle))
    )
