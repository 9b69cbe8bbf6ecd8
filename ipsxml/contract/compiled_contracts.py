"""A version's contract, ready for use: read, and compiled for both engines, once per process."""

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

# Documents may speak an IPS namespace of a date that no row has, and each such namespace
# makes contracts of its own: so the caches are bounded, well above the number of versions.
_CONTRACTS_KEPT = 32


@once(_CONTRACTS_KEPT)
def contract(version: Version) -> Contract:
    """The version's contract as we read it, its values limited as the reference pages say.

    The reference contract is the family unchanged.
    """
    return family() if version.is_reference else read_contract(derive(version, limits=True))


@once(1)
def family() -> Contract:
    """The whole family as we read it: every member of every version, with since and until."""
    components = etree.Element("family")
    components.extend(deepcopy(component) for component in family_components())
    return read_contract(components)


@once(1)
def credentials() -> dict[str, frozenset[str]]:
    """The members that hold credentials, by the name of their type: nothing that reads keeps them."""
    return {
        name: members
        for name, each in family().types.items()
        if (members := frozenset(m.name for m in each.members.values() if m.identifies == "credential"))
    }


@once(_CONTRACTS_KEPT)
def libxml2_schema(version: Version, namespace: str) -> etree.XMLSchema:
    """The limited and narrowed contract for libxml2: what it accepts is valid beyond advice.

    Only the verdict is to be used, not the error log, which threads would share.
    """
    return etree.XMLSchema(narrow_for_libxml2(derive(version, namespace, limits=True, documented=False)))


@once(_CONTRACTS_KEPT)
def unlimited_libxml2_schema(version: Version, namespace: str) -> etree.XMLSchema:
    """The narrowed contract for libxml2 without the limits: faster, where advice is not wanted."""
    return etree.XMLSchema(narrow_for_libxml2(derive(version, namespace, documented=False)))


@once(_CONTRACTS_KEPT)
def xmlschema_schema(version: Version, namespace: str) -> "xmlschema.XMLSchema10":
    """The plain contract for xmlschema, as ``ipsxml schema`` prints it."""
    with own_decimals():
        import xmlschema  # costs a fifth of a second: wanted only when something is wrong

        return xmlschema.XMLSchema10(
            etree.tostring(derive(version, namespace, documented=False), encoding="unicode"), allow="none"
        )


@contextmanager
def own_decimals() -> Iterator[None]:
    """A block for what xmlschema does: it calculates in decimals, and the caller's context may raise."""
    from decimal import ROUND_HALF_EVEN, Context, DivisionByZero, InvalidOperation, Overflow, localcontext

    traps = [InvalidOperation, DivisionByZero, Overflow]
    plain = Context(28, ROUND_HALF_EVEN, -999_999, 999_999, capitals=1, clamp=0, flags=[], traps=traps)
    with localcontext(plain):
        yield
