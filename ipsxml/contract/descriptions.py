"""What ``ipsxml describe`` has to say: a class for each kind of thing that has a name.

Versions are given by their names; ``since`` and ``until`` are the first and the last one that has
something, ``until`` is ``None`` where the newest has it. ``text`` is prose of the schemas, and ``lang``
the language it is in, as ``xml:lang`` names it.
"""

from dataclasses import dataclass, field
from typing import Literal

from ipsxml.contract.printed_names import PrintedName


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a name stands for: a type, its values, one of its members, an operation, or a version."""

    name: str


@dataclass(frozen=True, slots=True)
class ValueDescription:
    """One of the values that the reference pages list; ``constant`` is its name there, if it has one."""

    value: str
    constant: str | None
    text: str
    lang: str
    printed: tuple[PrintedName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuesDescription(Description):
    """A type of single values: those that the reference pages promise of a built-in, its ``base``.

    Either ``values`` lists them, or they are from ``minimum`` to ``maximum``, or of the form of
    ``pattern``, a regular expression of XSD. On the wire there may be any value of the base.
    """

    kind: Literal["values"] = field(default="values", init=False)
    text: str
    lang: str
    base: str
    values: tuple[ValueDescription, ...]
    minimum: str | None
    maximum: str | None
    pattern: str | None
    occurs_in: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDescription(Description):
    """One element inside a type; ``name`` is that of both: ``TaskProgress.progress``.

    ``type`` is what it is made of: the name of a type, or a built-in such as ``xs:int``. ``base`` is
    the built-in on the wire, ``None`` for a type with members; ``limits`` is what the reference pages promise
    beyond it. ``required_since`` is the first version that requires the element, ``None`` where none does.
    ``printed`` is what the reference pages call it in place of ``element``; an element that is itself
    such a spelling is ``alias_of`` another one, and no version has it. ``roots`` are the requests and answers
    that it may be in.
    """

    kind: Literal["member"] = field(default="member", init=False)
    element: str
    type: str
    base: str | None
    limits: ValuesDescription | None
    text: str
    lang: str
    since: str | None
    until: str | None
    required_since: str | None
    repeats: bool
    alias_of: str | None
    printed: tuple[PrintedName, ...]
    roots: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeDescription(Description):
    """A type with members, in wire order.

    ``documents`` are the global elements of the type, and ``operation`` is what such a one asks for or
    answers. ``occurs_in`` are the members of other types that it is the type of, ``roots`` the requests and
    answers that it may be in, at whatever depth.
    """

    kind: Literal["type"] = field(default="type", init=False)
    text: str
    lang: str
    since: str
    until: str | None
    members: tuple[MemberDescription, ...]
    documents: tuple[str, ...]
    operation: str | None
    occurs_in: tuple[str, ...]
    roots: tuple[str, ...]
    printed: tuple[PrintedName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementDescription(Description):
    """An element by its name alone: what it is in each type that has it.

    ``document`` is the type that it is a document of, if it may be the root, too.
    """

    kind: Literal["element"] = field(default="element", init=False)
    document: str | None
    occurrences: tuple[MemberDescription, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationDescription(Description):
    """An operation of the service: its request, its answer, and the faults that may come instead.

    ``transport`` tells how it travels: in ``"soap"``, or as ``"multipart"`` form data.
    """

    kind: Literal["operation"] = field(default="operation", init=False)
    text: str
    lang: str
    since: str
    until: str | None
    transport: Literal["soap", "multipart"]
    request: TypeDescription
    answer: TypeDescription
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDescription(Description):
    """An API version: its namespace, and what it added, began to require and dropped.

    ``held_against`` is the version whose contract its documents have: itself, or, where its own shape is
    unknown, the nearest known one. ``added``, ``required`` and ``dropped`` name types, and
    members of types that were there before.
    """

    kind: Literal["version"] = field(default="version", init=False)
    namespace: str
    api_release: str
    evidence: str
    held_against: str
    added: tuple[str, ...]
    required: tuple[str, ...]
    dropped: tuple[str, ...]
