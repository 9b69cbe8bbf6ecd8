"""A change between two documents, and its location."""

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

import msgspec

Kind = Literal["added", "removed", "changed", "moved"]

API_VERSION = "@apiVersion"
"""The ``element`` of a change of the API version, which is not part of the payload."""


class Item(NamedTuple):
    """A step into an array.

    ``label`` identifies the item: the value of its key, with ``#2`` for the second item with the same
    key, or its index in arrays without a key. ``old`` and ``new`` are its indices on both sides,
    ``None`` if it is absent.
    """

    label: str
    old: int | None
    new: int | None


Step = str | Item
"""A step on the way to a value: the name of a member, or an item."""


class Change(msgspec.Struct, frozen=True):
    """One change.

    ``steps`` lead to the change from the payload's root, called ``element``. They are empty if the
    payload as a whole or the API version (``@apiVersion``) differs. ``before`` and ``after`` are plain
    values, ``None`` if absent; for a ``moved`` item they are its two indices. ``type_name`` is the type
    of the value in the schemas, such as ``xs:dateTime``, ``Fraction``, or ``TaskProgress``.
    """

    kind: Kind
    steps: tuple[Step, ...]
    element: str
    before: Any
    after: Any
    type_name: str

    @property
    def path(self) -> str:
        """The path for people, with items by their labels, so it is the same on both sides.

        ``jobArray[j|7||winter_2013-03-04-09:30:00.000|1001].state``
        """
        return path_of(self.steps) or self.element

    @property
    def pointer(self) -> str:
        """The JSON Pointer to the value in the JSON form of the new document.

        For a removed value, it is the pointer in the old document.
        """
        return self.old_pointer if self.kind == "removed" else pointer(self.element, _new_places(self.steps))

    @property
    def old_pointer(self) -> str:
        """The JSON Pointer to the value in the JSON form of the old document.

        For an added value, it is where the value is missing; for an added item, ``…/-``.
        """
        return pointer(self.element, old_places(self.steps))


def path_of(steps: Iterable[Step]) -> str:
    """Steps as a path for people: ``taskProgressArray[com.example.Upload].progress``."""
    parts = [f".{step}" if isinstance(step, str) else f"[{step.label}]" for step in steps]
    return "".join(parts).removeprefix(".")


def pointer(element: str, places: Iterable[str | int | None]) -> str:
    """The JSON Pointer to a place inside a payload; ``None`` means after the last item (``-``)."""
    # Nothing needs escaping: element names never contain "~" or "/".
    return "/".join(["", element, *("-" if place is None else str(place) for place in places)])


def old_places(steps: Iterable[Step]) -> list[str | int | None]:
    """The steps in the old document's payload: member names and item indices."""
    return [step if isinstance(step, str) else step.old for step in steps]


def _new_places(steps: Iterable[Step]) -> list[str | int | None]:
    return [step if isinstance(step, str) else step.new for step in steps]
