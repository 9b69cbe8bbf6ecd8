"""What decoders make of the texts they have found: plain dicts, or objects of the typed model.

Both are written as code in which a variable holds the text of a leaf, or the value of what
has a decoder of its own, or ``None`` where the element is absent. Whatever is short is written in that
code itself: a call for each of ten thousand values would take longer than all the rest.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime
from itertools import takewhile
from typing import Any

from ipsxml.codec.code_writer import Source
from ipsxml.codec.decoder_patterns import is_flat
from ipsxml.codec.tag_text import unescape
from ipsxml.contract import ComplexType, Contract, Member
from ipsxml.model import field_names, model_type

_PLAIN = {
    "xs:string": '"" if {0} is None else unescape({0}) if "&" in {0} else {0}',
    "xs:int": "int({0})",
    "xs:long": "int({0})",
    "xs:double": "float({0})",
    "xs:boolean": '{0} == "true" or {0} == "1"',
    "xs:dateTime": "read_datetime({0}) and {0}",  # the text, if it is in the calendar
}
_TYPED = _PLAIN | {"xs:dateTime": "read_datetime({0})"}


def variable(member: Member, prefix: str = "") -> str:
    """The name of a member's variable, ``prefix`` being that of what holds it: no word of Python's."""
    return f"{prefix}{member.name}_"


def _presence(name: str) -> str:
    """The variable for whether an optional text is there: its own is ``None`` where it is empty, too."""
    return f"{name}is_there"


class Objects(ABC):
    """A kind of objects, which code for one contract makes; ``names`` is what that code refers to."""

    def __init__(self, reading: Contract, readers: Mapping[str, str]) -> None:
        self.reading = reading
        self.names: dict[str, Any] = {
            "read_datetime": datetime.fromisoformat,
            "unescape": unescape,
        }
        self._readers = readers

    def leaf(self, member: Member, text: str) -> str:
        """The expression for the value of a leaf that has the ``text``."""
        return self._readers[self.reading.builtin(member.type) or ""].format(text)

    def groups(self, member: Member, prefix: str = "") -> list[str]:
        """The variables for the groups of a flat member's pattern."""
        name = variable(member, prefix)
        builtin = self.reading.builtin(member.type)
        if builtin is None:
            inner = self.reading.types[member.type].members.values()
            return [name, *(group for each in inner for group in self.groups(each, name))]
        return [name] if builtin != "xs:string" or member.min_occurs else [_presence(name), name]

    def is_there(self, member: Member, name: str) -> str:
        """The condition that an optional member is there, given its variable's ``name``."""
        is_text = self.reading.builtin(member.type) == "xs:string"
        return f"{_presence(name) if is_text else name} is not None"

    @abstractmethod
    def empty(self, type_name: str) -> str:
        """The expression for the value of an element without content."""

    @abstractmethod
    def write(self, source: Source, complex_type: ComplexType, store: str, prefix: str = "") -> None:
        """Write what makes an object of the members' variables; the statement ``store`` takes it."""


class PlainObjects(Objects):
    """Dicts in wire order, where an absent element has no key."""

    def __init__(self, reading: Contract) -> None:
        super().__init__(reading, _PLAIN)

    def empty(self, type_name: str) -> str:  # noqa: D102 - see Objects
        return "[]" if self.reading.types[type_name].is_array else "{}"

    def write(  # noqa: D102 - see Objects
        self, source: Source, complex_type: ComplexType, store: str, prefix: str = ""
    ) -> None:
        members = list(complex_type.members.values())
        first = list(takewhile(self._is_required_leaf, members))
        pairs = [f'"{member.name}": {self.leaf(member, variable(member, prefix))}' for member in first]
        source.line(f"{prefix}plain = {{{', '.join(pairs)}}}")
        for member in members[len(first) :]:
            if member.min_occurs:
                self._write_member(source, member, prefix)
            else:
                with source.block(f"if {self.is_there(member, variable(member, prefix))}:"):
                    self._write_member(source, member, prefix)
        source.line(store.format(f"{prefix}plain"))

    def _is_required_leaf(self, member: Member) -> bool:
        return bool(member.min_occurs and self.reading.builtin(member.type))

    def _write_member(self, source: Source, member: Member, prefix: str) -> None:
        name = variable(member, prefix)
        store = f'{prefix}plain["{member.name}"] = {{}}'
        if self.reading.builtin(member.type):
            source.line(store.format(self.leaf(member, name)))
        elif is_flat(member, self.reading):
            self.write(source, self.reading.types[member.type], store, name)
        else:
            source.line(store.format(name))


class ModelObjects(Objects):
    """Objects of the typed model, where an absent element is ``None``."""

    def __init__(self, reading: Contract) -> None:
        super().__init__(reading, _TYPED)
        for complex_type in reading.types.values():
            if not complex_type.is_array:
                self.names[f"new_{complex_type.name}"] = model_type(complex_type.name)

    def empty(self, type_name: str) -> str:  # noqa: D102 - see Objects
        return "[]" if self.reading.types[type_name].is_array else f"new_{type_name}()"

    def write(  # noqa: D102 - see Objects
        self, source: Source, complex_type: ComplexType, store: str, prefix: str = ""
    ) -> None:
        source.line(store.format(self._object(complex_type, prefix)))

    def _object(self, complex_type: ComplexType, prefix: str) -> str:
        fields = field_names(complex_type.name)
        arguments = [
            f"{fields[member.name]}={self._value(member, variable(member, prefix))}"
            for member in complex_type.members.values()
        ]
        return f"new_{complex_type.name}({', '.join(arguments)})"

    def _value(self, member: Member, name: str) -> str:
        if self.reading.builtin(member.type):
            value = self.leaf(member, name)
        elif is_flat(member, self.reading):
            value = self._object(self.reading.types[member.type], name)
        else:
            return name
        return value if member.min_occurs else f"({value}) if {self.is_there(member, name)} else None"
