"""The line of an element in the file, in long documents, too.

libxml2 stores an element's line in 16 bits. For later lines it returns the line in which a neighboring text
ends (see ``xmlGetLineNo`` in its tree.c), so the line breaks in that text have to be subtracted. If there
is no such text, the line is computed from what comes before the element.
"""

from lxml import etree

_LAST_KEPT_LINE = 65534
# How many neighbors to search for a text. A generated document on one very long line may have none.
_MAX_NEIGHBORS = 10_000


def line_of(element: etree._Element, line_offset: int = 0) -> int | None:
    """The line of the element's start tag, from 1, plus ``line_offset``; ``None`` if it is not known.

    Exact up to line 65,534. Beyond that, a comment or processing instruction next to the element, or a line
    feed written as a character reference in it, makes the line wrong by the number of lines it has.
    """
    line = element.sourceline
    if line is None:
        return None
    if line > _LAST_KEPT_LINE:
        line = _far_line(element)
    return None if line is None else line_offset + line


def _far_line(element: etree._Element) -> int | None:
    after: etree._Element | None = element
    for _ in range(_MAX_NEIGHBORS):  # elements without text between them begin on the same line
        if after is None:
            break
        line = _line_by_own_text(after)
        if line is not None:
            return line
        after = after[0] if len(after) else after.getnext()
    return _line_by_predecessors(element)


def _line_by_own_text(element: etree._Element) -> int | None:
    """The line, if libxml2 returned that of a text in the element or directly after it."""
    if element.text:
        return _sourceline(element) - element.text.count("\n")
    if not len(element) and element.tail:
        return _sourceline(element) - element.tail.count("\n")
    return None


def _line_by_predecessors(element: etree._Element) -> int | None:
    breaks = 0
    for _ in range(_MAX_NEIGHBORS):
        before = element.getprevious()
        if before is not None:
            breaks += etree.tostring(before, encoding="unicode").count("\n")
            line = _line_by_own_text(before)
            if line is not None:
                return line + breaks
            element = before
        else:
            parent = element.getparent()
            if parent is None:
                return 1 + breaks
            if _sourceline(parent) <= _LAST_KEPT_LINE:
                return _sourceline(parent) + (parent.text or "").count("\n") + breaks
            if parent.text:
                return _sourceline(parent) + breaks  # that text ends where its first child begins
            element = parent
    return None


def _sourceline(element: etree._Element) -> int:
    return element.sourceline or 0
