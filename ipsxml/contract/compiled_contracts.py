"""Each version's contract, read and compiled for both engines, once per process."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from ipsxml.contract.api_versions import Version
from ipsxml.contract.contract_types import Contract, read_contract
from ipsxml.contract.derive import derive
from ipsxml.contract.family import family_components
from ipsxml.contract.lexical_forms import narrow_for_libxml2
from ipsxml.contract.made_once import once

if TYPE_CHECKING:
    import xmlschema

# A document may have an IPS namespace with an unlisted date, and each such namespace gets its own
# compiled contracts. So the caches are bounded, well above the number of versions.
_CONTRACTS_KEPT = 32


@once(_CONTRACTS_KEPT)
def contract(version: Version) -> Contract:
    """The version's contract as Python objects, with values limited as the reference pages say.

    The reference contract is the family unchanged.
    """
    return family() if version.is_reference else read_contract(derive(version, limits=True))


@once(1)
def family() -> Contract:
    """The whole family as Python objects: every member of every version, with since and until."""
    components = etree.Element("family")
    components.extend(deepcopy(component) for component in family_components())
    return read_contract(components)


@once(1)
def credentials() -> dict[str, frozenset[str]]:
    """The members that contain credentials, by type name. Every reader drops them."""
    return {
        name: members
        for name, each in family().types.items()
        if (members := frozenset(m.name for m in each.members.values() if m.identifies == "credential"))
    }


@once(_CONTRACTS_KEPT)
def libxml2_schema(version: Version, namespace: str) -> etree.XMLSchema:
    """The limited and narrowed contract for libxml2. What it accepts is valid and has no advisory warnings.

    Use only the verdict. The error log is shared by all threads.
    """
    return etree.XMLSchema(narrow_for_libxml2(derive(version, namespace, limits=True, documented=False)))


@once(_CONTRACTS_KEPT)
def unlimited_libxml2_schema(version: Version, namespace: str) -> etree.XMLSchema:
    """The narrowed contract for libxml2 without the limits: faster, for use when advice is not needed."""
    return etree.XMLSchema(narrow_for_libxml2(derive(version, namespace, documented=False)))


@once(_CONTRACTS_KEPT)
def xmlschema_schema(version: Version, namespace: str) -> "xmlschema.XMLSchema10":
    """The plain contract for xmlschema, as ``ipsxml schema`` prints it."""
    with own_decimals():
        import xmlschema  # takes 0.2 s to import; only needed for invalid documents

        return xmlschema.XMLSchema10(
            etree.tostring(derive(version, namespace, documented=False), encoding="unicode"), allow="none"
        )


@contextmanager
def own_decimals() -> Iterator[None]:
    """A context for calls into xmlschema, which uses decimals: the caller's decimal context might raise."""
    from decimal import ROUND_HALF_EVEN, Context, DivisionByZero, InvalidOperation, Overflow, localcontext

    traps = [InvalidOperation, DivisionByZero, Overflow]
    plain = Context(28, ROUND_HALF_EVEN, -999_999, 999_999, capitals=1, clamp=0, flags=[], traps=traps)
    with localcontext(plain):
        yield
