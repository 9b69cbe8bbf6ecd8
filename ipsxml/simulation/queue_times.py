"""Reading, normalizing, and writing the moments of a simulated queue."""

import re
from datetime import datetime, timezone, tzinfo
from typing import Any

from ipsxml.codec import read_datetime
from ipsxml.simulation.service_faults import ServiceFault, invalid

# .NET writes seven fractional digits, and XML allows any number of them.
_BEYOND_MILLISECONDS = re.compile(r"(\.[0-9]{3})[0-9]+")


def exact(moment: datetime) -> datetime:
    """An aware moment with a fixed offset, in whole milliseconds, as the service writes it.

    In a zone with daylight saving time, Python subtracts wall clock times. A job that runs while clocks
    change would seem an hour too short or too long.
    """
    offset = moment.utcoffset()
    assert offset is not None
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    return moment.astimezone(timezone(offset))


def read_moment(parameters: dict[str, Any], name: str, zone: tzinfo | None) -> datetime | None:
    """The aware moment in a parameter, in milliseconds; without an offset it is in the service's zone.

    Raises ``ServiceFault`` for a year that ``datetime`` cannot represent.
    """
    text = parameters.get(name)
    if text is None:
        return None
    try:
        moment = read_datetime(_BEYOND_MILLISECONDS.sub(r"\1", text))
    except (ValueError, OverflowError):
        raise out_of_range(name, text) from None
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment


def out_of_range(name: str, text: str) -> ServiceFault:
    """The fault for a moment outside the range of ``datetime``."""
    return invalid(f"{name}: {text} is outside the supported range of times")


def written(moment: datetime) -> str:
    """A moment as the service writes it: in milliseconds, with its offset."""
    return moment.isoformat("T", "milliseconds")
