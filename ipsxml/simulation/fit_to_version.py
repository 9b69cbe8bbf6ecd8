"""Fitting values to a version: what it lacks is left out, and what it requires is there."""

from typing import Any

from ipsxml.contract import ComplexType, Member, Version, XsdType
from ipsxml.contract.value_judgement import broken_promise

_EMPTY: dict[str, Any] = {
    "xs:boolean": False,
    "xs:double": 0.0,
    "xs:int": 0,
    "xs:long": 0,
    "xs:string": "",
}


def fit(facts: Any, xsd_type: XsdType, version: Version) -> Any:
    """A plain value that is valid in a version, of one that is valid in some version.

    ``None`` stands for a member that is to be absent. What was submitted in one version is asked
    for in others: members that the version lacks go, and those that it requires, and nobody gave,
    are empty. The reference contract limits values; one that it does not allow goes, too.
    """
    if not isinstance(xsd_type, ComplexType):
        return facts
    if xsd_type.is_array:
        return [fit(each, xsd_type.members["items"].type, version) for each in facts]
    return {
        name: fit(facts[name], member.type, version)
        if _is_given(facts.get(name), member, version)
        else _empty(member.type, version)
        for name, member in xsd_type.members.items()
        if member.min_occurs or _is_given(facts.get(name), member, version)
    }


def _is_given(value: Any, member: Member, version: Version) -> bool:
    if value is None or member.alias_of is not None:
        return False
    if isinstance(member.type, ComplexType) or member.type.base != "xs:string" or not version.is_reference:
        return True
    return broken_promise(member.type, value) is None


def _empty(xsd_type: XsdType, version: Version) -> Any:
    """The least that is valid for a member."""
    if isinstance(xsd_type, ComplexType):
        return [] if xsd_type.is_array else fit({}, xsd_type, version)
    return xsd_type.values[0] if xsd_type.values else _EMPTY[xsd_type.base]
