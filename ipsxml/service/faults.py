"""The faults of the contract, by the names of their codes."""

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


@cache
def _codes() -> dict[str, tuple[FaultElement, int]]:
    """For each constant the fault that carries it, and its number."""
    faults = contract(PRE_4_0)
    found: dict[str, tuple[FaultElement, int]] = {}
    for element in fixed_namespaces():
        member = faults.types[faults.elements[element]].members.get("code")
        if member is not None:
            for code, constant in faults.values[member.type].constants.items():
                found[constant] = cast("FaultElement", element), int(code)
    return found
