"""Instants: times as numbers, so that those with an offset and those without can be compared."""

from datetime import UTC, datetime, timedelta, tzinfo
from math import inf

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

UNKNOWN = -inf
"""The instant of what tells no time: before all others."""


def instant_of(moment: datetime) -> float:
    """The seconds since 1970 in UTC; a time without an offset is taken for UTC.

    >>> instant_of(datetime.fromisoformat("1970-01-01T01:00:00+00:30"))
    1800.0
    """
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH).total_seconds()


def time_at(instant: float, zone: tzinfo | None) -> datetime | None:
    """An instant on the clock of a zone, or without an offset for ``None``; ``None`` where it is unknown.

    >>> time_at(1800.0, None)
    datetime.datetime(1970, 1, 1, 0, 30)
    """
    if instant == UNKNOWN:
        return None
    try:
        moment = _EPOCH + timedelta(seconds=instant)
        return moment.astimezone(zone) if zone else moment.replace(tzinfo=None)
    except OverflowError:  # in the hours before the year 1 or after 9999, on the way to another offset
        return datetime.max if instant > 0 else datetime.min
