"""The jobs of a simulated queue, planned and scheduled, and what is seen of them."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from ipsxml.simulation.job_at_moment import Facts, identity, observe
from ipsxml.simulation.job_log import log_of
from ipsxml.simulation.job_timelines import Job, Order
from ipsxml.simulation.queue_times import written
from ipsxml.simulation.submissions import Submission, Timing


@dataclass(frozen=True)
class QueuedJob:
    """A job that was set off: its plan, and the submission that it goes back to."""

    plan: Job
    submission: Submission

    @property
    def order(self) -> Order:
        """The order that the job goes back to."""
        return self.plan.order

    def is_active(self, now: datetime) -> bool:
        """Whether the job is among the active ones; after that it has its log."""
        return now < self.plan.vanishes

    def as_active(self, now: datetime) -> Facts:
        """ActiveJob as it is at a moment."""
        return {**observe(self.plan, now), **_submitted(self.submission)}

    @cached_property
    def log(self) -> Facts:
        """JobLog with all of its entries, once the job has ended; not to be changed."""
        log = log_of(self.plan, lambda _: True)
        description = self.submission.description
        if description is None:
            return log
        return {**log, "description": description + ", stopped" * self.plan.is_stopped}


@dataclass
class ScheduledJob:
    """A job that waits for its time, ``timing``.

    ``since`` is the moment after which its schedule fires again, and ``latest_run`` the job that
    it set off last.
    """

    order: Order
    submission: Submission
    timing: Timing
    since: datetime
    is_paused: bool = False
    latest_run: str | None = None

    def fires(self, free: datetime) -> datetime | None:
        """When the job runs next, if it is not paused; by a schedule it is after ``free``."""
        return self.timing.fires(max(self.since, free))

    def as_scheduled(self, now: datetime, free: datetime) -> Facts:
        """ScheduledJob as it is at a moment.

        Until its latest run has vanished, when it is ``free``, a schedule is blocked. A time that a
        pause has let pass is not told.
        """
        fires = self.fires(max(now, free))
        state = "Paused" if self.is_paused else "Blocked" if now < free else "Normal"
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
    """What is shown as it was submitted."""
    return {"description": submission.description, submission.kind.detail: submission.detail}
