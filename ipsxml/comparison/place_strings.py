"""Places in documents, written for the expressions of ``selection``.

A place is a separator before each step, items in ``[``: ``␀getActiveJobsReturn␀jobArray␀[j|7␀state``.
The payload as a whole, and the API version, are outside every payload: ``␀␀getActiveJobsReturn``.
"""

from collections.abc import Iterator
from typing import Any

from ipsxml.codec import Document
from ipsxml.comparison.changes import API_VERSION, Change
from ipsxml.comparison.matching import labels_of
from ipsxml.contract import family

SEPARATOR = "\0"  # XML cannot hold it


def place_of(change: Change) -> str:
    """The place of a change."""
    if not change.steps:
        return _whole(change.element)
    steps = (_named(step) if isinstance(step, str) else _labelled(step.label) for step in change.steps)
    return "".join([_named(change.element), *steps])


def places_inside(change: Change) -> Iterator[str]:
    """The places inside of what was added or removed."""
    value = change.after if change.before is None else change.before
    return _places_in(value, change.type_name, place_of(change))


def places_of(document: Document) -> Iterator[str]:
    """All places of a document."""
    yield _whole(API_VERSION)
    yield _whole(document.element)
    yield from _places_in(document.payload, family().elements[document.element], _named(document.element))


def _places_in(value: Any, type_name: str, place: str) -> Iterator[str]:
    """The places inside of a value of a type, which is at ``place``."""
    types = family().types
    if isinstance(value, dict):
        members = types[type_name].members
        inner = ((place + _named(name), member, members[name].type) for name, member in value.items())
    elif isinstance(value, list):
        item_type = types[type_name].members["items"].type
        labels = labels_of(value, types[item_type].key if item_type in types else ())
        inner = (
            (place + _labelled(label), item, item_type) for label, item in zip(labels, value, strict=True)
        )
    else:
        return
    for inner_place, inner_value, inner_type in inner:
        yield inner_place
        yield from _places_in(inner_value, inner_type, inner_place)


def _whole(element: str) -> str:
    return _named("") + _named(element)


def _named(name: str) -> str:
    return SEPARATOR + name


def _labelled(label: str) -> str:
    return f"{SEPARATOR}[{label}"
