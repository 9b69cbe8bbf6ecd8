"""Two documents as one tree, which every output of a comparison reads.

A node is a place where the two documents are not equal. Changes, the job summary, patches, text, and HTML
pages all read the same tree, so items are matched only once.
"""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from ipsxml.comparison.changes import Change, Item, Kind, Step
from ipsxml.comparison.matching import Placed, match_items
from ipsxml.contract import ComplexType, family

JOB_KEY = "jobHandle"


class Node(msgspec.Struct, gc=False):
    """A place in two documents, with the unequal parts inside it.

    ``step`` leads to it from its parent node; for a root, it is the payload's element name. ``old`` and
    ``new`` are its plain values, ``None`` if absent. ``kind`` is the change of the place itself, or
    ``None``. ``count`` is the number of changes here and inside. ``pairing`` lists the matched items of an
    array.
    """

    step: Step
    type_name: str
    old: Any
    new: Any
    kind: Kind | None = None
    parts: list["Node"] = []
    pairing: list[Placed] | None = None
    count: int = 0

    @property
    def complex_type(self) -> ComplexType | None:
        """The type of the values; ``None`` for single values."""
        return family().types.get(self.type_name)

    @property
    def known(self) -> Any:
        """The new value, or the old one if it was removed."""
        return self.old if self.new is None else self.new

    @property
    def changed_inside(self) -> int:
        """The number of changes inside, not counting a change of the place itself."""
        return self.count - (self.kind is not None)

    @property
    def is_job(self) -> bool:
        """Whether the value is a job: running, scheduled, or logged."""
        complex_type = self.complex_type
        return complex_type is not None and JOB_KEY in complex_type.key

    def places(self, steps: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], "Node"]]:
        """This node, reached by ``steps``, and the nodes inside that have changes, in document order."""
        yield steps, self
        for part in self.parts:
            if part.count:
                yield from part.places((*steps, part.step))

    def changes(self, element: str, steps: tuple[Step, ...] = ()) -> Iterator[Change]:
        """The changes here and inside, in document order; ``element`` is the name of the payload."""
        return (node._change(element, path) for path, node in self.places(steps) if node.kind)

    def keep(self, is_kept: Callable[[Change], bool], element: str, steps: tuple[Step, ...] = ()) -> int:
        """Drop the changes that ``is_kept`` rejects; return the number of remaining changes."""
        if self.kind and not is_kept(self._change(element, steps)):
            self.kind = None
        inside = sum(part.keep(is_kept, element, (*steps, part.step)) for part in self.parts if part.count)
        self.count = inside + (self.kind is not None)
        return self.count

    def contents(self) -> Iterator["Node"]:
        """Everything inside, equal or not: the members in wire order, or the matched items."""
        complex_type = self.complex_type
        assert complex_type is not None
        unequal = {part.step: part for part in self.parts}
        for step, old, new, type_name in self._inside(complex_type):
            yield unequal.get(step) or Node(step, type_name, old, new, self.kind if self._is_whole else None)

    def _inside(self, complex_type: ComplexType) -> Iterator[tuple[Step, Any, Any, str]]:
        members = complex_type.members
        if not complex_type.is_array:
            old, new = self.old or {}, self.new or {}
            for name, member in members.items():
                if name in old or name in new:
                    yield name, old.get(name), new.get(name), member.type.name
            return
        old, new = self.old or [], self.new or []
        item_type = members["items"].type
        for item, _ in self.pairing or match_items(old, new, key_of(item_type)):
            yield item, _at(old, item.old), _at(new, item.new), item_type.name

    @property
    def _is_whole(self) -> bool:
        return self.kind in ("added", "removed")

    def _change(self, element: str, steps: tuple[Step, ...]) -> Change:
        assert self.kind is not None
        before, after = self.old, self.new
        if self.kind == "moved" and isinstance(self.step, Item):
            before, after = self.step.old, self.step.new
        return Change(self.kind, steps, element, before, after, self.type_name)


def key_of(item_type: object) -> tuple[str, ...] | None:
    """The names of the members that identify items of a type; ``None`` for strings."""
    return item_type.key if isinstance(item_type, ComplexType) else None


def _at(items: list[Any], index: int | None) -> Any:
    return None if index is None else items[index]
