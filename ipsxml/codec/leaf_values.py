"""Single values between XML's text and the plain form, which is JSON's."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from math import isfinite
from typing import Any, Literal, cast

from ipsxml.capture.limits import is_text_too_long
from ipsxml.contract.lexical_forms import LARGEST_DOUBLE, is_date_time

Plain = str | int | float | bool | list["Plain"] | dict[str, "Plain"]
"""A document, or a part of one, as JSON has it."""

_LONGEST_SHOWN = 60
# As many digits as the largest double has. Python can be set to refuse whole numbers of 641 digits.
_CANONICAL_INTEGER = re.compile("0|-?[1-9][0-9]{,308}")
# Decimals follow the context of the caller's thread, which may round to three digits, or raise instead.
_ALL_DIGITS = Context(
    prec=17, rounding=ROUND_HALF_EVEN, Emin=-999, Emax=999, capitals=1, clamp=0, flags=[], traps=[]
)
_WITHOUT_FRACTION, _WITH_FRACTION = len("2011-03-30T14:32:08"), len("2011-03-30T14:32:08.858000")
_ZEROS_IN_FRONT = re.compile("(?<![0-9])0+(?=[0-9])")  # of which Python reads 4300 at most
_OFFSET_LENGTH, _LARGEST_OFFSET = len("-05:00"), "14:00"
_NON_FINITE = {float("inf"): "INF", float("-inf"): "-INF"}


def read_double(text: str) -> float | str:
    """The value of an ``xs:double``; the three that JSON lacks are strings."""
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
"""By the name of a built-in: what makes the plain form of the text of a value."""


def read_size(text: str) -> int | str:
    """A size of the reference pages: a whole number as such, any other text as text."""
    number = int(text) if _CANONICAL_INTEGER.fullmatch(text) else None
    return text if number is None or abs(number) > LARGEST_DOUBLE else number


def write_text(value: Any) -> str:
    """The XML text of an ``xs:string``.

    Characters that XML cannot hold are noticed later, in the whole document at once.
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
    """The XML text of an ``xs:int``; JSON may write a whole number as 1.0."""
    if value.__class__ is float and value.is_integer():
        value = int(value)
    if value.__class__ is not int or not -0x80000000 <= value <= 0x7FFFFFFF:
        raise TypeError
    return str(value)


def write_long(value: Any) -> str:
    """The XML text of an ``xs:long``; JSON may write a whole number as 1.0."""
    if value.__class__ is float and value.is_integer():
        value = int(value)
    if value.__class__ is not int or not -0x8000000000000000 <= value <= 0x7FFFFFFFFFFFFFFF:
        raise TypeError
    return str(value)


def write_double(value: Any) -> str:
    """The XML text of an ``xs:double``, as Java writes it, and so the service: 72.0, 1.0E-4."""
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
    """The XML text of an ``xs:dateTime``: text as it is, a ``datetime`` in milliseconds if they suffice."""
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
"""By the built-in: what gives the XML text of a value, or raises ``TypeError`` or ``ValueError``."""


def write_size(value: Any) -> str:
    """The XML text of a size of the reference pages: a whole number, maybe written as 1.0, or text."""
    if value.__class__ is float and value.is_integer():
        value = int(value)
    if value.__class__ is not int:
        return write_text(value)
    if abs(value) > LARGEST_DOUBLE:
        raise ValueError
    return str(value)


def shorten(value: object) -> str:
    """A value for a message: in at most some 60 characters, its words as JSON writes them."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return write_boolean(value)
    if isinstance(value, int) and abs(value) > LARGEST_DOUBLE:
        return "a very large number"
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


Fraction = Literal["exact", "cut"]
"""What becomes of more than six digits of a second: ``"exact"`` refuses them, ``"cut"`` drops the rest."""


def read_datetime(text: str, fraction: Fraction = "exact") -> datetime:
    """The ``datetime`` of an ``xs:dateTime``.

    The end of a day, 24:00:00, is the beginning of the next. Raises ``ValueError`` where Python cannot
    hold it, and ``TooFine`` where it could if digits of the second were cut.
    """
    text = text.strip()
    if text[19:20] == ".":
        text = _in_microseconds(text, fraction)
    if text[10:19] == "T24:00:00":
        return datetime.fromisoformat(f"{text[:10]}T00:00:00{text[19:]}") + timedelta(days=1)
    return datetime.fromisoformat(text)


class TooFine(ValueError):
    """A second in more digits than a ``datetime`` has."""


def _in_microseconds(text: str, fraction: Fraction) -> str:
    """A dateTime with a fraction, which may have more than six digits if the others are zeros."""
    found = re.match(r"[0-9]*", text[20:])
    digits = found[0] if found else ""
    if fraction == "exact" and digits[6:].strip("0"):
        raise TooFine("more than microseconds")
    return f"{text[:20]}{digits[:6]}{text[20 + len(digits) :]}"


def plain_leaf(value: Any) -> Plain:
    """A single value of the typed model in the plain form: a dateTime as text, no infinite numbers.

    Raises ``ValueError`` for what the form has not, such as ``bytes``, a number that no double holds and
    a text that is too long, and for a dateTime that XML has not.
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
