"""Regular expressions that match valid XML of a contract, and nothing else, many elements at once.

They match from right behind the ``<`` of a tag to right behind the ``<`` of another: so the
first letters of its name tell whether an optional element is there. Of what XML lets a writer
choose they match the plainest: no prefixes, no attributes, no comments, values without white
space around them. What they do not match may still be valid, and is left to others.
"""

import re

from ipsxml.contract import ComplexType, Member, SimpleType, XsdType

NEXT = r">\s*+<"
"""From the end of a tag's name to the next tag."""
VALUES = {
    "xs:boolean": "true|false|1|0",
    "xs:int": "-?+[0-9]{1,9}+",  # any of these is in range
    "xs:long": "-?+[0-9]{1,18}+",
    "xs:double": r"-?+[0-9]{1,20}+(?:\.[0-9]*+)?+(?:[Ee][+-]?+[0-9]{1,2}+)?+",  # and finite
    # What a datetime holds exactly, if datetime.fromisoformat finds the day in its calendar.
    "xs:dateTime": (
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6}+)?+"
        r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?+"
    ),
}


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, in which white space is what XML takes for it, and no other script's."""
    return re.compile(pattern, re.ASCII)


def is_compilable(complex_type: ComplexType) -> bool:
    """Whether patterns can match the type: the order of its members is settled, all the way down."""
    return complex_type.ordered and all(_has_pattern(member) for member in complex_type.members.values())


def _has_pattern(member: Member) -> bool:
    if member.repeats and member.min_occurs:
        return False
    if isinstance(member.type, ComplexType):
        return is_compilable(member.type)
    return member.type.base in (*VALUES, "xs:string")


def is_flat(member: Member) -> bool:
    """Whether one pattern can match the whole element: nothing in it repeats."""
    if isinstance(member.type, SimpleType):
        return True
    return not member.type.is_array and all(is_flat(each) for each in member.type.members.values())


def flat_pattern(member: Member) -> str:
    """The pattern of a flat element, with groups for it and then for the elements in it.

    Of a leaf a group has the text, and of a complex element ``"/"`` where it is empty, else
    ``""``; it is ``None`` where the element is absent. A text may be empty: then its group is
    ``None``, and an optional text has another one before, for whether it is there.
    """
    name = member.name
    if isinstance(member.type, ComplexType):
        pattern = _complex_pattern(name, member.type)
    elif member.type.base == "xs:string":
        presence = "" if member.min_occurs else "()"
        pattern = rf"{name}{presence}(?:>([^<]*+)</{name}|/){NEXT}"
    else:
        pattern = f"{name}>({VALUES[member.type.base]})</{name}{NEXT}"
    return pattern if member.min_occurs else f"(?:{pattern}|)"


def start_pattern(member: Member) -> str:
    """The pattern of a complex element's start tag; its group is as in ``flat_pattern``."""
    pattern = f"{member.name}({'' if has_required(member.type) else '/?'}){NEXT}"
    return pattern if member.min_occurs else f"(?:{pattern}|)"


def end_pattern(name: str) -> str:
    """The pattern of an element's end tag."""
    return f"/{name}{NEXT}"


def _complex_pattern(name: str, complex_type: ComplexType) -> str:
    members = complex_type.members.values()
    if not members:  # not even white space is allowed in it
        return rf"{name}(/?)>(?:(?<=/>)|</{name}>)\s*+<"
    content = "".join(map(flat_pattern, members)) + f"/{name}"
    if has_required(complex_type):
        return f"{name}(){NEXT}{content}{NEXT}"
    return rf"{name}(/?)>(?:(?<=/>)|\s*+<{content}>)\s*+<"


def has_required(xsd_type: XsdType) -> bool:
    """Whether a type is complex, and an element of it cannot be empty."""
    return isinstance(xsd_type, ComplexType) and any(each.min_occurs for each in xsd_type.members.values())
