"""The faults that the service returns instead of a result, by the names of their codes in the contract."""

from functools import cache
from typing import Literal, cast

from ipsxml.contract import fixed_namespaces
from ipsxml.errors import IpsXmlError
from ipsxml.reading.ips_faults import code_type_of

FaultElement = Literal["authenticationFault", "authorizationFault", "ipsApiFault"]


class ServiceFault(IpsXmlError):
    """A fault to return instead of a result: the name of its element, its code, and its reason."""

    def __init__(self, element: FaultElement, code: int, reason: str) -> None:
        super().__init__(f"{element} {code}: {reason}")
        self.element = element
        self.code = code
        self.reason = reason


def named_fault(constant: str, reason: str, kind: type[ServiceFault] = ServiceFault) -> ServiceFault:
    """The fault whose code has the name ``constant``; raises ``KeyError`` if the contract has no such name.

    >>> named_fault("AUTHENTICATION_FAULT_CODE_NO_CREDENTIALS", "no credentials").code
    10000
    """
    element, code = _codes()[constant]
    return kind(element, code, reason)


def fault_of_code(code: int, reason: str) -> ServiceFault:
    """The fault with a code; if the contract does not list the code, it is an ``ipsApiFault``."""
    elements = {listed: element for element, listed in _codes().values()}
    return ServiceFault(elements.get(code, "ipsApiFault"), code, reason)


def invalid(reason: str) -> ServiceFault:
    """The fault for a parameter with an invalid value."""
    return named_fault("IPS_API_FAULT_CODE_INVALID_PARAMETER", reason)


def missing(reason: str) -> ServiceFault:
    """The fault for a missing parameter."""
    return named_fault("IPS_API_FAULT_CODE_MISSING_PARAMETER", reason)


@cache
def _codes() -> dict[str, tuple[FaultElement, int]]:
    """The fault element and the code for each constant."""
    found: dict[str, tuple[FaultElement, int]] = {}
    for element in fixed_namespaces():
        code_type = code_type_of(element)
        assert code_type is not None
        for code, constant in code_type.constants.items():
            found[constant] = cast("FaultElement", element), int(code)
    return found
