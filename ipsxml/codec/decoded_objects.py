"""Generating the code that builds decoded objects: plain dicts, or objects of the typed model.

In the generated code, each member has a variable. Its value is:

- ``None`` if the element is absent;
- the text of a leaf;
- the value of a nested element that has its own decoder.

Short conversions are inlined in the generated code. Ten thousand function calls for ten thousand values
would take longer than everything else.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime
from itertools import takewhile
from typing import Any

from ipsxml.codec.code_writer import Source
from ipsxml.codec.decoder_patterns import is_flat
from ipsxml.codec.tag_text import unescape
from ipsxml.contract import ComplexType, Member, SimpleType
from ipsxml.model import field_names, model_type

_PLAIN = {
    "xs:string": '"" if {0} is None else unescape({0}) if "&" in {0} else {0}',
    "xs:int": "int({0})",
    "xs:long": "int({0})",
    "xs:double": "float({0})",
    "xs:boolean": '{0} == "true" or {0} == "1"',
    "xs:dateTime": "read_datetime({0}) and {0}",  # returns the text; raises if there is no such day
}
_TYPED = _PLAIN | {"xs:dateTime": "read_datetime({0})"}


def variable(member: Member, prefix: str = "") -> str:
    """A member's variable name, never a Python keyword; ``prefix`` is the variable of the parent element."""
    return f"{prefix}{member.name}_"


def _presence(name: str) -> str:
    """Name of the flag that tells an absent optional string from a self-closed one (both are ``None``)."""
    return f"{name}is_there"


def groups(member: Member, prefix: str = "") -> list[str]:
    """The variables for the groups of a flat member's pattern, in order (see ``flat_pattern``)."""
    name = variable(member, prefix)
    if isinstance(member.type, ComplexType):
        inner = member.type.members.values()
        return [name, *(group for each in inner for group in groups(each, name))]
    return [name] if member.type.base != "xs:string" or member.min_occurs else [_presence(name), name]


def _is_there(member: Member, name: str) -> str:
    """The condition that an optional member is present; ``name`` is its variable."""
    return f"{_presence(name) if member.builtin == 'xs:string' else name} is not None"


class Objects(ABC):
    """Generates the code for one kind of objects; ``names`` are the globals that the code needs."""

    readers: Mapping[str, str]

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"read_datetime": datetime.fromisoformat, "unescape": unescape}

    def leaf(self, member: Member, text: str) -> str:
        """The expression for the value of a leaf; ``text`` is the expression for its text."""
        return self.readers[member.builtin or ""].format(text)

    @abstractmethod
    def empty(self, complex_type: ComplexType) -> str:
        """The expression for the value of an empty element."""

    @abstractmethod
    def write(self, source: Source, complex_type: ComplexType, store: str, prefix: str = "") -> None:
        """Write the code that builds an object from its members' variables.

        ``store`` is the statement that receives the object, with ``{}`` in its place.
        """


class PlainObjects(Objects):
    """Dicts in wire order; an absent element has no key."""

    readers = _PLAIN

    def empty(self, complex_type: ComplexType) -> str:  # noqa: D102 - see Objects
        return "[]" if complex_type.is_array else "{}"

    def write(  # noqa: D102 - see Objects
        self, source: Source, complex_type: ComplexType, store: str, prefix: str = ""
    ) -> None:
        members = list(complex_type.members.values())
        first = list(takewhile(lambda member: member.min_occurs and member.builtin, members))
        pairs = [f'"{member.name}": {self.leaf(member, variable(member, prefix))}' for member in first]
        source.line(f"{prefix}plain = {{{', '.join(pairs)}}}")
        for member in members[len(first) :]:
            if member.min_occurs:
                self._write_member(source, member, prefix)
            else:
                with source.block(f"if {_is_there(member, variable(member, prefix))}:"):
                    self._write_member(source, member, prefix)
        source.line(store.format(f"{prefix}plain"))

    def _write_member(self, source: Source, member: Member, prefix: str) -> None:
        name = variable(member, prefix)
        store = f'{prefix}plain["{member.name}"] = {{}}'
        if isinstance(member.type, SimpleType):
            source.line(store.format(self.leaf(member, name)))
        elif is_flat(member):
            self.write(source, member.type, store, name)
        else:
            source.line(store.format(name))


class ModelObjects(Objects):
    """Objects of the typed model; an absent element is ``None``."""

    readers = _TYPED

    def empty(self, complex_type: ComplexType) -> str:  # noqa: D102 - see Objects
        return "[]" if complex_type.is_array else f"{self._class(complex_type)}()"

    def write(  # noqa: D102 - see Objects
        self, source: Source, complex_type: ComplexType, store: str, prefix: str = ""
    ) -> None:
        source.line(store.format(self._object(complex_type, prefix)))

    def _class(self, complex_type: ComplexType) -> str:
        name = f"new_{complex_type.name}"
        self.names[name] = model_type(complex_type.name)
        return name

    def _object(self, complex_type: ComplexType, prefix: str) -> str:
        fields = field_names(complex_type.name)
        arguments = [
            f"{fields[member.name]}={self._value(member, variable(member, prefix))}"
            for member in complex_type.members.values()
        ]
        return f"{self._class(complex_type)}({', '.join(arguments)})"

    def _value(self, member: Member, name: str) -> str:
        if isinstance(member.type, SimpleType):
            value = self.leaf(member, name)
        elif is_flat(member):
            value = self._object(member.type, name)
        else:
            return name
        return value if member.min_occurs else f"({value}) if {_is_there(member, name)} else None"
