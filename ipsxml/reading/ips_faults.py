"""Faults as payloads: which elements are faults, and the names of their codes."""

from lxml import etree

from ipsxml.capture import local_name, namespace_of
from ipsxml.contract import FAMILY_NAMESPACE, PRE_4_0, SimpleType, contract, fixed_namespaces
from ipsxml.contract.lexical_forms import read_integer
from ipsxml.reading.report import Fault


def is_fault(payload: etree._Element) -> bool:
    """Whether the payload is an IPS fault, whose namespace is the same in every version."""
    return _code_type(payload) is not None


def read_fault(payload: etree._Element) -> Fault | None:
    """The fault in a payload; ``None`` if the payload is not a fault."""
    code_type = _code_type(payload)
    if code_type is None:
        return None
    text = payload.findtext(f"{{{namespace_of(payload)}}}code", "") or ""
    return fault_of(code_type, read_integer(code_type.base, text))


def fault_of(code_type: SimpleType, code: int | None) -> Fault:
    """The fault with this code, and the type's name for the code."""
    return Fault(code, code_type.constants.get(str(code)))


def _code_type(payload: etree._Element) -> SimpleType | None:
    is_ours = namespace_of(payload) in (FAMILY_NAMESPACE, "")
    return code_type_of(local_name(payload)) if is_ours else None


def code_type_of(element: str) -> SimpleType | None:
    """The type of a fault's code, whose values are named constants; ``None`` for anything but a fault."""
    if not element.endswith("Fault") or element not in fixed_namespaces():
        return None
    code_type = contract(PRE_4_0).elements[element].members["code"].type
    return code_type if isinstance(code_type, SimpleType) else None
