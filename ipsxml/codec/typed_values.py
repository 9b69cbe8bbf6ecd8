"""From the plain form to the typed model."""

from types import GenericAlias
from typing import Any

import msgspec

from ipsxml.codec.leaf_values import Plain, read_datetime, read_size
from ipsxml.contract import Contract, Member
from ipsxml.contract.made_once import once
from ipsxml.errors import DecodeError
from ipsxml.model import model_type


def to_model(plain: Plain, type_name: str, reading: Contract) -> Any:
    """The object of the typed model for a valid plain value, a list of them for an array.

    Raises ``DecodeError``, naming the path, for a dateTime that no ``datetime`` can hold.
    """
    return msgspec.convert(_typed_value(plain, type_name, reading, ""), known_type(type_name))


@once(most=1024)  # which are more than there are types
def known_type(type_name: str) -> type | GenericAlias:
    """The Python type, when msgspec knows it.

    msgspec looks into a class when it first meets it, and lets other threads use what it has
    found out so far: that ends in a segmentation fault. So one thread at a time introduces it.
    """
    found = model_type(type_name)
    msgspec.json.Decoder(found)
    return found


def _typed_value(plain: Plain, type_name: str, reading: Contract, path: str) -> Any:
    """A plain value with each dateTime as a ``datetime`` and each double as a ``float``."""
    complex_type = reading.types.get(type_name)
    if complex_type is None:
        return _typed_leaf(plain, reading.builtin(type_name), path)
    if isinstance(plain, list):
        item = complex_type.members["items"].type
        return [_typed_value(value, item, reading, f"{path}[{index}]") for index, value in enumerate(plain)]
    assert isinstance(plain, dict)
    return {
        name: _typed_member(value, complex_type.members[name], reading, f"{path}.{name}" if path else name)
        for name, value in plain.items()
    }


def _typed_member(plain: Plain, member: Member, reading: Contract, path: str) -> Any:
    if member.wire_type:  # in XML there would be no telling "7" from 7, nor from 7.0
        return read_size(plain) if isinstance(plain, str) else int(plain)  # type: ignore[arg-type]
    return _typed_value(plain, member.type, reading, path)


def _typed_leaf(plain: Plain, builtin: str | None, path: str) -> Any:
    if builtin in ("xs:int", "xs:long"):
        return int(plain)  # type: ignore[arg-type] # a whole number, maybe written as 1.0
    if builtin == "xs:double":
        return float(plain)  # type: ignore[arg-type] # a number, or one of INF, -INF and NaN
    if builtin != "xs:dateTime":
        return plain
    try:
        return read_datetime(str(plain))
    except (ValueError, OverflowError):
        pass
    raise DecodeError(f"{path}: a datetime of Python cannot hold {plain!r}")
