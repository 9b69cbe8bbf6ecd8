"""The faults of the contract, by the names of their codes, and by the codes."""

from functools import cache
from typing import cast

from ipsxml.contract import PRE_4_0, contract, fixed_namespaces
from ipsxml.service.backend import FaultElement, ServiceFault


class TooLarge(ServiceFault):
    """A request of more bytes than are read."""


def named_fault(constant: str, reason: str, kind: type[ServiceFault] = ServiceFault) -> ServiceFault:
    """The fault whose code has the name ``constant``; raises ``KeyError`` where the contract has no such.

    >>> named_fault("AUTHENTICATION_FAULT_CODE_NO_CREDENTIALS", "who asks?").code
    10000
    """
    element, code = _codes()[constant]
    return kind(element, code, reason)


def fault_of_code(code: int, reason: str) -> ServiceFault:
    """The fault that has a code; one with a code that the contract does not list is an ``ipsApiFault``."""
    elements = {listed: element for element, listed in _codes().values()}
    return ServiceFault(elements.get(code, "ipsApiFault"), code, reason)


@cache
def _codes() -> dict[str, tuple[FaultElement, int]]:
    """For each constant the fault that carries it, and its number."""
    faults = contract(PRE_4_0)
    found: dict[str, tuple[FaultElement, int]] = {}
    for element in fixed_namespaces():
        limited = faults.values[faults.types[faults.elements[element]].members["code"].type]
        for code, constant in limited.constants.items():
            found[constant] = cast("FaultElement", element), int(code)
    return found
