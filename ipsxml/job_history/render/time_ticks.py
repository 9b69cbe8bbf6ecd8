"""The ticks of a time axis: round times in the zone of the page."""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import NamedTuple

from ipsxml.job_history.instants import instant_of, time_at
from ipsxml.job_history.render.time_window import Window

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_DAY = 86_400
_STEPS = (
    *(1, 2, 5, 10, 15, 30),
    *(60, 120, 300, 600, 900, 1_800),
    *(3_600, 7_200, 10_800, 21_600, 43_200),
    *(_DAY, 2 * _DAY, 7 * _DAY, 14 * _DAY),
)
_STEPS_IN_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 300, 600, 1_200, 2_400, 6_000, 12_000)
_MAX_TICKS = 8
_MONTH = 30 * _DAY
_FIRST_MONDAY = 4 * _DAY  # of 1970


class Tick(NamedTuple):
    """A tick: its place in percent, its time, and its day or year if that differs from the previous tick."""

    place: float
    label: str
    heading: str | None


def ticks_of(window: Window, zone: tzinfo | None) -> list[Tick]:
    """The ticks of a window, about eight at most."""
    ticks: list[Tick] = []
    heading = None
    by_time = window.length <= _MAX_TICKS * _STEPS[-5]
    for instant in _instants(window, zone):
        moment = time_at(instant, zone)
        assert moment is not None
        label = _clock(moment, window) if by_time else day_of(moment)
        above = day_of(moment) if by_time else f"{moment.year:04}"
        ticks.append(Tick(window.place(instant), label, above if above != heading else None))
        heading = above
    return ticks


def lines_of(ticks: Iterable[Tick]) -> str:
    """The lines of the ticks as a CSS background."""
    lines = (
        f"linear-gradient(var(--line),var(--line)) {tick.place:.4g}% 0/1px 100% no-repeat" for tick in ticks
    )
    return ",".join(lines) or "none"


def day_of(moment: datetime) -> str:
    """A day without its year: ``4 Mar``."""
    return f"{moment.day} {MONTHS[moment.month - 1]}"


def _clock(moment: datetime, window: Window) -> str:
    return f"{moment:%H:%M:%S}" if window.length <= _MAX_TICKS * 30 else f"{moment:%H:%M}"


def _instants(window: Window, zone: tzinfo | None) -> Iterator[float]:
    step = next((step for step in _STEPS if window.length / step <= _MAX_TICKS), None)
    if step is None:
        yield from _first_days(window, zone)
        return
    begin = time_at(window.begin, zone)
    assert begin is not None
    offset = begin.utcoffset()
    # Ticks are round times in the zone, and weeks begin on Mondays.
    shift = (offset.total_seconds() if offset else 0.0) - (_FIRST_MONDAY if step >= 7 * _DAY else 0)
    instant = -((window.begin + shift) // -step) * step - shift
    while instant <= window.end:
        yield instant
        instant += step


def _first_days(window: Window, zone: tzinfo | None) -> Iterator[float]:
    """The first days of months, at intervals that give about eight ticks at most."""
    months = window.length / _MONTH
    step = next(
        step for step in _STEPS_IN_MONTHS if months / step <= _MAX_TICKS or step == _STEPS_IN_MONTHS[-1]
    )
    begin = time_at(window.begin, zone)
    assert begin is not None
    number = -(-(begin.year * 12 + begin.month - 1) // step) * step
    while number < 10_000 * 12:
        instant = instant_of(datetime(max(number // 12, 1), number % 12 + 1, 1, tzinfo=zone))
        if instant > window.end:
            return
        if instant >= window.begin:
            yield instant
        number += step
