"""Finding every fault of a value in the plain form, each with its path.

The encoders only raise an exception; this module explains it.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ipsxml.capture.limits import TEXT_TOO_LONG, is_text_too_long
from ipsxml.codec import leaf_values as values
from ipsxml.codec.document_class import Document
from ipsxml.contract import ComplexType, SimpleType, Version, XsdType
from ipsxml.contract.hints import hint_for_child, hint_for_root, hint_for_value
from ipsxml.contract.lexical_forms import LARGEST_DOUBLE
from ipsxml.contract.value_judgement import broken_promise, describe_builtin, is_value_of
from ipsxml.xml_characters import no_xml_character

_EXPECTED = {
    "xs:string": "a string",
    "xs:double": 'a number, "INF", "-INF", or "NaN"',
    "xs:boolean": "true or false",
}
"""Descriptions of the built-ins whose values look different in JSON than in XML."""
_MOST_HINTS = 100  # hints take time to find, and no more than 100 issues are reported


class PlainFault(NamedTuple):
    """One fault: an issue code, a path such as ``jobArray[3].state``, and a message.

    The path is empty for the whole payload. ``hint`` is what was probably meant. ``is_advice`` means that
    the value is valid but not among those that the reference pages allow.
    """

    code: str
    path: str
    message: str
    hint: str | None = None
    is_advice: bool = False


def plain_faults(document: Document) -> Iterator[PlainFault]:
    """Every fault of a plain document against its version's contract, in wire order."""
    version = document.contract_version
    if document.complex_type is None:
        hint, _ = hint_for_root(document.element, version)
        yield PlainFault("unsupported-payload", "", f"{version.name} has no {document.element}", hint)
    else:
        yield from _faults(document.payload, document.complex_type, "", version)


def _faults(plain: Any, xsd_type: XsdType, path: str, version: Version) -> Iterator[PlainFault]:
    if isinstance(xsd_type, SimpleType):
        yield from _value_faults(plain, xsd_type, path, version)
    elif xsd_type.is_array:
        item = xsd_type.members["items"]
        if plain.__class__ is not list:
            yield PlainFault("bad-value", path, f"expected an array, found {_describe(plain)}")
            return
        for index, value in enumerate(plain):
            yield from _faults(value, item.type, f"{path}[{index}]", version)
    elif plain.__class__ is not dict:
        yield PlainFault("bad-value", path, f"expected an object, found {_describe(plain)}")
    else:
        yield from _member_faults(plain, xsd_type, path, version)


def _member_faults(
    plain: dict[str, Any], complex_type: ComplexType, path: str, version: Version
) -> Iterator[PlainFault]:
    """The faults of an object. A misspelled key and the missing member that was meant count as one fault."""
    strangers = [name for name in plain if not _is_member(name, complex_type)]
    hints = {name: hint_for_child(str(name), complex_type, version) for name in strangers[:_MOST_HINTS]}
    meant = {member for _, member in hints.values()}
    for name, member in complex_type.members.items():
        member_path = f"{path}.{name}" if path else name
        if name not in plain:
            if member.min_occurs and name not in meant:
                yield PlainFault("missing-element", member_path, f"{version.name} requires this element")
        elif member.alias_of is None:
            if member.wire_type and _is_size(plain[name]):
                continue  # totalSize in the reference contract, which may be an integer
            yield from _faults(plain[name], member.type, member_path, version)
    for name in strangers:
        hint, _ = hints.get(name, (None, None))
        member_path = f"{path}.{name}" if path else str(name)
        message = f"{version.name} has no such element"
        yield PlainFault("unexpected-element", member_path, message, hint)


def _is_member(name: str, complex_type: ComplexType) -> bool:
    member = complex_type.members.get(name)
    return member is not None and member.alias_of is None


def _is_size(value: Any) -> bool:
    try:
        values.write_size(value)
    except (TypeError, ValueError):
        return False
    return value.__class__ is not str


def _value_faults(value: Any, simple_type: SimpleType, path: str, version: Version) -> Iterator[PlainFault]:
    builtin = simple_type.base
    if builtin == "xs:string" and isinstance(value, str) and is_text_too_long(value):
        yield PlainFault("limit-exceeded", path, TEXT_TOO_LONG)
        return
    try:
        text = values.WRITERS[builtin](value)
    except (TypeError, ValueError):
        yield PlainFault(
            "bad-value", path, _describe_misfit(value, builtin), _misfit_hint(value, simple_type)
        )
        return
    if value.__class__ is str and (bad := no_xml_character().search(value)):
        yield PlainFault("bad-value", path, f"XML cannot contain the character U+{ord(bad[0]):04X}")
    elif broken := broken_promise(simple_type, text):
        code, message = broken
        yield PlainFault(code, path, message, hint_for_value(simple_type, text), not version.is_reference)


def _misfit_hint(value: Any, simple_type: SimpleType) -> str | None:
    if not isinstance(value, str):
        return None
    if simple_type.base not in ("xs:string", "xs:dateTime") and is_value_of(simple_type.base, value):
        return f"write {value.strip()} without quotation marks"
    return hint_for_value(simple_type, value)


def _describe_misfit(value: Any, builtin: str) -> str:
    if isinstance(value, int) and abs(value) > LARGEST_DOUBLE:
        return f"the number is beyond the range of a double, {LARGEST_DOUBLE}"
    return f"{_describe(value)} is not {_EXPECTED.get(builtin) or describe_builtin(builtin)}"


def _describe(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    return "an array" if isinstance(value, list) else values.shorten(value)
