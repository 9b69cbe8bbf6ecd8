"""The time of a capture, as containers write it."""

import re
from datetime import datetime

# A datetime has six fractional digits; .NET writes seven.
_EXTRA_DIGITS = re.compile(r"(?<=\.[0-9]{6})[0-9]+")


def time_of(text: object) -> datetime | None:
    """The time in an ISO 8601 or HTTP date; ``None`` if it is malformed or has no UTC offset.

    >>> time_of("2013-03-04T09:30:00.1234567-08:00").isoformat()
    '2013-03-04T09:30:00.123456-08:00'
    """
    if not isinstance(text, str):
        return None
    for read in (_iso_date, _http_date):
        try:
            time = read(text)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        return time if time.tzinfo else None
    return None


def _iso_date(text: str) -> datetime:
    return datetime.fromisoformat(_EXTRA_DIGITS.sub("", text))


def _http_date(text: str) -> datetime:
    from email.utils import parsedate_to_datetime  # slow to import and seldom needed

    return parsedate_to_datetime(text)
