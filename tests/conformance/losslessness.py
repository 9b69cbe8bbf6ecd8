"""What a valid document says, read by nobody's codec; and whether it is still said after a round trip."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from lxml import etree

import ipsxml
from ipsxml.contract import REFERENCE, ComplexType, Version, XsdType, contract, credentials
from ipsxml.reading.door import Question
from ipsxml.reading.json_door import read_json
from ipsxml.xml_writing import write_plain

_SPACE = " \t\n\r"
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)
_DATE_TIME = re.compile(
    r"(-?[0-9]{4,})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


class Said(NamedTuple):
    """One value and where it stands; of an element with members only that it is there."""

    path: str
    value: object


def values_in(content: bytes, version: Version, *, exactly: bool = True) -> list[Said]:
    """All that a valid document says, in an order that is the same for the same values.

    A dateTime is its text, or, not ``exactly``, the moment that it means, with its offset.
    """
    root = etree.fromstring(content, _PARSER)
    said = list(_values(root, contract(version).elements[etree.QName(root).localname], "", exactly))
    # In the reference contract members come in any order; an item's place is in its path.
    return sorted(said, key=lambda each: each.path)


def _values(element: etree._Element, xsd_type: XsdType, path: str, exactly: bool) -> Iterator[Said]:
    if not isinstance(xsd_type, ComplexType):
        yield Said(path, _value(xsd_type.base, element.text or "", exactly))
        return
    yield Said(path, None)
    seen: Counter[str] = Counter()
    for child in element:
        member = xsd_type.members[etree.QName(child).localname]
        name = member.alias_of or member.name
        if name in credentials().get(xsd_type.name, ()):  # which reading drops
            continue
        yield from _values(child, member.type, f"{path}/{name}[{seen[name]:05}]", exactly)
        seen[name] += 1


def _value(builtin: str, text: str, exactly: bool) -> object:
    if builtin == "xs:string":
        return text
    collapsed = text.strip(_SPACE)
    if builtin in ("xs:int", "xs:long"):
        return int(Decimal(collapsed))  # which has no limit of digits
    if builtin == "xs:double":
        return repr(float(collapsed))  # which tells -0.0 from 0.0, and has one NaN
    if builtin == "xs:boolean":
        return collapsed in ("true", "1")
    return collapsed if exactly else _moment(collapsed)


def _moment(text: str) -> object:
    """A dateTime as the exact moment that it means, and its offset; 24:00:00 is the next day's 00:00:00."""
    parts = _DATE_TIME.fullmatch(text)
    assert parts is not None, text
    year, month, day, hour, minute, second = (int(part) for part in parts.groups()[:6])
    fraction = Decimal(f"0.{parts[7] or 0}")
    zone = {"Z": "+00:00", "-00:00": "+00:00"}.get(parts[8], parts[8])
    if not 1 <= year <= 9999:
        return text
    try:
        moment = datetime(year, month, day, hour % 24, minute, second) + timedelta(days=hour // 24)
    except OverflowError:
        return text
    return moment, fraction, zone


def lost_values(content: bytes, version: Version) -> Iterator[str]:
    """What a valid document does not say any more after XML → JSON → XML or XML → model → XML.

    A reference document may say one member twice, as on the wire and as its page prints it. The
    JSON form and the model have one place for it.
    """
    if version.is_reference and _says_twice(content):
        return
    by_json = write_plain(read_json(ipsxml.to_json(content), Question("plain")).valid_document)
    yield from _differences("JSON", values_in(content, version), values_in(by_json, version))
    try:
        document = ipsxml.decode(content)
    except ipsxml.DecodeError:  # a dateTime that Python cannot hold is named, and nothing is lost
        return
    by_model = ipsxml.encode(document)
    before = values_in(content, version, exactly=False)
    yield from _differences("the model", before, values_in(by_model, version, exactly=False))


def _says_twice(content: bytes) -> bool:
    names = {
        member.name: member.alias_of or member.name
        for each in contract(REFERENCE).types.values()
        for member in each.members.values()
        if not member.repeats
    }
    for element in etree.fromstring(content, _PARSER).iter():
        children = [names.get(str(child.tag)) for child in element]
        said = [name for name in children if name]
        if len(set(said)) < len(said):
            return True
    return False


def _differences(way: str, before: list[Said], after: list[Said]) -> Iterator[str]:
    if before != after:
        gone = [each for each in before if each not in after]
        come = [each for each in after if each not in before]
        yield f"by way of {way} {gone[:3]} became {come[:3]}"
