"""Two documents aligned for showing them beside each other: every value with its partner."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ipsxml.comparison.changes import API_VERSION, Change, Item, Kind, Step
from ipsxml.comparison.difference import Diff
from ipsxml.comparison.job_summary import HANDLE, NAMES, STATES, first_of
from ipsxml.comparison.matching import match_items
from ipsxml.contract import ComplexType, XsdType, family


@dataclass(slots=True)
class Marks:
    """The changes at one place of a document, and those further inside by the step that leads there.

    ``count`` is the number of all of them.
    """

    here: list[Change] = field(default_factory=list)
    inside: dict[Step, "Marks"] = field(default_factory=dict)
    count: int = 0

    def add(self, change: Change) -> None:
        """Put a change where its steps lead from here."""
        marks = self
        marks.count += 1
        for step in change.steps:
            marks = marks.inside.setdefault(step, Marks())
            marks.count += 1
        marks.here.append(change)


_UNMARKED = Marks()


@dataclass(frozen=True, slots=True)
class Aligned:
    """A value of the old document and its partner in the new; either is ``None`` where absent.

    ``title`` is the name of a member, or what tells an item from others. ``whole`` says that
    all of it was added or removed.
    """

    title: str
    old: Any
    new: Any
    xsd_type: XsdType
    marks: Marks
    whole: Kind | None = None

    @property
    def known(self) -> Any:
        """The value of the new side, or the old one's if it is gone."""
        return self.old if self.new is None else self.new

    @property
    def is_group(self) -> bool:
        """Whether there are values inside to be shown."""
        return isinstance(self.xsd_type, ComplexType) and bool(self.old or self.new)

    @property
    def is_marked(self) -> bool:
        """Whether anything here or inside changed."""
        return self.whole is not None or self.marks.count > 0

    @property
    def is_marked_inside(self) -> bool:
        """Whether more changed than the place."""
        return self.whole is not None or bool(self.marks.inside)

    @property
    def is_job(self) -> bool:
        """Whether the value is a job, running, scheduled or logged."""
        return isinstance(self.xsd_type, ComplexType) and HANDLE in self.xsd_type.key

    def job_name(self) -> str:
        """The name of a job, or what else tells it from others."""
        return first_of(self.known, NAMES) or self.title

    def job_state(self) -> str:
        """The state of a job, ``WaitingCoordinator → Running`` if it changed; ``""`` if it has none."""
        states = (first_of(job, STATES) for job in (self.old, self.new) if job is not None)
        return " → ".join(dict.fromkeys(state for state in states if state))

    def inside(self) -> Iterator["Aligned"]:
        """The contents: the members, in the order of the wire, or the matched items."""
        assert isinstance(self.xsd_type, ComplexType)
        members = self.xsd_type.members
        if self.xsd_type.is_array:
            yield from self._items(members["items"].type)
            return
        old, new = self.old or {}, self.new or {}
        for name, member in members.items():
            if name in old or name in new:
                yield self._part(name, name, old.get(name), new.get(name), member.type)

    def _items(self, item_type: XsdType) -> Iterator["Aligned"]:
        old, new = self.old or [], self.new or []
        key = item_type.key if isinstance(item_type, ComplexType) else None
        for item, _ in match_items(old, new, key):
            before = None if item.old is None else old[item.old]
            after = None if item.new is None else new[item.new]
            yield self._part(_item_title(item, key), item, before, after, item_type)

    def _part(self, title: str, step: Step, old: Any, new: Any, xsd_type: XsdType) -> "Aligned":
        marks = self.marks.inside.get(step, _UNMARKED)
        return Aligned(title, old, new, xsd_type, marks, self.whole or _whole(marks.here))


def align(diff: Diff) -> list[Aligned]:
    """The payloads of the two documents: one pair, or two that have no partner."""
    changes = [change for change in diff.changes if change.element != API_VERSION]
    old, new = diff.old, diff.new
    if old.element == new.element:
        return [_payload(old.element, old.payload, new.payload, changes)]
    return [
        _payload(old.element, old.payload, None, (change for change in changes if change.kind == "removed")),
        _payload(new.element, None, new.payload, (change for change in changes if change.kind == "added")),
    ]


def _payload(element: str, old: Any, new: Any, changes: Iterable[Change]) -> Aligned:
    marks = Marks()
    for change in changes:
        marks.add(change)
    return Aligned(element, old, new, family().elements[element], marks, _whole(marks.here))


def _whole(changes: Iterable[Change]) -> Kind | None:
    return next((change.kind for change in changes if change.kind in ("added", "removed")), None)


def _item_title(item: Item, key: tuple[str, ...] | None) -> str:
    """The label of an item, which is its index where nothing better tells it from others."""
    if key and item.label:
        return item.label
    index = item.new if item.new is not None else item.old
    return f"item {(index or 0) + 1}"
