"""The error for a type or element that does not exist, with a suggestion."""

from ipsxml.contract.api_versions import Version
from ipsxml.contract.compiled_contracts import contract, family
from ipsxml.contract.family import fixed_namespaces
from ipsxml.errors import UnknownType
from ipsxml.near_misses import did_you_mean


def root_names(version: Version | None) -> tuple[str, ...]:
    """The types and elements that can be a document of ``version``, or of any version if it is ``None``."""
    elements = family().elements if version is None else contract(version).elements
    return tuple(dict.fromkeys([*elements, *fixed_namespaces()]))


def unknown_type(name: str, version: Version | None) -> UnknownType:
    """The error for a root that ``version`` lacks or, if it is ``None``, that every version lacks."""
    whose = "no version has a" if version is None else f"{version.name} has no"
    return UnknownType(f"{whose} type or element {name}{did_you_mean(name, root_names(version))}")
