"""Putting into words what is wrong with an element's children."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from ipsxml.capture import local_name, namespace_of
from ipsxml.contract import ComplexType, Version
from ipsxml.validation.content import ContentFault, content_faults
from ipsxml.validation.hints import hint_for_child


class ChildFault(NamedTuple):
    """One fault of an element's content; ``child`` is ``None`` where the fault is that one is missing."""

    child: etree._Element | None
    code: str
    message: str
    hint: str | None = None


def child_faults(
    element: etree._Element, complex_type: ComplexType, version: Version, namespace: str
) -> Iterator[ChildFault]:
    """What is wrong with the children of ``element``, in document order.

    Where an unexpected child was probably meant to be a missing one, only the former is told.
    """
    names = [local_name(child) if namespace_of(child) == namespace else None for child in element]
    faults = content_faults(complex_type, names)
    told: dict[int, ChildFault] = {}
    meant: set[str] = set()
    for fault in faults:
        if fault.kind == "unexpected-element":
            told[fault.index], name = _describe_unexpected(
                element[fault.index], fault, complex_type, version, namespace
            )
            meant.update({name} if name else ())
    for fault in faults:
        if fault.kind == "unexpected-element":
            yield told[fault.index]
        elif fault.kind == "missing-element":
            if fault.name not in meant:
                yield ChildFault(None, fault.kind, _describe_missing(complex_type, fault))
        else:
            yield _describe_known(element[fault.index], fault)


def _describe_unexpected(
    child: etree._Element, fault: ContentFault, complex_type: ComplexType, version: Version, namespace: str
) -> tuple[ChildFault, str | None]:
    """The fault in words, and the member that was probably meant."""
    name = local_name(child)
    if namespace_of(child) != namespace and name in complex_type.members:
        actual, expected = _describe_namespace(namespace_of(child)), _describe_namespace(namespace)
        message = f"{name} is in {actual}, expected in {expected}"
        return ChildFault(child, "wrong-namespace", message, _namespace_hint(child, namespace)), name
    hint, meant = hint_for_child(name, complex_type, version)
    expected = f"; expected {' or '.join(fault.expected)}" if fault.expected else ""
    return ChildFault(child, "unexpected-element", f"{name} is not expected here{expected}", hint), meant


def _describe_namespace(namespace: str) -> str:
    return f"the namespace {namespace}" if namespace else "no namespace"


def _namespace_hint(child: etree._Element, namespace: str) -> str:
    if namespace:
        return f'declare xmlns="{namespace}" around it, or give it the prefix of that namespace'
    return f"remove the namespace of {local_name(child)}: the document has none"


def _describe_missing(complex_type: ComplexType, fault: ContentFault) -> str:
    where = f", {fault.expected[0]}" if fault.expected else ""
    return f"{fault.name} is missing: every {complex_type.name} has it{where}"


def _describe_known(child: etree._Element, fault: ContentFault) -> ChildFault:
    if fault.kind == "repeated-element":
        return ChildFault(child, fault.kind, f"{fault.name} stands here again; it may stand once")
    return ChildFault(child, fault.kind, f"{fault.name} is out of order; it belongs {fault.expected[0]}")
