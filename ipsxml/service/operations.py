"""Which operations there are: what the contract has a request and an answer for, in SOAP."""

from functools import lru_cache

from ipsxml.contract import Version, contract, multipart_elements

PARAMETERS, RETURN = "Param", "Return"


@lru_cache(32)
def operations(version: Version) -> tuple[str, ...]:
    """The operations of a version, in the order of the schemas.

    >>> from ipsxml.contract import PRE_4_0
    >>> operations(PRE_4_0)[:2]
    ('getActiveJobs', 'getScheduledJobs')
    """
    elements = contract(version).elements
    # A type of this name is a document, too, under its own capital letter; an operation is none.
    requests = (name for name in elements if name.endswith(PARAMETERS) and name[0].islower())
    names = (name.removesuffix(PARAMETERS) for name in requests if name not in multipart_elements())
    return tuple(name for name in names if name + RETURN in elements)
