"""Going through two plain values of one type at once, and noting every change."""

from typing import Any

from ipsxml.comparison.changes import Change, Kind, Step
from ipsxml.comparison.matching import match_items
from ipsxml.comparison.sameness import Sameness
from ipsxml.contract import ComplexType, Member, XsdType

_ABSENT = object()


class Walk:
    """Finds the changes inside two payloads whose root is called ``element``, in document order."""

    def __init__(self, element: str, sameness: Sameness) -> None:
        self.changes: list[Change] = []
        self._element = element
        self._sameness = sameness

    def compare(self, old: Any, new: Any, complex_type: ComplexType) -> None:
        """Note the changes between two payloads of a type of the family."""
        if old != new:
            self._compare_unequal(old, new, complex_type, ())

    def _compare_unequal(self, old: Any, new: Any, xsd_type: XsdType, steps: tuple[Step, ...]) -> None:
        """Note the changes between two values of a type, to which ``steps`` lead."""
        if not isinstance(xsd_type, ComplexType):
            if not self._sameness.holds(old, new, xsd_type.base):
                self._note("changed", steps, old, new, xsd_type)
        elif isinstance(old, list):
            self._compare_items(old, new, xsd_type.members["items"], steps)
        else:
            self._compare_members(old, new, xsd_type.members, steps)

    def _compare_members(
        self, old: dict[str, Any], new: dict[str, Any], members: dict[str, Member], steps: tuple[Step, ...]
    ) -> None:
        for name in old if old.keys() == new.keys() else members:
            before, after = old.get(name, _ABSENT), new.get(name, _ABSENT)
            if before == after:
                continue
            if before is _ABSENT:
                self._note_whole("added", (*steps, name), after, members[name])
            elif after is _ABSENT:
                self._note_whole("removed", (*steps, name), before, members[name])
            else:
                self._compare_unequal(before, after, members[name].type, (*steps, name))

    def _compare_items(self, old: list[Any], new: list[Any], member: Member, steps: tuple[Step, ...]) -> None:
        key = member.type.key if isinstance(member.type, ComplexType) else None
        for item, moved in match_items(old, new, key):
            if item.old is None:
                assert item.new is not None
                self._note_whole("added", (*steps, item), new[item.new], member)
            elif item.new is None:
                self._note_whole("removed", (*steps, item), old[item.old], member)
            else:
                if moved:
                    self._note("moved", (*steps, item), item.old, item.new, member.type)
                if old[item.old] != new[item.new]:
                    self._compare_unequal(old[item.old], new[item.new], member.type, (*steps, item))

    def _note_whole(self, kind: Kind, steps: tuple[Step, ...], value: Any, member: Member) -> None:
        if not self._sameness.ignores(member.builtin):
            before, after = (None, value) if kind == "added" else (value, None)
            self._note(kind, steps, before, after, member.type)

    def _note(self, kind: Kind, steps: tuple[Step, ...], before: Any, after: Any, xsd_type: XsdType) -> None:
        self.changes.append(Change(kind, steps, self._element, before, after, xsd_type.name))
