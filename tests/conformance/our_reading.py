"""A contract as read by ipsxml, in the same shapes as the other views."""

from shapes import Facets, Part, Shape

from ipsxml.contract import ComplexType, Contract, SimpleType


def shapes_in(contract: Contract) -> dict[str, Shape]:
    """The shape of every complex type by name, with built-ins for simple types."""
    return {name: _shape(found) for name, found in contract.types.items()}


def limited_types_in(contract: Contract) -> dict[tuple[str, str], str]:
    """The name of the simple type for every (type, element) pair with limited values."""
    return {
        (name, member.name): member.type.name
        for name, found in contract.types.items()
        for member in found.members.values()
        if isinstance(member.type, SimpleType) and member.type.is_limited
    }


def facets_in(contract: Contract) -> dict[str, Facets]:
    """The facets of every simple type by name."""
    return {name: _facets(found) for name, found in contract.simple_types.items()}


def _shape(found: ComplexType) -> Shape:
    parts = tuple(
        Part(name, member.builtin or member.type.name, member.min_occurs, member.max_occurs)
        for name, member in found.members.items()
    )
    attributes = "##other" if found.takes_foreign_attributes else ""
    return Shape("sequence" if found.ordered else "all", parts, attributes)


def _facets(found: SimpleType) -> Facets:
    patterns = () if found.pattern is None else (found.pattern,)
    return Facets(found.base, found.values, found.minimum, found.maximum, patterns)
