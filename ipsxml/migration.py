"""Migrating documents from one API version to another."""

from dataclasses import replace
from typing import Any

from ipsxml.codec import Document, Plain
from ipsxml.contract import ComplexType, Member, Version, XsdType
from ipsxml.errors import EncodeError
from ipsxml.issues import Issue
from ipsxml.stated_values import Around, StatedValue, stated_value
from ipsxml.xml_writing import describe_faults, errors_in


class FillWouldHelp(EncodeError):
    """A document lacks elements that a version requires, and some of them could be filled."""


def migrate_or_advise(
    document: Document, version: Version, *, fill: bool = False
) -> tuple[Document, list[Issue]]:
    """Like ``migrate_plain``, but the error recommends ``fill`` if it would help."""
    try:
        return migrate_plain(document, version, fill=fill)
    except FillWouldHelp as error:
        advice = "use --fill (in Python, fill=True) to fill missing elements with stated values"
        raise EncodeError(f"{error}; {advice}") from None


def migrate_plain(
    document: Document, version: Version, *, fill: bool = False
) -> tuple[Document, list[Issue]]:
    """Migrate a plain document; returns it with a warning for each element that was dropped or filled.

    With ``fill``, an element that the version requires and the document lacks gets the value that its
    schema states. Raises ``EncodeError``, which names each path, if the version requires elements that the
    document lacks, or if it does not have the payload at all.
    """
    target = replace(document, api_version=version.name)
    if target.complex_type is None:
        raise EncodeError(f"{version.name} has no {document.element}")
    move = _Move(fill=fill)
    moved = replace(target, payload=move.value(document.payload, target.complex_type, "", ()))
    errors = errors_in(moved)
    if errors:
        reason = describe_faults(errors)
        if fill and any(error.code == "missing-element" for error in errors):
            reason += "; the schema states no value for the missing elements"
        raise FillWouldHelp(reason) if move.fillable else EncodeError(reason)
    dropped = [_dropped(document, path, version) for path in move.dropped]
    return moved, dropped + [_filled(document, path, stated, version) for path, stated in move.filled]


class _Move:
    """One migration: ``dropped`` and ``filled`` are the paths of dropped and filled elements.

    ``fillable`` are the paths of elements that it could have filled.
    """

    def __init__(self, *, fill: bool) -> None:
        self._fill = fill
        self.dropped: list[str] = []
        self.filled: list[tuple[str, StatedValue]] = []
        self.fillable: list[str] = []

    def value(self, value: Any, xsd_type: XsdType, path: str, around: Around) -> Any:
        """A value migrated to the target type; ``around`` are the objects that contain it."""
        if not isinstance(xsd_type, ComplexType):
            return value
        if xsd_type.is_array:
            item = xsd_type.members["items"].type
            return [self.value(each, item, f"{path}[{index}]", around) for index, each in enumerate(value)]
        return self._object(value, xsd_type, path, around)

    def _object(
        self, value: dict[str, Plain], complex_type: ComplexType, path: str, around: Around
    ) -> dict[str, Plain]:
        members = complex_type.members
        self.dropped += [_join(path, name) for name in value if name not in members]
        missing = [member for member in members.values() if member.min_occurs and member.name not in value]
        filled = value | self._fills(missing, complex_type, path, (value, *around)) if missing else value
        return {
            name: self.value(filled[name], members[name].type, _join(path, name), (filled, *around))
            for name in (members if missing else value)
            if name in filled and name in members
        }

    def _fills(
        self, missing: list[Member], complex_type: ComplexType, path: str, around: Around
    ) -> dict[str, Plain]:
        """The values to fill in, by name; empty unless ``fill`` is set."""
        stated = {member.name: stated_value(complex_type, member.name, around) for member in missing}
        found = {name: each for name, each in stated.items() if each is not None}
        if not self._fill:
            self.fillable += [_join(path, name) for name in found]
            return {}
        self.filled += [(_join(path, name), each) for name, each in found.items()]
        return {name: each.value for name, each in found.items()}


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _dropped(document: Document, path: str, version: Version) -> Issue:
    message = f"{path} was dropped: {version.name} has no such element"
    return Issue("warning", "dropped-element", message, f"{document.element}.{path}")


def _filled(document: Document, path: str, stated: StatedValue, version: Version) -> Issue:
    message = f"{path} was filled with {stated}: {version.name} requires it"
    return Issue("warning", "filled-element", message, f"{document.element}.{path}")
