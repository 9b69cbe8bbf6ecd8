"""One regular expression for a whole payload: what it matches is valid and has no advisory warnings.

It has no groups, so it decodes nothing, and it takes a quarter of the time of parsing and validating with
libxml2. Like the patterns of the decoders, it matches only the plainest spelling. Unlike them, it
includes the values that the reference pages allow. What it does not match may still be valid.
"""

import re

from ipsxml.codec.decoder_patterns import VALUES, compiled, has_required, is_compilable
from ipsxml.contract import ComplexType, Member, SimpleType, Version, XsdType, contract, versions
from ipsxml.contract.lexical_forms import DAY
from ipsxml.contract.made_once import once

_SPACE = r"\s*+"
_TEXT = "[^<]*+"
# Excludes February 29 (DAY does), so the pattern need not know leap years.
_DATE_TIME = (
    rf"(?!0000)[0-9]{{4}}-{DAY}T"
    r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]++)?+"
    r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?+"
)
_FROM_0_TO_1 = r"(?:0(?:\.[0-9]*+)?+|1(?:\.0*+)?+)"
_KEPT = 4 * len(versions())


@once(_KEPT)
def valid_pattern(version: Version, element: str) -> re.Pattern[str] | None:
    """The pattern for the content of a payload; ``None`` if the contract cannot be expressed as one.

    Compiling it takes as long as validating about thirty responses of a hundred jobs.
    """
    complex_type = contract(version).elements.get(element)
    if complex_type is None or complex_type.takes_foreign_attributes or version.is_reference:
        return None
    if not complex_type.members or not is_compilable(complex_type):
        return None
    return compiled(_SPACE + _content(complex_type))


def _content(complex_type: ComplexType) -> str:
    return "".join(_occurrences(member) for member in complex_type.members.values())


def _occurrences(member: Member) -> str:
    pattern = _element(member.name, member.type) + _SPACE
    if member.repeats:
        return f"(?:{pattern})*+"
    return pattern if member.min_occurs else f"(?:{pattern})?+"


def _element(name: str, xsd_type: XsdType) -> str:
    if isinstance(xsd_type, SimpleType):
        if xsd_type.name == "xs:string":
            return f"<{name}(?:>{_TEXT}</{name}>|/>)"
        return f"<{name}>(?:{_value(xsd_type)})</{name}>"
    if not xsd_type.members:  # an empty type does not even allow white space
        return f"<{name}(?:></{name}>|/>)"
    content = f"{_SPACE}{_content(xsd_type)}</{name}>"
    return f"<{name}>{content}" if has_required(xsd_type) else f"<{name}(?:>{content}|/>)"


def _value(simple_type: SimpleType) -> str:
    """The pattern of the values that the reference pages allow, or of none if it cannot express them."""
    if simple_type.values:
        return "|".join(map(re.escape, simple_type.values))
    if simple_type.pattern:
        return simple_type.pattern
    if simple_type.is_limited:
        return _FROM_0_TO_1 if (simple_type.minimum, simple_type.maximum) == ("0.0", "1.0") else "(?!)"
    return _DATE_TIME if simple_type.base == "xs:dateTime" else VALUES[simple_type.base]
