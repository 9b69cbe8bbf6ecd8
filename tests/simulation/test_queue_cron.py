"""When schedules in Quartz's notation fire."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ipsxml.simulation.quartz_schedule import next_fire

TUESDAY = datetime(2014, 4, 1, 12, tzinfo=UTC)
FIRES = {
    "0 30 2 * * ?": "2014-04-02T02:30:00",
    "0 30 2 * * ? *": "2014-04-02T02:30:00",
    "0 0 6 ? * MON": "2014-04-07T06:00:00",
    "0 0 6 ? * 2": "2014-04-07T06:00:00",
    "0 0 6 ? * mon-fri": "2014-04-02T06:00:00",
    "0 0 6 ? * 1,7": "2014-04-05T06:00:00",
    "0 0 6 ? * SUN": "2014-04-06T06:00:00",
    "0 0 6 ? * L": "2014-04-05T06:00:00",
    "0 0 6 ? * 6L": "2014-04-25T06:00:00",
    "0 0 6 ? * FRIL": "2014-04-25T06:00:00",
    "0 0 6 ? * 6#3": "2014-04-18T06:00:00",
    "0 0 6 ? * FRI#3": "2014-04-18T06:00:00",
    "0 0 6 ? * 2/3": "2014-04-03T06:00:00",  # Monday, Thursday
    "0 0 6 ? * 6/3": "2014-04-04T06:00:00",  # Friday, but not Monday
    "0 0 6 L * ?": "2014-04-30T06:00:00",
    "0 0 6 LW 5 ?": "2014-05-30T06:00:00",
    "0 0 6 29 FEB ?": "2016-02-29T06:00:00",
    "0 0/25 12 * * ?": "2014-04-01T12:25:00",
    "0/7 * * * * ?": "2014-04-01T12:00:07",
    "0 0 12 * * ?": "2014-04-02T12:00:00",
}
REFUSED = {
    "30 2 * * *": "must have six fields",
    "whenever": "must have six fields",
    "0 30 2 * * *": "must have a ?",
    "0 30 2 ? * ?": "must have a ?",
    "0 30 2 * * ? 2015": "must have six fields",
    "0 30 25 * * ?": "Bad hour",
    "0 30 2 15W * ?": "Bad day-of-month",
    "0 30 2 31 2 ?": "Bad day-of-month",
    "0 30 2 ? * 0": "not a weekday",
    "0 30 2 ? * 8": "not a weekday",
    "0 30 2 ? * MONDAY": "Bad day-of-week",
}


@pytest.mark.parametrize(("schedule", "expected"), FIRES.items())
def test_a_schedule_fires_next(schedule: str, expected: str) -> None:
    fires = next_fire(schedule, TUESDAY)

    assert fires is not None
    assert fires.isoformat() == f"{expected}+00:00"


@pytest.mark.parametrize(("schedule", "reason"), REFUSED.items())
def test_an_invalid_schedule_is_rejected(schedule: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason.replace("?", r"\?")):
        next_fire(schedule, TUESDAY)


def test_a_schedule_keeps_the_time_of_day_in_its_zone() -> None:
    berlin = ZoneInfo("Europe/Berlin")

    fires = next_fire("0 0 6 * * ?", datetime(2014, 3, 29, 12, tzinfo=berlin))

    assert fires == datetime(2014, 3, 30, 6, tzinfo=berlin)


def test_nothing_fires_after_the_last_year() -> None:
    assert next_fire("0 0 0 1 1 ?", datetime(9999, 12, 31, tzinfo=UTC)) is None


def test_the_schedule_library_is_imported_on_demand() -> None:
    code = (
        "import sys; from queue_calls import Caller; caller = Caller(); caller.submit();"
        "before = 'cronsim' in sys.modules; caller.submit(execSchedule='0 0 6 * * ?');"
        "print(before, 'cronsim' in sys.modules)"
    )

    printed = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=Path(__file__).parents[1]
    ).stdout

    assert printed.split() == [b"False", b"True"]
