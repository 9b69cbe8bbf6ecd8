"""The clock of the service: stopped, running, fast, advanced, and reset."""

from datetime import UTC, datetime, timedelta

import pytest

from ipsxml.service import Clock
from ipsxml.service import clock as clock_module

NOON = datetime(2014, 4, 1, 12, tzinfo=UTC)


class SystemTime(datetime):
    """A system time that a test advances."""

    passed = timedelta()

    @classmethod
    def now(cls, tz: object = None) -> "SystemTime":
        assert tz is UTC
        return cls(2026, 1, 1, tzinfo=UTC) + cls.passed


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> type[SystemTime]:
    """The time of the system, which changes only when ``passed`` does."""
    SystemTime.passed = timedelta()
    monkeypatch.setattr(clock_module, "datetime", SystemTime)
    return SystemTime


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        (lambda: Clock(NOON), NOON),
        (lambda: Clock(NOON, speed=1), NOON + timedelta(seconds=2)),
        (lambda: Clock(NOON, speed=60), NOON + timedelta(minutes=2)),
        (Clock, datetime(2026, 1, 1, 0, 0, 2, tzinfo=UTC)),
        (lambda: Clock(speed=0.5), datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC)),
        (lambda: Clock(speed=0), datetime(2026, 1, 1, tzinfo=UTC)),
    ],
)
def test_time_passes_at_the_speed_of_the_clock(
    system: type[SystemTime], clock: type[Clock], expected: datetime
) -> None:
    running = clock()

    system.passed = timedelta(seconds=2)

    assert running() == expected


def test_an_advanced_clock_keeps_running_and_can_be_reset(system: type[SystemTime]) -> None:
    clock = Clock(NOON, speed=10)

    clock.advance(minutes=1)
    system.passed = timedelta(seconds=3)

    assert clock() == NOON + timedelta(seconds=90)
    clock.reset()
    assert clock() == NOON


@pytest.mark.parametrize("speed", [-1, float("nan"), float("inf"), 1_000_001])
def test_an_invalid_speed_is_rejected(speed: float) -> None:
    with pytest.raises(ValueError, match="clock's speed must be between 0 and 1,000,000"):
        Clock(speed=speed)


def test_a_clock_cannot_be_advanced_beyond_the_year_9999() -> None:
    clock = Clock(NOON)

    with pytest.raises(ValueError, match="year 9999"):
        clock.advance(hours=8_000 * 366 * 24)

    assert clock() == NOON


def test_a_fast_clock_stops_at_the_end_of_the_year_9999(system: type[SystemTime]) -> None:
    clock = Clock(datetime(9999, 12, 31, tzinfo=UTC), speed=1000)

    system.passed = timedelta(days=365)

    assert clock() == datetime.max.replace(tzinfo=UTC)
