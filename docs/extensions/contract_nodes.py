"""Sphinx nodes for types, operations, and versions, from the results of ``ipsxml.describe``."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.writers.html5 import HTML5Translator

import ipsxml
from ipsxml import (
    MemberDescription,
    OperationDescription,
    TypeDescription,
    ValuesDescription,
    VersionDescription,
)
from ipsxml.contract.documentation_languages import languages
from ipsxml.contract.printed_names import PrintedName, language_name

ROLE = "contract"
"""The object type, in Sphinx's standard domain, of every described name."""

_FIRST_VERSION = "pre-4.0"
_ENGLISH, *_OTHER_LANGUAGES = languages()


class _Prose(Protocol):
    @property
    def text(self) -> str: ...

    @property
    def lang(self) -> str: ...


class TextIn(nodes.inline):
    """Text in a language other than the page's; the attribute ``lang`` names it."""


def visit_text_in(self: HTML5Translator, node: TextIn) -> None:
    """Open a span with its language: browsers select a font for it, and screen readers a voice."""
    self.body.append(self.starttag(node, "span", "", lang=node["lang"]))


def depart_text_in(self: HTML5Translator, _node: TextIn) -> None:
    """Close the span."""
    self.body.append("</span>")


def type_nodes(name: str) -> list[nodes.Node]:
    """The nodes of a type: its text, its facts, and its members or values."""
    found = _in_all_languages(name)
    first = found[_ENGLISH]
    match first:
        case TypeDescription():
            return _with_members(cast("dict[str, TypeDescription]", found))
        case ValuesDescription():
            return _with_values(cast("dict[str, ValuesDescription]", found))
    raise TypeError(f"{name} is not a type")


def operation_nodes(name: str) -> list[nodes.Node]:
    """The nodes of an operation: its transport, versions, request, answer, and faults."""
    operation = ipsxml.describe(name)
    assert isinstance(operation, OperationDescription)
    transport = {"soap": "SOAP", "multipart": "multipart/form-data"}[operation.transport]
    return [
        _facts(
            ("Sent as", [_text(transport)]),
            ("Versions", [_text(_versions(operation.since, operation.until))]),
            ("Request", [_reference(operation.request.name)]),
            ("Answer", [_reference(operation.answer.name)]),
            ("Faults", _references(operation.faults)),
        )
    ]


def version_nodes(name: str) -> list[nodes.Node]:
    """The nodes of an API version: its facts, and what changed in it."""
    version = ipsxml.describe(name)
    assert isinstance(version, VersionDescription)
    is_known = version.held_against == name
    shape = [] if is_known else [_text("unknown; validated against "), _reference(version.held_against)]
    return [
        _facts(
            ("Namespace", [nodes.literal("", version.namespace)] if version.namespace else [_text("none")]),
            ("Release", [_text(version.api_release)] if version.api_release != "-" else []),
            ("Evidence", [_text(version.evidence)]),
            ("Shape", shape),
            ("Added", _references(version.added)),
            ("Newly required", _references(version.required)),
            ("Dropped", _references(version.dropped)),
        )
    ]


def _in_all_languages(name: str) -> dict[str, ipsxml.Description]:
    return {lang: ipsxml.describe(name, lang=lang) for lang in languages()}


def _with_members(found: dict[str, TypeDescription]) -> list[nodes.Node]:
    first = found[_ENGLISH]
    members = nodes.definition_list(classes=["contract"])
    for number, member in enumerate(first.members):
        translations = {lang: each.members[number] for lang, each in found.items()}
        members += _item(member.name, _member_term(member, first), _member_body(member, translations))
    model = first.name[0].upper() + first.name[1:]
    return [
        *_prose(found),
        _facts(
            ("Versions", [_text(_versions(first.since, first.until))]),
            ("Occurs in", _references(first.occurs_in)),
            ("Part of", _references(first.roots)),
            ("As a document", _literals(first.documents)),
            ("On the reference pages", _printed(first.printed)),
            ("In Python", [_python_class(model)] if model in ipsxml.__all__ else []),
        ),
        *([members] if first.members else []),
    ]


def _with_values(found: dict[str, ValuesDescription]) -> list[nodes.Node]:
    first = found[_ENGLISH]
    values = nodes.definition_list(classes=["contract"])
    for number, value in enumerate(first.values):
        translations = {lang: each.values[number] for lang, each in found.items()}
        term: list[nodes.Node] = [nodes.literal("", value.value)]
        term += [_note(value.constant)] if value.constant else []
        body = [*_prose(translations), *_printed_paragraph(value.printed)]
        values += _item(f"{first.name}.{value.value}", term, body)
    form = [nodes.literal("", first.pattern)] if first.pattern else []
    span = [_text(f"from {first.minimum} to {first.maximum}")] if first.minimum is not None else []
    return [
        *_prose(found),
        _facts(
            ("On the wire", [nodes.literal("", first.base)]),
            ("Form", form),
            ("Range", span),
            ("Occurs in", _references(first.occurs_in)),
        ),
        *([values] if first.values else []),
    ]


