"""Compiling a version's encoders: from the plain form or the typed model to XML.

An encoder writes only valid XML. It checks each value as it writes it, and raises if a member is
missing, unknown, or of the wrong type. The exception does not say where; ``plain_faults`` finds that
afterward.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ipsxml.capture.limits import MAX_TEXT_CHARACTERS, is_text_too_long
from ipsxml.codec.code_writer import Source
from ipsxml.codec.leaf_values import WRITERS, write_size
from ipsxml.contract import ComplexType, Member, Version, contract, family, versions
from ipsxml.contract.made_once import once
from ipsxml.model import field_names, model_type

Encoder = Callable[[Any, Callable[[str], None]], None]
"""Takes a value, and a function to call with each piece of XML."""

# Common cases are inlined: a call per value would double the time.
_IN_PLACE = {
    "xs:string": (
        'x if (x := {0}).__class__ is str and "&" not in x and "<" not in x and ">" not in x '
        "and CR not in x else write_text(x)"  # CR: no backslash in f-string expressions before Python 3.12
    ),
    "xs:int": "x if (x := {0}).__class__ is int and -0x80000000 <= x <= 0x7FFFFFFF else write_int(x)",
    "xs:double": "x if (x := {0}).__class__ is float and 0.001 <= x < 1e7 else write_double(x)",
    "xs:boolean": '"true" if (x := {0}) is True else "false" if x is False else write_boolean(x)',
}
_NAMES: dict[str, Any] = {writer.__name__: writer for writer in (*WRITERS.values(), write_size)}
_NAMES["CR"] = "\r"
_WINDOW = MAX_TEXT_CHARACTERS // 8


class NotEncodable(ValueError):
    """A value that the version's contract does not allow."""


def encode_payload(value: Any, element: str, version: Version, namespace: str, *, typed: bool = False) -> str:
    """The XML text of a payload with the root ``element``.

    ``value`` is plain or, if ``typed``, of the typed model. If the version's contract does not allow the
    value, raises ``NotEncodable``, ``KeyError``, ``AttributeError``, ``TypeError``, or ``ValueError``.
    """
    pieces = [f'<{element} xmlns="{namespace}">' if namespace else f"<{element}>"]
    encoders(version, typed=typed)[contract(version).elements[element].name](value, pieces.append)
    pieces.append(f"</{element}>")
    payload = "".join(pieces)
    if _has_long_text(payload):
        raise NotEncodable("a text is too long")
    return payload


def _has_long_text(payload: str) -> bool:
    """Whether a text is longer than the limit.

    Only texts without references matter: the encoder copies them without a check, while ``write_text``
    checks the others. A text beyond the limit fully covers at least one window of this size, even if all
    its characters are wide, so it is enough to look for windows without a ``<``.
    """
    for window in range(0, len(payload) - _WINDOW, _WINDOW):
        if payload.find("<", window, window + _WINDOW) < 0:
            text = payload[payload.rfind(">", 0, window) + 1 : payload.find("<", window)]
            if "&" not in text and is_text_too_long(text):
                return True
    return False


@once(2 * len(versions()))
def encoders(version: Version, *, typed: bool = False) -> dict[str, Encoder]:
    """The encoders of a version's types, by type name, for plain values or, if ``typed``, model objects."""
    compiler = _ModelEncoders() if typed else _PlainEncoders()
    return compiler.compile(contract(version).types, f"{'typed ' if typed else ''}encoders of {version.name}")


