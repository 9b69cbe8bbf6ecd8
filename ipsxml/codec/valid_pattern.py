"""One regular expression for a whole payload: a match proves that it is valid and has no advisory warnings.

The pattern has no groups, so it decodes nothing, and matching takes a quarter of the time of parsing and
validating with libxml2. Like the decoders' patterns, it matches only the plainest spelling. Unlike them, it
matches only the values that the reference pages allow. A payload that does not match may still be valid.
"""

import re
from typing import NamedTuple

from ipsxml.codec.decoder_patterns import VALUES, compiled, has_required, is_compilable
from ipsxml.contract import ComplexType, Member, SimpleType, Version, XsdType, contract, versions
from ipsxml.contract.lexical_forms import DAY
from ipsxml.contract.made_once import once

_SPACE = r"\s*+"
_TEXT = "[^<]*+"
# DAY excludes February 29, so the pattern does not have to detect leap years.
_DATE_TIME = (
    rf"(?!0000)[0-9]{{4}}-{DAY}T"
    r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]++)?+"
    r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?+"
)
_FROM_0_TO_1 = r"(?:0(?:\.[0-9]*+)?+|1(?:\.0*+)?+)"
_START_OF_ITEM, _END_OF_ITEM = compiled(rf"{_SPACE}<items>"), "</items>"
_ATTRIBUTE = re.compile("<[^<>=]*+=")
_SMALLEST = {
    "xs:string": "",
    "xs:int": "0",
    "xs:long": "0",
    "xs:double": "0",
    "xs:boolean": "0",
    "xs:dateTime": "2000-01-01T00:00:00",
}
_KEPT = 4 * len(versions())


class Matched(NamedTuple):
    """The part of a payload's content that a pattern matches: all of it, or some items of its array."""

    is_all: bool
    items: list[slice]


class ArrayPatterns(NamedTuple):
    """The patterns of an array: what comes before its items, an item, and what comes after them.

    ``smallest_item`` is the shortest item that matches.
    """

    start: re.Pattern[str]
    item: re.Pattern[str]
    end: re.Pattern[str]
    smallest_item: str

    def match(self, text: str, place: int, stop: int) -> Matched:
        """Match the items, and what comes after them, from ``place`` up to ``stop``."""
        items: list[slice] = []
        is_all = True
        while (end := self.end.match(text, place, stop)) is None:
            after: int | None
            if item := self.item.match(text, place, stop):
                after = item.end()
                items.append(slice(place, after))
            else:
                is_all, after = False, _end_of_item(text, place, stop)
            if after is None:
                return Matched(False, [])
            place = after
        return Matched(is_all, items) if end.end() == stop else Matched(False, [])


class ValidPattern(NamedTuple):
    """The pattern of a payload's content and, if the content is one array, the patterns of that array."""

    content: re.Pattern[str]
    array: ArrayPatterns | None = None

    def match(self, text: str, start: int, stop: int) -> Matched:
        """Match the content ``text[start:stop]``.

        An item that does not match is skipped by counting tags. This is correct only if the payload is
        well-formed.
        """
        if self.array is not None and (found := self.array.start.match(text, start, stop)):
            return self.array.match(text, found.end(), stop)
        return Matched(self.content.fullmatch(text, start, stop) is not None, [])


def _end_of_item(text: str, start: int, stop: int) -> int | None:
    """The end of the item that starts at ``start``; ``None`` if none starts there, or it has attributes."""
    if _START_OF_ITEM.match(text, start, stop) is None:
        return None
    place, depth = start, 0
    while (end := text.find(_END_OF_ITEM, place, stop)) >= 0:
        after = end + len(_END_OF_ITEM)
        closed = text.count("</", place, after)
        depth += text.count("<", place, after) - 2 * closed - text.count("/>", place, after)
        if depth == 0:
            return None if _ATTRIBUTE.search(text, start, after) else after
        place = after
    return None


@once(_KEPT)
def valid_pattern(version: Version, element: str) -> ValidPattern | None:
    """The pattern for the content of a payload; ``None`` if the contract cannot be expressed as one.

    Compiling it takes as long as validating about thirty responses of a hundred jobs.
    """
    complex_type = contract(version).elements.get(element)
    if complex_type is None or complex_type.takes_foreign_attributes or version.is_reference:
        return None
    if not complex_type.members or not is_compilable(complex_type):
        return None
    first, *others = complex_type.members.values()
    if isinstance(first.type, ComplexType) and first.type.is_array and first.min_occurs and not others:
        return _array_pattern(first.name, first.type)
    return ValidPattern(compiled(_SPACE + _content(complex_type)))


def _array_pattern(name: str, array: ComplexType) -> ValidPattern:
    [item] = array.members.values()
    patterns = ArrayPatterns(
        start=compiled(f"{_SPACE}<{name}>"),
        item=compiled(_SPACE + _element(item.name, item.type)),
        end=compiled(f"{_SPACE}</{name}>{_SPACE}"),
        smallest_item=_smallest(item),
    )
    assert patterns.item.fullmatch(patterns.smallest_item)
    return ValidPattern(compiled(f"{_SPACE}<{name}/>{_SPACE}"), patterns)


def _smallest(member: Member) -> str:
    """The shortest element that its pattern matches."""
    if isinstance(member.type, ComplexType):
        value = "".join(_smallest(each) for each in member.type.members.values() if each.min_occurs)
    else:
        value = member.type.values[0] if member.type.values else _SMALLEST[member.type.base]
    return f"<{member.name}>{value}</{member.name}>"


def _content(complex_type: ComplexType) -> str:
    return "".join(_occurrences(member) for member in complex_type.members.values())


def _occurrences(member: Member) -> str:
    pattern = _element(member.name, member.type) + _SPACE
    if member.repeats:
        return f"(?:{pattern})*+"
    return pattern if member.min_occurs else f"(?:{pattern})?+"


def _element(name: str, xsd_type: XsdType) -> str:
    if isinstance(xsd_type, SimpleType):
        if xsd_type.name == "xs:string":
            return f"<{name}(?:>{_TEXT}</{name}>|/>)"
        return f"<{name}>(?:{_value(xsd_type)})</{name}>"
    if not xsd_type.members:  # an empty type does not even allow white space
        return f"<{name}(?:></{name}>|/>)"
    content = f"{_SPACE}{_content(xsd_type)}</{name}>"
    return f"<{name}>{content}" if has_required(xsd_type) else f"<{name}(?:>{content}|/>)"


def _value(simple_type: SimpleType) -> str:
    """The pattern of the allowed values; it never matches if a pattern cannot express them."""
    if simple_type.values:
        return "|".join(map(re.escape, simple_type.values))
    if simple_type.pattern:
        return simple_type.pattern
    if simple_type.is_limited:
        return _FROM_0_TO_1 if (simple_type.minimum, simple_type.maximum) == ("0.0", "1.0") else "(?!)"
    return _DATE_TIME if simple_type.base == "xs:dateTime" else VALUES[simple_type.base]
