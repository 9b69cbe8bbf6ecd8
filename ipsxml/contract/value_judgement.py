"""Checks of single values: their lexical form, and what the reference pages allow."""

import re

from ipsxml.contract.contract_types import SimpleType
from ipsxml.contract.lexical_forms import collapse, is_date_time, is_lexical, read_integer

_LONGEST_QUOTE = 60

_EXPECTED = {
    "xs:boolean": "true, false, 1, or 0",
    "xs:int": "a whole number from -2147483648 to 2147483647",
    "xs:long": "a whole number from -9223372036854775808 to 9223372036854775807",
    "xs:double": "a number such as 0.5 or 1E3, INF, -INF, or NaN",
    "xs:dateTime": "a date and time such as 2011-03-30T14:32:08.858-05:00",
}
_MOST_LISTED = 10


def quote(text: str) -> str:
    """``text`` for a message: quoted, shortened, and with unprintable characters escaped."""
    shown = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
    return repr(shown)


def describe_builtin(builtin: str) -> str:
    """A description of the values of the built-in, for messages."""
    return _EXPECTED.get(builtin, builtin)


def is_value_of(builtin: str, text: str) -> bool:
    """Whether ``text`` is a value of ``builtin``, including its range."""
    if builtin in ("xs:int", "xs:long"):
        return read_integer(builtin, text) is not None
    return is_date_time(collapse(text)) if builtin == "xs:dateTime" else is_lexical(builtin, text)


def broken_promise(simple_type: SimpleType, text: str) -> tuple[str, str] | None:
    """The issue code and message for a value that the reference pages do not allow; ``None`` otherwise.

    ``text`` must be a value of the type's base.
    """
    value = text if simple_type.base == "xs:string" else collapse(text)
    if simple_type.values and not _is_listed(simple_type, value):
        return "unlisted-value", f"{quote(text)} is not among the {_describe_values(simple_type)}"
    minimum, maximum = simple_type.minimum, simple_type.maximum
    if minimum and maximum and not _is_between(value, minimum, maximum):
        return "out-of-range", f"{quote(text)} is not between {minimum} and {maximum}"
    if simple_type.pattern and not re.fullmatch(simple_type.pattern, value):
        form = simple_type.documentation.rstrip(".")
        return "unlisted-value", f"{quote(text)} does not have the documented form: {form}"
    return None


def _describe_values(simple_type: SimpleType) -> str:
    if len(simple_type.values) > _MOST_LISTED:
        return f"{len(simple_type.values)} documented values"
    return f"documented values: {', '.join(simple_type.values)}"


def _is_listed(simple_type: SimpleType, value: str) -> bool:
    if simple_type.base == "xs:int":
        return str(read_integer("xs:int", value)) in simple_type.values
    return value in simple_type.values


def _is_between(value: str, minimum: str, maximum: str) -> bool:
    # NaN compares false with everything, so it is never in range; XSD agrees.
    return float(minimum) <= float(value) <= float(maximum)
