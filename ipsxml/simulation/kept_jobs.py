"""The triggered jobs that a queue keeps: all active jobs, and the latest that have ended."""

from collections import deque
from datetime import datetime
from heapq import heappop, heappush

from ipsxml.simulation.job_timelines import NEVER, Job, stop_job
from ipsxml.simulation.queued_jobs import QueuedJob
from ipsxml.simulation.submissions import Submission

MAX_LOGS = 5_000
"""The maximum number of ended jobs to keep; beyond it, the jobs that vanished first are dropped."""
MAX_KILOBYTES = 100_000
"""The maximum size of all waiting and running jobs together, and of all ended jobs together."""


class KeptJobs:
    """Active jobs in the order in which they were triggered, and ended jobs in the order they vanished."""

    def __init__(self) -> None:
        self._active: dict[str, QueuedJob] = {}
        self._logged: deque[QueuedJob] = deque()
        self.active_size = self._logged_size = 0
        self._vanishing: list[tuple[datetime, str]] = []

    @property
    def active(self) -> list[QueuedJob]:
        """The jobs that have not vanished yet."""
        return list(self._active.values())

    @property
    def logged(self) -> list[QueuedJob]:
        """The jobs that have vanished and have logs."""
        return list(self._logged)

    def add(self, job: QueuedJob) -> None:
        """Add a job that was triggered."""
        self._active[job.order.handle] = job
        self.active_size += job.size
        self._await_end(job)

    def stop(self, job: QueuedJob, now: datetime) -> None:
        """Stop an active job, so that it vanishes earlier."""
        self._replan(job, stop_job(job.plan, now))

    def extend(self, job: QueuedJob, submission: Submission, plan: Job) -> None:
        """Replace the submission and the plan of an active job after another request for it."""
        self.active_size += submission.size - job.size
        job.submission = submission
        self._replan(job, plan)

    def let_vanish(self, now: datetime) -> None:
        """Move the jobs that have vanished by ``now`` from the active jobs to the logged ones."""
        while self._vanishing and self._vanishing[0][0] <= now:
            _, handle = heappop(self._vanishing)
            job = self._active.pop(handle, None)
            if job is not None:  # a stopped job is in the heap twice, and already removed the second time
                self.active_size -= job.size
                self._log(job)

    def _log(self, job: QueuedJob) -> None:
        job.forget_detail()
        self._logged.append(job)
        self._logged_size += job.size
        while len(self._logged) > MAX_LOGS or (self._logged_size > MAX_KILOBYTES and len(self._logged) > 1):
            self._logged_size -= self._logged.popleft().size

    def _replan(self, job: QueuedJob, plan: Job) -> None:
        job.plan = plan
        self._await_end(job)

    def _await_end(self, job: QueuedJob) -> None:
        # The heap saves each request from checking every job.
        if job.plan.vanishes < NEVER:
            heappush(self._vanishing, (job.plan.vanishes, job.order.handle))
