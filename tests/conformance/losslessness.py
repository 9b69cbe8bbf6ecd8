"""The values of a valid document, read without our codec, and whether a round trip keeps them."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from lxml import etree

import ipsxml
from ipsxml.contract import REFERENCE, ComplexType, Version, XsdType, contract, credentials
from ipsxml.reading.json_door import read_json
from ipsxml.reading.question import Question
from ipsxml.xml_writing import write_plain

_SPACE = " \t\n\r"
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)
_DATE_TIME = re.compile(
    r"(-?[0-9]{4,})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


class StatedValue(NamedTuple):
    """A value and its path. An element with members has the value None."""

    path: str
    value: object


def values_in(content: bytes, version: Version, *, exactly: bool = True) -> list[StatedValue]:
    """All values of a valid document, in a canonical order.

    A dateTime is its text if ``exactly``, else its moment and offset.
    """
    root = etree.fromstring(content, _PARSER)
    values = list(_values(root, contract(version).elements[etree.QName(root).localname], "", exactly))
    # Members of the reference contract may be in any order. The path of an item has its position.
    return sorted(values, key=lambda each: each.path)


def _values(element: etree._Element, xsd_type: XsdType, path: str, exactly: bool) -> Iterator[StatedValue]:
    if not isinstance(xsd_type, ComplexType):
        yield StatedValue(path, _value(xsd_type.base, element.text or "", exactly))
        return
    yield StatedValue(path, None)
    seen: Counter[str] = Counter()
    for child in element:
        member = xsd_type.members[etree.QName(child).localname]
        name = member.alias_of or member.name
        if name in credentials().get(xsd_type.name, ()):  # reading drops them
            continue
        yield from _values(child, member.type, f"{path}/{name}[{seen[name]:05}]", exactly)
        seen[name] += 1


def _value(builtin: str, text: str, exactly: bool) -> object:
    if builtin == "xs:string":
        return text
    collapsed = text.strip(_SPACE)
    if builtin in ("xs:int", "xs:long"):
        return int(Decimal(collapsed))  # Decimal has no limit on digits
    if builtin == "xs:double":
        return repr(float(collapsed))  # distinguishes -0.0 from 0.0, and has one NaN
    if builtin == "xs:boolean":
        return collapsed in ("true", "1")
    return collapsed if exactly else _moment(collapsed)


def _moment(text: str) -> object:
    """The exact moment of a dateTime and its offset. 24:00:00 is 00:00:00 on the next day."""
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
    """The values that a valid document loses in XML → JSON → XML or XML → model → XML.

    A reference document may have a member twice, spelled as on the wire and as on its page. JSON and
    the model have only one place for it, so such a document is skipped.
    """
    if version.is_reference and _has_member_twice(content):
        return
    by_json = write_plain(read_json(ipsxml.to_json(content), Question("plain")).valid_document)
    yield from _differences("JSON", values_in(content, version), values_in(by_json, version))
    try:
        document = ipsxml.decode(content)
    except (
        ipsxml.DecodeError
    ):  # it names a dateTime that Python cannot represent, so nothing is lost silently
        return
    by_model = ipsxml.encode(document)
    before = values_in(content, version, exactly=False)
    yield from _differences("the model", before, values_in(by_model, version, exactly=False))


def _has_member_twice(content: bytes) -> bool:
    names = {
        member.name: member.alias_of or member.name
        for each in contract(REFERENCE).types.values()
        for member in each.members.values()
        if not member.repeats
    }
    for element in etree.fromstring(content, _PARSER).iter():
        children = [names.get(str(child.tag)) for child in element]
        members = [name for name in children if name]
        if len(set(members)) < len(members):
            return True
    return False


def _differences(path: str, before: list[StatedValue], after: list[StatedValue]) -> Iterator[str]:
    if before != after:
        lost = [each for each in before if each not in after]
        new = [each for each in after if each not in before]
        yield f"through {path}, {lost[:3]} became {new[:3]}"
