"""Hypothesis strategies for valid documents of a version, in the plain form, made from its contract."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from ipsxml.codec import Plain, PlainDocument
from ipsxml.contract import ComplexType, Contract, Member, Version, contract, versions

VERSIONS = versions()
LOCALES = ("en", "de", "en-US", "ja-JP")
CREDENTIALS = frozenset({"user", "password", "accessToken"})
_MOST_OPTIONAL = 5  # members that a type does not require, in one value
_DEEPEST = 5

_MARKUP = "<>&\"'\r\n\t ="
xml_characters = st.one_of(
    st.sampled_from(_MARKUP),
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
    st.sampled_from("日本語한국😀𝒳\u0085\u2028\x7f\u00a0"),
)
texts = st.one_of(
    st.text(xml_characters, max_size=8),
    st.sampled_from(
        ['a="b"', "<![CDATA[x]]>", "<!-- -->", "]]>", "&amp;", "&#13;", " x ", "/", "/>", "</a>"]
    ),
)
ints = st.integers(-(2**31), 2**31 - 1)
longs = st.integers(-(2**63), 2**63 - 1)
doubles: st.SearchStrategy[float | str] = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0.0, 72.0, 0.001, 0.0009, 1e7, 9999999.5, 5e-324, 1.7976931348623157e308]),
    st.sampled_from(["INF", "-INF", "NaN"]),
)
_zones = st.sampled_from(["", "Z", "+00:00", "-00:00", "-05:00", "+05:30", "+14:00", "-14:00"])
_fractions = st.one_of(
    st.just(""), st.from_regex(re.compile(r"\.[0-9]{1,6}0{0,3}", re.ASCII), fullmatch=True)
)
_moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)).map(
    lambda moment: moment.replace(microsecond=0)
)

date_times_of_python = st.one_of(
    st.builds(
        lambda moment, fraction, zone: f"{moment.isoformat()}{fraction}{zone}", _moments, _fractions, _zones
    ),
    st.builds(lambda day, zone: f"{day.date().isoformat()}T24:00:00{zone}", _moments, _zones),
)
"""The texts of dateTimes that a ``datetime`` holds."""

date_times_beyond_python = st.sampled_from(
    [
        "10000-01-01T00:00:00Z",
        "123456-12-31T23:59:59.5",
        "-0001-01-01T00:00:00",
        "-2011-03-30T14:32:08-05:00",
        "2011-03-30T14:32:08.1234567",
        "2011-03-30T14:32:08.0000001-05:00",
        "9999-12-31T24:00:00",
    ]
)
"""The texts of valid dateTimes that no ``datetime`` holds."""

date_times = st.one_of(date_times_of_python, date_times_beyond_python)


class Leaf(NamedTuple):
    """One value inside a document: where it stands, what holds it, and the built-in it is of."""

    path: str
    holder: Any
    key: str | int
    builtin: str
    is_limited: bool


def wire_members(complex_type: ComplexType) -> list[Member]:
    """The members of a type in wire order, without the reference pages' other spellings."""
    return [member for member in complex_type.members.values() if member.alias_of is None]


def _unread(type_name: str) -> frozenset[str]:
    """The members that are left out in reading: credentials are nobody's business."""
    return CREDENTIALS if type_name == "authHeader" else frozenset()


def _in_range(member_type: str, reading: Contract) -> "st.SearchStrategy[Any] | None":
    """The values of a limited type; ``None`` where the type is not limited."""
    limited = reading.values.get(member_type)
    if limited is None:
        return None
    if limited.values:
        read = int if limited.base == "xs:int" else str
        return st.sampled_from([read(value) for value in limited.values])
    if limited.pattern is not None:
        assert limited.pattern == "[a-z]{2}(-[A-Z]{2})?"
        return st.sampled_from(LOCALES)
    assert limited.base == "xs:double"
    assert limited.minimum is not None
    assert limited.maximum is not None
    return st.floats(float(limited.minimum), float(limited.maximum))


