"""Cutting a document into pieces small enough to explain.

A skeleton is a copy of an element without the items of its arrays. An array can have any number of items,
so removing items does not change the validity of the rest, and each item can be judged on its own. One bad
job among ten thousand costs the time of one job. (In the reference pages, an array can have items of two
names, in order. If they are out of order, some stay in the skeleton.)
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from ipsxml.capture import local_name, namespace_of
from ipsxml.capture.few_attributes import few_attributes
from ipsxml.contract import ComplexType, SimpleType, XsdType
from ipsxml.contract.lexical_forms import collapse

# elementpath stores years in 32 bits and raises on larger ones; XSD sets no bound. The Gregorian calendar
# repeats every 400 years, so a year with the same last four digits is equivalent (except for 0000).
# (xmlschema also accepts white space and digits of other scripts; is_value_of rejects them.)
_LONG_YEAR = re.compile(r"^(\s*-?)\d{6,}(\d{4}-)")
# For a fraction of a second, only whether it is zero matters.
_LONG_FRACTION = re.compile(r"(?<=\.)\d{9,}", re.ASCII)

# xmlschema compares an integer with its bounds as a float, and raises if it is too large for one; Python
# does not parse integers of more than 4300 digits. XSD sets no bound. Leading zeros do not matter, and an
# integer of 30 digits is already too large for every type.
_LEADING_ZEROS = re.compile(r"^(\s*[+-]?)0+(?=[0-9])")
_LONG_INTEGER = re.compile(r"^(\s*[+-]?[1-9][0-9]{29})[0-9]+")

# More than the members of any type, not counting items. Past this many children, only the first of each
# member is copied (few_attributes limits the attributes). More cannot make the element valid, and xmlschema
# and the explanations would take hours.
_MOST_CHILDREN = 300


@dataclass(slots=True)
class Skeleton:
    """A copy of one element without repeated items.

    ``originals`` maps each copied element to its original. ``types`` maps each copied element to its type in
    the contract, if it has one. ``items`` are the removed items, each with its type.
    """

    root: etree._Element
    originals: dict[etree._Element, etree._Element] = field(default_factory=dict)
    types: dict[etree._Element, XsdType] = field(default_factory=dict)
    items: list[tuple[etree._Element, ComplexType]] = field(default_factory=list)


def cut_skeleton(element: etree._Element, complex_type: ComplexType, namespace: str) -> Skeleton:
    """The skeleton of ``element``, which has the given type."""
    skeleton = Skeleton(_shallow_copy(element))

    def fill(copy: etree._Element, original: etree._Element, xsd_type: XsdType | None) -> None:
        skeleton.originals[copy] = original
        if xsd_type is not None:
            skeleton.types[copy] = xsd_type
        if copy.text and isinstance(xsd_type, SimpleType):
            copy.text = _shortened(copy.text, xsd_type.base)
        complex_type = xsd_type if isinstance(xsd_type, ComplexType) else None
        may_cut = complex_type is not None and _is_in_order(original, complex_type)
        previous, others = None, 0
        known: set[str] = set()
        for child in original:
            member = complex_type.members.get(local_name(child)) if complex_type else None
            if namespace_of(child) != namespace:
                member = None
            is_cut = may_cut or member is previous
            found = member.type if member else None
            repeats = member is not None and member.repeats
            if is_cut and repeats and isinstance(found, ComplexType):
                skeleton.items.append((child, found))
                _keep_text_after(copy, child)
            elif repeats and _is_plain_text(child, found):
                _keep_text_after(copy, child)
            elif is_cut and repeats:
                fill(_shallow_copy(child, copy), child, found)
            elif others < _MOST_CHILDREN or (member is not None and member.name not in known):
                others += 1
                fill(_shallow_copy(child, copy), child, found)
            previous = member
            known.add(member.name if member else "")

    fill(skeleton.root, element, complex_type)
    return skeleton


def _shortened(text: str, builtin: str) -> str:
    """A text of the same validity that xmlschema can handle."""
    if builtin == "xs:dateTime":
        text = _LONG_FRACTION.sub(lambda digits: "5" if digits[0].strip("0") else "0", text)
        return _LONG_YEAR.sub(r"\g<1>1\g<2>", text)
    if builtin in ("xs:int", "xs:long"):
        return _LONG_INTEGER.sub(r"\g<1>", _LEADING_ZEROS.sub(r"\g<1>", text))
    return text


def _is_in_order(element: etree._Element, complex_type: ComplexType) -> bool:
    """Whether the items of an array are grouped by name, in the order of the type."""
    names = [name for name, member in complex_type.members.items() if member.repeats]
    if len(names) < 2:
        return True
    ranks = [names.index(local_name(child)) for child in element if local_name(child) in names]
    return ranks == sorted(ranks)


def _is_plain_text(item: etree._Element, xsd_type: XsdType | None) -> bool:
    """Whether nothing about an item can be wrong: it is a plain string without attributes."""
    return xsd_type is not None and xsd_type.name == "xs:string" and not len(item) and not item.attrib


def _shallow_copy(element: etree._Element, parent: etree._Element | None = None) -> etree._Element:
    """A copy of an element with its attributes, text, and namespaces; as a child of ``parent``, if given."""
    attributes, holding = few_attributes(element), element.nsmap
    if parent is None:
        copy = etree.Element(element.tag, attributes, holding)
    else:  # create it in place: lxml drops prefixes when an element moves, and an xsi:type may need them
        known = parent.nsmap
        new = {prefix: uri for prefix, uri in holding.items() if known.get(prefix) != uri}
        copy = etree.SubElement(parent, element.tag, attributes, new)
    copy.text, copy.tail = element.text, element.tail
    return copy


def _keep_text_after(copy: etree._Element, left_out: etree._Element) -> None:
    text = left_out.tail
    if text and collapse(text):
        if len(copy):
            copy[-1].tail = (copy[-1].tail or "") + text
        else:
            copy.text = (copy.text or "") + text
