"""Descriptions as text for a terminal."""

from collections.abc import Iterable, Sequence

import click

from ipsxml.cli.wrapped_text import wrapped
from ipsxml.contract import PRE_4_0
from ipsxml.contract.descriptions import (
    Description,
    ElementDescription,
    MemberDescription,
    OperationDescription,
    TypeDescription,
    ValuesDescription,
    VersionDescription,
)
from ipsxml.contract.printed_names import PrintedName, language_name

_INDENT = "  "


def description_text(description: Description, width: int, lang: str) -> str:
    """One description as ``ipsxml describe`` prints it.

    ``width`` is in columns; ``lang`` is the language that the user asked for.
    """
    page = _Page(width, lang)
    match description:
        case TypeDescription():
            page.type(description)
        case ValuesDescription():
            page.values(description)
        case ElementDescription():
            page.element(description)
        case MemberDescription():
            page.member(description)
        case OperationDescription():
            page.operation(description)
        case VersionDescription():
            page.version(description)
    return page.text()


def list_text(
    descriptions: Iterable[OperationDescription | TypeDescription | ValuesDescription], width: int, lang: str
) -> str:
    """The list that ``ipsxml describe`` prints without a name: each name with its text, under headings."""
    page = _Page(width, lang)
    headings = {"operation": "Operations", "type": "Types", "values": "Types of values"}
    kind = ""
    for each in descriptions:
        if each.kind != kind:
            kind = each.kind
            page.gap()
            page.heading(headings[kind])
        page.add(each.name, _INDENT)
        page.prose(each.text, each.lang, _INDENT * 2)
    return page.text()


