"""The faults that are answered instead of a return, by the names that the contract gives their codes."""

from functools import cache
from typing import Literal, cast

from ipsxml.contract import fixed_namespaces
from ipsxml.errors import IpsXmlError
from ipsxml.reading.ips_faults import code_type_of

FaultElement = Literal["authenticationFault", "authorizationFault", "ipsApiFault"]


class ServiceFault(IpsXmlError):
    """A fault to be answered instead of a return: the name of its element, its code, its reason."""

    def __init__(self, element: FaultElement, code: int, reason: str) -> None:
        super().__init__(f"{element} {code}: {reason}")
        self.element = element
        self.code = code
        self.reason = reason


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


def invalid(reason: str) -> ServiceFault:
    """The fault for a parameter whose value is of no use."""
    return named_fault("IPS_API_FAULT_CODE_INVALID_PARAMETER", reason)


def missing(reason: str) -> ServiceFault:
    """The fault for a parameter that should be there."""
    return named_fault("IPS_API_FAULT_CODE_MISSING_PARAMETER", reason)


@cache
def _codes() -> dict[str, tuple[FaultElement, int]]:
    """For each constant the fault that carries it, and its number."""
    found: dict[str, tuple[FaultElement, int]] = {}
    for element in fixed_namespaces():
        code_type = code_type_of(element)
        assert code_type is not None
        for code, constant in code_type.constants.items():
            found[constant] = cast("FaultElement", element), int(code)
    return found
