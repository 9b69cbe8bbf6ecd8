"""The jobs of a simulated queue, triggered and scheduled, and how they appear in answers."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from ipsxml.simulation.job_at_moment import Facts, identity, observe
from ipsxml.simulation.job_log import log_of
from ipsxml.simulation.job_timelines import SHORTEST_LIFE, Job, Order
from ipsxml.simulation.queue_times import written
from ipsxml.simulation.submissions import Submission, Timing


@dataclass(eq=False)
class QueuedJob:
    """A job that was triggered: its plan, which stopping changes, and its submission."""

    plan: Job
    submission: Submission

    @property
    def order(self) -> Order:
        """The order of the job."""
        return self.plan.order

    @property
    def size(self) -> int:
        """The approximate memory that the job takes, in kilobytes."""
        return self.submission.size

    def forget_detail(self) -> None:
        """Drop the job detail, which does not appear in logs."""
        self.submission = self.submission._replace(detail=None)

    def as_active(self, now: datetime) -> Facts:
        """The ActiveJob at a moment."""
        return {**observe(self.plan, now), **_submitted(self.submission)}

    @cached_property
    def log(self) -> Facts:
        """The JobLog with all entries. Use it only after the job has ended, and do not modify it."""
        log = log_of(self.plan, lambda _: True)
        description = self.submission.description
        if description is None:
            return log
        return {**log, "description": description + ", stopped" * self.plan.is_stopped}


@dataclass
class ScheduledJob:
    """A job that waits for its ``timing``.

    ``since`` is the moment after which its schedule fires again. ``latest_run`` is the job it triggered last;
    it does not run again while that job is active.
    """

    order: Order
    submission: Submission
    timing: Timing
    since: datetime
    is_paused: bool = False
    latest_run: QueuedJob | None = None
    _found: tuple[datetime, datetime | None] | None = field(default=None, init=False, repr=False)

    @property
    def free(self) -> datetime:
        """When the latest run vanishes; the schedule does not fire before that."""
        return self.latest_run.plan.vanishes if self.latest_run else self.since

    def fires(self) -> datetime | None:
        """When the job runs next, unless it is paused."""
        after = max(self.since, self.free)
        if self.timing.schedule is None:
            return self.timing.time
        if self._found is None or self._found[0] != after:  # finding it is slow, and every request needs it
            self._found = after, self.timing.fires(after)
        return self._found[1]

    def forget_runs(self, now: datetime, most: int) -> None:
        """Skip missed runs so that not many more than ``most`` are due by now.

        Without this, moving the clock forward by years would run a schedule for every minute. Rare runs are
        never skipped.
        """
        fires = self.fires()
        if self.timing.schedule is None or fires is None:
            return
        following = self.timing.fires(fires + SHORTEST_LIFE)
        if following is not None and now - fires > (following - fires) * most:
            self.since = now - (following - fires) * most
            self.latest_run = None

    def as_scheduled(self, now: datetime) -> Facts:
        """The ScheduledJob at a moment.

        A schedule is Blocked until its latest run has vanished. A run that was missed during a pause is not
        reported as the next one.
        """
        fires = self.fires()
        if fires is not None and fires <= now:
            fires = self.timing.fires(now)
        state = "Paused" if self.is_paused else "Blocked" if now < self.free else "Normal"
        return {
            **identity(self.order),
            "type": self.order.kind.job_type,
            "locale": self.order.locale,
            "execSchedule": self.timing.schedule,
            "nextFireTime": written(fires) if fires is not None and fires > now else None,
            "timeZone": str(self.timing.zone),
            "triggerState": state,
            **_submitted(self.submission),
        }


def _submitted(submission: Submission) -> dict[str, Any]:
    """The members that appear exactly as submitted."""
    return {"description": submission.description, submission.kind.detail: submission.detail}
