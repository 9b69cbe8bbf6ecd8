"""Compiling the decoders of a version: from a payload's tokens to the plain form.

A decoder knows what the contract has settled: which element must come next, which may, and
what its text means. It is for valid payloads only; validation comes before.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from ipsxml.codec.source import Source
from ipsxml.codec.tokens import unescape
from ipsxml.codec.values import Plain, read_boolean, read_datetime, read_double, read_size
from ipsxml.contract import ComplexType, Contract, Member, Version, contract

Decoder = Callable[[list[str], int], tuple[Plain, int]]
"""Takes the tokens and the place after a start tag; gives the value and the place after the end tag."""

# How the text of a token becomes a value. What is short stands in the code itself: a call for
# each of ten thousand values would take longer than all the rest.
_READERS = {
    "xs:int": "int({})",
    "xs:long": "int({})",
    "xs:double": "read_number({})",
    "xs:boolean": "read_boolean({})",
    "xs:dateTime": "read_date_time({})",
}
_NAMES: dict[str, Any] = {reader.__name__: reader for reader in (read_boolean, read_size, unescape)}


@lru_cache
def decoders(version: Version, *, typed: bool = False) -> dict[str, Decoder]:
    """A decoder for each type of the version, by the type's name.

    ``typed`` ones give what the typed model holds: each dateTime as a ``datetime``, each
    double as a ``float``. The others give what JSON holds.
    """
    reading = contract(version)
    source = Source()
    for complex_type in reading.types.values():
        with source.block(f"def {complex_type.name}(tokens, i):"):
            if complex_type.is_array:
                _write_array(source, complex_type, reading)
            elif complex_type.ordered:
                _write_ordered(source, complex_type, reading)
            else:
                _write_unordered(source, complex_type, reading)
        source.line()
    readers = {
        "read_date_time": read_datetime if typed else str.strip,
        "read_number": float if typed else read_double,
    }
    kind = "typed decoders" if typed else "decoders"
    compiled = source.compile(f"{kind} of {version.name}", {**_NAMES, **readers})
    return {name: compiled[name] for name in reading.types}


def decode_payload(tokens: list[str], type_name: str, version: Version, *, typed: bool = False) -> Plain:
    """The plain form of a whole payload, with ``datetime`` objects in it if ``typed``."""
    if tokens[1].rstrip().endswith("/>"):
        return [] if contract(version).types[type_name].is_array else {}
    return decoders(version, typed=typed)[type_name](tokens, 2)[0]


def _write_array(source: Source, array: ComplexType, reading: Contract) -> None:
    source.line("items = []")
    with source.block('while (token := tokens[i])[0] != "/":'):
        # An alias of the items has another length, so the name's is not known beforehand.
        source.line('end = token.index(">")')
        item = array.members["items"]
        source.line('is_empty = token[end - 1] == "/"')
        _write_value(source, item, reading, "items.append({})", "token[end + 1 :]", "is_empty")
    source.line("return items, i + 1")


def _write_ordered(source: Source, complex_type: ComplexType, reading: Contract) -> None:
    """At every line of what is written, ``token`` is ``tokens[i]``."""
    source.line("plain = {}")
    source.line("token = tokens[i]")
    for member in complex_type.members.values():
        length = len(member.name)
        text, is_empty = f"token[{length + 1} :]", f'token[{length}] == "/"'
        if member.min_occurs:
            _write_member(source, member, reading, text, is_empty)
            source.line("token = tokens[i]")
        else:
            # Most optional members are absent, and most names differ in the first letters.
            with source.block(f'if token.startswith("{member.name}") and token[{length}] in "/>":'):
                _write_member(source, member, reading, text, is_empty)
                source.line("token = tokens[i]")
    source.line("return plain, i + 1")


def _write_unordered(source: Source, complex_type: ComplexType, reading: Contract) -> None:
    source.line("plain = {}")
    if complex_type.members:
        with source.block('while (token := tokens[i])[0] != "/":'):
            source.line('end = token.index(">")')
            source.line('is_empty = token[end - 1] == "/"')
            source.line("name = token[: end - 1] if is_empty else token[:end]")
            word = "if"
            for member in complex_type.members.values():
                with source.block(f'{word} name == "{member.name}":'):
                    _write_member(source, member, reading, "token[end + 1 :]", "is_empty")
                word = "elif"
    wire_order = [name for name, member in complex_type.members.items() if member.alias_of is None]
    source.line(f"return {{name: plain[name] for name in {wire_order} if name in plain}}, i + 1")


def _write_member(source: Source, member: Member, reading: Contract, text: str, is_empty: str) -> None:
    key = member.alias_of or member.name
    _write_value(source, member, reading, f'plain["{key}"] = {{}}', text, is_empty)


def _write_value(  # noqa: PLR0913, PLR0917 - the pieces of one statement
    source: Source, member: Member, reading: Contract, store: str, text: str, is_empty: str
) -> None:
    """Write what reads one value at ``i``, stores it with the statement ``store``, and moves on."""
    builtin = reading.builtin(member.type)
    if builtin is None:
        with source.block(f"if {is_empty}:"):
            source.line(store.format("[]" if reading.types[member.type].is_array else "{}"))
            source.line("i += 1")
        with source.block("else:"):
            source.line(f"value, i = {member.type}(tokens, i + 1)")
            source.line(store.format("value"))
    elif builtin == "xs:string":  # the only built-in that may be empty
        with source.block(f"if {is_empty}:"):
            source.line(store.format('""'))
            source.line("i += 1")
        with source.block("else:"):
            source.line(f"text = {text}")
            unescaped = 'unescape(text) if "&" in text else text'
            source.line(store.format(f"read_size({unescaped})" if member.wire_type else unescaped))
            source.line("i += 2")
    else:
        source.line(store.format(_READERS[builtin].format(text)))
        source.line("i += 2")
