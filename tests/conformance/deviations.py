"""Where the engines deviate from XSD 1.0, and how to remove each deviation from a document.

A deviation excuses only the place in the document where it occurs. That place is changed so that
engines cannot differ: clearly invalid if the engine accepts too much, clearly valid if it rejects
too much. The engine must then agree with us about the changed document.
"""

from collections.abc import Callable
from typing import NamedTuple

from deviant_places import (
    Place,
    has_thousands_of_digits,
    has_year_of,
    is_date_time_in_space,
    is_empty_section,
    is_exponent_without_digits,
    is_in_unicode_space,
    is_integer_of_python,
    is_just_after_the_end,
    is_nearly_a_minute,
    is_special_before_space,
    is_undeclared_root,
    is_unicode_space_between_elements,
    make_invalid,
    places,
    remove_text,
    shorten_digits,
    shorten_year,
    strip_text,
    strip_type,
    type_has_space,
    type_has_unicode_space,
)
from lxml import etree
from markup import XSI

from ipsxml.contract import ComplexType, Version, contract

_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)


class Deviation(NamedTuple):
    """A known difference of an engine from XSD 1.0.

    ``clause`` is the rule in XSD 1.0. ``is_at`` finds its places. ``fix_place`` is ``None``
    if the engine accepts something invalid.
    """

    engine: str
    name: str
    clause: str
    is_at: Callable[[Place], bool]
    fix_place: Callable[[etree._Element], None] | None
    example: str


_LIMIT = "Part 2, 5.4: a processor may have limits; ipsxml has none here"
_DATE = "<getJobLogsParam><startDate>{}</startDate></getJobLogsParam>"
DEVIATIONS = (
    Deviation(
        "libxml2",
        "rejects white space around an xs:dateTime",
        "Part 2, 3.2.7 and 4.3.6: white space is collapsed before the value is checked",
        is_date_time_in_space,
        strip_text,
        _DATE.format(" 2011-03-30T14:32:08Z "),
    ),
    Deviation(
        "libxml2",
        "rejects white space after INF, -INF, and NaN",
        "Part 2, 3.2.5 and 4.3.6: white space is collapsed before the value is checked",
        is_special_before_space,
        strip_text,
        "<UnsharpMaskOptions><radius>INF </radius></UnsharpMaskOptions>",
    ),
    Deviation(
        "libxml2",
        "accepts an xs:double whose exponent has no digits",
        "Part 2, 3.2.5.1: the exponent is an integer",
        is_exponent_without_digits,
        None,
        "<UnsharpMaskOptions><radius>1E</radius></UnsharpMaskOptions>",
    ),
    Deviation(
        "libxml2",
        "rejects white space around the name in an xsi:type",
        "Part 1, 2.6.1: the attribute is an xs:QName, whose white space is collapsed",
        type_has_space,
        strip_type,
        f'<activeJobArray xmlns:xsi="{XSI}" xsi:type=" ActiveJobArray "/>',
    ),
    Deviation(
        "libxml2",
        "rejects an empty CDATA section in an element of an empty type",
        "Part 1, 3.4.4, clause 2.1: characters are not allowed there, and there are none",
        is_empty_section,
        remove_text,
        "<stopJobReturn><![CDATA[]]></stopJobReturn>",
    ),
    Deviation(
        "libxml2",
        "rejects a year beyond 64 bits",
        _LIMIT,
        has_year_of(64),
        shorten_year,
        _DATE.format("9223372036854775808-01-01T00:00:00"),
    ),
    Deviation(
        "Xerces",
        "rejects a year beyond 32 bits",
        _LIMIT,
        has_year_of(32),
        shorten_year,
        _DATE.format("2147483648-01-01T00:00:00"),
    ),
    *(
        Deviation(
            engine,
            "rejects seconds that a double rounds up to 60",
            _LIMIT,
            is_nearly_a_minute,
            shorten_digits,
            _DATE.format("2011-03-30T14:32:59.99999999999999999999"),
        )
        for engine in ("libxml2", "Xerces")
    ),
    Deviation(
        "xmlschema",
        "accepts T24:00:00 with a fraction of less than a microsecond",
        "Part 2, 3.2.7.1: hour 24 is allowed only if minutes and seconds are zero",
        is_just_after_the_end,
        None,
        _DATE.format("2011-03-30T24:00:00.0000001"),
    ),
    Deviation(
        "xmlschema",
        "raises an OverflowError for a year beyond 32 bits",
        _LIMIT,
        has_year_of(32),
        shorten_year,
        _DATE.format("2147483649-01-01T00:00:00"),
    ),
    Deviation(
        "xmlschema",
        "rejects whole numbers and fractions of seconds of more than 4300 digits, as Python does",
        _LIMIT,
        has_thousands_of_digits,
        shorten_digits,
        f"<UnsharpMaskOptions><threshold>{'0' * 5000}1</threshold></UnsharpMaskOptions>",
    ),
    Deviation(
        "xmlschema",
        "accepts a whole number with digits of any script, or with underscores between digits",
        "Part 2, 3.3.13.1: digits are 0 to 9, with nothing between them",
        is_integer_of_python,
        None,
        "<UnsharpMaskOptions><threshold>1_0</threshold></UnsharpMaskOptions>",
    ),
    Deviation(
        "xmlschema",
        "accepts Unicode white space around a value",
        "Part 2, 4.3.6: white space is the space, tab, line feed, and carriage return",
        is_in_unicode_space,
        None,
        "<UnsharpMaskOptions><radius>1.5\u00a0</radius></UnsharpMaskOptions>",
    ),
    Deviation(
        "xmlschema",
        "accepts Unicode white space between elements",
        "Part 1, 3.4.4, clause 2.3: only XML white space is allowed there",
        is_unicode_space_between_elements,
        None,
        "<activeJobArray>\u00a0</activeJobArray>",
    ),
    Deviation(
        "xmlschema",
        "accepts Unicode white space around the name in an xsi:type",
        "Part 1, 2.6.1, and Part 2, 4.3.6: only XML white space is collapsed",
        type_has_unicode_space,
        None,
        f'<activeJobArray xmlns:xsi="{XSI}" xsi:type="ActiveJobArray\u00a0"/>',
    ),
    *(
        Deviation(
            engine,
            "judges an undeclared root by its xsi:type",
            "Part 1, 5.2: a processor may start this way; an undeclared element is not a job document",
            is_undeclared_root,
            None,
            f'<anything xmlns:xsi="{XSI}" xsi:type="ActiveJobArray"/>',
        )
        for engine in ("xmlschema", "Xerces")
    ),
)


def without_deviations(engine: str, content: bytes, version: Version) -> tuple[bytes, set[str]]:
    """The document without deviations of the engine, and the names of those that were removed."""
    root = etree.fromstring(content, _PARSER)
    own = [deviation for deviation in DEVIATIONS if deviation.engine == engine]
    names = set()
    for place in list(places(root, _declared_type(root, version))):
        for deviation in own:
            if deviation.is_at(place):
                names.add(deviation.name)
                if deviation.fix_place:
                    deviation.fix_place(place.element)
                else:
                    make_invalid(place.element)
    return etree.tostring(root), names


def _declared_type(root: etree._Element, version: Version) -> ComplexType | None:
    tag = etree.QName(root)
    return (
        contract(version).elements.get(tag.localname) if (tag.namespace or "") == version.namespace else None
    )
