"""Moving documents from one API version to another."""

from dataclasses import replace
from typing import Any

from ipsxml.codec import Document, Plain
from ipsxml.contract import ComplexType, Member, Version, XsdType
from ipsxml.errors import EncodeError
from ipsxml.issues import Issue
from ipsxml.stated_values import Around, StatedValue, stated_value
from ipsxml.xml_writing import describe_faults, errors_in


class FillWouldHelp(EncodeError):
    """A document that lacks what a version requires, of which something could be filled."""


def migrate_or_advise(
    document: Document, version: Version, *, fill: bool = False
) -> tuple[Document, list[Issue]]:
    """As ``migrate_plain`` does, with errors that say that ``fill`` exists, where it would help."""
    try:
        return migrate_plain(document, version, fill=fill)
    except FillWouldHelp as error:
        advice = "--fill (in Python fill=True) gives what is missing a stated value"
        raise EncodeError(f"{error}; {advice}") from None


def migrate_plain(
    document: Document, version: Version, *, fill: bool = False
) -> tuple[Document, list[Issue]]:
    """A plain document as one of another version, and a warning for each element that was dropped or filled.

    With ``fill`` an element that the version requires, and the document lacks, says what its schema
    states. Raises ``EncodeError``, naming each path, where the version requires what the document
    lacks, or does not have its payload at all.
    """
    target = replace(document, api_version=version.name)
    if target.complex_type is None:
        raise EncodeError(f"{version.name} has no {document.element}")
    move = _Move(fill=fill)
    moved = replace(target, payload=move.value(document.payload, target.complex_type, "", ()))
    errors = errors_in(moved)
    if errors:
        told = describe_faults(errors)
        if fill and any(error.code == "missing-element" for error in errors):
            told += "; no value is stated for what is missing"
        raise FillWouldHelp(told) if move.fillable else EncodeError(told)
    dropped = [_dropped(document, path, version) for path in move.dropped]
    return moved, dropped + [_filled(document, path, said, version) for path, said in move.filled]


class _Move:
    """One move: ``dropped`` are the paths of what it left out, ``filled`` those of what it put in.

    ``fillable`` are the paths of what it could have put in.
    """

    def __init__(self, *, fill: bool) -> None:
        self._fill = fill
        self.dropped: list[str] = []
        self.filled: list[tuple[str, StatedValue]] = []
        self.fillable: list[str] = []

    def value(self, value: Any, xsd_type: XsdType, path: str, around: Around) -> Any:
        """A value of a type of the target; ``around`` are the objects that it is in."""
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
        said = value | self._said_of(missing, complex_type, path, (value, *around)) if missing else value
        return {
            name: self.value(said[name], members[name].type, _join(path, name), (said, *around))
            for name in (members if missing else value)
            if name in said and name in members
        }

    def _said_of(
        self, missing: list[Member], complex_type: ComplexType, path: str, around: Around
    ) -> dict[str, Plain]:
        stated = {member.name: stated_value(complex_type, member.name, around) for member in missing}
        found = {name: said for name, said in stated.items() if said is not None}
        if not self._fill:
            self.fillable += [_join(path, name) for name in found]
            return {}
        self.filled += [(_join(path, name), said) for name, said in found.items()]
        return {name: said.value for name, said in found.items()}


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _dropped(document: Document, path: str, version: Version) -> Issue:
    message = f"{path} was dropped: {version.name} has no such element"
    return Issue("warning", "dropped-element", message, f"{document.element}.{path}")


def _filled(document: Document, path: str, said: StatedValue, version: Version) -> Issue:
    message = f"{path} was filled with {said}: {version.name} requires it"
    return Issue("warning", "filled-element", message, f"{document.element}.{path}")
