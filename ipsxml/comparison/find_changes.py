"""Going through two plain values of one type at once, and noting every change."""

from typing import Any

from ipsxml.comparison.changes import Change, Kind, Step
from ipsxml.comparison.matching import match_items, match_texts
from ipsxml.comparison.sameness import Sameness
from ipsxml.contract import family

_ABSENT = object()


class Walk:
    """Finds the changes inside two payloads whose root is called ``element``, in document order."""

    def __init__(self, element: str, sameness: Sameness) -> None:
        self.changes: list[Change] = []
        self._element = element
        self._sameness = sameness
        self._family = family()

    def compare(self, old: Any, new: Any, type_name: str) -> None:
        """Note the changes between two payloads of a type."""
        if old != new:
            self._compare_unequal(old, new, type_name, ())

    def _compare_unequal(self, old: Any, new: Any, type_name: str, steps: tuple[Step, ...]) -> None:
        """Note the changes between two values of a type, to which ``steps`` lead."""
        complex_type = self._family.types.get(type_name)
        if complex_type is None:
            if not self._sameness.holds(old, new, self._family.builtin(type_name)):
                self._note("changed", steps, old, new, type_name)
        elif isinstance(old, list):
            self._compare_items(old, new, complex_type.members["items"].type, steps)
        else:
            self._compare_members(old, new, type_name, steps)

    def _compare_members(
        self, old: dict[str, Any], new: dict[str, Any], type_name: str, steps: tuple[Step, ...]
    ) -> None:
        members = self._family.types[type_name].members
        for name in old if old.keys() == new.keys() else members:
            before, after = old.get(name, _ABSENT), new.get(name, _ABSENT)
            if before == after:
                continue
            if before is _ABSENT:
                self._note_whole("added", (*steps, name), after, members[name].type)
            elif after is _ABSENT:
                self._note_whole("removed", (*steps, name), before, members[name].type)
            else:
                self._compare_unequal(before, after, members[name].type, (*steps, name))

    def _compare_items(self, old: list[Any], new: list[Any], item_type: str, steps: tuple[Step, ...]) -> None:
        complex_type = self._family.types.get(item_type)
        matched = match_texts(old, new) if complex_type is None else match_items(old, new, complex_type.key)
        for item, moved in matched:
            if item.old is None:
                assert item.new is not None
                self._note_whole("added", (*steps, item), new[item.new], item_type)
            elif item.new is None:
                self._note_whole("removed", (*steps, item), old[item.old], item_type)
            else:
                if moved:
                    self._note("moved", (*steps, item), item.old, item.new, item_type)
                if old[item.old] != new[item.new]:
                    self._compare_unequal(old[item.old], new[item.new], item_type, (*steps, item))

    def _note_whole(self, kind: Kind, steps: tuple[Step, ...], value: Any, type_name: str) -> None:
        if not self._sameness.ignores(self._family.builtin(type_name)):
            before, after = (None, value) if kind == "added" else (value, None)
            self._note(kind, steps, before, after, type_name)

    def _note(self, kind: Kind, steps: tuple[Step, ...], before: Any, after: Any, type_name: str) -> None:
        self.changes.append(Change(kind, steps, self._element, before, after, type_name))
