"""Parsing times to instants in UTC; times without an offset become null."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from ipsxml.codec import read_datetime

if TYPE_CHECKING:
    Array = pa.Array[Any]

INSTANT = pa.timestamp("us", tz="UTC")
# The times that Arrow reads as XML Schema does. Arrow would read a time without an offset as UTC, and fail on
# the rest.
_ARROW_READS = (
    r"^(?:000[2-9]|00[1-9]\d|0[1-9]\d\d|[1-8]\d\d\d|9[0-8]\d\d|99[0-8]\d|999[0-8])-\d\d-\d\d"
    r"T(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)$"
)


def instants(texts: Sequence[str | None]) -> "Array":
    """The instants, in microseconds, of times written as ``xs:dateTime`` or by ``datetime.isoformat``.

    Null if there is no text, no offset, a finer fraction, or a year that ``datetime`` cannot represent.
    """
    written = pa.array(texts, pa.string())
    is_common = pc.match_substring_regex(written, _ARROW_READS)
    found: Array = pc.if_else(is_common, written, None).cast(INSTANT)
    if pc.all(is_common).as_py() is not False:  # null means there is no text
        return found
    others = [
        instant_of(text) if text is not None and not common else None
        for text, common in zip(texts, is_common.to_pylist(), strict=True)
    ]
    return pc.coalesce(found, pa.array(others, INSTANT))


def instant_of(text: str) -> datetime | None:
    """The instant of one time, in UTC; ``None`` as in ``instants``.

    >>> instant_of("2013-03-04T24:00:00-08:00").isoformat()
    '2013-03-05T08:00:00+00:00'
    """
    try:
        time = read_datetime(text)
        return time.astimezone(UTC) if time.tzinfo else None
    except (ValueError, OverflowError):
        return None
