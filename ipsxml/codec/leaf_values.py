"""Conversions of single values between XML text and the plain form, as in JSON."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from math import isfinite
from typing import Any, Literal, cast

from ipsxml.capture.limits import is_text_too_long
from ipsxml.contract.lexical_forms import LARGEST_DOUBLE, is_date_time

Plain = str | int | float | bool | list["Plain"] | dict[str, "Plain"]
"""A document, or part of one, as JSON represents it."""

_LONGEST_SHOWN = 60
# At most as many digits as the largest double has. Python can be set to reject integers of 641 digits.
_CANONICAL_INTEGER = re.compile("0|-?[1-9][0-9]{,308}")
# An explicit context, because the caller's own may round to fewer digits or raise.
_ALL_DIGITS = Context(
    prec=17, rounding=ROUND_HALF_EVEN, Emin=-999, Emax=999, capitals=1, clamp=0, flags=[], traps=[]
)
_WITHOUT_FRACTION, _WITH_FRACTION = len("2011-03-30T14:32:08"), len("2011-03-30T14:32:08.858000")
_ZEROS_IN_FRONT = re.compile("(?<![0-9])0+(?=[0-9])")  # Python reads at most 4300 digits, including zeros
_OFFSET_LENGTH, _LARGEST_OFFSET = len("-05:00"), "14:00"
_NON_FINITE = {float("inf"): "INF", float("-inf"): "-INF"}


def read_double(text: str) -> float | str:
    """The value of an ``xs:double``; the three values that JSON lacks are strings."""
    value = float(text)
    return value if isfinite(value) else _NON_FINITE.get(value, "NaN")


def read_integer(text: str) -> int:
    """The value of an ``xs:int`` or ``xs:long``."""
    return int(_ZEROS_IN_FRONT.sub("", text.strip(), count=1))


def read_boolean(text: str) -> bool:
    """The value of an ``xs:boolean``."""
    return text.strip() in ("true", "1")


READERS: Mapping[str, Callable[[str], Any]] = {
    "xs:string": str,
    "xs:int": read_integer,
    "xs:long": read_integer,
    "xs:double": read_double,
    "xs:boolean": read_boolean,
    "xs:dateTime": str.strip,
}
"""For each built-in: the function from a value's XML text to its plain form."""


def read_size(text: str) -> int | str:
    """The value of ``totalSize`` in the reference contract: an ``int`` if the text is a canonical integer."""
    number = int(text) if _CANONICAL_INTEGER.fullmatch(text) else None
    return text if number is None or abs(number) > LARGEST_DOUBLE else number


def write_text(value: Any) -> str:
    """The XML text of an ``xs:string``.

    Does not check for characters that XML cannot contain; that check runs later, on the whole document.
    """
    if value.__class__ is not str:
        raise TypeError
    text: str = value
    if is_text_too_long(text):
        raise ValueError
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;") if "\r" in text else text


def write_int(value: Any) -> str:
    """The XML text of an ``xs:int``; JSON may write an integer as 1.0."""
    if value.__class__ is float and value.is_integer():
        value = int(value)
    if value.__class__ is not int or not -0x80000000 <= value <= 0x7FFFFFFF:
        raise TypeError
    return str(value)


def write_long(value: Any) -> str:
    """The XML text of an ``xs:long``; JSON may write an integer as 1.0."""
    if value.__class__ is float and value.is_integer():
        value = int(value)
    if value.__class__ is not int or not -0x8000000000000000 <= value <= 0x7FFFFFFFFFFFFFFF:
        raise TypeError
    return str(value)


def write_double(value: Any) -> str:
    """The XML text of an ``xs:double``, as Java and therefore the service writes it: 72.0, 1.0E-4."""
    if value.__class__ is str and value in ("INF", "-INF", "NaN"):
        return str(value)
    if value.__class__ is not float and value.__class__ is not int:
        raise TypeError
    if value.__class__ is int and abs(value) > LARGEST_DOUBLE:
        raise ValueError
    number = float(value)
    if number == 0 or 1e-3 <= abs(number) < 1e7:
        return repr(number)
    return _scientific(number) if isfinite(number) else _NON_FINITE.get(number, "NaN")


