"""The line of an element in the file, also in long documents.

libxml2 keeps an element's line in 16 bits. Beyond that it answers with the line in which a
neighbouring text ends (``xmlGetLineNo`` in its tree.c says which), so the line breaks in that
text have to be taken off again.
"""

from lxml import etree

_LAST_KEPT_LINE = 65534


def line_of(element: etree._Element, line_offset: int = 0) -> int | None:
    """The line of the element's start tag, from 1, plus ``line_offset``; ``None`` if it is not known."""
    line = element.sourceline
    if line is None:
        return None
    return line_offset + (line if line <= _LAST_KEPT_LINE else _far_line(element, line))


def _far_line(element: etree._Element, line: int) -> int:
    if element.text:
        return line - element.text.count("\n")
    if len(element):
        return _line_again(element[0])  # no text between the two: the same line
    if element.tail:
        return line - element.tail.count("\n")
    following = element.getnext()
    if following is not None:
        return _line_again(following)
    return line  # the last of its parent: libxml2 answers for what stands before it


def _line_again(element: etree._Element) -> int:
    return _far_line(element, element.sourceline or 0)
