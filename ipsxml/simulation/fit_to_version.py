"""Fitting values to a version: removing members it does not have, and adding those it requires."""

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
    """Convert a plain value that is valid in any version to one that is valid in ``version``.

    Jobs are submitted in one version and requested in others. Members that the version does not have are
    removed, and required members that are missing become empty. ``None`` means that a member is absent. The
    reference contract also limits values; members with values it does not allow are removed.
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
    """The smallest valid value for a member."""
    if isinstance(xsd_type, ComplexType):
        return [] if xsd_type.is_array else fit({}, xsd_type, version)
    return xsd_type.values[0] if xsd_type.values else _EMPTY[xsd_type.base]