def _scientific(number: float) -> str:
    sign, digits, exponent = Decimal(repr(number)).normalize(_ALL_DIGITS).as_tuple()
    assert isinstance(exponent, int)
    fraction = "".join(map(str, digits[1:])) or "0"
    return f"{'-' if sign else ''}{digits[0]}.{fraction}E{exponent + len(digits) - 1}"


def write_boolean(value: Any) -> str:
    """The XML text of an ``xs:boolean``."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    raise TypeError


def write_date_time(value: Any) -> str:
    """The XML text of an ``xs:dateTime``: a string unchanged, a ``datetime`` in milliseconds if exact."""
    if value.__class__ is str:
        if not is_date_time(value):
            raise ValueError
        return str(value)
    if not isinstance(value, datetime):
        raise TypeError
    text = value.isoformat()
    end = _WITH_FRACTION if value.microsecond else _WITHOUT_FRACTION
    zone = text[end:]
    if zone == "+00:00":
        zone = "Z"
    elif len(zone) > _OFFSET_LENGTH or zone[1:] > _LARGEST_OFFSET:
        raise ValueError  # XML writes offsets in minutes, up to 14 hours
    return (text[: end - 3] if text[end - 3 : end] == "000" else text[:end]) + zone


WRITERS: dict[str, Callable[[Any], str]] = {
    "xs:string": write_text,
    "xs:int": write_int,
    "xs:long": write_long,
    "xs:double": write_double,
    "xs:boolean": write_boolean,
    "xs:dateTime": write_date_time,
}
"""For each built-in: the function that writes a value. It raises ``TypeError`` or ``ValueError``."""


def write_size(value: Any) -> str:
    """The XML text of ``totalSize`` in the reference contract: an integer (1.0 counts as one) or text."""
    if value.__class__ is float and value.is_integer():
        value = int(value)
    if value.__class__ is not int:
        return write_text(value)
    if abs(value) > LARGEST_DOUBLE:
        raise ValueError
    return str(value)


def shorten(value: object) -> str:
    """A value for a message: about 60 characters at most, with JSON's ``null``, ``true``, and ``false``."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return write_boolean(value)
    if isinstance(value, int) and abs(value) > LARGEST_DOUBLE:
        return "a very large number"
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


Fraction = Literal["exact", "cut"]
"""Handling of fractional seconds beyond six digits: ``"exact"`` raises, ``"cut"`` drops the extra digits."""


def read_datetime(text: str, fraction: Fraction = "exact") -> datetime:
    """The ``datetime`` of an ``xs:dateTime``.

    The end of a day, 24:00:00, becomes the start of the next. Raises ``TooFine`` for more than six
    fractional digits (see ``Fraction``), and ``ValueError`` if a ``datetime`` cannot represent the value.
    """
    text = text.strip()
    if text[19:20] == ".":
        text = _in_microseconds(text, fraction)
    if text[10:19] == "T24:00:00":
        return datetime.fromisoformat(f"{text[:10]}T00:00:00{text[19:]}") + timedelta(days=1)
    return datetime.fromisoformat(text)


class TooFine(ValueError):
    """Fractional seconds with more digits than a ``datetime`` has."""


def _in_microseconds(text: str, fraction: Fraction) -> str:
    """Shorten the fraction of a dateTime to six digits; further zeros are always allowed."""
    found = re.match(r"[0-9]*", text[20:])
    digits = found[0] if found else ""
    if fraction == "exact" and digits[6:].strip("0"):
        raise TooFine("more than microseconds")
    return f"{text[:20]}{digits[:6]}{text[20 + len(digits) :]}"


def plain_leaf(value: Any) -> Plain:
    """The plain form of a single value of the typed model: a dateTime and a non-finite number become text.

    Raises ``ValueError`` for values that the plain form cannot represent, such as ``bytes``, an integer
    beyond the range of a double, and a string that is too long, and for a dateTime that XML cannot represent.
    """
    if isinstance(value, datetime):
        return write_date_time(value)
    if isinstance(value, float) and not isfinite(value):
        return _NON_FINITE.get(value, "NaN")
    if isinstance(value, int) and abs(value) > LARGEST_DOUBLE:
        raise ValueError("too large")
    if isinstance(value, str) and is_text_too_long(value):
        raise ValueError("too long")
    if value is not None and not isinstance(value, str | int | float):
        raise ValueError(type(value).__name__)
    leaf: Plain = cast("Plain", value)
    return leaf
