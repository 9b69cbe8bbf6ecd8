"""Deciding whether two differently written values are the same."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

_DATE_TIME = re.compile(
    r"(-?\d{4,600})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:(Z)|([+-])(\d\d):(\d\d))?", re.ASCII
)
# A separate context, because the caller's may round. The sum of any two doubles has fewer than 700 digits.
_EXACT = Context(
    prec=700, rounding=ROUND_HALF_EVEN, Emin=-9999, Emax=9999, capitals=1, clamp=0, flags=[], traps=[]
)
_CYCLE_YEARS = 400
_CYCLE_DAYS = 146_097
_YEAR_ZERO_DAYS = 366
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Sameness:
    """What counts as the same.

    ``tolerance`` is the largest difference between two ``xs:double`` values that count as the same, or
    ``None``. With ``ignore_times``, a dateTime is the same as any other and as a missing one.
    """

    tolerance: Decimal | None = None
    ignore_times: bool = False

    @classmethod
    def within(cls, tolerance: float | None, *, ignore_times: bool) -> "Sameness":
        """A sameness with a checked tolerance. Raises ``ValueError`` unless it is 0 or more."""
        if tolerance is None:
            return cls(None, ignore_times)
        if not tolerance >= 0:  # also false for NaN
            raise ValueError(f"the tolerance must be 0 or more, not {tolerance}")
        return cls(Decimal(repr(float(tolerance))), ignore_times)

    def ignores(self, builtin: str | None) -> bool:
        """Whether values of a built-in are ignored, even if one is absent."""
        return self.ignore_times and builtin == "xs:dateTime"

    def holds(self, old: Any, new: Any, builtin: str) -> bool:
        """Whether two unequal values count as the same (same instant, within the tolerance)."""
        if builtin == "xs:dateTime":
            return self.ignore_times or _is_same_instant(old, new)
        return builtin == "xs:double" and self.tolerance is not None and self._is_near(old, new)

    def _is_near(self, old: Any, new: Any) -> bool:
        if isinstance(old, str) or isinstance(new, str):  # INF, -INF, and NaN are not near anything
            return False
        # In decimal, as written: in binary, 0.7 and 0.8 would be more than 0.1 apart.
        difference = _EXACT.subtract(Decimal(repr(old)), Decimal(repr(new)))
        return difference.copy_abs() <= (self.tolerance or Decimal(0))


def _is_same_instant(old: str, new: str) -> bool:
    moment = _moment_of(old)
    return moment is not None and moment == _moment_of(new)


def _moment_of(text: str) -> tuple[bool, int, str] | None:
    """A dateTime in three parts: whether it has an offset, its seconds (in UTC if so), its fraction's digits.

    ``None`` if the text is not a dateTime or its year has more than 600 digits, because Python can be set
    to reject integers of 641 digits. Python's own ``datetime`` supports too few years and digits.
    """
    parts = _DATE_TIME.fullmatch(text)
    if parts is None:
        return None
    try:
        year, month, day, hour, minute, second = (int(part) for part in parts.groups()[:6])
        days = _days_until(year, month, day)
    except ValueError:
        return None
    seconds = days * _DAY_SECONDS + hour * 3600 + minute * 60 + second
    fraction, utc, sign, hours, minutes = parts.groups()[6:]
    if sign:
        offset = int(hours) * 3600 + int(minutes) * 60
        seconds += offset if sign == "-" else -offset
    return utc is not None or sign is not None, seconds, (fraction or "").rstrip("0")


def _days_until(year: int, month: int, day: int) -> int:
    """The day number of a date in the Gregorian calendar, which repeats every 400 years.

    XSD 1.0 has no year 0: -0001 is the year before 0001. Negative leap years are those whose number is
    divisible by four, as validators compute them.
    """
    cycles, year_of_cycle = divmod(year, _CYCLE_YEARS)
    days = date(year_of_cycle + _CYCLE_YEARS, month, day).toordinal() + cycles * _CYCLE_DAYS
    return days if year > 0 else days + _YEAR_ZERO_DAYS
