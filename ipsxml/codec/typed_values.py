"""From the plain form to the typed model."""

from types import GenericAlias
from typing import Any

import msgspec

from ipsxml.codec.leaf_values import Fraction, Plain, TooFine, read_datetime, read_size
from ipsxml.contract import ComplexType, Member, XsdType
from ipsxml.contract.made_once import once
from ipsxml.errors import DecodeError
from ipsxml.model import model_type


def to_model(plain: Plain, complex_type: ComplexType, fraction: Fraction = "exact") -> Any:
    """The object of the typed model for a valid plain value, a list of them for an array.

    Raises ``DecodeError``, naming the path, for a dateTime that no ``datetime`` can hold. One with more
    than six digits of a second is none of these where the ``fraction`` is cut.
    """
    return msgspec.convert(_typed_value(plain, complex_type, "", fraction), known_type(complex_type.name))


@once(most=1024)  # which are more than there are types
def known_type(type_name: str) -> type | GenericAlias:
    """The Python type, when msgspec knows it.

    msgspec looks into a class when it first meets it, and lets other threads use what it has
    found out so far: that ends in a segmentation fault. So one thread at a time introduces it.
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
    if member.wire_type:  # in XML there would be no telling "7" from 7, nor from 7.0
        return read_size(plain) if isinstance(plain, str) else int(plain)  # type: ignore[arg-type]
    return _typed_value(plain, member.type, path, fraction)


def _typed_leaf(plain: Plain, builtin: str, path: str, fraction: Fraction) -> Any:
    if builtin in ("xs:int", "xs:long"):
        return int(plain)  # type: ignore[arg-type] # a whole number, maybe written as 1.0
    if builtin == "xs:double":
        return float(plain)  # type: ignore[arg-type] # a number, or one of INF, -INF and NaN
    if builtin != "xs:dateTime":
        return plain
    hint = ""
    try:
        return read_datetime(str(plain), fraction)
    except TooFine:
        hint = ', but in microseconds: fraction="cut" drops the other digits'
    except (ValueError, OverflowError):
        pass
    raise DecodeError(f"{path}: a datetime of Python cannot hold {plain!r}{hint}")
