"""Regular expressions that match valid XML of a contract only, many elements at once.

They match what ``tag_text`` gives, from right behind the ``<`` of a tag to right behind the
``<`` of another: so the first letters of its name tell whether an optional element is there.
Of values they match the plain spellings, which is enough: what no pattern matches is left to
``walk``.

Between them the patterns prove that a payload is valid, as it is known to be well-formed. Where
one lets any end tag pass, the parser has seen to its name. Where one does without an end tag,
an end tag is left over at the very end.
"""

import re

from ipsxml.contract import ComplexType, Contract, Member

_NEXT = r">\s*+<"  # from the end of a tag's name to the next tag
ROOT_TAG = rf"<[^>]*+{_NEXT}"
"""The start tag of the root."""
END_TAG = r"/[^>]*+>\s*+<?"
"""Any end tag; there may be no tag behind it."""
_VALUES = {
    "xs:boolean": "true|false|1|0",
    "xs:int": "-?+[0-9]{1,9}+",  # whatever the digits, it is in range
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


def is_compilable(complex_type: ComplexType, reading: Contract) -> bool:
    """Whether patterns can match the type: the order of its members is settled, all the way down."""
    members = complex_type.members.values()
    return complex_type.ordered and all(_has_pattern(each, reading) for each in members)


def _has_pattern(member: Member, reading: Contract) -> bool:
    if member.repeats and member.min_occurs:
        return False
    if member.type in reading.types:
        return is_compilable(reading.types[member.type], reading)
    return reading.builtin(member.type) in (*_VALUES, "xs:string")


def is_flat(member: Member, reading: Contract) -> bool:
    """Whether one pattern can match the whole element: nothing in it repeats."""
    if reading.builtin(member.type):
        return True
    complex_type = reading.types[member.type]
    return not complex_type.is_array and all(is_flat(each, reading) for each in complex_type.members.values())


def flat_pattern(member: Member, reading: Contract) -> str:
    """The pattern of a flat element.

    It has a group for the element and for each element in it, in wire order: the text of a
    leaf, ``"/"`` or ``""`` for others, ``None`` where an element is absent.
    """
    name, builtin = member.name, reading.builtin(member.type)
    if builtin is None:
        pattern = _complex_pattern(member, reading)
    elif builtin == "xs:string":  # the only built-in that may be empty
        pattern = rf"{name}(?:/>\s*+|>)([^<]*+)(?:</{name}>\s*+|)<"
    else:
        pattern = f"{name}>({_VALUES[builtin]})</{name}{_NEXT}"
    return pattern if member.min_occurs else f"(?:{pattern}|)"


def _complex_pattern(member: Member, reading: Contract) -> str:
    members = reading.types[member.type].members.values()
    end = f"/{member.name}{_NEXT}"
    if not members:  # where not even white space may stand in the element
        return rf"{member.name}(/?)>(?:<{end}|\s*+<)"
    content = "".join(flat_pattern(each, reading) for each in members) + end
    return _start(member, reading) + (content if _has_required(member, reading) else f"(?:{content}|)")


def start_pattern(member: Member, reading: Contract) -> str:
    """The pattern of a complex element's start tag; its group is as in ``flat_pattern``."""
    pattern = _start(member, reading)
    return pattern if member.min_occurs else f"(?:{pattern}|)"


def _start(member: Member, reading: Contract) -> str:
    return f"{member.name}({'' if _has_required(member, reading) else '/?'}){_NEXT}"


def _has_required(member: Member, reading: Contract) -> bool:
    """Whether a complex element cannot be empty."""
    return any(inner.min_occurs for inner in reading.types[member.type].members.values())
