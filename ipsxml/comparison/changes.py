"""One change between two documents, and where it is."""

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

import msgspec

Kind = Literal["added", "removed", "changed", "moved"]

API_VERSION = "@apiVersion"
"""The element of the change from one API version to another, which is none of the payload."""


class Item(NamedTuple):
    """A step into an array.

    ``label`` is what tells the item from others: the value of its key, with ``#2`` for the
    second item of the same key; in arrays without a key its index. ``old`` and ``new`` are its
    indices on the two sides, ``None`` where it is absent.
    """

    label: str
    old: int | None
    new: int | None


Step = str | Item
"""A step towards a value: the name of a member, or an item."""


class Change(msgspec.Struct, frozen=True):
    """One change.

    ``steps`` lead to it from inside the payload, whose root is called ``element``; there are
    none where the payload as a whole, or the API version (``@apiVersion``), differs. ``before``
    and ``after`` are plain values, ``None`` for what is absent; of what ``moved`` they are the
    two indices. ``type_name`` is the type of the value in the schemas: ``xs:dateTime``,
    ``Fraction``, ``TaskProgress``.
    """

    kind: Kind
    steps: tuple[Step, ...]
    element: str
    before: Any
    after: Any
    type_name: str

    @property
    def path(self) -> str:
        """The place as a person reads it, items by their labels: the same on both sides.

        ``jobArray[j|7||winter_2013-03-04-09:30:00.000|1001].state``
        """
        return path_of(self.steps) or self.element

    @property
    def pointer(self) -> str:
        """The JSON Pointer to the value in the JSON form of the new document.

        Of what was removed it is the pointer in the old one.
        """
        return self.old_pointer if self.kind == "removed" else pointer(self.element, _new_places(self.steps))

    @property
    def old_pointer(self) -> str:
        """The JSON Pointer to the value in the JSON form of the old document.

        Of what was added it is the pointer to where it is missing, for an item ``…/-``.
        """
        return pointer(self.element, old_places(self.steps))


def path_of(steps: Iterable[Step]) -> str:
    """Steps as a person reads them: ``taskProgressArray[com.example.Upload].progress``."""
    parts = [f".{step}" if isinstance(step, str) else f"[{step.label}]" for step in steps]
    return "".join(parts).removeprefix(".")


def pointer(element: str, places: Iterable[str | int | None]) -> str:
    """The JSON Pointer to a place inside of a payload; ``None`` is behind the last item."""
    # Nothing needs escaping: no name of an element has a "~" or a "/".
    return "/".join(["", element, *("-" if place is None else str(place) for place in places)])


def old_places(steps: Iterable[Step]) -> list[str | int | None]:
    """The way in the payload of the old document: names of members, and indices of items."""
    return [step if isinstance(step, str) else step.old for step in steps]


def _new_places(steps: Iterable[Step]) -> list[str | int | None]:
    return [step if isinstance(step, str) else step.new for step in steps]
