"""Regular expressions that match only valid XML of a contract, many elements at a time.

Each pattern starts right after the ``<`` of one tag and ends right after the ``<`` of another. So the
next characters are a tag's name, and they decide whether an optional element is present. The patterns
match only the plainest spelling: no prefixes, no attributes, no comments, and no white space around
values. What they do not match may still be valid; slower code then reads it.

Repetitions are possessive (``*+``), so a failing match does not retry shorter ones.
"""

import re

from ipsxml.contract import ComplexType, Member, SimpleType, XsdType

NEXT = r">\s*+<"
"""Matches from the end of a tag's name to the next tag."""
VALUES = {
    "xs:boolean": "true|false|1|0",
    "xs:int": "-?+[0-9]{1,9}+",  # always in range
    "xs:long": "-?+[0-9]{1,18}+",
    "xs:double": r"-?+[0-9]{1,20}+(?:\.[0-9]*+)?+(?:[Ee][+-]?+[0-9]{1,2}+)?+",  # always finite
    # What a datetime represents exactly; datetime.fromisoformat rejects days that do not exist.
    "xs:dateTime": (
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6}+)?+"
        r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?+"
    ),
}


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern so that ``\\s`` does not match non-ASCII white space."""
    return re.compile(pattern, re.ASCII)


def is_compilable(complex_type: ComplexType) -> bool:
    """Whether patterns can match the type: its members have a fixed order, at every level."""
    return complex_type.ordered and all(_has_pattern(member) for member in complex_type.members.values())


def _has_pattern(member: Member) -> bool:
    if member.repeats and member.min_occurs:
        return False
    if isinstance(member.type, ComplexType):
        return is_compilable(member.type)
    return member.type.base in (*VALUES, "xs:string")


def is_flat(member: Member) -> bool:
    """Whether one pattern can match the whole element, because nothing in it repeats."""
    if isinstance(member.type, SimpleType):
        return True
    return not member.type.is_array and all(is_flat(each) for each in member.type.members.values())


def flat_pattern(member: Member) -> str:
    """The pattern of a flat element, with the groups of the element and then those of its members.

    ===================  =============================================================
    element              groups
    ===================  =============================================================
    complex              ``"/"`` if self-closed, ``""`` if not, ``None`` if absent
    number, date, etc.   the text, ``None`` if absent
    required string      the text, ``None`` if self-closed
    optional string      first ``""`` if present, ``None`` if absent; then the text,
                         ``None`` if self-closed or absent
    ===================  =============================================================
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
    """The pattern of a complex element's start tag; its group is the same as in ``flat_pattern``."""
    pattern = f"{member.name}({'' if has_required(member.type) else '/?'}){NEXT}"
    return pattern if member.min_occurs else f"(?:{pattern}|)"


def end_pattern(name: str) -> str:
    """The pattern of an element's end tag."""
    return f"/{name}{NEXT}"


def _complex_pattern(name: str, complex_type: ComplexType) -> str:
    members = complex_type.members.values()
    if not members:  # an empty type does not even allow white space
        return rf"{name}(/?)>(?:(?<=/>)|</{name}>)\s*+<"
    content = "".join(map(flat_pattern, members)) + f"/{name}"
    if has_required(complex_type):
        return f"{name}(){NEXT}{content}{NEXT}"
    return rf"{name}(/?)>(?:(?<=/>)|\s*+<{content}>)\s*+<"


def has_required(xsd_type: XsdType) -> bool:
    """Whether a type is complex and has required members, so its elements cannot be empty."""
    return isinstance(xsd_type, ComplexType) and any(each.min_occurs for each in xsd_type.members.values())
