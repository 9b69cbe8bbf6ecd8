"""Explaining which children of an element are wrong: repeated, misplaced, or missing.

xmlschema decides that an element's content is wrong, but reports only the first place where it does not
match. People want to know what to change. So this module aligns the children with the members of the type,
and reports the smallest set of changes that would fix them.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from ipsxml.contract import ComplexType

_MOST_EXPECTED = 4


class ContentFault(NamedTuple):
    """One fault in a list of children.

    ``place`` is the child's index, or the index at which a missing child belongs; ``name`` is its name;
    ``where`` says where a missing or misplaced child belongs (``after progress``). A ``stranger`` is a
    child that the type does not have.
    """

    kind: Literal["stranger", "repeated", "misplaced", "missing"]
    place: int
    name: str = ""
    where: str = ""


def content_faults(complex_type: ComplexType, children: Sequence[str | None]) -> list[ContentFault]:
    """The faults in ``children``, the names of an element's children in order.

    Names that the type does not have are ignored. The list is empty if the other names are right.
    """
    repeated = list(_repeated(complex_type, children))
    again = {fault.place for fault in repeated}
    known = [
        (place, name)
        for place, name in enumerate(children)
        if name in complex_type.members and place not in again
    ]
    misplaced = _misplaced(complex_type, known) if complex_type.ordered else []
    return [*repeated, *misplaced, *_missing(complex_type, children)]


def expected_at(complex_type: ComplexType, children: Sequence[str | None], place: int) -> list[str]:
    """A few names of members that are allowed at ``place``.

    In an ordered type, these are the members that can come next, up to a required one. In an unordered
    type, these are the missing members.
    """
    members = list(complex_type.members.values())
    if not complex_type.ordered:
        return [member.name for member in members if member.min_occurs and member.name not in children][
            :_MOST_EXPECTED
        ]
    before = set(children[:place])
    passed = (index + (not member.repeats) for index, member in enumerate(members) if member.name in before)
    following = members[max(passed, default=0) :][:_MOST_EXPECTED]
    required = next((index for index, member in enumerate(following) if member.min_occurs), _MOST_EXPECTED)
    return [member.name for member in following[: required + 1]]


def _repeated(complex_type: ComplexType, children: Sequence[str | None]) -> Iterator[ContentFault]:
    seen: set[str] = set()
    for place, name in enumerate(children):
        member = complex_type.members.get(name or "")
        if member is not None and not member.repeats:
            if member.name in seen:
                yield ContentFault("repeated", place, member.name)
            seen.add(member.name)


def _misplaced(complex_type: ComplexType, known: Sequence[tuple[int, str]]) -> Iterator[ContentFault]:
    """The smallest set of children to move so that all are in order: those not in a longest rising run."""
    names = list(complex_type.members)
    ranks = [names.index(name) for _, name in known]
    in_order = _longest_rising(ranks)
    kept = [ranks[index] for index in in_order]
    moved = set(range(len(known))).difference(in_order)
    for index, (place, name) in enumerate(known):
        if index in moved:
            before = [rank for rank in kept if rank < ranks[index]]
            where = f"after {names[before[-1]]}" if before else f"before {names[kept[0]]}"
            yield ContentFault("misplaced", place, name, where)


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """The indices of a longest subsequence that never falls, by patience sorting."""
    tops: list[int] = []
    top_indices: list[int] = []
    previous: list[int | None] = []
    for index, number in enumerate(numbers):
        pile = bisect_right(tops, number)
        previous.append(top_indices[pile - 1] if pile else None)
        tops[pile : pile + 1] = [number]
        top_indices[pile : pile + 1] = [index]
    run: list[int] = []
    last = top_indices[-1] if top_indices else None
    while last is not None:
        run.append(last)
        last = previous[last]
    return run[::-1]


def _missing(complex_type: ComplexType, children: Sequence[str | None]) -> Iterator[ContentFault]:
    last_places = {name: place for place, name in enumerate(children)}
    before: str | None = None
    for member in complex_type.members.values():
        if member.name in last_places:
            before = member.name
        elif member.min_occurs:
            place = 0 if before is None else last_places[before] + 1
            where = f"after {before}" if before is not None and complex_type.ordered else ""
            yield ContentFault("missing", place, member.name, where)
