"""Instants: times as numbers, so that times with and without an offset can be compared."""

from datetime import UTC, datetime, timedelta, tzinfo
from math import inf

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

UNKNOWN = -inf
"""The instant of a capture whose time is unknown; it sorts before all others."""


def instant_of(moment: datetime) -> float:
    """Seconds since 1970 in UTC; a time without an offset counts as UTC.

    >>> instant_of(datetime.fromisoformat("1970-01-01T01:00:00+00:30"))
    1800.0
    """
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH).total_seconds()


def time_at(instant: float, zone: tzinfo | None) -> datetime | None:
    """An instant as a time in ``zone``, or without an offset if ``zone`` is ``None``; ``None`` if unknown.

    >>> time_at(1800.0, None)
    datetime.datetime(1970, 1, 1, 0, 30)
    """
    if instant == UNKNOWN:
        return None
    try:
        moment = _EPOCH + timedelta(seconds=instant)
        return moment.astimezone(zone) if zone else moment.replace(tzinfo=None)
    except OverflowError:  # converting to another offset went beyond the years 1 to 9999
        return datetime.max if instant > 0 else datetime.min
