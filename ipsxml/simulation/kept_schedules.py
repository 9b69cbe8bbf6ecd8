"""The jobs of a queue that wait for their time, or for the next one, and what is due."""

from collections.abc import Callable, Iterator
from datetime import datetime
from heapq import heapify, heappop, heappush

from ipsxml.simulation.kept_jobs import MOST_LOGS
from ipsxml.simulation.queued_jobs import ScheduledJob

SetOff = Callable[[ScheduledJob, datetime], None]


class KeptSchedules:
    """Scheduled jobs in the order in which they were submitted."""

    def __init__(self) -> None:
        self._jobs: dict[str, ScheduledJob] = {}

    @property
    def jobs(self) -> list[ScheduledJob]:
        """The jobs that are scheduled, paused ones included."""
        return list(self._jobs.values())

    @property
    def size(self) -> int:
        """How many kilobytes they take, roughly."""
        return sum(job.submission.size for job in self._jobs.values())

    def add(self, job: ScheduledJob) -> None:
        """Take a job that was scheduled."""
        self._jobs[job.order.handle] = job

    def remove(self, job: ScheduledJob) -> None:
        """Forget a job, which has run once or was deleted."""
        del self._jobs[job.order.handle]

    def run_due(self, now: datetime, set_off: SetOff) -> None:
        """Let ``set_off`` run what was due until now, each at its moment, in the order of time.

        A job that it does not remove may be due again.
        """
        due = [found for handle in self._jobs for found in self._next_run(handle, now)]
        if due:
            for job in self._jobs.values():
                job.forget_runs(now, MOST_LOGS // len(self._jobs))
            due = [found for handle in self._jobs for found in self._next_run(handle, now)]
        heapify(due)
        while due:
            fires, _, handle = heappop(due)
            set_off(self._jobs[handle], fires)
            for found in self._next_run(handle, now):
                heappush(due, found)

    def _next_run(self, handle: str, now: datetime) -> Iterator[tuple[datetime, int, str]]:
        """When a job is next to be set off, if that time has come."""
        job = self._jobs.get(handle)
        fires = None if job is None or job.is_paused else job.fires()
        if job is not None and fires is not None and fires <= now:
            yield fires, job.order.number, handle
