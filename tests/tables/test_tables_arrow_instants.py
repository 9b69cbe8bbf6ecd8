"""Times with an offset become instants; others become null instead of a guess."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thoroughness import examples

from ipsxml.tables.arrow_instants import instant_of, instants

OFFSETS = st.none() | st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def moment(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2013-03-04T09:30:07.500+01:00", moment(2013, 3, 4, 8, 30, 7, 500_000)),
        ("2013-03-04T09:30:07Z", moment(2013, 3, 4, 9, 30, 7)),
        ("2013-03-04T09:30:07-00:00", moment(2013, 3, 4, 9, 30, 7)),
        ("2013-03-04T09:30:07", None),
        ("2013-03-04T09:30:07.123456Z", moment(2013, 3, 4, 9, 30, 7, 123_456)),
        ("2013-03-04T09:30:07.1234560Z", moment(2013, 3, 4, 9, 30, 7, 123_456)),
        ("2013-03-04T09:30:07.1234567Z", None),
        ("2013-03-04T24:00:00-08:00", moment(2013, 3, 5, 8)),
        ("9999-12-31T23:59:59-05:00", None),
        ("9999-12-31T23:59:59Z", moment(9999, 12, 31, 23, 59, 59)),
        ("12013-03-04T09:30:07Z", None),
        ("-0044-03-15T12:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("0001-01-01T00:00:00Z", moment(1, 1, 1)),
        (None, None),
    ],
)
def test_a_time_is_an_instant_or_null(text: str | None, instant: datetime | None) -> None:
    assert instants([text]).to_pylist() == [instant]
    assert instants([text, "2013-03-04T09:30:07Z"]).to_pylist() == [instant, moment(2013, 3, 4, 9, 30, 7)]


@settings(max_examples=examples(200))
@given(st.lists(st.builds(datetime.replace, st.datetimes(), tzinfo=OFFSETS)))
def test_arrow_and_python_agree_about_instants(times: list[datetime]) -> None:
    texts = [time.isoformat() for time in times]

    assert instants(texts).to_pylist() == [instant_of(text) for text in texts]