def _is_canonical_int(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _leaf_values(member: Member, version: Version, moments: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    reading = contract(version)
    if member.wire_type:  # text on the reference pages, and a whole number where it is one
        return st.one_of(st.integers(0, 999_999_999), texts.filter(lambda text: not _is_canonical_int(text)))
    limited = _in_range(member.type, reading) if version.is_reference else None
    if limited is not None:
        return limited
    return {
        "xs:string": texts,
        "xs:int": ints,
        "xs:long": longs,
        "xs:double": doubles,
        "xs:boolean": st.booleans(),
        "xs:dateTime": moments,
    }[reading.builtin(member.type) or ""]


@cache
def values(
    version: Version, type_name: str, *, of_python: bool = False, depth: int = 0
) -> st.SearchStrategy[Any]:
    """Valid values of a type, in the plain form; with ``of_python`` such as the typed model holds."""
    reading = contract(version)
    complex_type = reading.types[type_name]
    moments = date_times_of_python if of_python else date_times

    def value_of(member: Member) -> st.SearchStrategy[Any]:
        if reading.builtin(member.type) is not None:
            return _leaf_values(member, version, moments)
        return st.deferred(lambda: values(version, member.type, of_python=of_python, depth=depth + 1))

    if complex_type.is_array:
        return st.lists(value_of(complex_type.members["items"]), max_size=3 if depth < 2 else 1)
    members = [member for member in wire_members(complex_type) if member.name not in _unread(type_name)]
    parts = {member.name: value_of(member) for member in members}
    optional = [member.name for member in members if not member.min_occurs]

    @st.composite
    def objects(draw: st.DrawFn) -> dict[str, Any]:
        chosen: set[str] = set()
        if optional and depth < _DEEPEST:
            most = _MOST_OPTIONAL if depth < 2 else 2
            chosen = draw(st.sets(st.sampled_from(optional), max_size=most))
        return {
            member.name: draw(parts[member.name])
            for member in members
            if member.min_occurs or member.name in chosen
        }

    return objects()


def documents(
    version: Version, *, of_python: bool = False, soap_versions: tuple[str | None, ...] = (None,)
) -> st.SearchStrategy[PlainDocument]:
    """Valid documents of a version: any element, with any of its values."""

    def of_element(element: str) -> st.SearchStrategy[PlainDocument]:
        value = values(version, contract(version).elements[element], of_python=of_python)
        return st.builds(
            PlainDocument, value, st.just(version), st.just(element), st.sampled_from(soap_versions)
        )

    return st.sampled_from(sorted(contract(version).elements)).flatmap(of_element)


_EXAMPLES: dict[str, Any] = {
    "xs:string": 'a < b & c > "d"',
    "xs:int": -7,
    "xs:long": 2**40,
    "xs:double": 72.5,
    "xs:boolean": True,
    "xs:dateTime": "2011-03-30T14:32:08.858-05:00",
}


def full_value(version: Version, type_name: str) -> Any:
    """A value of a type in which every member is there, and two items in every array."""
    reading = contract(version)

    def example(member: Member) -> Any:
        builtin = reading.builtin(member.type)
        if builtin is None:
            return full_value(version, member.type)
        limited = reading.values.get(member.type)
        if limited is None:
            return _EXAMPLES[builtin]
        if limited.values:
            return int(limited.values[0]) if limited.base == "xs:int" else limited.values[0]
        return "en-US" if limited.pattern else 0.5

    complex_type = reading.types[type_name]
    if complex_type.is_array:
        item = complex_type.members["items"]
        return [example(item), example(item)]
    return {
        member.name: example(member)
        for member in wire_members(complex_type)
        if member.name not in _unread(type_name)
    }


def full_document(version: Version, element: str) -> PlainDocument:
    """A document in which every member is there."""
    return PlainDocument(full_value(version, contract(version).elements[element]), version, element)


def leaves(value: Plain, type_name: str, version: Version, path: str = "") -> Iterator[Leaf]:
    """Every single value inside a value of a type."""
    reading = contract(version)
    complex_type = reading.types[type_name]
    for key, member_path, member, inner in _parts(value, complex_type, path):
        builtin = reading.builtin(member.type)
        if builtin is None:
            yield from leaves(inner, member.type, version, member_path)
        elif not member.wire_type:
            yield Leaf(
                member_path, value, key, builtin, version.is_reference and member.type in reading.values
            )


def objects_in(
    value: Plain, type_name: str, version: Version, path: str = ""
) -> Iterator[tuple[str, Any, str]]:
    """Every object and array inside a value of a type, itself among them: its path, it, its type."""
    yield path, value, type_name
    reading = contract(version)
    for _, member_path, member, inner in _parts(value, reading.types[type_name], path):
        if reading.builtin(member.type) is None:
            yield from objects_in(inner, member.type, version, member_path)


def _parts(value: Any, complex_type: ComplexType, path: str) -> Iterator[tuple[str | int, str, Member, Any]]:
    if complex_type.is_array:
        for index, item in enumerate(value):
            yield index, f"{path}[{index}]", complex_type.members["items"], item
    else:
        for name, inner in value.items():
            yield name, f"{path}.{name}" if path else name, complex_type.members[name], inner


def as_values(value: Any, type_name: str, version: Version) -> Any:
    """A plain value with each leaf replaced by what it means: dateTimes as moments, doubles as floats."""
    reading = contract(version)
    read: dict[str, Callable[[Any], Any]] = {"xs:dateTime": moment_of, "xs:double": _double_of}

    def converted(inner: Any, member: Member) -> Any:
        builtin = reading.builtin(member.type)
        if builtin is None:
            return as_values(inner, member.type, version)
        return read[builtin](inner) if builtin in read else inner

    complex_type = reading.types[type_name]
    parts = [(key, converted(inner, member)) for key, _, member, inner in _parts(value, complex_type, "")]
    return [inner for _, inner in parts] if complex_type.is_array else dict(parts)


def _double_of(plain: Any) -> float | str:
    """The float; the texts of those that JSON lacks stay texts, as NaN equals nothing."""
    return plain if plain in ("INF", "-INF", "NaN") else float(plain)


_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?", re.ASCII)


def moment_of(text: str) -> tuple[bool, datetime]:
    """Whether a dateTime has a zone, and its moment (in UTC then), reckoned without ``fromisoformat``."""
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
