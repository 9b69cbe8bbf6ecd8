"""A simulated job queue: jobs can be submitted, listed, stopped, and scheduled, and they leave logs."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from ipsxml.codec import Plain
from ipsxml.contract import Version, contract
from ipsxml.simulation.fit_to_version import fit
from ipsxml.simulation.job_at_moment import Facts
from ipsxml.simulation.job_timelines import Order, hold_job, plan_job, release_job
from ipsxml.simulation.jobs_asked_for import check_company, is_asked_for, latest_asked_for
from ipsxml.simulation.kept_jobs import MAX_KILOBYTES, KeptJobs
from ipsxml.simulation.kept_schedules import KeptSchedules
from ipsxml.simulation.log_queries import asset_logs_of, detailed_logs_of, logs_of
from ipsxml.simulation.posted_uploads import PostedFile, begins_job, read_first_post, read_next_post
from ipsxml.simulation.queue_times import exact, read_moment
from ipsxml.simulation.queued_jobs import QueuedJob, ScheduledJob
from ipsxml.simulation.seeded_choice import Chance
from ipsxml.simulation.service_faults import invalid, named_fault
from ipsxml.simulation.submissions import (
    Submission,
    order_of,
    read_submission,
    read_timing,
    subjects_in,
)

Parameters = dict[str, Any]
_MS = timedelta(milliseconds=1)
_NOT_BEGUN = ("New", "WaitingClient", "WaitingCoordinator")


def _system_time() -> datetime:
    return datetime.now(UTC)


class SimulatedQueue:
    """A backend whose jobs run by a clock: their state follows from their plans and the time.

    ``clock`` returns an aware ``datetime``; the default is the system clock, in UTC. The queue never sleeps.
    If the clock goes back, time stands still for the queue. The same ``seed`` and the same requests at the
    same times give the same answers.

    As on the wire, submitJob returns a handle like ``j|7|nightly||``, which refers to all jobs that the
    company submitted under that name. Each of these jobs also has a handle of its own. Requests accept both.
    A query covers all jobs that its handle refers to. stopJob applies to the latest of them that is active,
    and operations on scheduled jobs to the latest that is scheduled.

    A job goes through New, WaitingCoordinator, Running, and Done in about four minutes. Then it vanishes from
    getActiveJobs and has its log. In an upload from URLs, each file is an item. For other jobs, the items
    come from the handles in their job detail, or are generated. About one item in six ends with a warning or
    an error. A stopped job runs for a few more seconds; items it has not done by then are errors in its log.

    An upload by HTTP POST waits for its client until a POST ends it; its items have the sizes of the files.

    A job with an execTime keeps its handle when it runs. A job with an execSchedule, in Quartz's notation and
    the clock's time zone, stays scheduled. Each run is a separate job under the same originalName, and no run
    starts while the previous one is active.

    Any company handle such as ``c|7`` is valid. The queue fetches nothing, calls no URL, sends no email, and
    starts no job after an upload.

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
        self.reset()

    def reset(self) -> None:
        """Reset the queue: no jobs, the same seed. The clock may have gone back."""
        self._now = datetime.min.replace(tzinfo=UTC)
        self._zone: tzinfo | None = UTC
        self._orders = 0
        # For each submitted name: the latest time in the name of a job.
        self._stamps: dict[str, datetime] = {}
        self._jobs = KeptJobs()
        self._schedules = KeptSchedules()

    def answer(self, operation: str, parameters: dict[str, Plain], version: Version) -> dict[str, Plain]:
        """The plain value of ``{operation}Return`` for a valid plain ``{operation}Param``.

        Raises ``ServiceFault`` for an unknown operation, an invalid company handle, a job that does not
        exist, is not in the required state, or belongs to another company, and for invalid or contradictory
        parameters. Raises ``ValueError`` if the clock returns a ``datetime`` without a time zone.
        """
        self._advance()
        if operation not in self._operations:
            raise named_fault("IPS_API_FAULT_CODE_EXCEPTION", f"there is no operation {operation}")
        if "companyHandle" in parameters:
            check_company(str(parameters["companyHandle"]))
        return self._fitted(self._operations[operation](parameters), f"{operation}Return", version)

    def upload(
        self, parameters: dict[str, Plain], files: Sequence[PostedFile], version: Version
    ) -> dict[str, Plain]:
        """The plain value of uploadPostReturn for a valid plain uploadPostParam, posted with files.

        The job waits for its client until a POST ends it. Raises ``ServiceFault`` and ``ValueError`` as
        ``answer`` does.
        """
        self._advance()
        if "companyHandle" in parameters:
            check_company(str(parameters["companyHandle"]))
        if begins_job(parameters):
            job = self._begin_upload(read_first_post(parameters, files))
        else:
            job = self._continue_upload(parameters, files)
        if parameters.get("endJob"):
            self._jobs.extend(job, job.submission, release_job(job.plan, self._now))
        return self._fitted({"jobHandle": job.order.handle}, "uploadPostReturn", version)

    def _fitted(self, facts: Facts, element: str, version: Version) -> dict[str, Plain]:
        fitted: dict[str, Plain] = fit(facts, contract(version).elements[element], version)
        return fitted

    # Time and runs

    def _advance(self) -> None:
        """Advance to the time of the clock, never back, and run everything due since the last request."""
        now, before = self._clock(), self._now
        if now.tzinfo is None:
            raise ValueError(f"the clock returned a time without a time zone: {now}")
        self._now, self._zone = max(before, exact(now)), now.tzinfo
        self._schedules.run_due(self._now, self._trigger)
        self._jobs.let_vanish(self._now)
        if self._now > before:
            self._stamps = {name: stamp for name, stamp in self._stamps.items() if stamp >= self._now}

    def _trigger(self, scheduled: ScheduledJob, moment: datetime) -> None:
        """Run a scheduled job.

        A job that runs once leaves the schedule and becomes the running job. Each run of a repeating job is a
        separate job, submitted under the same name.
        """
        if scheduled.timing.schedule is None:
            self._schedules.remove(scheduled)
            self._run(scheduled.order, scheduled.submission, moment)
        else:
            order = self._order(scheduled.submission, moment)
            scheduled.since = moment
            scheduled.latest_run = self._run(order, scheduled.submission, moment)

    def _order(self, submission: Submission, moment: datetime) -> Order:
        """The order of a new job, with a name that is unique even if others have the same time."""
        stamp = moment
        if submission.job_name in self._stamps:
            stamp = max(moment, self._stamps[submission.job_name] + _MS)
        self._stamps[submission.job_name] = stamp
        order = order_of(submission, self._chance, self._orders, moment, stamp)
        self._orders += 1
        return order

    def _run(
        self, order: Order, submission: Submission, moment: datetime, *, is_held: bool = False
    ) -> QueuedJob:
        plan = plan_job(order, moment, moment)
        job = QueuedJob(hold_job(plan) if is_held else plan, submission)
        self._jobs.add(job)
        self._jobs.let_vanish(self._now)
        return job

    # Queries

    def _get_active_jobs(self, parameters: Parameters) -> Facts:
        """Waiting jobs are included unless ``includeWaitingJobs`` is false, which also excludes new jobs."""
        active = [
            job.as_active(self._now) for job in self._jobs.active if is_asked_for(job.order, parameters)
        ]
        includes_waiting = parameters.get("includeWaitingJobs", True)
        return {"jobArray": [job for job in active if includes_waiting or job["state"] not in _NOT_BEGUN]}

    def _get_scheduled_jobs(self, parameters: Parameters) -> Facts:
        scheduled = [
            job.as_scheduled(self._now) for job in self._schedules.jobs if is_asked_for(job.order, parameters)
        ]
        return {"jobArray": scheduled}

    def _get_job_logs(self, parameters: Parameters) -> Facts:
        """A range of dates selects the logs of jobs that ran at any time in the range."""
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
        """The requested jobs that have logs, in the order in which they started."""
        ended = [job for job in self._jobs.logged if is_asked_for(job.order, parameters)]
        return sorted(ended, key=lambda job: (job.plan.started, job.order.number))

    # Actions

    def _submit_job(self, parameters: Parameters) -> Facts:
        submission = read_submission(parameters, parameters["companyHandle"])
        timing = read_timing(parameters, self._now, self._zone)
        self._check_room()
        order = self._order(submission, self._now)
        if timing.is_at_once:
            self._run(order, submission, self._now)
        else:
            self._schedules.add(ScheduledJob(order, submission, timing, self._now))
        return {"jobHandle": order.submission_handle}

    def _check_room(self) -> None:
        if self._jobs.active_size + self._schedules.size >= MAX_KILOBYTES:
            reason = "the queue is full: wait for jobs to end, or delete scheduled jobs"
            raise named_fault("IPS_API_FAULT_CODE_EXCEPTION", reason)

    def _begin_upload(self, submission: Submission) -> QueuedJob:
        self._check_room()
        return self._run(self._order(submission, self._now), submission, self._now, is_held=True)

    def _continue_upload(self, parameters: Parameters, files: Sequence[PostedFile]) -> QueuedJob:
        job = latest_asked_for(self._jobs.active, self._all_jobs(), parameters, "active")
        if not job.plan.awaits_client:
            raise invalid(f"jobHandle: {parameters['jobHandle']} does not accept more files")
        self._check_room()
        submission = read_next_post(job.submission, parameters, files)
        order = job.order._replace(subjects=subjects_in(submission, self._chance))
        self._jobs.extend(job, submission, hold_job(plan_job(order, job.plan.submitted, job.plan.started)))
        return job

    def _stop_job(self, parameters: Parameters) -> Facts:
        """Stopping a job that is already stopping or done has no effect and is not a fault."""
        job = latest_asked_for(self._jobs.active, self._all_jobs(), parameters, "active")
        if self._now < job.plan.ends and not job.plan.is_stopped:
            self._jobs.stop(job, self._now)
        return {}

    def _pause_job(self, parameters: Parameters) -> Facts:
        self._scheduled_job(parameters).is_paused = True
        return {}

    def _resume_job(self, parameters: Parameters) -> Facts:
        """A schedule does not catch up on missed runs. A job that missed its only run runs now."""
        scheduled = self._scheduled_job(parameters)
        time = scheduled.timing.time
        if scheduled.is_paused:
            scheduled.is_paused = False
            scheduled.since = self._now
            if time is not None:
                scheduled.timing = scheduled.timing._replace(time=max(time, self._now))
        return {}

    def _execute_job(self, parameters: Parameters) -> Facts:
        """The job runs now, even if it is paused."""
        self._trigger(self._scheduled_job(parameters), self._now)
        return {}

    def _delete_job(self, parameters: Parameters) -> Facts:
        """Jobs that the schedule has already triggered are not affected."""
        self._schedules.remove(self._scheduled_job(parameters))
        return {}

    def _scheduled_job(self, parameters: Parameters) -> ScheduledJob:
        """The scheduled job that a request is about; raises ``ServiceFault``."""
        return latest_asked_for(self._schedules.jobs, self._all_jobs(), parameters, "scheduled")

    def _all_jobs(self) -> Iterator[QueuedJob | ScheduledJob]:
        yield from self._jobs.active
        yield from self._jobs.logged
        yield from self._schedules.jobs