class _Page:
    """Collects lines, and the languages of the texts in them."""

    def __init__(self, width: int, lang: str) -> None:
        self._width = width
        self._lang = lang
        self._lines: list[str] = []
        self._langs: set[str] = set()

    def text(self) -> str:
        """All lines, with a note at the end if some texts are not in the language asked for."""
        if self._langs - {self._lang}:
            language = language_name(self._lang)
            is_partly = self._lang in self._langs
            note = (
                f"Texts that are not available in {language} are in English."
                if is_partly
                else f"Not available in {language}; shown in English."
            )
            self.gap()
            self.add(note)
        return "\n".join(self._lines)

    def gap(self) -> None:
        """Add an empty line, unless the page is empty or already ends with one."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def add(self, text: str, indent: str = "") -> None:
        """Add a text, wrapped."""
        self._lines += wrapped(text, self._width, indent, indent + _INDENT)

    def heading(self, name: str, about: str = "") -> None:
        """Add a name in bold, and what it is."""
        first, *rest = wrapped(f"{name}{about}", self._width, rest=_INDENT)
        self._lines += [click.style(name, bold=True) + first.removeprefix(name), *rest]

    def prose(self, text: str, lang: str, indent: str = _INDENT) -> None:
        """Add a text from the schemas."""
        if text:
            self._langs.add(lang)
            self._lines += wrapped(text, self._width, indent, indent)

    def label(self, label: str, text: str | Sequence[str]) -> None:
        """Add a labeled line, unless ``text`` is empty."""
        shown = text if isinstance(text, str) else ", ".join(text)
        if shown:
            self.add(f"{label}: {shown}")

    def type(self, each: TypeDescription) -> None:
        """Add a type, its members, and where it occurs."""
        self.heading(each.name, f": a type, {_history(each.since, each.until)}")
        self._members(each)
        self.gap()
        self.label("Operation", each.operation or "")
        self.label("Occurs in", each.occurs_in)
        self.label("Part of", each.roots)
        self.label("As a document", each.documents)
        self.label("The reference pages print", _printed(each.printed))

    def _members(self, each: TypeDescription) -> None:
        self.prose(each.text, each.lang)
        self.gap()
        for member in each.members:
            self.add(f"{member.element}: {member.type}{_notes(member, each)}", _INDENT)
            self.prose(member.text, member.lang, _INDENT * 2)

    def member(self, each: MemberDescription) -> None:
        """Add one element of a type."""
        if each.alias_of:
            self.heading(each.name, f": the reference pages' spelling of {each.alias_of}")
        else:
            self.heading(each.name, f": an element, {_history(each.since, each.until)}")
        self.prose(each.text, each.lang)
        self.gap()
        self.label("Type", each.type)
        if each.limits is not None:
            self.label("Values", _limits(each.limits))
        if each.base is not None and each.base != each.type:
            self.label("On the wire", each.base)
        self.label("Occurs", _occurrence(each))
        self.label("Part of", each.roots)
        self.label("The reference pages print", _printed(each.printed))

    def element(self, each: ElementDescription) -> None:
        """Add an element as it is in each type that has it."""
        for member in each.occurrences:
            self.gap()
            self.member(member)
        if each.document is not None:
            self.gap()
            self.add(f"{each.name} can also be a document's root: see {each.document}.")

    def values(self, each: ValuesDescription) -> None:
        """Add a type of simple values."""
        self.heading(each.name, f": values that are {each.base} on the wire")
        self.prose(each.text, each.lang)
        self.gap()
        for value in each.values:
            self.add(f"{value.value} {value.constant}" if value.constant else value.value, _INDENT)
            self.prose(value.text, value.lang, _INDENT * 2)
            if value.printed:
                self.add(f"The reference pages print: {_printed(value.printed)}", _INDENT * 2)
        if not each.values:
            self.label("Values", _limits(each))
        self.gap()
        self.label("Occurs in", each.occurs_in)

    def operation(self, each: OperationDescription) -> None:
        """Add an operation, with the members of its request and its answer."""
        transport = "in SOAP" if each.transport == "soap" else "as multipart/form-data"
        self.heading(each.name, f": an operation, {transport}, {_history(each.since, each.until)}")
        for part, role in ((each.request, "request"), (each.answer, "answer")):
            self.gap()
            self.heading(part.name, f": the {role}")
            self._members(part)
        self.gap()
        self.label("Faults", each.faults)

    def version(self, each: VersionDescription) -> None:
        """Add a version, and what it changed."""
        is_known = each.held_against == each.name
        self.heading(each.name, ": an API version" if each.namespace else ": the reference contract")
        self.label("Namespace", each.namespace or "none")
        self.label("Release", each.api_release if each.api_release != "-" else "")
        self.label("Evidence", each.evidence)
        self.label("Shape", "" if is_known else f"unknown; documents are checked against {each.held_against}")
        self.label("Added", each.added)
        self.label("Newly required", each.required)
        self.label("Dropped", each.dropped)
        if is_known and each.namespace and not (each.added or each.required or each.dropped):
            self.label("Added", "no known change to the job documents")


def _history(since: str | None, until: str | None) -> str:
    if until is not None:
        return f"until {until}" if since in (None, PRE_4_0.name) else f"from {since} to {until}"
    return "in every version" if since in (None, PRE_4_0.name) else f"since {since}"


def _notes(member: MemberDescription, of: TypeDescription) -> str:
    """What a list of members says about one of them, besides its type."""
    if member.alias_of:
        return f", the reference pages' spelling of {member.alias_of}"
    notes = []
    if member.limits is None and member.base not in (None, member.type):
        notes.append(f"{member.base} on the wire")
    if (member.since, member.until) != (of.since, of.until):
        notes.append(_history(member.since, member.until))
    if member.repeats:
        notes.append("any number of times")
    elif member.required_since is None:
        notes.append("optional")
    elif member.required_since != member.since:
        notes.append(f"required since {member.required_since}")
    return "".join(f", {note}" for note in notes)


def _occurrence(member: MemberDescription) -> str:
    if member.repeats:
        return "any number of times"
    if member.required_since is None:
        return "at most once"
    is_always = member.required_since == member.since
    return "once" if is_always else f"once; optional before {member.required_since}"


def _limits(values: ValuesDescription) -> str:
    if values.pattern is not None:
        return f"matching {values.pattern}"
    if values.minimum is not None:
        return f"from {values.minimum} to {values.maximum}"
    return ", ".join(value.value for value in values.values)


def _printed(names: Iterable[PrintedName]) -> str:
    """Names, grouped by the languages of the pages that print them."""
    by_languages: dict[tuple[str, ...], list[str]] = {}
    for each in names:
        by_languages.setdefault(each.languages, []).append(each.name)
    return "; ".join(
        ", ".join(found) + (f" ({', '.join(map(language_name, languages))})" if languages else "")
        for languages, found in by_languages.items()
    )
