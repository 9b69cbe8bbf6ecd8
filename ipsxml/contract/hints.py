"""Hints for unexpected elements and wrong values: what the author probably meant."""

from ipsxml.contract.api_versions import Version
from ipsxml.contract.compiled_contracts import contract, family
from ipsxml.contract.contract_types import ComplexType, Member, SimpleType
from ipsxml.contract.lexical_forms import is_lexical
from ipsxml.contract.mended_values import corrected_value
from ipsxml.contract.printed_names import printed_value, uses_of_printed_name
from ipsxml.near_misses import near_miss

_MOST_PLACES = 3
_LONGEST_NAME = 100  # far longer than any real name; comparing longer ones would be slow


def hint_for_child(name: str, complex_type: ComplexType, version: Version) -> tuple[str | None, str | None]:
    """A hint for an unexpected child ``name``, and the member that was probably meant.

    The first match wins:

    1. the name is printed on a reference page: the hint and the member;
    2. another version has the element: the hint only;
    3. the name is nearly that of a member: the hint and the member;
    4. the element belongs elsewhere: the hint only.

    Otherwise, both are ``None``.
    """
    if len(name) > _LONGEST_NAME:
        return None, None
    own = complex_type.name
    uses = [use for use in uses_of_printed_name(name) if use.type_name == own or use.languages]
    uses = [use for use in uses if use.meant in complex_type.members]
    uses.sort(key=lambda use: use.type_name != own)
    if uses:
        return f"{name} is {uses[0].describe()}", uses[0].meant
    in_family = family().types[complex_type.name].members.get(name)
    if in_family is not None and name not in complex_type.members:
        return _other_version(in_family, version), None
    near = near_miss(name, (each.name for each in complex_type.members.values() if each.alias_of is None))
    if near is not None:
        return f"did you mean {near}?", near
    return _elsewhere(name), None


def hint_for_root(name: str, version: Version) -> tuple[str | None, bool]:
    """A hint for a root element that the version lacks, and whether another version has it."""
    in_family = family().elements.get(name)
    if in_family is not None:
        return _existence(name, in_family, version), True
    for use in uses_of_printed_name(name) if len(name) <= _LONGEST_NAME else ():
        if use.meant == use.type_name:
            return f"{name} is {use.describe()}", False
    near = near_miss(name, contract(version).elements)
    return (f"did you mean {near}?" if near else None), False


def hint_for_value(simple_type: SimpleType, text: str) -> str | None:
    """A hint for a text that is not a value of the type, or not one that the reference pages list."""
    if len(text) > _LONGEST_NAME:
        return None
    stripped = text.strip()
    printed = printed_value(simple_type.name, stripped)
    if printed is not None:
        return f"{stripped} is {printed.describe()}"
    for listed in simple_type.values:
        if listed.lower() == stripped.lower():
            return f"write {listed}: case and white space matter"
    near = near_miss(stripped, simple_type.values)
    if near is not None:
        return f"did you mean {near}?"
    return None if is_lexical(simple_type.base, text) else corrected_value(simple_type.base, stripped)


def _other_version(member: Member, version: Version) -> str:
    if member.alias_of:
        return f"{member.name} is the reference pages' name for {member.alias_of}"
    return _existence(member.name, member, version)


def _existence(name: str, what: Member | ComplexType, version: Version) -> str:
    this_version = f"this document's version is {version.name}"
    if what.until is not None:
        return f"{name} was removed after {what.until}; {this_version}"
    if what.since is not None:
        return f"{name} was added in {what.since}; {this_version}"
    return f"{name} has its own namespace; {this_version}"


def _elsewhere(name: str) -> str | None:
    for use in uses_of_printed_name(name):
        if use.type_name in family().types and use.meant != use.type_name:
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
