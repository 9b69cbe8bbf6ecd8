"""Values for elements that a version requires and a document lacks, as their schema states them.

The schema states a fixed value, or another element of the document to copy. If it states neither, no value
would be honest.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ipsxml.codec import Plain
from ipsxml.codec.leaf_values import READERS
from ipsxml.contract import ComplexType, Member, family

Around = tuple[Mapping[str, Plain], ...]
"""An object and the objects that contain it, innermost first."""


class StatedValue(NamedTuple):
    """A value; ``source`` is the member that it was copied from, if any."""

    value: Plain
    source: str | None = None

    def __str__(self) -> str:
        if self.source is not None:
            return f"{self.value} (the {self.source})"
        return {"": "an empty text", "[]": "an empty array"}.get(str(self.value), str(self.value))


def stated_value(complex_type: ComplexType, name: str, around: Around) -> StatedValue | None:
    """The stated value of a member that an object lacks; ``None`` if the schema states none.

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
