"""Moments as a simulated queue reads them, counts with them, and writes them."""

import re
from datetime import datetime, timezone, tzinfo
from typing import Any

from ipsxml.codec import read_datetime
from ipsxml.simulation.service_faults import ServiceFault, invalid

# .NET writes seven digits of a second, and XML allows any number of them.
_BEYOND_MILLISECONDS = re.compile(r"(\.[0-9]{3})[0-9]+")


def exact(moment: datetime) -> datetime:
    """An aware moment with a fixed offset, in whole milliseconds, as the service writes it.

    Between two times of a zone that has a summer, Python counts what its clocks show; so an hour
    would be missing from, or too much in, a job that runs while they are changed.
    """
    offset = moment.utcoffset()
    assert offset is not None
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    return moment.astimezone(timezone(offset))


def read_moment(parameters: dict[str, Any], name: str, zone: tzinfo | None) -> datetime | None:
    """The aware moment that a parameter says, in milliseconds; without a zone it is in the service's.

    Raises ``ServiceFault`` for a year that Python's ``datetime`` cannot hold.
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
    """The fault for a moment that cannot be counted with."""
    return invalid(f"{name}: {text} is out of the range of times")


def written(moment: datetime) -> str:
    """A moment as the service writes it: in milliseconds, with the offset of its zone."""
    return moment.isoformat("T", "milliseconds")
