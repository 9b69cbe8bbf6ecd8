"""What is said of an element that a version requires and a document lacks: as its schema states it.

A value, or what another element of the document says. Where the schema states neither, nothing would
be honest.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ipsxml.codec import Plain
from ipsxml.codec.leaf_values import READERS
from ipsxml.contract import ComplexType, Member, family

Around = tuple[Mapping[str, Plain], ...]
"""An object, and those that it is in: the nearest first."""


class StatedValue(NamedTuple):
    """A value; ``source`` is the member that it was taken from, if it was."""

    value: Plain
    source: str | None = None

    def __str__(self) -> str:
        if self.source is not None:
            return f"{self.value} (the {self.source})"
        return {"": "an empty text", "[]": "an empty array"}.get(str(self.value), str(self.value))


def stated_value(complex_type: ComplexType, name: str, around: Around) -> StatedValue | None:
    """What is said of a member of a type, in an object that lacks it; ``None`` where nothing is stated.

    >>> from ipsxml.contract import contract, version_named
    >>> task = contract(version_named("2012-02-14")).types["TaskProgress"]
    >>> stated_value(task, "taskState", ({},))
    StatedValue(value='Unknown', source=None)
    """
    member = family().types[complex_type.name].members[name]
    if member.fill is not None:
        return StatedValue(_read(member.fill, member))
    for each in around:
        source = next((other for other in member.fill_from if other in each), None)
        if source is not None:
            return StatedValue(each[source], source)
    return None


def _read(text: str, member: Member) -> Plain:
    if isinstance(member.type, ComplexType):
        return []
    value: Plain = READERS[member.type.base](text)
    return value
