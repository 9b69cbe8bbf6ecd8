"""Walking through two documents in parallel and recording every place where they differ."""

from typing import Any

from ipsxml.codec import Document
from ipsxml.comparison.changes import API_VERSION, Kind, Step
from ipsxml.comparison.diff_tree import Node, key_of
from ipsxml.comparison.matching import match_items
from ipsxml.comparison.sameness import Sameness
from ipsxml.contract import ComplexType, Member, XsdType, family


def align(old: Document, new: Document, sameness: Sameness) -> tuple[Node, ...]:
    """The diff trees of two documents: one for the version if it changed, and one for the payload if it did.

    Payloads with different root elements become two trees, one removed and one added.
    """
    elements = family().elements
    roots = [Node(API_VERSION, "xs:string", old.version.name, new.version.name, "changed", count=1)]
    if old.version.name == new.version.name:
        roots.clear()
    if old.element != new.element:
        roots += [
            Node(old.element, elements[old.element].name, old.payload, None, "removed", count=1),
            Node(new.element, elements[new.element].name, None, new.payload, "added", count=1),
        ]
    elif old.payload != new.payload:
        roots.append(_Walk(sameness).node(old.element, old.payload, new.payload, elements[old.element]))
    return tuple(roots)


class _Walk:
    """Builds the nodes of unequal values; ``sameness`` decides which of them still count as the same."""

    def __init__(self, sameness: Sameness) -> None:
        self._sameness = sameness

    def node(self, step: Step, old: Any, new: Any, xsd_type: XsdType, kind: Kind | None = None) -> Node:
        """The node of two values that are both present; ``kind`` is ``"moved"`` or ``None``."""
        node = Node(step, xsd_type.name, old, new, kind)
        if not isinstance(xsd_type, ComplexType):
            node.kind = None if self._sameness.holds(old, new, xsd_type.base) else "changed"
        elif isinstance(old, list):
            self._add_items(node, xsd_type.members["items"])
        else:
            self._add_members(node, xsd_type.members)
        node.count = sum([part.count for part in node.parts], start=node.kind is not None)
        return node

    def _add_members(self, node: Node, members: dict[str, Member]) -> None:
        old, new = node.old, node.new
        node.parts = [
            self._part(name, old.get(name), new.get(name), members[name])
            for name in (old if old.keys() == new.keys() else members)
            if old.get(name) != new.get(name)
        ]

    def _add_items(self, node: Node, member: Member) -> None:
        old, new = node.old, node.new
        node.pairing = list(match_items(old, new, key_of(member.type)))
        for item, moved in node.pairing:
            before = None if item.old is None else old[item.old]
            after = None if item.new is None else new[item.new]
            if moved or before != after:
                node.parts.append(self._part(item, before, after, member, "moved" if moved else None))

    def _part(self, step: Step, old: Any, new: Any, member: Member, kind: Kind | None = None) -> Node:
        if old is not None and new is not None:
            return self.node(step, old, new, member.type, kind)
        if not self._sameness.ignores(member.builtin):
            kind = "added" if old is None else "removed"
        return Node(step, member.type.name, old, new, kind, count=int(kind is not None))
