"""A contract as seen in xmlschema's component tree."""

from collections.abc import Iterator
from functools import cache

import xmlschema
from lxml import etree
from shapes import Facets, Part, Shape
from xmlschema.validators import (
    XsdAnyAttribute,
    XsdComplexType,
    XsdElement,
    XsdFacet,
    XsdGroup,
    XsdPatternFacets,
    XsdSimpleType,
    XsdType,
)

from ipsxml.contract import export_schema

_XS = "{http://www.w3.org/2001/XMLSchema}"


@cache
def schema_of(version: str) -> xmlschema.XMLSchema10:
    """The contract of a version from ``export_schema``, loaded by xmlschema."""
    return xmlschema.XMLSchema10(export_schema(api=version), allow="none")


def shapes_of(schema: xmlschema.XMLSchema10) -> dict[str, Shape]:
    """The shape of every complex type by name. An anonymous type has the name of its element."""
    return {name: _shape(found) for name, found in _complex_types(schema)}


def elements_of(schema: xmlschema.XMLSchema10) -> dict[str, str]:
    """The type name of every global element; its own name if the type is anonymous."""
    return {name: element.type.local_name or name for name, element in schema.elements.items()}


def limited_types_of(schema: xmlschema.XMLSchema10) -> dict[tuple[str, str], str]:
    """The name of the simple type for every (type, element) pair with one defined in the schema."""
    return {
        (name, member.local_name): _local(member.type)
        for name, found in _complex_types(schema)
        for member in _members(found)
        if isinstance(member.type, XsdSimpleType) and not _is_builtin(member.type)
    }


def facets_of(schema: xmlschema.XMLSchema10) -> dict[str, Facets]:
    """The facets of every simple type by name."""
    return {name: _facets(found) for name, found in schema.types.items() if isinstance(found, XsdSimpleType)}


def namespaces_of_elements(schema: xmlschema.XMLSchema10) -> set[str]:
    """The namespaces of all elements, roots and members."""
    members = (element for _, found in _complex_types(schema) for element in _members(found))
    return {etree.QName(element.name).namespace or "" for element in (*schema.elements.values(), *members)}


def _complex_types(schema: xmlschema.XMLSchema10) -> Iterator[tuple[str, XsdComplexType]]:
    for name, found in schema.types.items():
        if isinstance(found, XsdComplexType):
            yield name, found
    for name, element in schema.elements.items():
        if element.type.name is None and isinstance(element.type, XsdComplexType):
            yield name, element.type


def _members(found: XsdComplexType) -> Iterator[XsdElement]:
    assert isinstance(found.content, XsdGroup)
    for member in found.content:
        assert isinstance(member, XsdElement)  # the family nests no groups
        yield member


def _shape(found: XsdComplexType) -> Shape:
    assert isinstance(found.content, XsdGroup)
    assert found.content.occurs == (1, 1)
    parts = tuple(
        Part(member.local_name, _type_name(member.type), member.min_occurs, member.max_occurs)
        for member in _members(found)
    )
    return Shape(found.content.model, parts, _attributes(found))


def _type_name(found: XsdType) -> str:
    """The name of a complex type, or the built-in that a simple type derives from."""
    while isinstance(found, XsdSimpleType) and not _is_builtin(found):
        assert found.base_type is not None
        found = found.base_type
    return _local(found)


def _is_builtin(found: XsdType) -> bool:
    return found.name is not None and found.name.startswith(_XS)


def _local(found: XsdType) -> str:
    assert found.local_name is not None
    return f"xs:{found.local_name}" if _is_builtin(found) else found.local_name


def _attributes(found: XsdComplexType) -> str:
    """The attributes that the type allows: the wildcard's namespaces and the declared names."""
    return " ".join(
        " ".join(attribute.namespace) if isinstance(attribute, XsdAnyAttribute) else str(name)
        for name, attribute in found.attributes.items()
    )


def _facets(found: XsdSimpleType) -> Facets:
    patterns = found.facets.get(_XS + "pattern")
    return Facets(
        base=_type_name(found),
        values=tuple(str(value) for value in found.enumeration or ()),
        minimum=_value(found, "minInclusive"),
        maximum=_value(found, "maxInclusive"),
        patterns=tuple(patterns.regexps) if isinstance(patterns, XsdPatternFacets) else (),
    )


def _value(found: XsdSimpleType, facet_name: str) -> str | None:
    facet = found.facets.get(_XS + facet_name)
    return facet.elem.get("value") if isinstance(facet, XsdFacet) else None
