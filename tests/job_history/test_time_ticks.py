"""The ticks of a time axis are at round times in the zone of the page, and there are at most ten."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipsxml.job_history.instants import instant_of
from ipsxml.job_history.render.time_ticks import ticks_of
from ipsxml.job_history.render.time_window import Window

INDIA = timezone(timedelta(hours=5, minutes=30))
DAY = 86_400
EARLIEST, LATEST = (instant_of(moment) for moment in (datetime.min, datetime.max))


def window(begin: str, length: float) -> Window:
    instant = instant_of(datetime.fromisoformat(begin))
    return Window(instant, instant + length)


def labels_of(found: Window, zone: tzinfo | None = UTC) -> str:
    """The ticks on one line, with each heading before the first label below it."""
    ticks = ticks_of(found, zone)
    return ", ".join(f"{tick.heading}: {tick.label}" if tick.heading else tick.label for tick in ticks)


@pytest.mark.parametrize(
    ("begin", "length", "expected"),
    [
        ("2013-03-04T09:30:01Z", 10, "4 Mar: 09:30:02, 09:30:04, 09:30:06, 09:30:08, 09:30:10"),
        ("2013-03-04T09:31:00Z", 1_800, "4 Mar: 09:35, 09:40, 09:45, 09:50, 09:55, 10:00"),
        ("2013-03-04T20:00:00Z", 36_000, "4 Mar: 20:00, 22:00, 5 Mar: 00:00, 02:00, 04:00, 06:00"),
        ("2013-03-04T01:00:00Z", 2.5 * DAY, "4 Mar: 12:00, 5 Mar: 00:00, 12:00, 6 Mar: 00:00, 12:00"),
        ("2012-12-29T00:00:00Z", 6 * DAY, "2012: 29 Dec, 30 Dec, 31 Dec, 2013: 1 Jan, 2 Jan, 3 Jan, 4 Jan"),
        ("2013-03-01T00:00:00Z", 30 * DAY, "2013: 4 Mar, 11 Mar, 18 Mar, 25 Mar"),
        ("2012-10-02T00:00:00Z", 200 * DAY, "2012: 1 Nov, 1 Dec, 2013: 1 Jan, 1 Feb, 1 Mar, 1 Apr"),
        ("2001-01-02T00:00:00Z", 3_000 * DAY, "2002: 1 Jan, 2004: 1 Jan, 2006: 1 Jan, 2008: 1 Jan"),
    ],
)
def test_ticks_are_round(begin: str, length: float, expected: str) -> None:
    assert labels_of(window(begin, length)) == expected


def test_ticks_are_round_in_the_zone() -> None:
    assert labels_of(window("2013-03-04T09:31:00+05:30", 4 * 3_600), INDIA) == (
        "4 Mar: 10:00, 10:30, 11:00, 11:30, 12:00, 12:30, 13:00, 13:30"
    )


@given(
    begin=st.floats(EARLIEST, LATEST - 20),
    length=st.floats(10, 400 * 366 * DAY),
    zone=st.sampled_from([None, UTC, INDIA, timezone(timedelta(hours=-12))]),
)
def test_there_are_at_most_ten_ticks_in_ascending_order(
    begin: float, length: float, zone: tzinfo | None
) -> None:
    places = [tick.place for tick in ticks_of(Window(begin, min(begin + length, LATEST)), zone)]
    assert len(places) <= 10
    assert all(one < other for one, other in pairwise(places))
    assert all(0 <= place <= 100 for place in places)
