"""What time it is for the service: a clock that can be put forward, and runs at any speed."""

from datetime import UTC, datetime, timedelta
from math import isfinite
from threading import Lock

_FASTEST = 1_000_000


class Clock:
    """A clock to be called: gives an aware ``datetime``.

    ``speed`` is how many times as fast as the system's clock it runs. With a ``start``, an aware
    ``datetime`` too, it begins there, and by default stands still until it is put forward; without,
    it begins with the system's time, and by default keeps to it. At the end of the year 9999 it
    stands still.

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
        self._lock = Lock()  # tests put it forward while the service's threads look at it
        self.reset()

    def __call__(self) -> datetime:
        """The time."""
        with self._lock:
            return self._time()

    def _time(self) -> datetime:
        passed = datetime.now(UTC) - self._begun
        try:
            return self._origin + passed * self.speed + self._ahead
        except OverflowError:  # there it stands still
            return datetime.max.replace(tzinfo=UTC)

    def advance(self, *, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Put the clock forward; raises ``ValueError`` for a time that lies back, or beyond 9999."""
        try:
            step = timedelta(hours=hours, minutes=minutes, seconds=seconds)
            with self._lock:
                if step >= timedelta():
                    self._origin + self._ahead + step  # which may be beyond what there is
                    self._ahead += step
        except OverflowError:
            raise ValueError("a clock cannot go beyond the year 9999") from None
        if step < timedelta():
            raise ValueError("a clock cannot go backward")

    def reset(self) -> None:
        """Put the clock back to its start, or to the system's time."""
        with self._lock:
            self._begun = datetime.now(UTC)
            self._origin = self._start or self._begun
            self._ahead = timedelta()
