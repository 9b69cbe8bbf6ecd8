"""Explaining which attributes of an element are wrong. The contract has none; XSD itself defines four."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from ipsxml.capture import namespace_of
from ipsxml.capture.few_attributes import XSI
from ipsxml.contract.lexical_forms import collapse
from ipsxml.contract.value_judgement import quote

if TYPE_CHECKING:
    import xmlschema

_XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"  # its prefix needs no declaration
_TYPE = XSI + "type"
_NIL = XSI + "nil"
_LOCATIONS = (XSI + "schemaLocation", XSI + "noNamespaceSchemaLocation")  # allowed anywhere, never followed


def attribute_faults(
    element: etree._Element, declared_type: str, xsd: "xmlschema.XMLSchema10", *, takes_foreign: bool
) -> Iterator[tuple[str, str | None]]:
    """A message, and possibly a hint, for each attribute that is not allowed or has a wrong value.

    ``declared_type`` is the element's type as a tag, ``{namespace}name``.
    """
    own = f"{{{namespace_of(element)}}}"
    for name, value in element.attrib.items():
        is_foreign = name.startswith("{") and not name.startswith((own, XSI))
        if name == _TYPE:
            if not _can_replace(resolve_type(element, value, xsd), declared_type, xsd):
                declared_name = etree.QName(declared_type).localname
                yield f"xsi:type is {quote(value)}, which cannot replace {declared_name}", None
        elif name == _NIL:
            message = "xsi:nil is not allowed: no element of a job document can be nil"
            yield message, "remove the element" if is_empty_nil(element) else None
        elif name not in _LOCATIONS and not (takes_foreign and is_foreign):
            yield f"the attribute {_prefixed(element, name)} is not allowed here", None


def is_empty_nil(element: etree._Element) -> bool:
    """Whether an element has a true ``xsi:nil`` and no content."""
    is_nil = collapse(element.get(_NIL, "")) in ("true", "1")
    return is_nil and not len(element) and not collapse(element.text or "")


def take_unresolved_type(element: etree._Element, xsd: "xmlschema.XMLSchema10") -> str | None:
    """Remove an ``xsi:type`` that names no type, because xmlschema would raise; return a message about it."""
    value = element.get(_TYPE)
    if value is None or resolve_type(element, value, xsd) is not None:
        return None
    del element.attrib[_TYPE]
    return f"xsi:type is {quote(value)}, which is not a known type"


def resolve_type(element: etree._Element, value: str, xsd: "xmlschema.XMLSchema10") -> str | None:
    """The type named by the QName ``value`` of an ``xsi:type``, as a tag; ``None`` if there is none."""
    prefix, _, local = collapse(value).rpartition(":")
    if prefix and prefix not in element.nsmap:
        return None
    namespace = element.nsmap.get(prefix or None)
    tag = f"{{{namespace}}}{local}" if namespace else local
    return tag if tag in xsd.maps.types else None


def _can_replace(tag: str | None, declared_type: str, xsd: "xmlschema.XMLSchema10") -> bool:
    declared = xsd.maps.types.get(declared_type)
    return tag is not None and declared is not None and bool(xsd.maps.types[tag].is_derived(declared))


def _prefixed(element: etree._Element, name: str) -> str:
    qualified = etree.QName(name)
    declared = {"xml": _XML_NAMESPACE, **element.nsmap}
    prefixes = [prefix for prefix, uri in declared.items() if prefix and uri == qualified.namespace]
    return f"{prefixes[0]}:{qualified.localname}" if prefixes else qualified.localname
