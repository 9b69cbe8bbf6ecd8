"""A version's contract as JSON Schema 2020-12, for the JSON form of documents."""

from typing import Any

from ipsxml.contract.api_versions import PRE_4_0, Version, version_named
from ipsxml.contract.compiled_contracts import contract, credentials
from ipsxml.contract.contract_types import ComplexType, Contract, Member, ValueType
from ipsxml.contract.family import fixed_namespaces
from ipsxml.contract.lexical_forms import DATE_TIME_PATTERN, LARGEST_DOUBLE
from ipsxml.errors import UnknownType

_INT, _LONG = 1 << 31, 1 << 63
# JSON itself has no limit. Of a number beyond this one some readers make infinity, others an error.
_FINITE = {"minimum": -LARGEST_DOUBLE, "maximum": LARGEST_DOUBLE}
_BUILTINS: dict[str, dict[str, Any]] = {
    # What XML cannot hold; lone surrogates, the rest of it, JSON cannot hold either.
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
    """The JSON Schema of a version's documents in the JSON form, indented.

    ``name`` leaves only the documents of one type or element. Raises ``UnknownVersion`` or
    ``UnknownType``.
    """
    import json  # wanted here only

    version = version_named(api)
    reading = _with_fixed_namespaces(version)
    wanted = reading.elements.get(name, name) if name else None
    elements = {
        element: type_name for element, type_name in reading.elements.items() if wanted in (None, type_name)
    }
    if not elements:
        raise UnknownType(f"{version.name} has no type or element {name}")
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"IPS job documents, {version.name}, in JSON",
        "type": "object",
        "properties": {
            "@apiVersion": {"const": version.name},
            "@soap": {"enum": ["1.1", "1.2", None]},
            **{element: _reference(type_name) for element, type_name in elements.items()},
        },
        "required": ["@apiVersion"],
        "oneOf": [{"required": [element]} for element in elements],
        "additionalProperties": False,
        "$defs": {
            type_name: _definition(reading.types[type_name], reading, limited=version.is_reference)
            for type_name in _needed(elements, reading)
        },
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _with_fixed_namespaces(version: Version) -> Contract:
    """The contract of a version with what has a namespace of its own, which JSON does not tell apart."""
    reading, everywhere = contract(version), contract(PRE_4_0)
    if version.is_reference:
        return reading
    fixed = {name: everywhere.elements[name] for name in fixed_namespaces()}
    types = {type_name: everywhere.types[type_name] for type_name in fixed.values()}
    return Contract(reading.types | types, reading.elements | fixed, everywhere.values | reading.values)


def _reference(type_name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{type_name}"}


def _needed(elements: dict[str, str], reading: Contract) -> list[str]:
    """The types of the elements and of everything in them, in the contract's order."""
    needed: set[str] = set()
    waiting = list(elements.values())
    while waiting:
        type_name = waiting.pop()
        if type_name in reading.types and type_name not in needed:
            needed.add(type_name)
            waiting += [member.type for member in reading.types[type_name].members.values()]
    return [type_name for type_name in reading.types if type_name in needed]


def _definition(complex_type: ComplexType, reading: Contract, *, limited: bool) -> dict[str, Any]:
    described = {"description": complex_type.documentation}
    if complex_type.is_array:
        return {
            **described,
            "type": "array",
            "items": _member(complex_type.members["items"], reading, limited=limited),
        }
    members = [member for member in complex_type.members.values() if member.alias_of is None]
    # What a reader always drops unread.
    unread = [member for member in members if member.name in credentials().get(complex_type.name, ())]
    definition = {
        **described,
        "type": "object",
        "properties": {
            member.name: {"description": member.documentation, **_member(member, reading, limited=limited)}
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


def _member(member: Member, reading: Contract, *, limited: bool) -> dict[str, Any]:
    if member.type in reading.types:
        return _reference(member.type)
    builtin = _BUILTINS[reading.builtin(member.type) or member.type]
    if member.wire_type:  # a size of the reference pages: a whole number, or text
        return {"anyOf": [{"type": "integer", **_FINITE}, builtin]}
    return (
        {**builtin, **_limits(reading.values[member.type])}
        if limited and member.type in reading.values
        else builtin
    )


def _limits(value_type: ValueType) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if value_type.values:
        is_number = value_type.base == "xs:int"
        limits["enum"] = [int(value) if is_number else value for value in value_type.values]
    if value_type.minimum and value_type.maximum:
        limits["anyOf"] = [
            {"type": "number", "minimum": float(value_type.minimum), "maximum": float(value_type.maximum)}
        ]
    if value_type.pattern:
        limits["pattern"] = f"^(?:{value_type.pattern})$"
    return limits
