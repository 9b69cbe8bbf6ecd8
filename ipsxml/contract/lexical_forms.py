"""The lexical forms of each built-in type of XSD 1.0 Part 2, as patterns.

The engines err here and there. libxml2 takes ``1E`` for an ``xs:double``; xmlschema, through
Python's ``int``, takes ``1_0``, Arabic digits and white space of other scripts for an
``xs:int``. So for validating, the built-in types are narrowed to the patterns below, which
hold for the text after its white space is collapsed.

Source: XML Schema Part 2, second edition: 3.2.2.1 (boolean), 3.2.5.1 (double),
3.2.7.1 (dateTime), 3.3.13.1 (integer, from which int and long derive).
"""

import re
from functools import cache

from lxml import etree

from ipsxml.contract.family import XS

_INTEGER = r"[+\-]?[0-9]+"
_YEAR = r"([1-9][0-9]{3,}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"  # there is no year 0000
_ZONE = r"(Z|[+\-][0-9]{2}:[0-9]{2})?"
PATTERNS = {
    "xs:boolean": r"true|false|1|0",
    "xs:int": _INTEGER,
    "xs:long": _INTEGER,
    "xs:double": r"[+\-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([Ee][+\-]?[0-9]+)?|-?INF|NaN",
    "xs:dateTime": rf"-?{_YEAR}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\.[0-9]+)?{_ZONE}",
}

LARGEST_DOUBLE = 1.7976931348623157e308


def collapse(text: str) -> str:
    """``text`` as the white space facet ``collapse`` leaves it: XML's four, not Unicode's."""
    return re.sub(r"[ \t\n\r]+", " ", text).strip(" ")


def is_lexical(builtin: str, text: str) -> bool:
    """Whether ``text`` is a lexical form of the type ``builtin`` (``xs:int``, …).

    True for any text where the type is ``xs:string``. Says nothing about ranges.

    >>> is_lexical("xs:int", " 10 "), is_lexical("xs:int", "1_0"), is_lexical("xs:double", "1E")
    (True, False, False)
    """
    pattern = PATTERNS.get(builtin)
    return pattern is None or re.fullmatch(pattern, collapse(text)) is not None


# To the last detail, month lengths and leap years included.
_LEAP_YEAR = r"(?!0000)[0-9]*(?:(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
DAY = (
    r"(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_CLOCK = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_OFFSET = r"(?:Z|[+\-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
DATE_TIME_PATTERN = (
    rf"-?(?:{_YEAR}-{DAY}|(?=[0-9]{{4}})(?=0[0-9]{{3}}-|[1-9]){_LEAP_YEAR}-02-29)T{_CLOCK}{_OFFSET}"
)


@cache
def _date_time() -> re.Pattern[str]:
    return re.compile(DATE_TIME_PATTERN)


def is_date_time(text: str) -> bool:
    """Whether ``text``, without white space around it, is a value of ``xs:dateTime``.

    >>> is_date_time("2012-02-29T24:00:00Z"), is_date_time("2011-02-29T00:00:00")
    (True, False)
    """
    return _date_time().fullmatch(text) is not None


_BITS = {"xs:int": 32, "xs:long": 64}
_MOST_DIGITS = 40  # Python refuses to read integers of thousands of digits, and none is in range


def read_integer(builtin: str, text: str) -> int | None:
    """The value of an ``xs:int`` or ``xs:long``; ``None`` where ``text`` is none.

    >>> read_integer("xs:int", " +10 "), read_integer("xs:int", "2147483648")
    (10, None)
    """
    if not is_lexical(builtin, text):
        return None
    collapsed = collapse(text)
    digits = collapsed.lstrip("+-").lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS:
        return None
    value = -int(digits) if collapsed.startswith("-") else int(digits)
    half = 1 << (_BITS[builtin] - 1)
    return value if -half <= value < half else None


# Where libxml2 takes more than the pattern. Elsewhere the pattern would only cost time.
_TOO_LENIENT_IN_LIBXML2 = frozenset({"xs:double"})
# libxml2 reads doubles with the C library, which follows the process's locale: in German 1.7 is 1, and
# from 0.0 to 1.0. So it is given no limits of doubles, but patterns: what they match is within the limits
# after any rounding. What they do not match, such as 10E-1, may be within them, too: others decide that.
_WITHIN: dict[tuple[str, ...], str] = {
    ("0.0", "1.0"): r"\+?(0*(0(\.[0-9]*)?|\.[0-9]+|1(\.0*)?)|[0-9](\.[0-9]*)?[Ee]-0*[1-9][0-9]*)",
}


def narrow_for_libxml2(schema: etree._Element) -> etree._Element:
    """Narrow what libxml2 is too lenient about, in place; gives ``schema`` back.

    What libxml2 accepts then is valid, and what it does not may still be.
    """
    for restriction in schema.iter(XS + "restriction"):
        if restriction.get("base") == "xs:double":
            _limit_by_pattern(restriction)
    for node in schema.iter(XS + "element", XS + "restriction"):
        attribute = "type" if node.tag == XS + "element" else "base"
        builtin = node.get(attribute)
        if builtin in _TOO_LENIENT_IN_LIBXML2:
            node.set(attribute, _narrowed_name(builtin))
    schema.extend(_narrowed_type(builtin) for builtin in sorted(_TOO_LENIENT_IN_LIBXML2))
    return schema


def _limit_by_pattern(restriction: etree._Element) -> None:
    """Put a pattern in the place of a double's limits."""
    limits = [restriction.find(XS + facet) for facet in ("minInclusive", "maxInclusive")]
    pattern = _WITHIN[tuple(limit.get("value", "") for limit in limits if limit is not None)]
    for limit in limits:
        if limit is not None:
            restriction.remove(limit)
    etree.SubElement(restriction, XS + "pattern", value=pattern)


def _narrowed_name(builtin: str) -> str:
    return builtin.replace("xs:", "narrow.")


def _narrowed_type(builtin: str) -> etree._Element:
    simple_type = etree.Element(XS + "simpleType", name=_narrowed_name(builtin), nsmap={"xs": XS[1:-1]})
    restriction = etree.SubElement(simple_type, XS + "restriction", base=builtin)
    etree.SubElement(restriction, XS + "pattern", value=PATTERNS[builtin])
    return simple_type
