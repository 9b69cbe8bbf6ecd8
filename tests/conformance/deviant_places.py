"""Places in a document where engines deviate, and how to fix them."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree
from markup import XSI

from ipsxml.contract import ComplexType, SimpleType, XsdType

_XML_SPACE = " \t\n\r"
_TYPE = f"{{{XSI}}}type"
_YEAR = re.compile(r"(\s*-?)([0-9]{5,})(?=-)", re.ASCII)


class Place(NamedTuple):
    """An element of a document, and its built-in or complex type in the contract."""

    element: etree._Element
    builtin: str | None
    type: ComplexType | None

    @property
    def text(self) -> str:
        """The text before the first child element."""
        return self.element.text or ""


def strip_text(element: etree._Element) -> None:
    """Remove the white space around a value."""
    element.text = (element.text or "").strip(_XML_SPACE)


def strip_type(element: etree._Element) -> None:
    """Remove the white space around the name in an ``xsi:type``."""
    element.set(_TYPE, element.attrib[_TYPE].strip(_XML_SPACE))


def remove_text(element: etree._Element) -> None:
    """Remove the text, even if it is empty."""
    element.text = None


def shorten_year(element: etree._Element) -> None:
    """Keep the last four digits of a year, which are enough because the calendar repeats after 400 years."""
    element.text = _YEAR.sub(lambda year: f"{year[1]}1{year[2][-4:]}", element.text or "")


def shorten_digits(element: etree._Element) -> None:
    """Remove leading zeros of a whole number, and all digits of a fraction except the first."""
    text = re.sub(r"^(\s*[+-]?)0+(?=[0-9])", r"\1", element.text or "")
    element.text = re.sub(r"(?<=\.)([0-9])[0-9]+", r"\1", text)


def make_invalid(element: etree._Element) -> None:
    """Add an attribute that only an xs:anyType allows, and remove an ``xsi:type`` that could name one."""
    element.attrib.pop(_TYPE, None)
    element.set("plainly", "wrong")


def type_has_space(place: Place) -> bool:
    """White space around the name in an ``xsi:type``."""
    named = place.element.get(_TYPE, "")
    return named != named.strip(_XML_SPACE)


def type_has_unicode_space(place: Place) -> bool:
    """White space that XML does not know around the name in an ``xsi:type``."""
    named = place.element.get(_TYPE, "")
    return named.strip() != named.strip(_XML_SPACE)


def is_date_time_in_space(place: Place) -> bool:
    """A dateTime with white space around it."""
    return place.builtin == "xs:dateTime" and place.text != place.text.strip(_XML_SPACE)


def is_special_before_space(place: Place) -> bool:
    """INF, -INF, or NaN, followed by white space."""
    value = place.text.strip(_XML_SPACE)
    return place.builtin == "xs:double" and value in ("INF", "-INF", "NaN") and not place.text.endswith(value)


def is_exponent_without_digits(place: Place) -> bool:
    """A double such as 1E."""
    value = place.text.strip(_XML_SPACE)
    return place.builtin == "xs:double" and re.search(r"[0-9.][Ee][+-]?$", value) is not None


def is_empty_section(place: Place) -> bool:
    """An empty CDATA section. It leaves an empty text; without it the text is None."""
    return place.type is not None and not place.type.members and place.element.text == ""


def has_year_of(bits: int) -> Callable[[Place], bool]:
    """A check for a dateTime whose year does not fit in this many signed bits."""

    def has_year(place: Place) -> bool:
        year = _YEAR.match(place.text)
        return place.builtin == "xs:dateTime" and year is not None and int(year[2]) >= 1 << (bits - 1)

    return has_year


def is_nearly_a_minute(place: Place) -> bool:
    """A dateTime with seconds like 59.999…, which a double rounds up to 60."""
    seconds = re.search(r":(59\.9+)", place.text)
    return place.builtin == "xs:dateTime" and seconds is not None and float(seconds[1]) == 60.0


def is_just_after_the_end(place: Place) -> bool:
    """A dateTime less than a microsecond after the end of a day."""
    fraction = re.search(r"T24:00:00\.([0-9]+)", place.text)
    return (
        place.builtin == "xs:dateTime"
        and fraction is not None
        and not fraction[1][:6].strip("0")
        and bool(fraction[1].strip("0"))
    )


def has_thousands_of_digits(place: Place) -> bool:
    """A whole number or a dateTime with more digits than Python reads."""
    return place.builtin not in (None, "xs:string", "xs:double") and bool(
        re.search("[0-9]{4301}", place.text)
    )


def is_integer_of_python(place: Place) -> bool:
    """A whole number that Python accepts and XSD does not."""
    return place.builtin in ("xs:int", "xs:long") and ("_" in place.text or not place.text.isascii())


def is_in_unicode_space(place: Place) -> bool:
    """A value with white space around it that XML does not know."""
    return place.builtin not in (None, "xs:string") and place.text.strip() != place.text.strip(_XML_SPACE)


def is_unicode_space_between_elements(place: Place) -> bool:
    """White space between elements that XML does not know."""
    texts = [place.text, *(child.tail or "" for child in place.element)]
    return place.builtin is None and any(text.strip(_XML_SPACE) and not text.strip() for text in texts)


def is_undeclared_root(place: Place) -> bool:
    """A root that the contract does not declare, with an ``xsi:type``."""
    return place.element.getparent() is None and place.type is None and _TYPE in place.element.attrib


def places(element: etree._Element, xsd_type: XsdType | None) -> Iterator[Place]:
    """An element and all its descendants, each with its type in the contract."""
    complex_type = xsd_type if isinstance(xsd_type, ComplexType) else None
    yield Place(element, xsd_type.base if isinstance(xsd_type, SimpleType) else None, complex_type)
    for child in element:
        name = etree.QName(child).localname
        member = complex_type.members.get(name) if complex_type else None
        yield from places(child, member.type if member else None)
