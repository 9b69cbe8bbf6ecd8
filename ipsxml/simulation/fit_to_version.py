"""Fitting values to a version: what it lacks is left out, and what it requires is there."""

from typing import Any

from ipsxml.contract import Contract, Member, Version, contract
from ipsxml.contract.value_judgement import broken_promise

_EMPTY: dict[str, Any] = {
    "xs:boolean": False,
    "xs:double": 0.0,
    "xs:int": 0,
    "xs:long": 0,
    "xs:string": "",
}


def fit(facts: Any, type_name: str, version: Version) -> Any:
    """A plain value that is valid in a version, of one that is valid in some version.

    ``None`` stands for a member that is to be absent. What was submitted in one version is asked
    for in others: members that the version lacks go, and those that it requires, and nobody gave,
    are empty. The reference contract limits values; one that it does not allow goes, too.
    """
    return _fit(facts, type_name, version, contract(version))


def _fit(facts: Any, type_name: str, version: Version, reading: Contract) -> Any:
    complex_type = reading.types.get(type_name)
    if complex_type is None:
        return facts
    if complex_type.is_array:
        item = complex_type.members["items"].type
        return [_fit(each, item, version, reading) for each in facts]
    return {
        name: _fit(facts[name], member.type, version, reading)
        if _is_given(facts.get(name), member, version, reading)
        else _empty(member, version, reading)
        for name, member in complex_type.members.items()
        if member.min_occurs or _is_given(facts.get(name), member, version, reading)
    }


def _is_given(value: Any, member: Member, version: Version, reading: Contract) -> bool:
    if value is None or member.alias_of is not None:
        return False
    limited = reading.values.get(member.type)
    if limited is None or limited.base != "xs:string" or not version.is_reference:
        return True
    return broken_promise(limited, value) is None


def _empty(member: Member, version: Version, reading: Contract) -> Any:
    """The least that is valid for a member."""
    complex_type = reading.types.get(member.type)
    if complex_type is not None:
        return [] if complex_type.is_array else _fit({}, member.type, version, reading)
    limited = reading.values.get(member.type)
    if limited is not None and limited.values:
        return limited.values[0]
    return _EMPTY[reading.builtin(member.type) or "xs:string"]
