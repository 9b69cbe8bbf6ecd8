"""Saying what is wrong with a value in the plain form, member by member.

The encoders only raise; this finds every fault, each with its path.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ipsxml.capture.limits import TEXT_TOO_LONG, is_text_too_long
from ipsxml.codec import leaf_values as values
from ipsxml.codec.document_class import Document
from ipsxml.contract import ComplexType, Contract, Member, ValueType, Version, contract, family
from ipsxml.contract.lexical_forms import LARGEST_DOUBLE
from ipsxml.contract.value_judgement import broken_promise
from ipsxml.xml_characters import no_xml_character

_WRITERS: dict[str, tuple[Callable[[Any], str], str]] = {
    "xs:string": (values.write_text, "text"),
    "xs:int": (values.write_int, "a whole number from -2147483648 to 2147483647"),
    "xs:long": (values.write_long, "a whole number from -9223372036854775808 to 9223372036854775807"),
    "xs:double": (values.write_double, "a number, or one of the texts INF, -INF and NaN"),
    "xs:boolean": (values.write_boolean, "true or false"),
    "xs:dateTime": (values.write_date_time, "a date and time such as 2011-03-30T14:32:08.858-05:00"),
}


class PlainFault(NamedTuple):
    """One fault: an issue code, the path (``jobArray[3].state``, empty for the whole), a message.

    ``is_advice`` tells that the value is valid, but not what the reference pages promise.
    """

    code: str
    path: str
    message: str
    is_advice: bool = False


def plain_faults(document: Document) -> Iterator[PlainFault]:
    """Every fault of a plain document as one of its version, in wire order."""
    version = document.contract_version
    if document.type_name is None:
        yield PlainFault("unsupported-payload", "", f"{version.name} has no {document.element}")
    else:
        yield from _faults(document.payload, document.type_name, "", version, contract(version))


def _faults(
    plain: Any, type_name: str, path: str, version: Version, reading: Contract
) -> Iterator[PlainFault]:
    complex_type = reading.types.get(type_name)
    if complex_type is None:
        faults = list(_value_faults(plain, reading.builtin(type_name) or type_name, path))
        yield from faults
        if not faults and type_name in reading.values:
            yield from _broken_promises(plain, reading.values[type_name], path, version)
    elif complex_type.is_array:
        item = complex_type.members["items"]
        if plain.__class__ is not list:
            yield PlainFault("bad-value", path, f"an array is expected, not {_describe(plain)}")
            return
        for index, value in enumerate(plain):
            yield from _faults(value, item.type, f"{path}[{index}]", version, reading)
    elif plain.__class__ is not dict:
        yield PlainFault("bad-value", path, f"an object is expected, not {_describe(plain)}")
    else:
        yield from _member_faults(plain, complex_type, path, version, reading)


def _member_faults(
    plain: dict[str, Any], complex_type: ComplexType, path: str, version: Version, reading: Contract
) -> Iterator[PlainFault]:
    for name, member in complex_type.members.items():
        member_path = f"{path}.{name}" if path else name
        if name not in plain:
            if member.min_occurs:
                yield PlainFault("missing-element", member_path, f"{version.name} requires it")
        elif member.alias_of is None:
            if member.wire_type and _is_size(plain[name]):
                continue  # the reference pages' text, which may be a whole number
            yield from _faults(plain[name], member.type, member_path, version, reading)
    for name in plain:
        known = complex_type.members.get(name)
        if known is None or known.alias_of is not None:
            member_path = f"{path}.{name}" if path else str(name)
            yield PlainFault(
                "unexpected-element", member_path, _describe_unknown(name, complex_type, version)
            )


def _is_size(value: Any) -> bool:
    try:
        values.write_size(value)
    except (TypeError, ValueError):
        return False
    return value.__class__ is not str


def _describe_unknown(name: str, complex_type: ComplexType, version: Version) -> str:
    in_family = family().types[complex_type.name].members.get(name)
    return f"{version.name} has no such element{_history(in_family)}"


def _history(member: Member | None) -> str:
    if member is None:
        return ""
    if member.alias_of:
        return f"; it is called {member.alias_of}"
    if member.until:
        return f"; it was dropped after {member.until}"
    return f"; it came with {member.since}" if member.since else ""


def _value_faults(value: Any, builtin: str, path: str) -> Iterator[PlainFault]:
    write, expected = _WRITERS[builtin]
    if builtin == "xs:string" and isinstance(value, str) and is_text_too_long(value):
        yield PlainFault("limit-exceeded", path, TEXT_TOO_LONG)
        return
    try:
        write(value)
    except (TypeError, ValueError):
        yield PlainFault("bad-value", path, _describe_misfit(value, expected))
        return
    if value.__class__ is str:
        bad = no_xml_character().search(value)
        if bad:
            yield PlainFault("bad-value", path, f"XML cannot hold the character U+{ord(bad[0]):04X}")


def _describe_misfit(value: Any, expected: str) -> str:
    if isinstance(value, int) and abs(value) > LARGEST_DOUBLE:
        return f"the number is beyond {LARGEST_DOUBLE}, the largest that is read"
    return f"{_describe(value)} is not {expected}"


def _broken_promises(value: Any, value_type: ValueType, path: str, version: Version) -> Iterator[PlainFault]:
    broken = broken_promise(value_type, _WRITERS[value_type.base][0](value))
    if broken is not None:
        code, message = broken
        yield PlainFault(code, path, message, is_advice=not version.is_reference)


def _describe(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    return "an array" if isinstance(value, list) else values.shorten(value)
