"""What time it is for the service: a clock that can be put forward."""

from datetime import UTC, datetime, timedelta
from threading import Lock


class Clock:
    """A clock to be called: gives an aware ``datetime``.

    With a ``start``, an aware ``datetime`` too, it stands still there, until it is put forward;
    without, it runs with the system's clock. Raises ``ValueError`` for a naive ``start``.

    >>> clock = Clock(datetime(2014, 4, 1, 12, tzinfo=UTC))
    >>> clock.advance(minutes=2)
    >>> clock().isoformat()
    '2014-04-01T12:02:00+00:00'
    """

    def __init__(self, start: datetime | None = None) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("a clock starts at a time with a time zone")
        self._start = start
        self._ahead = timedelta()
        self._lock = Lock()  # tests put it forward while the service's threads look at it

    def __call__(self) -> datetime:
        """The time."""
        with self._lock:
            return (self._start or datetime.now(UTC)) + self._ahead

    def advance(self, *, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Put the clock forward; raises ``ValueError`` for a time that lies back."""
        step = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        if step < timedelta():
            raise ValueError("time only goes forward")
        with self._lock:
            self._ahead += step
