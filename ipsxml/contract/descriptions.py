"""The results of ``ipsxml describe``: one class per kind of thing that has a name.

Versions are given by name. ``since`` and ``until`` are the first and last version that have the thing;
``until`` is ``None`` if the newest version has it. ``text`` comes from the schemas' documentation, and
``lang`` is its language, as an ``xml:lang`` code.
"""

from dataclasses import dataclass, field
from typing import Literal

from ipsxml.contract.printed_names import PrintedName


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The description of a name: a type, its values, one of its members, an operation, or a version."""

    name: str


@dataclass(frozen=True, slots=True)
class ValueDescription:
    """One of the values that the reference pages list; ``constant`` is the name of its constant, if any."""

    value: str
    constant: str | None
    text: str
    lang: str
    printed: tuple[PrintedName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuesDescription(Description):
    """A type of single values: the values of a built-in, its ``base``, that the reference pages allow.

    They are listed in ``values``, or range from ``minimum`` to ``maximum``, or match ``pattern``, an XSD
    regular expression. On the wire, any value of the base is valid.
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
    """One element inside a type; ``name`` combines both: ``TaskProgress.progress``.

    ``type`` is the name of a type, or a built-in such as ``xs:int``. ``base`` is the built-in on the wire,
    ``None`` for a type with members; ``limits`` is what the reference pages allow of it.
    ``required_since`` is the first version that requires the element, ``None`` if none does. ``printed``
    lists the names that the reference pages print instead of ``element``. An element that is itself such a
    name is ``alias_of`` another one, and no version has it. ``roots`` are the requests and responses that
    may contain the element.
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

    ``documents`` are the global elements of this type, and ``operation`` is the operation whose request or
    response it is, if any. ``occurs_in`` are the members that have this type, and ``roots`` are the
    requests and responses that may contain it, at any depth.
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
    """An element given by its name alone: its description in each type that has it.

    ``document`` is its type as a root element, if it may be one.
    """

    kind: Literal["element"] = field(default="element", init=False)
    document: str | None
    occurrences: tuple[MemberDescription, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationDescription(Description):
    """An operation of the service: its request, its response, and the faults it may return instead.

    ``transport`` is ``"soap"``, or ``"multipart"`` for form data.
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
    """An API version: its namespace, and what it added, started to require, and dropped.

    ``held_against`` is the version whose contract applies to its documents: the version itself, or the
    nearest known one if its own shape is unknown. ``added``, ``required``, and ``dropped`` list types, and
    members of types that already existed.
    """

    kind: Literal["version"] = field(default="version", init=False)
    namespace: str
    api_release: str
    evidence: str
    held_against: str
    added: tuple[str, ...]
    required: tuple[str, ...]
    dropped: tuple[str, ...]
