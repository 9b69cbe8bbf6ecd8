"""Guessing what was meant by an element that is not allowed where it is."""

from collections.abc import Iterable
from difflib import get_close_matches

from ipsxml.contract import ComplexType, Member, Version, contract, family, uses_of_printed_name

_MOST_PLACES = 3
_LONGEST_NAME = 100  # far longer than any; comparing takes time


def hint_for_child(name: str, complex_type: ComplexType, version: Version) -> tuple[str | None, str | None]:
    """A hint for an unexpected child ``name``, and the member that was probably meant.

    The guesses, best first: a reference page's name, an element of another version, a near
    miss, an element that belongs elsewhere. Both are ``None`` where nothing comes to mind.
    """
    for use in uses_of_printed_name(name):
        if use.type_name == complex_type.name and use.wire_name in complex_type.members:
            return f"{name} is {use.describe()}", use.wire_name
    in_family = family().types[complex_type.name].members.get(name)
    if in_family is not None and name not in complex_type.members:
        return _other_version(in_family, version), None
    near = near_miss(name, complex_type.members)
    if near is not None:
        return f"did you mean {near}?", near
    return _elsewhere(name), None


def hint_for_root(name: str, version: Version) -> tuple[str | None, bool]:
    """A hint for a root element that the version does not have, and whether another version has it."""
    in_family = family().elements.get(name)
    if in_family is not None:
        return _existence(name, in_family, version), True
    near = near_miss(name, contract(version).elements)
    return (f"did you mean {near}?" if near else None), False


def near_miss(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that ``name`` is probably a misspelling of."""
    if len(name) > _LONGEST_NAME:
        return None
    by_folded = {candidate.casefold(): candidate for candidate in candidates}
    close = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.8)
    return by_folded[close[0]] if close else None


def _other_version(member: Member, version: Version) -> str:
    if member.alias_of:
        return f"{member.name} is the reference pages' name for {member.alias_of}"
    return _existence(member.name, member, version)


def _existence(name: str, what: Member | ComplexType, version: Version) -> str:
    speaks = f"this document speaks {version.name}"
    if what.until is not None:
        return f"{name} exists until {what.until} only; {speaks}"
    if what.since is not None:
        return f"{name} exists since {what.since}; {speaks}"
    return f"{name} has a namespace of its own; {speaks}"


def _elsewhere(name: str) -> str | None:
    for use in uses_of_printed_name(name):
        return f"{name} is {use.describe()}, which belongs in {use.type_name}"
    places = [
        complex_type.name
        for complex_type in family().types.values()
        if name in complex_type.members and name != "items" and not complex_type.members[name].alias_of
    ]
    if not places:
        return None
    more = f" and {len(places) - _MOST_PLACES} more types" if len(places) > _MOST_PLACES else ""
    return f"{name} belongs in {', '.join(places[:_MOST_PLACES])}{more}"
