"""Cutting a document into pieces small enough to explain.

A skeleton is a copy of an element without the items of the arrays in it. What an array may
hold is any number of items, so leaving items out changes nothing about the validity of the
rest, and each item can be judged on its own. One bad job among ten thousand costs one job.
(An array of the reference pages may hold items of two names, in order: out of order some stay.)
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from ipsxml.capture import local_name, namespace_of
from ipsxml.capture.few_attributes import few_attributes
from ipsxml.contract import ComplexType, SimpleType, XsdType
from ipsxml.contract.lexical_forms import collapse

# elementpath counts years in 32 bits and raises on more; XSD sets no bound. The Gregorian
# calendar repeats every 400 years, so a year with the same last four digits does as well (but 0000).
# (White space and digits of other scripts, which xmlschema reads as well, make no value: is_value_of.)
_LONG_YEAR = re.compile(r"^(\s*-?)\d{6,}(\d{4}-)")
# Of a fraction of a second it matters only whether there is any.
_LONG_FRACTION = re.compile(r"(?<=\.)\d{9,}", re.ASCII)

# xmlschema compares an integer with its bounds as a float, and raises on one that is too large
# for that; Python reads none of more than 4300 digits. XSD sets no bound: zeros in front do not
# count, and what is too large for every type is so with 30 digits, too.
_ZEROS_IN_FRONT = re.compile(r"^(\s*[+-]?)0+(?=[0-9])")
_LONG_INTEGER = re.compile(r"^(\s*[+-]?[1-9][0-9]{29})[0-9]+")

# More children than any type has members, apart from items. Beyond them each member is kept
# once, and the rest, which makes nothing valid again, is left out, as are most attributes of a flood:
# xmlschema, and the words for it, would take hours.
_MOST_CHILDREN = 300


@dataclass(slots=True)
class Skeleton:
    """A copy of one element without repeated items.

    ``originals`` maps each copied element to the element it was copied from, ``types`` to its
    type in the contract (elements that have none there are not in it). ``items`` are the items
    left out, each with its type.
    """

    root: etree._Element
    originals: dict[etree._Element, etree._Element] = field(default_factory=dict)
    types: dict[etree._Element, XsdType] = field(default_factory=dict)
    items: list[tuple[etree._Element, ComplexType]] = field(default_factory=list)


def cut_skeleton(element: etree._Element, complex_type: ComplexType, namespace: str) -> Skeleton:
    """The skeleton of ``element``, which is of a type."""
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
    """A text of the same validity that xmlschema can take."""
    if builtin == "xs:dateTime":
        text = _LONG_FRACTION.sub(lambda digits: "5" if digits[0].strip("0") else "0", text)
        return _LONG_YEAR.sub(r"\g<1>1\g<2>", text)
    if builtin in ("xs:int", "xs:long"):
        return _LONG_INTEGER.sub(r"\g<1>", _ZEROS_IN_FRONT.sub(r"\g<1>", text))
    return text


def _is_in_order(element: etree._Element, complex_type: ComplexType) -> bool:
    """Whether items of one name come before those of another, in the order of the type."""
    names = [name for name, member in complex_type.members.items() if member.repeats]
    if len(names) < 2:
        return True
    ranks = [names.index(local_name(child)) for child in element if local_name(child) in names]
    return ranks == sorted(ranks)


def _is_plain_text(item: etree._Element, xsd_type: XsdType | None) -> bool:
    """Whether there is nothing about an item that could be wrong."""
    return xsd_type is not None and xsd_type.name == "xs:string" and not len(item) and not item.attrib


def _shallow_copy(element: etree._Element, parent: etree._Element | None = None) -> etree._Element:
    """The element with its attributes, text and namespaces; as a child of ``parent``, if there is one."""
    attributes, holding = few_attributes(element), element.nsmap
    if parent is None:
        copy = etree.Element(element.tag, attributes, holding)
    else:  # made where it belongs: lxml drops prefixes of an element that moves, which an xsi:type may have
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
