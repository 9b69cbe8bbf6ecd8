"""Strategies for the values of a version's types, and for its documents, in the plain form.

They are derived from the version's contract, so they draw exactly what it allows. The plain form is the
content of a document as in JSON: see ``ipsxml.codec``.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from hypothesis import strategies as st

from ipsxml.codec import Document
from ipsxml.contract import ComplexType, Member, Version, XsdType, contract, credentials
from ipsxml.testing.strategies.leaf_strategies import builtin_values, limit_of, limited_values, sizes

LeafStrategy = Callable[[ComplexType, Member], st.SearchStrategy[Any]]
"""The values of a member whose type is simple."""

_MAX_OPTIONAL = 5  # optional members in one value
_MAX_ITEMS = 3
_DEEP = 2  # types: from this depth on, there are fewer optional members and items
_DEEPEST = 5  # types: from this depth on, there are no optional members


class ValueStrategies:
    """The strategies for the values of types; ``leaf`` returns those for single values.

    Subclasses can refine arrays and objects. Values shrink to the simplest values of required members only.
    """

    def __init__(self, leaf: LeafStrategy) -> None:
        self._leaf = leaf
        self._known: dict[tuple[ComplexType, int], st.SearchStrategy[Any]] = {}

    def of_type(self, complex_type: ComplexType, depth: int = 0) -> st.SearchStrategy[Any]:
        """The values of a type, nested ``depth`` types deep in a document."""
        key = complex_type, depth
        if key not in self._known:
            make = self.arrays if complex_type.is_array else self.objects
            self._known[key] = make(complex_type, depth)
        return self._known[key]

    def arrays(self, complex_type: ComplexType, depth: int) -> st.SearchStrategy[Any]:
        """The values of an array type."""
        items = self.part(complex_type, complex_type.members["items"], depth)
        return st.lists(items, max_size=most_items(depth))

    def objects(self, complex_type: ComplexType, depth: int) -> st.SearchStrategy[Any]:
        """The values of a non-array type: members in wire order, without aliases and credentials."""
        members = [member for member in complex_type.members.values() if self.may_have(complex_type, member)]
        parts = {member.name: self.part(complex_type, member, depth) for member in members}
        choices = _choices([member.name for member in members if not member.min_occurs], depth)

        @st.composite
        def with_chosen(draw: st.DrawFn) -> dict[str, Any]:
            chosen = draw(choices)
            return {
                member.name: draw(parts[member.name])
                for member in members
                if member.min_occurs or member.name in chosen
            }

        return with_chosen()

    def may_have(self, complex_type: ComplexType, member: Member) -> bool:
        """Whether a member may be drawn."""
        return member.alias_of is None and member.name not in credentials().get(complex_type.name, ())

    def part(self, complex_type: ComplexType, member: Member, depth: int) -> st.SearchStrategy[Any]:
        """The values of a member of a type that is nested ``depth`` types deep."""
        inner = member.type
        if not isinstance(inner, ComplexType):
            return self._leaf(complex_type, member)
        return st.deferred(lambda: self.of_type(inner, depth + 1))


def most_items(depth: int) -> int:
    """The maximum number of items in an array."""
    return _MAX_ITEMS if depth < _DEEP else 1


def _choices(optional: list[str], depth: int) -> st.SearchStrategy[set[str]]:
    """The optional members to include."""
    if not optional or depth >= _DEEPEST:
        return st.just(set())
    return st.sets(st.sampled_from(optional), max_size=_MAX_OPTIONAL if depth < _DEEP else _DEEP)


def values(
    version: Version,
    type_name: str,
    *,
    of_python: bool = False,
    strict: bool = False,
    allow_nan: bool = True,
) -> st.SearchStrategy[Any]:
    """The valid values of a type, in the plain form.

    ``of_python`` excludes values that the typed model cannot represent, and ``strict`` those that cause
    advice. Without ``allow_nan`` no double is ``NaN``, which is not equal to itself.
    """
    return _strategies(version, of_python, strict, allow_nan).of_type(contract(version).types[type_name])


@cache
def _strategies(version: Version, of_python: bool, strict: bool, allow_nan: bool) -> ValueStrategies:
    def leaf(_: ComplexType, member: Member) -> st.SearchStrategy[Any]:
        if member.wire_type:
            return sizes
        limit = limit_of(member)
        if limit is not None and (strict or version.is_reference):
            return limited_values(limit)
        return builtin_values(member.builtin or "", of_python=of_python, allow_nan=allow_nan)

    return ValueStrategies(leaf)


def plain_documents(  # noqa: PLR0913 - one for each way in which documents may differ
    version: Version,
    elements: Iterable[str] | None = None,
    *,
    of_python: bool = False,
    strict: bool = False,
    allow_nan: bool = True,
    soap_versions: tuple[str | None, ...] = (None,),
) -> st.SearchStrategy[Document]:
    """The valid documents of a version whose root is one of ``elements``, by default any.

    Documents shrink to the first of ``soap_versions``, and to the first of ``elements``; by default that is
    the element with the smallest document. The other arguments are those of ``values``.
    """

    def of_element(element: str) -> st.SearchStrategy[Document]:
        held: Document = Document({}, version.name, element)
        assert held.type_name is not None
        value = values(
            held.contract_version, held.type_name, of_python=of_python, strict=strict, allow_nan=allow_nan
        )
        return st.builds(
            Document, value, st.just(version.name), st.just(element), st.sampled_from(soap_versions)
        )

    known = simplest_first(version) if elements is None else list(elements)
    return st.sampled_from(known).flatmap(of_element)


@cache
def simplest_first(version: Version) -> list[str]:
    """The elements of a version, ordered by the size of their smallest document."""
    elements = contract(version).elements

    def smallest(xsd_type: XsdType) -> int:
        members = xsd_type.members.values() if isinstance(xsd_type, ComplexType) else ()
        return 1 + sum(smallest(member.type) for member in members if member.min_occurs)

    return sorted(elements, key=lambda element: (smallest(elements[element]), element))
