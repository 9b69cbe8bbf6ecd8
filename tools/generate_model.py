"""Generate ``ipsxml/model/types.py`` from the schemas (``make model``).

Each complex type, and each global element with its own type, becomes a class. Arrays become lists. A
test checks that the file is up to date.
"""

import re
import textwrap
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from ipsxml.contract import ComplexType, Member, family

TARGET = Path(__file__).parents[1] / "ipsxml" / "model" / "types.py"
_WIDTH = 106
_BUILTINS = {
    "xs:string": "str",
    "xs:int": "int",
    "xs:long": "int",
    "xs:double": "float",
    "xs:boolean": "bool",
    "xs:dateTime": "datetime",
}
_HEAD = '''"""The typed classes, one for each type of the schemas.

Generated from schemas/ by `make model`: do not edit.
"""

from datetime import datetime
from typing import TypeAlias

from msgspec import field

from ipsxml.model.base import Payload, WithJobDetails
'''


def model_source() -> str:
    """The text of the generated module."""
    structs = [complex_type for complex_type in _parts_first() if not complex_type.is_array]
    names = sorted(class_name(struct.name) for struct in structs)
    listed = "\n".join(f'    "{name}",' for name in names)
    classes = ["\n".join(_class_lines(struct)) for struct in structs]
    return "\n\n\n".join([f"{_HEAD}\n__all__ = [\n{listed}\n]", *classes, _any_payload()]) + "\n"


def _any_payload() -> str:
    """The union of all payload types: the classes of the elements, and lists for the arrays."""
    annotations = sorted({_annotation_of(complex_type) for complex_type in family().elements.values()})
    lines = "\n    | ".join(annotations)
    return f'AnyPayload: TypeAlias = (\n    {lines}\n)\n"""What the payload of a document can be."""'


def _parts_first() -> list[ComplexType]:
    """The types in dependency order, each after the types of its members."""
    graph = {
        complex_type: [
            member.type for member in complex_type.members.values() if isinstance(member.type, ComplexType)
        ]
        for complex_type in family().types.values()
    }
    return list(TopologicalSorter(graph).static_order())


def class_name(type_name: str) -> str:
    """The class name of a type: ``GetActiveJobsReturn`` for the element getActiveJobsReturn."""
    return type_name[0].upper() + type_name[1:]


def field_name(wire_name: str) -> str:
    """The field name of an element: ``task_progress_array`` for taskProgressArray."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", wire_name).lower()


def _class_lines(struct: ComplexType) -> Iterator[str]:
    members = [member for member in struct.members.values() if member.alias_of is None]
    base = "WithJobDetails" if any(_is_job_detail(member) for member in members) else "Payload"
    yield f"class {class_name(struct.name)}({base}, kw_only=True):"
    yield from _docstring(struct, members)
    for member in members:
        yield f"    {_declaration(member)}"


def _is_job_detail(member: Member) -> bool:
    return member.name.endswith("Job") and member.type.name == class_name(member.name)


def _docstring(struct: ComplexType, members: list[Member]) -> Iterator[str]:
    summary = _wrap(f'"""{_versioned(struct.documentation, struct)}', "    ", "    ")
    if not members:
        yield f'{summary}"""'
        return
    yield summary
    yield ""
    yield "    Attributes:"
    for member in members:
        yield _wrap(
            f"{field_name(member.name)}: {_versioned(member.documentation, member)}", " " * 8, " " * 12
        )
    yield '    """'
    yield ""


def _wrap(text: str, first: str, rest: str) -> str:
    return "\n".join(
        textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    )


def _versioned(documentation: str, what: Member | ComplexType) -> str:
    """The documentation, with notes about the versions if not all have it."""
    notes = []
    if what.since:
        notes.append(f"Since {what.since}.")
    if what.until:
        notes.append(f"Until {what.until}.")
    if isinstance(what, Member) and what.required_since and what.required_since != what.since:
        notes.append(f"Required since {what.required_since}.")
    return " ".join([documentation, *notes])


def _declaration(member: Member) -> str:
    name = field_name(member.name)
    annotation = _annotation(member)
    default = "" if member.min_occurs else "None"
    annotation += " | None" if default else ""
    if _camel(name) != member.name:
        arguments = f'name="{member.name}"' + (", default=None" if default else "")
        return f"{name}: {annotation} = field({arguments})"
    return f"{name}: {annotation}" + (f" = {default}" if default else "")


def _annotation(member: Member) -> str:
    if not isinstance(member.type, ComplexType):
        wire = f"{_BUILTINS[member.wire_type]} | " if member.wire_type else ""
        return wire + _BUILTINS[member.type.base]
    return _annotation_of(member.type)


def _annotation_of(complex_type: ComplexType) -> str:
    if complex_type.is_array:
        return f"list[{_annotation(complex_type.members['items'])}]"
    return class_name(complex_type.name)


def _camel(name: str) -> str:
    """The wire name that msgspec derives from a field name."""
    first, *others = name.split("_")
    return first + "".join(part.title() for part in others)


if __name__ == "__main__":
    TARGET.write_text(model_source(), encoding="utf-8")
