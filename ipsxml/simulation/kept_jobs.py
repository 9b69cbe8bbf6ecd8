"""The jobs that a queue has set off and keeps: those that are active, and the latest that have ended."""

from collections import deque
from datetime import datetime
from heapq import heappop, heappush

from ipsxml.simulation.job_timelines import NEVER, Job, stop_job
from ipsxml.simulation.queued_jobs import QueuedJob
from ipsxml.simulation.submissions import Submission

MOST_LOGS = 5_000
"""How many jobs are kept that have ended; of more, those that vanished first are forgotten."""
MOST_KILOBYTES = 100_000
"""How much all jobs may take that wait or run, and how much all that have ended."""


class KeptJobs:
    """Active jobs in the order in which they were set off, ended ones in that in which they vanished."""

    def __init__(self) -> None:
        self._active: dict[str, QueuedJob] = {}
        self._logged: deque[QueuedJob] = deque()
        self.active_size = self._logged_size = 0
        self._vanishing: list[tuple[datetime, str]] = []

    @property
    def active(self) -> list[QueuedJob]:
        """The jobs that have not vanished."""
        return list(self._active.values())

    @property
    def logged(self) -> list[QueuedJob]:
        """The jobs that have vanished, and have their logs."""
        return list(self._logged)

    def add(self, job: QueuedJob) -> None:
        """Take a job that was set off."""
        self._active[job.order.handle] = job
        self.active_size += job.size
        self._await_the_end_of(job)

    def stop(self, job: QueuedJob, now: datetime) -> None:
        """Stop an active job, which vanishes the sooner for it."""
        self._plan_anew(job, stop_job(job.plan, now))

    def extend(self, job: QueuedJob, submission: Submission, plan: Job) -> None:
        """Let an active job do what one more request asked of it, by a new plan."""
        self.active_size += submission.size - job.size
        job.submission = submission
        self._plan_anew(job, plan)

    def let_vanish(self, now: datetime) -> None:
        """Move the jobs that have vanished by now from the active ones to those that have logs."""
        while self._vanishing and self._vanishing[0][0] <= now:
            _, handle = heappop(self._vanishing)
            job = self._active.pop(handle, None)
            if job is not None:  # a stopped job is in the heap twice, and gone the second time
                self.active_size -= job.size
                self._log(job)

    def _log(self, job: QueuedJob) -> None:
        job.forget_detail()
        self._logged.append(job)
        self._logged_size += job.size
        while len(self._logged) > MOST_LOGS or (self._logged_size > MOST_KILOBYTES and len(self._logged) > 1):
            self._logged_size -= self._logged.popleft().size

    def _plan_anew(self, job: QueuedJob, plan: Job) -> None:
        job.plan = plan
        self._await_the_end_of(job)

    def _await_the_end_of(self, job: QueuedJob) -> None:
        # The heap spares each request a look at every job.
        if job.plan.vanishes < NEVER:
            heappush(self._vanishing, (job.plan.vanishes, job.order.handle))
