"""Deriving the contract of one version from the family.

Each rule of schemas/README.md is a function. ``derive`` applies them in order to a copy of every
component that the version has.
"""

from copy import deepcopy

from lxml import etree

from ipsxml.contract.api_versions import Version, is_from, is_until
from ipsxml.contract.family import (
    ALIAS_OF,
    NAMESPACE,
    REQUIRED_SINCE,
    SINCE,
    UNTIL,
    VOCABULARY,
    WIRE_ORDER,
    WIRE_TYPE,
    XS,
    family_components,
)
from ipsxml.contract.made_once import once


def derive(
    version: Version, namespace: str | None = None, *, limits: bool = False, documented: bool = True
) -> etree._Element:
    """The contract of ``version`` as a self-contained ``xs:schema`` element.

    ``namespace`` replaces the version's own, for a release that is not listed yet.
    With ``limits``, values keep the limits of the reference pages; without, the values of a wire
    version have their plain wire types. The reference contract is always limited. ``documented`` keeps
    the English documentation.
    """
    target = version.namespace if namespace is None else namespace
    schema = _empty_schema(target)
    for component in family_components(documented=documented):
        if version.is_reference or _has_component(version, component, limits):
            copy = deepcopy(component)
            if not version.is_reference:
                _put_on_the_wire(version, copy, limits)
            _drop_vocabulary(copy)
            schema.append(copy)
    return schema


def _put_on_the_wire(version: Version, component: etree._Element, limits: bool) -> None:
    _drop_absent_members(version, component)
    _apply_wire_types(component)
    if not limits:
        _lift_limits(component)
    _fix_order(component)
    _require_members(version, component)


def _empty_schema(target: str) -> etree._Element:
    nsmap: dict[str | None, str] = {"xs": XS[1:-1]}
    if target:
        nsmap[None] = target
    schema = etree.Element(XS + "schema", nsmap=nsmap)
    if target:
        schema.set("targetNamespace", target)
        schema.set("elementFormDefault", "qualified")
    return schema


def _has_component(version: Version, component: etree._Element, limits: bool) -> bool:
    """Whether the version has this type or global element.

    A component with its own namespace (a fault) is in that namespace in every version, so only the
    contract that targets that namespace can contain it.
    """
    if component.tag == XS + "simpleType" and not limits:
        return False
    own_namespace = component.get(NAMESPACE)
    if own_namespace is not None and own_namespace != version.namespace:
        return False
    return _is_present(version, component)


def _is_present(version: Version, node: etree._Element) -> bool:
    return (
        node.get(ALIAS_OF) is None
        and is_from(version, node.get(SINCE))
        and is_until(version, node.get(UNTIL))
    )


def _drop_absent_members(version: Version, component: etree._Element) -> None:
    for member in list(component.iterdescendants(XS + "element")):
        if not _is_present(version, member):
            parent = member.getparent()
            assert parent is not None
            parent.remove(member)


def _apply_wire_types(component: etree._Element) -> None:
    for member in component.iter(XS + "element"):
        wire_type = member.get(WIRE_TYPE)
        if wire_type is not None:
            member.set("type", wire_type)


def _lift_limits(component: etree._Element) -> None:
    """Replace value-limited types with their wire type, which is the base they restrict."""
    bases = _limited_bases()
    for member in component.iter(XS + "element"):
        base = bases.get(member.get("type", ""))
        if base is not None:
            member.set("type", base)


@once(1)
def _limited_bases() -> dict[str, str]:
    return {
        component.attrib["name"]: restriction.attrib["base"]
        for component in family_components()
        for restriction in component.iterfind(XS + "restriction")
    }


def _fix_order(component: etree._Element) -> None:
    for group in component.iter(XS + "all"):
        if group.get(WIRE_ORDER) != "any":
            group.tag = XS + "sequence"


def _require_members(version: Version, component: etree._Element) -> None:
    for member in component.iter(XS + "element"):
        required_since = member.get(REQUIRED_SINCE)
        if required_since is not None and is_from(version, required_since):
            del member.attrib["minOccurs"]


def _drop_vocabulary(component: etree._Element) -> None:
    for annotation_part in list(component.iter(XS + "appinfo")):
        parent = annotation_part.getparent()
        assert parent is not None
        parent.remove(annotation_part)
    for node in component.iter(XS + "element", XS + "complexType", XS + "all"):
        for word in VOCABULARY:
            node.attrib.pop(word, None)
    etree.cleanup_namespaces(component)
