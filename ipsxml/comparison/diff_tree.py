"""Two documents as one tree: what changed is a view of it.

A node is a place where the two are not equal. Changes, jobs, patches, text and pages go through the
same tree, so that none of them matches anything again.
"""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from ipsxml.comparison.changes import Change, Item, Kind, Step
from ipsxml.comparison.matching import Placed, match_items
from ipsxml.contract import ComplexType, family

JOB_KEY = "jobHandle"


class Node(msgspec.Struct, gc=False):
    """A place in two documents, and what is inside that is not equal.

    ``step`` leads to it from the node around it; a root is named after its payload. ``old`` and ``new``
    are its plain values, ``None`` where it is absent. ``kind`` says what happened to the place itself,
    if anything did that counts; ``count`` is the number of changes, those inside included. Of an array,
    ``pairing`` has the items of both sides.
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
        """The type of the values, unless they are single ones."""
        return family().types.get(self.type_name)

    @property
    def known(self) -> Any:
        """The new value, or the old one if it is gone."""
        return self.old if self.new is None else self.new

    @property
    def changed_inside(self) -> int:
        """The number of changes further inside."""
        return self.count - (self.kind is not None)

    @property
    def is_job(self) -> bool:
        """Whether the value is a job, running, scheduled or logged."""
        complex_type = self.complex_type
        return complex_type is not None and JOB_KEY in complex_type.key

    def places(self, steps: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], "Node"]]:
        """This node, to which ``steps`` lead, and those inside that have changes, in document order."""
        yield steps, self
        for part in self.parts:
            if part.count:
                yield from part.places((*steps, part.step))

    def changes(self, element: str, steps: tuple[Step, ...] = ()) -> Iterator[Change]:
        """The changes here and inside, in document order, in the payload called ``element``."""
        return (node._change(element, path) for path, node in self.places(steps) if node.kind)

    def keep(self, is_kept: Callable[[Change], bool], element: str, steps: tuple[Step, ...] = ()) -> int:
        """Leave only those changes that are to be kept; gives their number."""
        if self.kind and not is_kept(self._change(element, steps)):
            self.kind = None
        inside = sum(part.keep(is_kept, element, (*steps, part.step)) for part in self.parts if part.count)
        self.count = inside + (self.kind is not None)
        return self.count

    def contents(self) -> Iterator["Node"]:
        """All that is inside, equal or not: the members, in the order of the wire, or the matched items."""
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
    """The names of what identifies items of a type; ``None`` for texts."""
    return item_type.key if isinstance(item_type, ComplexType) else None


def _at(items: list[Any], index: int | None) -> Any:
    return None if index is None else items[index]
