"""Accepting valid documents in the plain form, fast: msgspec converts them to types made from the contract.

The types are stricter than the contract: they reject a few valid spellings, such as 1.0 for an integer. So a
document that is not accepted may still be valid; ``plain_faults`` decides.
"""

import re
from types import GenericAlias
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from ipsxml.capture.limits import MAX_TEXT_CHARACTERS
from ipsxml.codec.document_class import Document
from ipsxml.contract import ComplexType, Member, SimpleType, Version, XsdType, contract, versions
from ipsxml.contract.lexical_forms import DATE_TIME_PATTERN
from ipsxml.contract.made_once import once

_TEXT = Annotated[str, Meta(max_length=MAX_TEXT_CHARACTERS // 4)]  # the limit counts bytes in UTF-8
_INT = Annotated[int, Meta(ge=-(1 << 31), le=(1 << 31) - 1)]
_LONG = Annotated[int, Meta(ge=-(1 << 63), le=(1 << 63) - 1)]
_BUILTINS: dict[str, Any] = {
    "xs:string": _TEXT,
    "xs:int": _INT,
    "xs:long": _LONG,
    # msgspec would round an integer that is just beyond the largest double.
    "xs:double": _LONG | float | Literal["INF", "-INF", "NaN"],
    "xs:boolean": bool,
    "xs:dateTime": Annotated[str, Meta(pattern=rf"^(?:{DATE_TIME_PATTERN})\Z")],
}
_ESCAPED = re.compile(rb"\\(.)")
_ESCAPED_IN_XML = frozenset({b'"', b"\\", b"n", b"r", b"t"})
_NOT_IN_XML = ("\ufffe".encode(), "\uffff".encode())


def accepts(document: Document, content: bytes, *, within_limits: bool) -> bool:
    """Whether a plain document that was parsed from ``content`` is known to be valid.

    With ``within_limits``, all values must also be among those that the reference pages allow, so that there
    is no advice.
    """
    plain_type = _plain_type(document.contract_version, document.element, within_limits)
    if plain_type is None:
        return False
    try:
        msgspec.convert(document.payload, plain_type)
        # Other programs escape more characters than msgspec does, such as every character that is not ASCII.
        return _are_xml_characters(content) or _are_xml_characters(msgspec.json.encode(document.payload))
    except ValueError:  # msgspec's errors are among them; a lone surrogate cannot be encoded
        return False


def _are_xml_characters(content: bytes) -> bool:
    """Whether XML can contain all characters in JSON; false if it has an unusual escape, such as \\u00e9."""
    if b"\\" in content and not _ESCAPED_IN_XML.issuperset(_ESCAPED.findall(content)):
        return False
    return content.isascii() or not any(character in content for character in _NOT_IN_XML)


@once(most=2048)  # more than there are elements in all versions
def _plain_type(version: Version, element: str, within_limits: bool) -> type | GenericAlias | None:
    """The type of a payload, after msgspec has inspected it; ``None`` if the contract has no such element.

    For the inspection, see ``typed_values.known_type``.
    """
    complex_type = contract(version).elements.get(element)
    if complex_type is None:
        return None
    plain_type: type | GenericAlias = _types(version, within_limits).of(complex_type)
    msgspec.json.Decoder(plain_type)
    return plain_type


@once(2 * len(versions()))
def _types(_version: Version, within_limits: bool) -> "_Types":
    return _Types(within_limits)


class _Types:
    """The types of values in the plain form, one for each type of a contract."""

    def __init__(self, within_limits: bool) -> None:
        self._within_limits = within_limits
        self._made: dict[str, Any] = {}

    def of(self, xsd_type: XsdType) -> Any:
        """The type of a type's values."""
        if isinstance(xsd_type, SimpleType):
            is_limited = self._within_limits and xsd_type.is_limited
            return _limited(xsd_type) if is_limited else _BUILTINS[xsd_type.base]
        if xsd_type.is_array:
            return GenericAlias(list, (self.of(xsd_type.members["items"].type),))
        if xsd_type.name not in self._made:
            self._made[xsd_type.name] = self._struct(xsd_type)
        return self._made[xsd_type.name]

    def _struct(self, complex_type: ComplexType) -> type:
        members = [member for member in complex_type.members.values() if member.alias_of is None]
        fields = [self._field(member) for member in members]
        return msgspec.defstruct(
            complex_type.name, fields, forbid_unknown_fields=True, kw_only=True, gc=False
        )

    def _field(self, member: Member) -> tuple[str, Any] | tuple[str, Any, Any]:
        value = _LONG | _TEXT if member.wire_type else self.of(member.type)
        if member.min_occurs:
            return member.name, value
        return member.name, value | msgspec.UnsetType, msgspec.UNSET


def _limited(simple_type: SimpleType) -> Any:
    """The type of the values that the reference pages allow."""
    base = simple_type.base
    if simple_type.values:
        values = simple_type.values if base == "xs:string" else tuple(map(int, simple_type.values))
        return Literal[values]
    if simple_type.pattern:
        return Annotated[str, Meta(pattern=rf"^(?:{simple_type.pattern})\Z")]
    assert base == "xs:double"
    minimum, maximum = (
        None if limit is None else float(limit) for limit in (simple_type.minimum, simple_type.maximum)
    )
    return Annotated[float, Meta(ge=minimum, le=maximum)]
