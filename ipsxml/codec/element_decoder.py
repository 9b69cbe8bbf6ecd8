"""Decoding a payload element by element: slower than the compiled decoders, but for any spelling.

This is for valid payloads that the compiled decoders reject, because they have attributes, white space
around values, or members in any order.
"""

from lxml import etree

from ipsxml.capture import local_name
from ipsxml.codec.leaf_values import READERS, Plain, read_size
from ipsxml.contract import ComplexType, Member


def walk(element: etree._Element, complex_type: ComplexType) -> Plain:
    """The plain form of a valid element. May raise ``ValueError`` for one that is not valid."""
    found = [(_member(child, complex_type), child) for child in element]
    if complex_type.is_array:
        return [_value(child, member) for member, child in found]
    values = {member.alias_of or member.name: _value(child, member) for member, child in found}
    return {name: values[name] for name in complex_type.members if name in values}


def _member(child: etree._Element, complex_type: ComplexType) -> Member:
    member = complex_type.members.get(local_name(child))
    if member is None:
        raise ValueError(f"{complex_type.name} has no {local_name(child)}")
    return member


def _value(element: etree._Element, member: Member) -> Plain:
    if isinstance(member.type, ComplexType):
        return walk(element, member.type)
    text = element.text or ""
    return read_size(text) if member.wire_type else READERS[member.type.base](text)
