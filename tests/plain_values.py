"""Values in the plain form: complete examples, and iteration over their parts."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from ipsxml.codec import Document, Plain
from ipsxml.contract import ComplexType, Member, Version, XsdType, contract, credentials, versions

VERSIONS = versions()


class Leaf(NamedTuple):
    """One value inside a document: its path, its container and key, and its built-in type."""

    path: str
    holder: Any
    key: str | int
    builtin: str
    is_limited: bool


def wire_members(complex_type: ComplexType) -> list[Member]:
    """The members of a type in wire order, without the aliases of the reference pages."""
    return [member for member in complex_type.members.values() if member.alias_of is None]


_EXAMPLES: dict[str, Any] = {
    "xs:string": 'a < b & c > "d"',
    "xs:int": -7,
    "xs:long": 2**40,
    "xs:double": 72.5,
    "xs:boolean": True,
    "xs:dateTime": "2011-03-30T14:32:08.858-05:00",
}


def full_value(version: Version, type_name: str) -> Any:
    """A value of a type with every member present and two items in every array."""
    return _example(contract(version).types[type_name])


def _example(xsd_type: XsdType) -> Any:
    if isinstance(xsd_type, ComplexType):
        if xsd_type.is_array:
            return [_example(xsd_type.members["items"].type) for _ in range(2)]
        return {
            member.name: _example(member.type)
            for member in wire_members(xsd_type)
            if member.name not in credentials().get(xsd_type.name, ())
        }
    if not xsd_type.is_limited:
        return _EXAMPLES[xsd_type.base]
    if xsd_type.values:
        return int(xsd_type.values[0]) if xsd_type.base == "xs:int" else xsd_type.values[0]
    return "en-US" if xsd_type.pattern else 0.5


def full_document(version: Version, element: str) -> Document:
    """A document with every member present."""
    return Document(full_value(version, contract(version).elements[element].name), version.name, element)


def leaves(value: Plain, type_name: str, version: Version, path: str = "") -> Iterator[Leaf]:
    """Every leaf inside a value of a type."""
    for key, member_path, member, inner in _parts(value, contract(version).types[type_name], path):
        if isinstance(member.type, ComplexType):
            yield from leaves(inner, member.type.name, version, member_path)
        elif not member.wire_type:
            is_limited = version.is_reference and member.type.is_limited
            yield Leaf(member_path, value, key, member.type.base, is_limited)


def objects_in(
    value: Plain, type_name: str, version: Version, path: str = ""
) -> Iterator[tuple[str, Any, str]]:
    """Every object and array inside a value of a type, itself included: its path, the value, its type."""
    yield path, value, type_name
    for _, member_path, member, inner in _parts(value, contract(version).types[type_name], path):
        if isinstance(member.type, ComplexType):
            yield from objects_in(inner, member.type.name, version, member_path)


def _parts(value: Any, complex_type: ComplexType, path: str) -> Iterator[tuple[str | int, str, Member, Any]]:
    if complex_type.is_array:
        for index, item in enumerate(value):
            yield index, f"{path}[{index}]", complex_type.members["items"], item
    else:
        for name, inner in value.items():
            yield name, f"{path}.{name}" if path else name, complex_type.members[name], inner


def as_values(value: Any, type_name: str, version: Version) -> Any:
    """A plain value with each leaf replaced by its meaning: dateTimes as moments, doubles as floats."""
    read: dict[str, Callable[[Any], Any]] = {"xs:dateTime": moment_of, "xs:double": _double_of}

    def converted(inner: Any, member: Member) -> Any:
        if isinstance(member.type, ComplexType):
            return as_values(inner, member.type.name, version)
        return read[member.type.base](inner) if member.type.base in read else inner

    complex_type = contract(version).types[type_name]
    parts = [(key, converted(inner, member)) for key, _, member, inner in _parts(value, complex_type, "")]
    return [inner for _, inner in parts] if complex_type.is_array else dict(parts)


def _double_of(plain: Any) -> float | str:
    """The float. INF, -INF, and NaN stay strings: JSON has none of them, and NaN equals nothing."""
    return plain if plain in ("INF", "-INF", "NaN") else float(plain)


_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?", re.ASCII)


def moment_of(text: str) -> tuple[bool, datetime]:
    """Whether a dateTime has a zone, and its moment (in UTC if so), computed without ``fromisoformat``."""
    found = _MOMENT.fullmatch(text)
    assert found is not None
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    fraction, zone = found[7] or "", found[8] or ""
    assert not fraction[6:].strip("0")
    moment = datetime(year, month, day) + timedelta(hours=hour, minutes=minute, seconds=second)
    moment += timedelta(microseconds=int(fraction[:6].ljust(6, "0")))
    if zone not in ("", "Z"):
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:]))
        moment += offset if zone[0] == "-" else -offset
    return bool(zone), moment
