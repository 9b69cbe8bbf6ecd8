"""Elements of the timeline page, made one by one: thousands of jobs have a hundred thousand of them."""

from collections.abc import Sequence

from lxml.etree import SubElement, _Element

from ipsxml.web_page import displayable

_CUT = "…"


def add(parent: _Element, tag: str, text: str = "", css: str = "") -> _Element:
    """Append an element with a text, which may be anything, and with CSS classes.

    A space after it keeps its words apart from those of the next one, for whoever hears or copies them.
    """
    element = SubElement(parent, tag)
    if css:
        element.set("class", css)
    if text:
        element.text = displayable(text)
    element.tail = " "
    return element


def add_table(parent: _Element, heads: Sequence[str]) -> _Element:
    """Append a table; what comes back is its body."""
    table = SubElement(parent, "table")
    row = SubElement(SubElement(table, "thead"), "tr")
    for head in heads:
        add(row, "th", head)
    return SubElement(table, "tbody")


def shortened(text: str, length: int) -> str:
    """A text in one line, cut where it is longer than so many characters.

    >>> shortened("Optimizing files", 11)
    'Optimizing…'
    """
    text = " ".join(text[: 2 * length].split())
    return text if len(text) <= length else text[: length - len(_CUT)].rstrip() + _CUT
