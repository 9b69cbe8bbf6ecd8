"""Cutting a document into pieces small enough to explain.

A skeleton is a copy of an element without the items of the arrays in it. What an array may
hold is any number of items, so leaving items out changes nothing about the validity of the
rest, and each item can be judged on its own. One bad job among ten thousand costs one job.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from ipsxml.capture import local_name, namespace_of
from ipsxml.contract import Contract

# elementpath counts years in 32 bits and raises on more; XSD sets no bound. The Gregorian
# calendar repeats every 400 years, so a year with the same last four digits does as well.
_LONG_YEAR = re.compile(r"^(\s*-?)[1-9]\d{5,}(\d{4}-)")


@dataclass(slots=True)
class Skeleton:
    """A copy of one element without repeated items.

    ``originals`` maps each copied element to the element it was copied from, ``types`` to
    the name of its type in the contract (elements that have none there are not in it).
    ``items`` are the items left out, each with the name of its type.
    """

    root: etree._Element
    originals: dict[etree._Element, etree._Element] = field(default_factory=dict)
    types: dict[etree._Element, str] = field(default_factory=dict)
    items: list[tuple[etree._Element, str]] = field(default_factory=list)


def cut_skeleton(element: etree._Element, type_name: str, contract: Contract, namespace: str) -> Skeleton:
    """The skeleton of ``element``, which has the type ``type_name``."""
    skeleton = Skeleton(_shallow_copy(element))

    def fill(copy: etree._Element, original: etree._Element, type_name: str | None) -> None:
        skeleton.originals[copy] = original
        if type_name is not None:
            skeleton.types[copy] = type_name
        if contract.builtin(type_name or "") == "xs:dateTime" and copy.text:
            copy.text = _LONG_YEAR.sub(r"\g<1>\g<2>", copy.text)
        complex_type = contract.types.get(type_name or "")
        for child in original:
            member = complex_type.members.get(local_name(child)) if complex_type else None
            if namespace_of(child) != namespace:
                member = None
            if member is not None and member.repeats and member.type in contract.types:
                skeleton.items.append((child, member.type))
                _keep_text_after(copy, child)
            else:
                child_copy = _shallow_copy(child)
                copy.append(child_copy)
                fill(child_copy, child, member.type if member else None)

    fill(skeleton.root, element, type_name)
    return skeleton


def _shallow_copy(element: etree._Element) -> etree._Element:
    copy = etree.Element(element.tag, dict(element.attrib), nsmap=element.nsmap)
    copy.text, copy.tail = element.text, element.tail
    return copy


def _keep_text_after(copy: etree._Element, left_out: etree._Element) -> None:
    text = left_out.tail
    if text and not text.isspace():
        if len(copy):
            copy[-1].tail = (copy[-1].tail or "") + text
        else:
            copy.text = (copy.text or "") + text
