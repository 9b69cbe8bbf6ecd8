"""A contract as our own reading shows it, in the shapes of the other views."""

from shapes import Facets, Part, Shape

from ipsxml.contract import ComplexType, Contract, SimpleType


def shapes_in(contract: Contract) -> dict[str, Shape]:
    """Every complex type by name, and its shape; limited values as their built-ins."""
    return {name: _shape(found) for name, found in contract.types.items()}


def limited_types_in(contract: Contract) -> dict[tuple[str, str], str]:
    """The (type, element) pairs that have a limited value, and the name of its type."""
    return {
        (name, member.name): member.type.name
        for name, found in contract.types.items()
        for member in found.members.values()
        if isinstance(member.type, SimpleType) and member.type.is_limited
    }


def facets_in(contract: Contract) -> dict[str, Facets]:
    """Every simple type by name, and what limits it."""
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
