"""Fast creation of the elements of the timeline page: thousands of jobs need a hundred thousand of them."""

from collections.abc import Sequence

from lxml.etree import SubElement, _Element

from ipsxml.web_page import displayable

_CUT = "…"


def add(parent: _Element, tag: str, text: str = "", css: str = "") -> _Element:
    """Append an element with any text and CSS classes.

    A space after it separates its text from the next one, for screen readers and copied text.
    """
    element = SubElement(parent, tag)
    if css:
        element.set("class", css)
    if text:
        element.text = displayable(text)
    element.tail = " "
    return element


def add_table(parent: _Element, heads: Sequence[str]) -> _Element:
    """Append a table with a header row; return its body."""
    table = SubElement(parent, "table")
    row = SubElement(SubElement(table, "thead"), "tr")
    for head in heads:
        add(row, "th", head)
    return SubElement(table, "tbody")


def shortened(text: str, length: int) -> str:
    """A text on one line, cut to ``length`` characters.

    >>> shortened("Optimizing files", 11)
    'Optimizing…'
    """
    text = " ".join(text[: 2 * length].split())
    return text if len(text) <= length else text[: length - len(_CUT)].rstrip() + _CUT
