"""The jobs of a simulated queue, planned and scheduled, and what is seen of them."""

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
    """A job that was set off: its plan, which a stop changes, and the submission that it goes back to."""

    plan: Job
    submission: Submission

    @property
    def order(self) -> Order:
        """The order that the job goes back to."""
        return self.plan.order

    @property
    def size(self) -> int:
        """How much memory the job takes, in kilobytes, roughly."""
        return self.submission.size

    def forget_detail(self) -> None:
        """Drop what the job was asked to do, of which its log says nothing."""
        self.submission = self.submission._replace(detail=None)

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
    it set off last, beside which it does not run.
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
        """When the latest run vanishes; the schedule does not fire before."""
        return self.latest_run.plan.vanishes if self.latest_run else self.since

    def fires(self) -> datetime | None:
        """When the job runs next, if it is not paused."""
        after = max(self.since, self.free)
        if self.timing.schedule is None:
            return self.timing.time
        if self._found is None or self._found[0] != after:  # slow to find, and every request asks
            self._found = after, self.timing.fires(after)
        return self._found[1]

    def forget_runs(self, now: datetime, most: int) -> None:
        """Pass over runs that were missed, so that there are not many more than ``most`` until now.

        Of a clock that was put forward by years nobody waits for every minute. Of a schedule that
        fires rarely nothing is passed over.
        """
        fires = self.fires()
        if self.timing.schedule is None or fires is None:
            return
        following = self.timing.fires(fires + SHORTEST_LIFE)
        if following is not None and now - fires > (following - fires) * most:
            self.since = now - (following - fires) * most
            self.latest_run = None

    def as_scheduled(self, now: datetime) -> Facts:
        """ScheduledJob as it is at a moment.

        Until its latest run has vanished a schedule is blocked. A time that a pause has let pass is
        not told.
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
    """What is shown as it was submitted."""
    return {"description": submission.description, submission.kind.detail: submission.detail}
