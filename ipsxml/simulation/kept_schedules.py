"""The scheduled jobs of a queue, and the runs that are due."""

from collections.abc import Callable, Iterator
from datetime import datetime
from heapq import heapify, heappop, heappush

from ipsxml.simulation.kept_jobs import MAX_LOGS
from ipsxml.simulation.queued_jobs import ScheduledJob

Trigger = Callable[[ScheduledJob, datetime], None]


class KeptSchedules:
    """Scheduled jobs in the order in which they were submitted."""

    def __init__(self) -> None:
        self._jobs: dict[str, ScheduledJob] = {}

    @property
    def jobs(self) -> list[ScheduledJob]:
        """The scheduled jobs, including paused ones."""
        return list(self._jobs.values())

    @property
    def size(self) -> int:
        """The approximate memory that the jobs take, in kilobytes."""
        return sum(job.submission.size for job in self._jobs.values())

    def add(self, job: ScheduledJob) -> None:
        """Add a scheduled job."""
        self._jobs[job.order.handle] = job

    def remove(self, job: ScheduledJob) -> None:
        """Remove a job that has had its only run or was deleted."""
        del self._jobs[job.order.handle]

    def run_due(self, now: datetime, trigger: Trigger) -> None:
        """Call ``trigger`` for each run due by ``now``, with its moment, in time order.

        A job that ``trigger`` does not remove may be due again.
        """
        due = [found for handle in self._jobs for found in self._next_run(handle, now)]
        if due:
            for job in self._jobs.values():
                job.forget_runs(now, MAX_LOGS // len(self._jobs))
            due = [found for handle in self._jobs for found in self._next_run(handle, now)]
        heapify(due)
        while due:
            fires, _, handle = heappop(due)
            trigger(self._jobs[handle], fires)
            for found in self._next_run(handle, now):
                heappush(due, found)

    def _next_run(self, handle: str, now: datetime) -> Iterator[tuple[datetime, int, str]]:
        """The next run of a job, if it is due."""
        job = self._jobs.get(handle)
        fires = None if job is None or job.is_paused else job.fires()
        if job is not None and fires is not None and fires <= now:
            yield fires, job.order.number, handle
