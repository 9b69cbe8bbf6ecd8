"""Saying what is wrong with a value in the plain form, member by member.

The encoders only raise; this finds every fault, each with its path.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ipsxml.codec import values
from ipsxml.contract import ComplexType, Contract, Member, Version, contract, family

_WRITERS: dict[str, tuple[Callable[[Any], str], str]] = {
    "xs:string": (values.write_text, "text"),
    "xs:int": (values.write_int, "a whole number from -2147483648 to 2147483647"),
    "xs:long": (values.write_long, "a whole number from -9223372036854775808 to 9223372036854775807"),
    "xs:double": (values.write_double, "a number, or one of the texts INF, -INF and NaN"),
    "xs:boolean": (values.write_boolean, "true or false"),
    "xs:dateTime": (values.write_date_time, "a date and time such as 2011-03-30T14:32:08.858-05:00"),
}
# XML 1.0, 2.2: what is no character of XML.
_NO_CHARACTERS = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class PlainFault(NamedTuple):
    """One fault: an issue code, the path (``jobArray[3].state``, empty for the whole), a message."""

    code: str
    path: str
    message: str


def plain_faults(plain: Any, type_name: str, version: Version) -> Iterator[PlainFault]:
    """Every fault of ``plain`` as a value of the version's type, in wire order."""
    yield from _faults(plain, type_name, "", version, contract(version))


def _faults(
    plain: Any, type_name: str, path: str, version: Version, reading: Contract
) -> Iterator[PlainFault]:
    complex_type = reading.types.get(type_name)
    if complex_type is None:
        yield from _value_faults(plain, reading.builtin(type_name) or type_name, path)
    elif complex_type.is_array:
        item = complex_type.members["items"]
        if plain.__class__ is not list:
            yield PlainFault("bad-value", path, f"{_describe(plain)} stands where an array is expected")
            return
        for index, value in enumerate(plain):
            yield from _faults(value, item.type, f"{path}[{index}]", version, reading)
    elif plain.__class__ is not dict:
        yield PlainFault("bad-value", path, f"{_describe(plain)} stands where an object is expected")
    else:
        yield from _member_faults(plain, complex_type, path, version, reading)


def _member_faults(
    plain: dict[str, Any], complex_type: ComplexType, path: str, version: Version, reading: Contract
) -> Iterator[PlainFault]:
    for name, member in complex_type.members.items():
        member_path = f"{path}.{name}" if path else name
        if name not in plain:
            if member.min_occurs:
                yield PlainFault("missing-element", member_path, f"{version.name} requires it")
        elif member.alias_of is None:
            if member.wire_type and plain[name].__class__ is int:
                continue  # the reference pages' text, which may be a whole number
            yield from _faults(plain[name], member.type, member_path, version, reading)
    for name in plain:
        known = complex_type.members.get(name)
        if known is None or known.alias_of is not None:
            member_path = f"{path}.{name}" if path else str(name)
            yield PlainFault(
                "unexpected-element", member_path, _describe_unknown(name, complex_type, version)
            )


def _describe_unknown(name: str, complex_type: ComplexType, version: Version) -> str:
    in_family = family().types[complex_type.name].members.get(name)
    return f"{version.name} has no such element{_history(in_family)}"


def _history(member: Member | None) -> str:
    if member is None:
        return ""
    if member.alias_of:
        return f"; it is called {member.alias_of}"
    if member.until:
        return f"; it was dropped after {member.until}"
    return f"; it came with {member.since}" if member.since else ""


def _value_faults(value: Any, builtin: str, path: str) -> Iterator[PlainFault]:
    write, expected = _WRITERS[builtin]
    try:
        write(value)
    except (TypeError, ValueError):
        yield PlainFault("bad-value", path, f"{_describe(value)} is not {expected}")
        return
    if value.__class__ is str:
        bad = _NO_CHARACTERS.search(value)
        if bad:
            yield PlainFault("bad-value", path, f"XML cannot hold the character U+{ord(bad[0]):04X}")


def _describe(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "an object"
    return "an array" if isinstance(value, list) else values.shorten(value)
