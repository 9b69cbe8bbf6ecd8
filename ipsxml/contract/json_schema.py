"""A version's contract as JSON Schema 2020-12, for the JSON form of documents."""

from collections.abc import Iterable
from typing import Any

from ipsxml.contract.api_versions import PRE_4_0, Version, version_named
from ipsxml.contract.compiled_contracts import contract, credentials
from ipsxml.contract.contract_types import ComplexType, Member, SimpleType, XsdType
from ipsxml.contract.family import fixed_namespaces
from ipsxml.contract.lexical_forms import DATE_TIME_PATTERN, LARGEST_DOUBLE

_INT, _LONG = 1 << 31, 1 << 63
# JSON has no limit of its own. Beyond this one, some parsers return infinity and others fail.
_FINITE = {"minimum": -LARGEST_DOUBLE, "maximum": LARGEST_DOUBLE}
_BUILTINS: dict[str, dict[str, Any]] = {
    # Excludes what XML cannot contain, except lone surrogates: JSON cannot contain those either.
    "xs:string": {
        "type": "string",
        "pattern": "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]*$",
    },
    "xs:int": {"type": "integer", "minimum": -_INT, "maximum": _INT - 1},
    "xs:long": {"type": "integer", "minimum": -_LONG, "maximum": _LONG - 1},
    "xs:double": {"anyOf": [{"type": "number", **_FINITE}, {"enum": ["INF", "-INF", "NaN"]}]},
    "xs:boolean": {"type": "boolean"},
    "xs:dateTime": {"type": "string", "pattern": f"^{DATE_TIME_PATTERN}$"},
}


def export_json_schema(name: str | None = None, *, api: str = "reference") -> str:
    """The JSON Schema, as indented text, for a version's documents in JSON form.

    ``name`` limits it to the documents of one type or element. The ``$id`` is the same in every release, so
    other schemas can refer to it. Raises ``UnknownVersion`` or ``UnknownType``.
    """
    import json  # only needed here

    version = version_named(api)
    elements = _elements(version)
    if name:
        wanted = elements.get(name)
        elements = {element: each for element, each in elements.items() if each is wanted}
        if not elements:
            from ipsxml.contract.unknown_types import unknown_type  # only needed for a misspelled name

            raise unknown_type(name, version)
    needed = _needed(elements.values())
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ":".join(["urn:ipsxml:json-schema", version.name, *([name] if name else [])]),
        "title": f"IPS job documents, {version.name}, in JSON",
        "type": "object",
        "properties": {
            "@apiVersion": {"const": version.name},
            "@soap": {"enum": ["1.1", "1.2", None]},
            **{element: _reference(complex_type) for element, complex_type in elements.items()},
        },
        "required": ["@apiVersion"],
        "oneOf": [{"required": [element]} for element in elements],
        "additionalProperties": False,
        "$defs": {
            each.name: _definition(each, limited=version.is_reference)
            for each in dict.fromkeys([*contract(version).types.values(), *elements.values()])
            if each in needed
        },
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _elements(version: Version) -> dict[str, ComplexType]:
    """A version's elements, including those with a fixed namespace; JSON has no namespaces."""
    elements = contract(version).elements
    if version.is_reference:
        return elements
    return elements | {name: contract(PRE_4_0).elements[name] for name in fixed_namespaces()}


def _reference(complex_type: ComplexType) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{complex_type.name}"}


def _needed(types: Iterable[XsdType]) -> set[ComplexType]:
    """The complex types among ``types``, and all complex types inside them."""
    needed: set[ComplexType] = set()
    waiting = list(types)
    while waiting:
        found = waiting.pop()
        if isinstance(found, ComplexType) and found not in needed:
            needed.add(found)
            waiting += [member.type for member in found.members.values()]
    return needed


def _definition(complex_type: ComplexType, *, limited: bool) -> dict[str, Any]:
    described = {"description": complex_type.documentation}
    if complex_type.is_array:
        return {
            **described,
            "type": "array",
            "items": _member(complex_type.members["items"], limited=limited),
        }
    members = [member for member in complex_type.members.values() if member.alias_of is None]
    # Credentials: every reader drops them unread, so any value is valid.
    unread = [member for member in members if member.name in credentials().get(complex_type.name, ())]
    definition = {
        **described,
        "type": "object",
        "properties": {
            member.name: {"description": member.documentation, **_member(member, limited=limited)}
            for member in members
            if member not in unread
        },
        "required": [member.name for member in members if member.min_occurs],
        "additionalProperties": False,
    }
    if unread:
        definition["patternProperties"] = {
            _in_any_case(member.name): {"description": member.documentation} for member in unread
        }
    return definition


def _in_any_case(name: str) -> str:
    return "^" + "".join(f"[{letter.lower()}{letter.upper()}]" for letter in name) + "$"


def _member(member: Member, *, limited: bool) -> dict[str, Any]:
    if isinstance(member.type, ComplexType):
        return _reference(member.type)
    builtin = _BUILTINS[member.type.base]
    if member.wire_type:  # totalSize in the reference contract: an integer or text
        return {"anyOf": [{"type": "integer", **_FINITE}, builtin]}
    return {**builtin, **_limits(member.type)} if limited else builtin


def _limits(simple_type: SimpleType) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if simple_type.values:
        is_number = simple_type.base == "xs:int"
        limits["enum"] = [int(value) if is_number else value for value in simple_type.values]
    if simple_type.minimum and simple_type.maximum:
        limits["anyOf"] = [
            {"type": "number", "minimum": float(simple_type.minimum), "maximum": float(simple_type.maximum)}
        ]
    if simple_type.pattern:
        limits["pattern"] = f"^(?:{simple_type.pattern})$"
    return limits
