"""Conversion from the plain form to the typed model."""

from types import GenericAlias
from typing import Any

import msgspec

from ipsxml.codec.leaf_values import Fraction, Plain, TooFine, read_datetime, read_size
from ipsxml.contract import ComplexType, Member, XsdType
from ipsxml.contract.made_once import once
from ipsxml.errors import DecodeError
from ipsxml.model import model_type


def to_model(plain: Plain, complex_type: ComplexType, fraction: Fraction = "exact") -> Any:
    """The typed model object for a valid plain value, or a list of them for an array.

    Raises ``DecodeError``, with the path, for a dateTime that a ``datetime`` cannot represent. With
    ``fraction="cut"``, fractional seconds beyond six digits are dropped instead.
    """
    return msgspec.convert(_typed_value(plain, complex_type, "", fraction), known_type(complex_type.name))


@once(most=1024)  # more than there are types
def known_type(type_name: str) -> type | GenericAlias:
    """The Python type, after msgspec has inspected it.

    msgspec inspects a class on first use and lets other threads use the incomplete result, which ends in a
    segmentation fault. So one thread at a time does it here.
    """
    found = model_type(type_name)
    msgspec.json.Decoder(found)
    return found


def _typed_value(plain: Plain, xsd_type: XsdType, path: str, fraction: Fraction) -> Any:
    """A plain value with each dateTime as a ``datetime`` and each double as a ``float``."""
    if not isinstance(xsd_type, ComplexType):
        return _typed_leaf(plain, xsd_type.base, path, fraction)
    if isinstance(plain, list):
        item = xsd_type.members["items"].type
        return [_typed_value(value, item, f"{path}[{index}]", fraction) for index, value in enumerate(plain)]
    assert isinstance(plain, dict)
    return {
        name: _typed_member(value, xsd_type.members[name], f"{path}.{name}" if path else name, fraction)
        for name, value in plain.items()
    }


def _typed_member(plain: Plain, member: Member, path: str, fraction: Fraction) -> Any:
    if member.wire_type:  # XML cannot distinguish "7", 7, and 7.0
        return read_size(plain) if isinstance(plain, str) else int(plain)  # type: ignore[arg-type]
    return _typed_value(plain, member.type, path, fraction)


def _typed_leaf(plain: Plain, builtin: str, path: str, fraction: Fraction) -> Any:
    if builtin in ("xs:int", "xs:long"):
        return int(plain)  # type: ignore[arg-type] # an integer, maybe written as 1.0
    if builtin == "xs:double":
        return float(plain)  # type: ignore[arg-type] # a number, or INF, -INF, or NaN
    if builtin != "xs:dateTime":
        return plain
    hint = ""
    try:
        return read_datetime(str(plain), fraction)
    except TooFine:
        hint = '; fraction="cut" drops the digits beyond microseconds'
    except (ValueError, OverflowError):
        pass
    raise DecodeError(f"{path}: a Python datetime cannot represent {plain!r}{hint}")
