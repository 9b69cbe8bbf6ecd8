"""Messages about what is wrong with an element's children."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from ipsxml.capture import local_name, namespace_of
from ipsxml.contract import ComplexType, Version
from ipsxml.contract.hints import hint_for_child
from ipsxml.reading.content_alignment import ContentFault, content_faults, expected_at


class ChildFault(NamedTuple):
    """One fault of an element's content; ``child`` is ``None`` if a child is missing."""

    child: etree._Element | None
    code: str
    message: str
    hint: str | None = None


class _Stranger(NamedTuple):
    """A child that the type does not have: the message about it, and the member probably meant."""

    code: str
    message: str
    hint: str | None
    meant: str | None

    def describe(self, expected: Sequence[str]) -> str:
        """The message, followed by the expected names if they are helpful."""
        if self.code == "wrong-namespace" or not expected:
            return self.message
        return f"{self.message}; expected {' or '.join(expected)}"


def child_faults(
    element: etree._Element, complex_type: ComplexType, version: Version, namespace: str
) -> Iterator[ChildFault]:
    """What is wrong with the children of ``element``, in document order.

    An unknown child that was probably meant to be a missing member is reported only as unknown; it then
    counts as that member.
    """
    names: list[str | None] = [
        local_name(child) if namespace_of(child) == namespace else None for child in element
    ]
    strangers = {
        place: _describe_stranger(child, complex_type, version, namespace)
        for place, child in enumerate(element)
        if names[place] not in complex_type.members
    }
    for place, stranger in strangers.items():
        names[place] = stranger.meant if stranger.meant not in names else None
    known_faults = content_faults(complex_type, names)
    misplaced = {fault.place for fault in known_faults if fault.kind == "misplaced"}
    faults = [*(ContentFault("stranger", place) for place in strangers), *known_faults]
    for fault in sorted(faults, key=lambda fault: fault.place):
        if fault.kind == "missing":
            yield ChildFault(None, "missing-element", _describe_missing(complex_type, fault))
        elif fault.kind == "stranger":
            stranger = strangers[fault.place]
            meant = names[fault.place] if fault.place not in misplaced else None
            expected = [meant] if meant else expected_at(complex_type, names, fault.place)
            yield ChildFault(element[fault.place], stranger.code, stranger.describe(expected), stranger.hint)
        elif fault.kind == "repeated":
            message = f"{fault.name} is repeated; only one is allowed"
            yield ChildFault(element[fault.place], "repeated-element", message)
        else:
            message = f"{fault.name} is out of order; it belongs {fault.where}"
            yield ChildFault(element[fault.place], "misplaced-element", message)


def _describe_stranger(
    child: etree._Element, complex_type: ComplexType, version: Version, namespace: str
) -> _Stranger:
    name = local_name(child)
    if namespace_of(child) != namespace and name in complex_type.members:
        actual, wanted = _describe_namespace(namespace_of(child)), _describe_namespace(namespace)
        message = f"{name} is in {actual}, not in {wanted}"
        return _Stranger("wrong-namespace", message, _namespace_hint(child, namespace), name)
    hint, meant = hint_for_child(name, complex_type, version)
    return _Stranger("unexpected-element", f"{name} is not expected here", hint, meant)


def _describe_namespace(namespace: str) -> str:
    return f"the namespace {namespace}" if namespace else "no namespace"


def _namespace_hint(child: etree._Element, namespace: str) -> str:
    if namespace:
        return f'declare xmlns="{namespace}" on an enclosing element, or use the prefix of that namespace'
    return f"remove the namespace of {local_name(child)}: the document has none"


def _describe_missing(complex_type: ComplexType, fault: ContentFault) -> str:
    where = f" {fault.where}" if fault.where else ""
    return f"{fault.name} is missing: {complex_type.name} requires it{where}"
