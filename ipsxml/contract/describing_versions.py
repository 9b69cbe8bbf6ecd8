"""Descriptions of API versions: what each added, started to require, and dropped."""

from collections.abc import Iterator

from ipsxml.contract.api_versions import PRE_4_0, SEEN_VERSIONS, Version, nearest_version, versions
from ipsxml.contract.compiled_contracts import family
from ipsxml.contract.contract_types import ComplexType, Member
from ipsxml.contract.descriptions import VersionDescription


def describe_version(version: Version) -> VersionDescription:
    """Describe a version, the reference contract, or a version whose shape is unknown."""
    held_against = nearest_version(version.namespace) if version in SEEN_VERSIONS else version
    assert held_against is not None
    return VersionDescription(
        name=version.name,
        namespace=version.namespace,
        api_release=version.api_release,
        evidence=version.evidence,
        held_against=held_against.name,
        added=tuple(_added(version)),
        required=tuple(_required(version)),
        dropped=tuple(_dropped(version)),
    )


def _added(version: Version) -> Iterator[str]:
    for complex_type in family().types.values():
        if complex_type.since == version.name:
            yield complex_type.name
        else:
            yield from _named(complex_type, [m for m in _members(complex_type) if m.since == version.name])


def _required(version: Version) -> Iterator[str]:
    """Members that existed before and are required from this version on."""
    for complex_type in family().types.values():
        yield from _named(
            complex_type,
            [
                member
                for member in _members(complex_type)
                if member.required_since == version.name != member.since
            ],
        )


def _dropped(version: Version) -> Iterator[str]:
    known = versions()[1:]
    if version == PRE_4_0 or version not in known:
        return
    before = known[known.index(version) - 1].name
    for complex_type in family().types.values():
        if complex_type.until == before:
            yield complex_type.name
        else:
            yield from _named(complex_type, [m for m in _members(complex_type) if m.until == before])


def _members(complex_type: ComplexType) -> list[Member]:
    return [member for member in complex_type.members.values() if member.alias_of is None]


def _named(complex_type: ComplexType, members: list[Member]) -> Iterator[str]:
    return (f"{complex_type.name}.{member.name}" for member in members)
