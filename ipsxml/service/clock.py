"""The service's clock, which can be moved forward and can run at any speed."""

from datetime import UTC, datetime, timedelta
from math import isfinite
from threading import Lock

_FASTEST = 1_000_000


class Clock:
    """A clock. Call it to get the time, an aware ``datetime``.

    ``speed`` is its speed relative to the system's clock. With ``start``, an aware ``datetime``, the clock
    begins at that time and by default does not move until it is advanced. Without ``start``, it begins at
    the system's time and by default follows it. It stops at the end of the year 9999.

    Raises ``ValueError`` for a naive ``start``, and for a ``speed`` below 0 or above a million.

    >>> clock = Clock(datetime(2014, 4, 1, 12, tzinfo=UTC))
    >>> clock.advance(minutes=2)
    >>> clock().isoformat()
    '2014-04-01T12:02:00+00:00'
    """

    def __init__(self, start: datetime | None = None, *, speed: float | None = None) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("a clock's start must have a time zone")
        self.speed = (1.0 if start is None else 0.0) if speed is None else speed
        if not (isfinite(self.speed) and 0 <= self.speed <= _FASTEST):
            raise ValueError(f"a clock's speed must be between 0 and {_FASTEST:,}, not {speed}")
        self._start = start
        self._lock = Lock()  # tests advance the clock while the service's threads read it
        self.reset()

    def __call__(self) -> datetime:
        """The current time of the clock."""
        with self._lock:
            return self._time()

    def _time(self) -> datetime:
        passed = datetime.now(UTC) - self._begun
        try:
            return self._origin + passed * self.speed + self._ahead
        except OverflowError:  # the clock stops at the end of 9999
            return datetime.max.replace(tzinfo=UTC)

    def advance(self, *, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Move the clock forward; raises ``ValueError`` for a negative step, or beyond the year 9999."""
        try:
            step = timedelta(hours=hours, minutes=minutes, seconds=seconds)
            with self._lock:
                if step >= timedelta():
                    self._origin + self._ahead + step  # overflows beyond the year 9999
                    self._ahead += step
        except OverflowError:
            raise ValueError("a clock cannot go beyond the year 9999") from None
        if step < timedelta():
            raise ValueError("a clock cannot go backward")

    def reset(self) -> None:
        """Set the clock back to its start, or to the system's time."""
        with self._lock:
            self._begun = datetime.now(UTC)
            self._origin = self._start or self._begun
            self._ahead = timedelta()
