"""Our reading of an XSD of the family: types, members, values, as plain objects.

The schemas use a small part of XSD (schemas/README.md), and these classes hold just that
part. Tests hold this reading against xmlschema's own component tree, version by version.
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
    """A type of single values: a built-in ``base``, and what the reference pages allow of it.

    A built-in is named after itself, and has no limits. ``constants`` maps a value to the name of
    its constant, where the pages give one.
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
        """Whether it is more than a built-in."""
        return self.name != self.base


class Member(NamedTuple):
    """One element inside a type.

    ``max_occurs`` is ``None`` where it is unbounded. What follows ``documentation`` is known to the
    family only; a derived contract has settled it. ``fill`` and ``fill_from`` state what the element says in
    a document that lacks it, and is moved to a version that requires it: a value, or that of one of
    these members.
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
        """The built-in that its type comes down to; ``None`` for a complex type."""
        return self.type.base if isinstance(self.type, SimpleType) else None

    @property
    def repeats(self) -> bool:
        """Whether the element may appear any number of times: an item of an array."""
        return self.max_occurs is None


@dataclass(frozen=True, slots=True, eq=False)
class ComplexType:
    """A type with members, in wire order; it equals only itself, as its members may lead back to it.

    ``ordered`` tells whether that order is binding, ``takes_foreign_attributes`` whether
    attributes of other namespaces are allowed (otherwise none are). ``key`` names the members
    that tell one item from another, in order of preference; the family only knows it.
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
        """Whether the type holds nothing but items that repeat."""
        return any(member.repeats for member in self.members.values())


XsdType = ComplexType | SimpleType


class Contract(NamedTuple):
    """What one XSD says: its types by their names, and the types of its global elements."""

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
    for name, body in bodies.items():  # now that there are all types that a member can have
        contract.types[name].members.update((member.name, member) for member in _read_members(body, contract))
    return contract


def _read_complex_type(name: str, body: etree._Element, declaration: etree._Element) -> ComplexType:
    """A type whose members are still to be read."""
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
