"""Compiling the encoders of a version: from the plain form to XML.

An encoder writes only what is valid: each value is checked as it is written, and what is
missing, unknown or of a wrong type raises. It does not say where; ``check`` does, afterwards.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from ipsxml.codec.source import Source
from ipsxml.codec.values import (
    Plain,
    write_boolean,
    write_date_time,
    write_double,
    write_int,
    write_long,
    write_size,
    write_text,
)
from ipsxml.contract import ComplexType, Contract, Member, Version, contract

Encoder = Callable[[Any, Callable[[str], None]], None]
"""Takes a value in the plain form, and a function that is given the pieces of XML one by one."""

_WRITERS = {
    "xs:string": write_text,
    "xs:int": write_int,
    "xs:long": write_long,
    "xs:double": write_double,
    "xs:boolean": write_boolean,
    "xs:dateTime": write_date_time,
}
# The plain cases stand in the code itself: a call for each value would double the time.
_IN_PLACE = {
    "xs:string": (
        'x if (x := {0}).__class__ is str and "&" not in x and "<" not in x and ">" not in x '
        "and CR not in x else write_text(x)"  # before Python 3.12 no backslash may stand there
    ),
    "xs:int": "x if (x := {0}).__class__ is int and -0x80000000 <= x <= 0x7FFFFFFF else write_int(x)",
    "xs:double": "x if (x := {0}).__class__ is float and 0.001 <= x < 1e7 else write_double(x)",
    "xs:boolean": '"true" if (x := {0}) is True else "false" if x is False else write_boolean(x)',
}
_NAMES: dict[str, Any] = {writer.__name__: writer for writer in (*_WRITERS.values(), write_size)}
_NAMES["CR"] = "\r"


class NotEncodable(ValueError):
    """A value in the plain form that the version's contract does not allow."""


@lru_cache
def encoders(version: Version) -> dict[str, Encoder]:
    """An encoder for each type of the version, by the type's name."""
    reading = contract(version)
    source = Source()
    for complex_type in reading.types.values():
        with source.block(f"def {complex_type.name}(plain, write):"):
            if complex_type.is_array:
                _write_array(source, complex_type, reading)
            else:
                _write_members(source, complex_type, reading)
        source.line()
    compiled = source.compile(f"encoders of {version.name}", {**_NAMES, "NotEncodable": NotEncodable})
    return {name: compiled[name] for name in reading.types}


def encode_payload(plain: Plain, element: str, version: Version, namespace: str) -> str:
    """A payload as XML text, its root called ``element``.

    Raises ``NotEncodable``, ``KeyError``, ``TypeError`` or ``ValueError`` where the version's
    contract does not allow it.
    """
    pieces = [f'<{element} xmlns="{namespace}">' if namespace else f"<{element}>"]
    encoders(version)[contract(version).elements[element]](plain, pieces.append)
    pieces.append(f"</{element}>")
    return "".join(pieces)


def _write_array(source: Source, array: ComplexType, reading: Contract) -> None:
    _check_class(source, "list")
    item = array.members["items"]
    with source.block("for item in plain:"):
        builtin = reading.builtin(item.type)
        if builtin is None:
            _write_complex(source, item, "item")
        else:
            source.line(f"write(f'{_leaf(item, builtin, 'item')}')")


def _write_members(source: Source, complex_type: ComplexType, reading: Contract) -> None:
    _check_class(source, "dict")
    members = [member for member in complex_type.members.values() if member.alias_of is None]
    source.line(f"count = {sum(1 for member in members if member.min_occurs)}")
    run: list[str] = []  # required leaves next to each other are one piece
    for member in members:
        builtin = reading.builtin(member.type)
        value = f'plain["{member.name}"]'
        if builtin is not None and member.min_occurs:
            run.append(_leaf(member, builtin, value))
            continue
        _write_run(source, run)
        if member.min_occurs:
            _write_complex(source, member, value)
            continue
        with source.block(f'if "{member.name}" in plain:'):
            source.line("count += 1")
            if builtin is None:
                _write_complex(source, member, value)
            else:
                source.line(f"write(f'{_leaf(member, builtin, value)}')")
    _write_run(source, run)
    with source.block("if len(plain) != count:"):
        source.line('raise NotEncodable("a member that the type does not have")')


def _write_run(source: Source, run: list[str]) -> None:
    if run:
        source.line(f"write(f'{''.join(run)}')")
        run.clear()


def _write_complex(source: Source, member: Member, value: str) -> None:
    source.line(f'write("<{member.name}>")')
    source.line(f"{member.type}({value}, write)")
    source.line(f'write("</{member.name}>")')


def _leaf(member: Member, builtin: str, value: str) -> str:
    if builtin in _IN_PLACE and not member.wire_type:
        written = _IN_PLACE[builtin].format(value)
    else:
        written = f"{'write_size' if member.wire_type else _WRITERS[builtin].__name__}({value})"
    return f"<{member.name}>{{{written}}}</{member.name}>"


def _check_class(source: Source, name: str) -> None:
    with source.block(f"if plain.__class__ is not {name}:"):
        source.line(f'raise NotEncodable("no {name}")')