class _Encoders(ABC):
    """Generates the encoders as Python code; subclasses define how that code reads an object.

    In the generated code, ``value`` is the value to encode, and ``write`` receives the pieces of XML.
    """

    def __init__(self) -> None:
        self._source = Source()
        self._names = {**_NAMES, "NotEncodable": NotEncodable}

    def compile(self, types: Mapping[str, ComplexType], name: str) -> dict[str, Encoder]:
        """The encoders by type name, compiled as a module called ``name``."""
        for complex_type in types.values():
            with self._source.block(f"def {complex_type.name}(value, write):"):
                if complex_type.is_array:
                    self._write_array(complex_type)
                else:
                    self._write_members(complex_type)
            self._source.line()
        compiled = self._source.compile(name, self._names)
        return {name: compiled[name] for name in types}

    @abstractmethod
    def _begin(self, complex_type: ComplexType) -> None:
        """Write the code that rejects a value of another type."""

    @abstractmethod
    def _member(self, complex_type: ComplexType, member: Member) -> str:
        """The expression for a member's value; evaluating it raises if a required member is absent."""

    @abstractmethod
    @contextmanager
    def _if_there(self, complex_type: ComplexType, member: Member) -> Iterator[None]:
        """Write the head of the block for an optional member that is present."""
        yield

    @abstractmethod
    def _end(self, complex_type: ComplexType) -> None:
        """Write the code that rejects an object with a member that the type does not have."""

    def _write_array(self, array: ComplexType) -> None:
        self._check_class("list")
        item = array.members["items"]
        with self._source.block("for item in value:"):
            self._write_member(item, "item")

    def _write_members(self, complex_type: ComplexType) -> None:
        self._begin(complex_type)
        run: list[str] = []  # consecutive required leaves are written as one piece
        for member in _written(complex_type):
            value = self._member(complex_type, member)
            if member.builtin and member.min_occurs:
                run.append(self._leaf(member, value))
                continue
            self._write_run(run)
            run.clear()
            if member.min_occurs:
                self._write_member(member, value)
                continue
            with self._if_there(complex_type, member):
                self._write_member(member, value)
        self._write_run(run)
        self._end(complex_type)

    def _write_run(self, run: list[str]) -> None:
        if run:
            self._source.line(f"write(f'{''.join(run)}')")

    def _write_member(self, member: Member, value: str) -> None:
        if member.builtin:
            self._write_run([self._leaf(member, value)])
            return
        self._source.line(f'write("<{member.name}>")')
        self._source.line(f"{member.type.name}({value}, write)")
        self._source.line(f'write("</{member.name}>")')

    def _leaf(self, member: Member, value: str) -> str:
        builtin = member.builtin or ""
        if builtin in _IN_PLACE and not member.wire_type:
            written = _IN_PLACE[builtin].format(value)
        else:
            written = f"{'write_size' if member.wire_type else WRITERS[builtin].__name__}({value})"
        return f"<{member.name}>{{{written}}}</{member.name}>"

    def _check_class(self, name: str) -> None:
        self._refuse_if(f"value.__class__ is not {name}", f"not a {name}")

    def _refuse_if(self, condition: str, reason: str = "a member that the type does not have") -> None:
        with self._source.block(f"if {condition}:"):
            self._source.line(f'raise NotEncodable("{reason}")')


class _PlainEncoders(_Encoders):
    """Encoders of dicts; an absent element has no key."""

    def _begin(self, complex_type: ComplexType) -> None:
        self._check_class("dict")
        required = sum(1 for member in _written(complex_type) if member.min_occurs)
        self._source.line(f"count = {required}")

    def _member(self, complex_type: ComplexType, member: Member) -> str:  # noqa: ARG002
        return f'value["{member.name}"]'

    @contextmanager
    def _if_there(self, complex_type: ComplexType, member: Member) -> Iterator[None]:  # noqa: ARG002
        with self._source.block(f'if "{member.name}" in value:'):
            self._source.line("count += 1")
            yield

    def _end(self, complex_type: ComplexType) -> None:  # noqa: ARG002
        self._refuse_if("len(value) != count")


class _ModelEncoders(_Encoders):
    """Encoders of typed model objects; an absent element is ``None``."""

    def _begin(self, complex_type: ComplexType) -> None:
        name = f"class_{complex_type.name}"
        self._names[name] = model_type(complex_type.name)
        self._check_class(name)

    def _member(self, complex_type: ComplexType, member: Member) -> str:
        return f"value.{field_names(complex_type.name)[member.name]}"

    @contextmanager
    def _if_there(self, complex_type: ComplexType, member: Member) -> Iterator[None]:
        with self._source.block(f"if {self._member(complex_type, member)} is not None:"):
            yield

    def _end(self, complex_type: ComplexType) -> None:
        for member in _written(family().types[complex_type.name]):
            if member.name not in complex_type.members:
                self._refuse_if(f"{self._member(complex_type, member)} is not None")


def _written(complex_type: ComplexType) -> list[Member]:
    return [member for member in complex_type.members.values() if member.alias_of is None]