def _member_term(member: MemberDescription, of: TypeDescription) -> list[nodes.Node]:
    kind = nodes.literal("", member.type) if ":" in member.type else _reference(member.type)
    return [nodes.literal("", member.element), _text(" "), kind, *map(_note, _notes(member, of))]


def _notes(member: MemberDescription, of: TypeDescription) -> Iterator[str]:
    if member.alias_of:
        yield f"a spelling of {member.alias_of} on the reference pages; no version has it"
        return
    if member.base not in {None, member.type}:
        yield f"{member.base} on the wire"
    if (member.since, member.until) != (of.since, of.until):
        yield _versions(member.since, member.until)
    if member.repeats:
        yield "any number of times"
    elif member.required_since is None:
        yield "optional"
    elif member.required_since != member.since:
        yield f"required since {member.required_since}"


def _member_body(member: MemberDescription, found: dict[str, MemberDescription]) -> list[nodes.Node]:
    values = [value.value for value in member.limits.values] if member.limits else []
    limits = [nodes.paragraph("", "", _text("One of: "), *_literals(values))] if values else []
    return [*_prose(found), *limits, *_printed_paragraph(member.printed)]


def _item(name: str, term: Iterable[nodes.Node], body: Iterable[nodes.Node]) -> nodes.definition_list_item:
    term_node = nodes.term("", "", *term, ids=[name])
    return nodes.definition_list_item("", term_node, nodes.definition("", *body))


def _prose(found: Mapping[str, _Prose]) -> list[nodes.Node]:
    """The English text, then its translations, if any."""
    english = found[_ENGLISH]
    others = [found[lang] for lang in _OTHER_LANGUAGES if found[lang].lang == lang]
    paragraphs: list[nodes.Node] = [nodes.paragraph("", english.text)] if english.text else []
    paragraphs += [
        nodes.paragraph("", "", TextIn("", each.text, lang=each.lang), classes=["translation"])
        for each in others
    ]
    return paragraphs


def _printed_paragraph(names: tuple[PrintedName, ...]) -> list[nodes.Node]:
    if not names:
        return []
    return [nodes.paragraph("", "", _text("On the reference pages: "), *_printed(names), classes=["printed"])]


def _printed(names: tuple[PrintedName, ...]) -> list[nodes.Node]:
    """The names, grouped by the languages of the pages that print them."""
    by_languages: dict[tuple[str, ...], list[str]] = {}
    for each in names:
        by_languages.setdefault(each.languages, []).append(each.name)
    parts: list[nodes.Node] = []
    for langs, found in by_languages.items():
        text = ", ".join(found)
        parts.append(TextIn("", text, lang=langs[0]) if langs else _text(text))
        parts.append(_text(f" ({', '.join(map(language_name, langs))}); " if langs else "; "))
    return [*parts[:-1], _text(parts[-1].astext().removesuffix("; "))] if parts else []


def _facts(*facts: tuple[str, Sequence[nodes.Node]]) -> nodes.field_list:
    fields = nodes.field_list()
    for name, content in facts:
        if content:
            body = nodes.field_body("", nodes.paragraph("", "", *content))
            fields += nodes.field("", nodes.field_name("", name), body)
    return fields


def _versions(since: str | None, until: str | None) -> str:
    is_first = since in {None, _FIRST_VERSION}
    if until is not None:
        return f"up to {until}" if is_first else f"{since} to {until}"
    return "all" if is_first else f"since {since}"


def _references(names: Iterable[str]) -> list[nodes.Node]:
    return _separated(map(_reference, names))


def _literals(names: Iterable[str]) -> list[nodes.Node]:
    return _separated(nodes.literal("", name) for name in names)


def _separated(parts: Iterable[nodes.Node]) -> list[nodes.Node]:
    found = [node for part in parts for node in (_text(", "), part)]
    return found[1:]


def _reference(name: str) -> addnodes.pending_xref:
    return addnodes.pending_xref(
        "",
        nodes.literal("", name),
        refdomain="std",
        reftype=ROLE,
        reftarget=name,
        refexplicit=False,
        refwarn=True,
    )


def _python_class(name: str) -> addnodes.pending_xref:
    target = f"ipsxml.{name}"
    return addnodes.pending_xref(
        "",
        nodes.literal("", target),
        refdomain="py",
        reftype="class",
        reftarget=target,
        refexplicit=False,
        refwarn=True,
    )


def _note(text: str) -> nodes.inline:
    return nodes.inline("", text, classes=["note"])


def _text(text: str) -> nodes.Text:
    return nodes.Text(text)
