"""The operations: each has a request and a response in the contract, in SOAP or outside it."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ipsxml.contract.api_versions import Version
from ipsxml.contract.compiled_contracts import contract, family
from ipsxml.contract.family import multipart_elements

PARAMETERS, RETURN = "Param", "Return"


@lru_cache(32)
def operations(version: Version) -> tuple[str, ...]:
    """The operations of a version, in the order of the schemas.

    >>> from ipsxml.contract import PRE_4_0
    >>> operations(PRE_4_0)[:2]
    ('getActiveJobs', 'getScheduledJobs')
    """
    return tuple(name for name in _answered(contract(version).elements) if not is_upload(name))


@lru_cache(32)
def uploads(version: Version) -> tuple[str, ...]:
    """The operations of a version whose request is sent as ``multipart/form-data``.

    >>> from ipsxml.contract import version_named
    >>> uploads(version_named("2014-04-03"))
    ('uploadPost',)
    """
    return tuple(filter(is_upload, _answered(contract(version).elements)))


def all_operations() -> tuple[str, ...]:
    """The operations of all versions, including uploads."""
    return tuple(_answered(family().elements))


def is_upload(operation: str) -> bool:
    """Whether the operation's request is sent as ``multipart/form-data``, outside SOAP."""
    return operation + PARAMETERS in multipart_elements()


def _answered(elements: Iterable[str]) -> Iterator[str]:
    names = set(elements)
    for name in elements:
        operation = name.removesuffix(PARAMETERS)
        # A type can be a document under its own, capitalized name; that is not an operation.
        if operation not in ("", name) and name[0].islower() and operation + RETURN in names:
            yield operation
