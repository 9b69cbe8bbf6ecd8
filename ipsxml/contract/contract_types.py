"""An XSD of the family as plain objects: types, members, and values.

The schemas use a small part of XSD (schemas/README.md), and these classes model only that
part. Tests compare them with xmlschema's own component tree for every version.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from lxml import etree

from ipsxml.contract.family import (
    ALIAS_OF,
    FILL,
    FILL_FROM,
    IDENTIFIES,
    KEY,
    REQUIRED_SINCE,
    SINCE,
    UNTIL,
    WIRE_TYPE,
    XS,
)


class SimpleType(NamedTuple):
    """A type of single values: a built-in ``base``, limited to what the reference pages allow.

    A built-in has itself as its base and has no limits. ``constants`` maps a value to the name of
    its constant, if the pages give one.
    """

    name: str
    base: str
    values: tuple[str, ...] = ()
    constants: Mapping[str, str] = MappingProxyType({})
    minimum: str | None = None
    maximum: str | None = None
    pattern: str | None = None
    documentation: str = ""

    @property
    def is_limited(self) -> bool:
        """Whether the type is not just a built-in."""
        return self.name != self.base


class Member(NamedTuple):
    """One element inside a type.

    ``max_occurs`` is ``None`` if unbounded. The fields after ``documentation`` are only set in the
    family; a derived contract has already applied them. ``fill`` and ``fill_from`` give the value to
    add when a document that lacks the element moves to a version that requires it: a constant, or the
    value of one of these members.
    """

    name: str
    type: "ComplexType | SimpleType"
    min_occurs: int
    max_occurs: int | None
    documentation: str = ""
    since: str | None = None
    until: str | None = None
    required_since: str | None = None
    alias_of: str | None = None
    wire_type: str | None = None
    identifies: str | None = None
    fill: str | None = None
    fill_from: tuple[str, ...] = ()

    @property
    def builtin(self) -> str | None:
        """The built-in base of the member's type; ``None`` for a complex type."""
        return self.type.base if isinstance(self.type, SimpleType) else None

    @property
    def repeats(self) -> bool:
        """Whether the element may appear any number of times, as an item of an array."""
        return self.max_occurs is None


@dataclass(frozen=True, slots=True, eq=False)
class ComplexType:
    """A type with members, in wire order. Types compare by identity, because their members may be cyclic.

    ``ordered``: whether that order is required. ``takes_foreign_attributes``: whether attributes of
    other namespaces are allowed; no others are. ``key``: the members that distinguish one item from
    another, in order of preference; only set in the family.
    """

    name: str
    members: dict[str, Member] = field(repr=False)
    ordered: bool
    takes_foreign_attributes: bool = False
    documentation: str = ""
    since: str | None = None
    until: str | None = None
    key: tuple[str, ...] = ()

    @property
    def is_array(self) -> bool:
        """Whether the type has repeated items."""
        return any(member.repeats for member in self.members.values())


XsdType = ComplexType | SimpleType


class Contract(NamedTuple):
    """The content of one XSD: its types by name, and the types of its global elements."""

    types: dict[str, ComplexType]
    simple_types: dict[str, SimpleType]
    elements: dict[str, ComplexType]


def read_contract(schema: etree._Element) -> Contract:
    """Read an ``xs:schema`` element, or any element whose children are XSD components."""
    contract = Contract({}, {}, {})
    bodies: dict[str, etree._Element] = {}
    for node in schema:
        name = node.get("name", "")
        body = node if node.tag == XS + "complexType" else node.find(XS + "complexType")
        if body is not None:
            bodies[name] = body
            contract.types[name] = _read_complex_type(name, body, node)
        elif node.tag == XS + "simpleType":
            contract.simple_types[name] = _read_simple_type(name, node)
    for node in schema.iterchildren(XS + "element"):
        contract.elements[node.attrib["name"]] = contract.types[node.get("type", node.attrib["name"])]
    for name, body in bodies.items():  # after all types exist
        contract.types[name].members.update((member.name, member) for member in _read_members(body, contract))
    return contract


def _read_complex_type(name: str, body: etree._Element, declaration: etree._Element) -> ComplexType:
    """A type without its members, which are read later."""
    return ComplexType(
        name,
        members={},
        ordered=body.find(XS + "all") is None,
        takes_foreign_attributes=body.find(XS + "anyAttribute") is not None,
        documentation=_documentation(declaration),
        since=declaration.get(SINCE),
        until=declaration.get(UNTIL),
        key=tuple(body.get(KEY, "").split()),
    )


def _read_members(body: etree._Element, contract: Contract) -> Iterator[Member]:
    for node in body.iterfind(f"*/{XS}element"):
        max_occurs = node.get("maxOccurs", "1")
        yield Member(
            name=node.attrib["name"],
            type=_type_called(node.attrib["type"], contract),
            min_occurs=int(node.get("minOccurs", "1")),
            max_occurs=None if max_occurs == "unbounded" else int(max_occurs),
            documentation=_documentation(node),
            since=node.get(SINCE),
            until=node.get(UNTIL),
            required_since=node.get(REQUIRED_SINCE),
            alias_of=node.get(ALIAS_OF),
            wire_type=node.get(WIRE_TYPE),
            identifies=node.get(IDENTIFIES),
            fill=node.get(FILL),
            fill_from=tuple(node.get(FILL_FROM, "").split()),
        )


def _type_called(name: str, contract: Contract) -> XsdType:
    if name.startswith("xs:"):
        return SimpleType(name, base=name)
    return contract.types.get(name) or contract.simple_types[name]


def _read_simple_type(name: str, node: etree._Element) -> SimpleType:
    restriction = node.find(XS + "restriction")
    assert restriction is not None
    enumerations = restriction.findall(XS + "enumeration")
    return SimpleType(
        name,
        base=restriction.attrib["base"],
        values=tuple(item.attrib["value"] for item in enumerations),
        constants={item.attrib["value"]: item.attrib["id"] for item in enumerations if item.get("id")},
        minimum=_facet(restriction, "minInclusive"),
        maximum=_facet(restriction, "maxInclusive"),
        pattern=_facet(restriction, "pattern"),
        documentation=_documentation(node),
    )


def _facet(restriction: etree._Element, name: str) -> str | None:
    facet = restriction.find(XS + name)
    return None if facet is None else facet.get("value")


def _documentation(node: etree._Element) -> str:
    prose = node.findtext(f"{XS}annotation/{XS}documentation", "")
    return " ".join(prose.split())
