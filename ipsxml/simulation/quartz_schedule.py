"""When schedules fire. The service uses Quartz's cron notation."""

import re
from datetime import datetime

from ipsxml.extras import needed_extra

_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_NAMED_DAY = re.compile("|".join(_DAYS))
_DAY = re.compile(r"(?<![#/0-9])[0-9]+")  # but not a step, or the 3 of "the third Friday"
_FIRST_OF_STEPS = re.compile(r"^([0-6])/")


def next_fire(schedule: str, after: datetime) -> datetime | None:
    """The first time after ``after`` at which a schedule fires, in the same zone; ``None`` if it never does.

    Raises ``ValueError`` for an invalid schedule, and for notation that is not supported: years, the weekday
    nearest to a day (``15W``), and days before the last of a month (``L-3``).

    >>> next_fire("0 30 2 ? * MON-FRI", datetime(2014, 4, 4, 12)).isoformat()
    '2014-04-07T02:30:00'
    """
    with needed_extra("serve", "a schedule"):
        from cronsim import CronSim, CronSimError

    # cronsim uses whole seconds and searches after the second it is given.
    try:
        return next(CronSim(_as_cron(schedule), after), None)
    except CronSimError as error:
        raise ValueError(f"{schedule!r}: {error}") from None
    except OverflowError:  # after the year 9999
        return None


def _as_cron(schedule: str) -> str:
    """A schedule in the notation of cronsim, which has seconds but counts weekdays from 0 for Sunday."""
    fields = schedule.upper().split()
    if len(fields) == 7 and fields[6] == "*":
        del fields[6]
    if len(fields) != 6:
        raise ValueError(f"{schedule!r} must have six fields: second, minute, hour, day, month, and weekday")
    if (fields[3] == "?") == (fields[5] == "?"):
        raise ValueError(f"{schedule!r} must have a ? for the day or for the weekday, not both")
    weekdays = ",".join(map(_as_cron_weekday, fields[5].split(",")))
    return " ".join([*fields[:3], fields[3].replace("?", "*"), fields[4], weekdays])


def _as_cron_weekday(field: str) -> str:
    if field in ("?", "*"):
        return "*"
    numbered = _NAMED_DAY.sub(lambda day: str(_DAYS.index(day[0]) + 1), "SAT" if field == "L" else field)
    days = _DAY.findall(numbered)
    if any(not 1 <= int(day) <= 7 for day in days):
        raise ValueError(f"{field!r} is not a weekday: use 1 (Sunday) to 7, or SUN to SAT")
    counted_from_0 = _DAY.sub(lambda day: str(int(day[0]) - 1), numbered)
    return _FIRST_OF_STEPS.sub(r"\1-6/", counted_from_0)
