"""Places in documents as strings, to be matched by the regular expressions of ``selection``.

A place has a NUL (␀) before each step, and ``[`` before the label of an item. A change of the whole
payload or of the API version has two NULs, because it is not inside the payload.

======================  ============================================
place                   string
======================  ============================================
a member of an item     ``␀getActiveJobsReturn␀jobArray␀[j|7␀state``
the whole payload       ``␀␀getActiveJobsReturn``
the API version         ``␀␀@apiVersion``
======================  ============================================
"""

from collections.abc import Iterator
from typing import Any

from ipsxml.codec import Document
from ipsxml.comparison.changes import API_VERSION, Change
from ipsxml.comparison.diff_tree import key_of
from ipsxml.comparison.matching import labels_of
from ipsxml.contract import ComplexType, XsdType, family

SEPARATOR = "\0"  # not allowed in XML, so never part of a label
_WHOLE = SEPARATOR * 2


def place_of(change: Change) -> str:
    """The place of a change."""
    if not change.steps:
        return _WHOLE + change.element
    steps = (step if isinstance(step, str) else f"[{step.label}" for step in change.steps)
    return SEPARATOR + SEPARATOR.join([change.element, *steps])


def places_inside(change: Change) -> Iterator[str]:
    """The places inside an added or removed value, except dateTimes, which nearly every object has."""
    value = change.after if change.before is None else change.before
    places = _places_in(value, family().types.get(change.type_name), place_of(change))
    return (place for place, xsd_type in places if xsd_type.name != "xs:dateTime")


def places_of(document: Document) -> Iterator[str]:
    """All places of a document."""
    yield _WHOLE + API_VERSION
    yield _WHOLE + document.element
    root = family().elements[document.element]
    yield from (place for place, _ in _places_in(document.payload, root, SEPARATOR + document.element))


def _places_in(value: Any, xsd_type: XsdType | None, place: str) -> Iterator[tuple[str, XsdType]]:
    """The places inside the value at ``place``, with their types; none inside a single value."""
    if not isinstance(xsd_type, ComplexType):
        return
    if isinstance(value, list):
        item_type = xsd_type.members["items"].type
        labels = labels_of(value, key_of(item_type) or ())
        parts = ((f"[{label}", item, item_type) for label, item in zip(labels, value, strict=True))
    else:
        parts = ((name, inner, xsd_type.members[name].type) for name, inner in value.items())
    for step, inner, inner_type in parts:
        inside = place + SEPARATOR + step
        yield inside, inner_type
        yield from _places_in(inner, inner_type, inside)
