"""Explaining which children of an element are wrong: unexpected, repeated, misplaced, missing.

xmlschema decides that an element's content is wrong; it tells the first place where a model
stops matching. A person wants to know what to change, so the children are aligned with the
members of the type, and the fewest changes that would mend them are told.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ipsxml.contract import ComplexType, Member

Kind = Literal["unexpected-element", "repeated-element", "misplaced-element", "missing-element"]
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class ContentFault:
    """One wrong child (``index`` among the children), or one missing (``index`` is where it belongs).

    ``name`` is the element's; ``expected`` are the names of what may stand there instead.
    """

    kind: Kind
    index: int
    name: str
    expected: tuple[str, ...] = ()


def content_faults(complex_type: ComplexType, children: Sequence[str | None]) -> list[ContentFault]:
    """What is wrong with ``children``, the names of an element's children in order.

    A child whose name the type may not have at all (another namespace, say) is ``None``. An
    empty list: nothing is wrong.
    """
    members = complex_type.members
    unexpected = [
        ContentFault("unexpected-element", index, name or "", tuple(_expected(complex_type, children, index)))
        for index, name in enumerate(children)
        if name not in members
    ]
    repeated = list(_repeated(members, children))
    settled = {fault.index for fault in (*unexpected, *repeated)}
    misplaced = list(_misplaced(complex_type, children, settled)) if complex_type.ordered else []
    faults = [*unexpected, *repeated, *misplaced, *_missing(complex_type, children)]
    return sorted(faults, key=lambda fault: fault.index)


def _repeated(members: dict[str, Member], children: Sequence[str | None]) -> Iterator[ContentFault]:
    seen: set[str] = set()
    for index, name in enumerate(children):
        if name in members and not members[name].repeats:
            if name in seen:
                yield ContentFault("repeated-element", index, name)
            seen.add(name)


def _misplaced(
    complex_type: ComplexType, children: Sequence[str | None], settled: set[int]
) -> Iterator[ContentFault]:
    """The fewest children that, moved, would put all into wire order: those off a longest rising run."""
    positions = {name: position for position, name in enumerate(complex_type.members)}
    candidates = [
        (index, positions[name])
        for index, name in enumerate(children)
        if index not in settled and name in positions
    ]
    in_order = _longest_rising([position for _, position in candidates])
    kept = [candidates[place][1] for place in in_order]
    names = list(positions)
    for place, (index, position) in enumerate(candidates):
        if place not in in_order:
            after = [other for other in kept if other < position]
            expected = (f"after {names[after[-1]]}",) if after else (f"before {names[kept[0]]}",)
            yield ContentFault("misplaced-element", index, names[position], expected)


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """The indices of a longest non-falling subsequence, by patience sorting."""
    tails: list[int] = []
    tail_indices: list[int] = []
    previous: list[int] = []
    for index, number in enumerate(numbers):
        pile = bisect_left(tails, number + 1)
        previous.append(tail_indices[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [number]
        tail_indices[pile : pile + 1] = [index]
    chain: list[int] = []
    index = tail_indices[-1] if tail_indices else -1
    while index >= 0:
        chain.append(index)
        index = previous[index]
    return chain[::-1]


def _missing(complex_type: ComplexType, children: Sequence[str | None]) -> Iterator[ContentFault]:
    members = list(complex_type.members.values())
    present = set(children)
    for position, member in enumerate(members):
        if member.min_occurs and member.name not in present:
            before = [other.name for other in members[:position] if other.name in present]
            index = (
                max(place for place, name in enumerate(children) if name == before[-1]) + 1 if before else 0
            )
            where = (f"after {before[-1]}",) if before and complex_type.ordered else ()
            yield ContentFault("missing-element", index, member.name, where)


def _expected(complex_type: ComplexType, children: Sequence[str | None], index: int) -> Iterator[str]:
    """What may stand at ``index``: in order, the next members up to a required one; else the missing ones."""
    members = list(complex_type.members.values())
    if not complex_type.ordered:
        yield from [member.name for member in members if member.min_occurs and member.name not in children][
            :_SHOWN
        ]
        return
    before = set(children[:index])
    passed = (place + (not member.repeats) for place, member in enumerate(members) if member.name in before)
    for member in members[max(passed, default=0) :][:_SHOWN]:
        yield member.name
        if member.min_occurs:
            return
