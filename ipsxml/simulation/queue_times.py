"""Moments as a simulated queue reads them, counts with them, and writes them."""

from datetime import datetime, timezone, tzinfo
from typing import Any

from ipsxml.codec import read_datetime
from ipsxml.simulation.service_faults import ServiceFault, invalid


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
    """The aware moment that a parameter says; without a zone it is meant in that of the service.

    Raises ``ServiceFault`` where Python's ``datetime`` cannot hold it.
    """
    text = parameters.get(name)
    if text is None:
        return None
    try:
        moment = read_datetime(text)
    except (ValueError, OverflowError):
        raise out_of_range(name, text) from None
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment


def out_of_range(name: str, text: str) -> ServiceFault:
    """The fault for a moment that cannot be counted with."""
    return invalid(f"{name}: {text} is out of the range of times")


def written(moment: datetime) -> str:
    """A moment as the service writes it: in milliseconds, with the offset of its zone."""
    return moment.isoformat("T", "milliseconds")
