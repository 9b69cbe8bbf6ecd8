"""Moving documents from one API version to another."""

from dataclasses import replace
from typing import Any

from ipsxml.codec import Document
from ipsxml.contract import ComplexType, Version, XsdType
from ipsxml.errors import EncodeError
from ipsxml.issues import Issue
from ipsxml.xml_writing import describe_faults, errors_in


def migrate_plain(document: Document, version: Version) -> tuple[Document, list[Issue]]:
    """A plain document as one of another version, and a warning for each element that was dropped.

    Raises ``EncodeError``, naming each path, where the version requires what the document
    lacks, or does not have its payload at all.
    """
    moved = replace(document, api_version=version.name)
    if moved.complex_type is None:
        raise EncodeError(f"{version.name} has no {document.element}")
    dropped: list[str] = []
    value = _without_absent(document.payload, moved.complex_type, "", dropped)
    moved = replace(moved, payload=value)
    errors = errors_in(moved)
    if errors:
        raise EncodeError(describe_faults(errors))
    return moved, [_warning(document, path, version) for path in dropped]


def _without_absent(value: Any, xsd_type: XsdType, path: str, dropped: list[str]) -> Any:
    """``value`` without the members that its type does not have; their paths are added to ``dropped``."""
    if not isinstance(xsd_type, ComplexType):
        return value
    if xsd_type.is_array:
        item = xsd_type.members["items"].type
        return [_without_absent(each, item, f"{path}[{index}]", dropped) for index, each in enumerate(value)]
    kept = {}
    for name, member_value in value.items():
        member_path = f"{path}.{name}" if path else name
        member = xsd_type.members.get(name)
        if member is None:
            dropped.append(member_path)
        else:
            kept[name] = _without_absent(member_value, member.type, member_path, dropped)
    return kept


def _warning(document: Document, path: str, version: Version) -> Issue:
    message = f"{path} was dropped: {version.name} has no such element"
    return Issue("warning", "dropped-element", message, f"{document.element}.{path}")
