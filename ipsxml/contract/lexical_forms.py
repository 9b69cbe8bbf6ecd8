"""The lexical forms of the built-in types of XSD 1.0, as patterns.

The engines accept too much. libxml2 accepts ``1E`` as an ``xs:double``. xmlschema uses Python's
``int``, so it accepts ``1_0``, Arabic digits, and the white space of other scripts as an ``xs:int``.
Validation therefore also applies the patterns below to each text, after collapsing its white space.

The comments quote the rules of XML Schema Part 2: Datatypes, second edition.
"""

import re
from functools import cache

from lxml import etree

from ipsxml.contract.family import XS

# 3.3.13.1: "a finite-length sequence of decimal digits [...] with an optional leading sign" (int and long
# derive from integer)
_INTEGER = r"[+\-]?[0-9]+"
# 3.2.7.1, yyyy: "a four-or-more digit [...] numeral"; with more than four digits, "leading zeros are
# prohibited, and '0000' is prohibited"
_YEAR = r"([1-9][0-9]{3,}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
# 3.2.7.3: (('+' | '-') hh ':' mm) | 'Z'
_ZONE = r"(Z|[+\-][0-9]{2}:[0-9]{2})?"
PATTERNS = {
    # 3.2.2.1: {true, false, 1, 0}
    "xs:boolean": r"true|false|1|0",
    "xs:int": _INTEGER,
    "xs:long": _INTEGER,
    # 3.2.5.1: a decimal mantissa, optionally "E" or "e" and an integer exponent; INF, -INF, and NaN
    "xs:double": r"[+\-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([Ee][+\-]?[0-9]+)?|-?INF|NaN",
    # 3.2.7.1: '-'? yyyy '-' mm '-' dd 'T' hh ':' mm ':' ss ('.' s+)? (zzzzzz)?
    "xs:dateTime": rf"-?{_YEAR}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\.[0-9]+)?{_ZONE}",
}

LARGEST_DOUBLE = 1.7976931348623157e308


def collapse(text: str) -> str:
    """``text`` with XML's four white space characters collapsed as by ``whiteSpace="collapse"`` (4.3.6)."""
    return re.sub(r"[ \t\n\r]+", " ", text).strip(" ")


def is_lexical(builtin: str, text: str) -> bool:
    """Whether ``text`` is a lexical form of the type ``builtin`` (``xs:int``, …).

    Always true for ``xs:string``. Does not check ranges.

    >>> is_lexical("xs:int", " 10 "), is_lexical("xs:int", "1_0"), is_lexical("xs:double", "1E")
    (True, False, False)
    """
    pattern = PATTERNS.get(builtin)
    return pattern is None or re.fullmatch(pattern, collapse(text)) is not None


# The patterns below accept exactly the values of xs:dateTime, including month lengths and leap years.
# Appendix E.1: a leap year is divisible by 4, and by 400 if divisible by 100
_LEAP_YEAR = r"(?!0000)[0-9]*(?:(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
# Every mm-dd except 02-29
DAY = (
    r"(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
# 3.2.7.1, hh: "'24' is permitted if the minutes and seconds represented are zero"
_CLOCK = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
# 3.2.7.3: hours from 00 to 14; if 14, the minutes must be zero
_OFFSET = r"(?:Z|[+\-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
DATE_TIME_PATTERN = (
    rf"-?(?:{_YEAR}-{DAY}|(?=[0-9]{{4}})(?=0[0-9]{{3}}-|[1-9]){_LEAP_YEAR}-02-29)T{_CLOCK}{_OFFSET}"
)


@cache
def _date_time() -> re.Pattern[str]:
    return re.compile(DATE_TIME_PATTERN)


def is_date_time(text: str) -> bool:
    """Whether ``text``, which must have no surrounding white space, is a value of ``xs:dateTime``.

    >>> is_date_time("2012-02-29T24:00:00Z"), is_date_time("2011-02-29T00:00:00")
    (True, False)
    """
    return _date_time().fullmatch(text) is not None


_BITS = {"xs:int": 32, "xs:long": 64}
_MOST_DIGITS = 40  # more are out of range, and Python refuses to parse thousands of digits


def read_integer(builtin: str, text: str) -> int | None:
    """The value of an ``xs:int`` or ``xs:long``, or ``None`` if ``text`` is not one.

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


# The types for which libxml2 accepts more than the pattern. For others, the pattern would only cost time.
_TOO_LENIENT_IN_LIBXML2 = frozenset({"xs:double"})
# libxml2 parses doubles with the C library, which follows the process's locale: in a German locale, 1.7 is
# read as 1 and so is within 0.0 to 1.0. So limits of doubles become patterns. Texts that match are within
# the limits even after rounding. Other texts, such as 10E-1, may be within the limits, too; the explainer
# decides.
_WITHIN: dict[tuple[str, ...], str] = {
    ("0.0", "1.0"): r"\+?(0*(0(\.[0-9]*)?|\.[0-9]+|1(\.0*)?)|[0-9](\.[0-9]*)?[Ee]-0*[1-9][0-9]*)",
}


def narrow_for_libxml2(schema: etree._Element) -> etree._Element:
    """Narrow the types of ``schema`` that libxml2 checks too leniently, in place, and return it.

    What libxml2 then accepts is valid. What it rejects may still be valid.
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
    """Replace the limits of a double with a pattern."""
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
