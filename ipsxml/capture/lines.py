"""The line of an element in the file, exact also in long documents.

libxml2 keeps an element's line in 16 bits; beyond that it guesses from neighbouring text. So
the lines of a long document are counted anew with expat, when first one of them is asked for.
"""

from array import array

from lxml import etree

_LAST_EXACT_LINE = 65534


class Lines:
    """Tells the lines of the elements of one document.

    ``content`` is the document as it was parsed, ``charset`` the encoding that overrules its
    own, ``offset`` the number of lines that stood before it in the file.
    """

    def __init__(self, content: bytes, charset: str | None, offset: int) -> None:
        self._content = content
        self._charset = charset
        self._offset = offset
        self._counted: _CountedLines | None = None

    def of(self, element: etree._Element) -> int | None:
        """The line of the element's start tag, from 1; ``None`` where it is not known."""
        line = element.sourceline
        if line is None:
            return None
        if line > _LAST_EXACT_LINE:
            line = self._count().of(element) or line
        return line + self._offset

    def _count(self) -> "_CountedLines":
        if self._counted is None:
            self._counted = _CountedLines(self._content, self._charset)
        return self._counted


class _CountedLines:
    """Every element's line, and the number of the element after its subtree, by document order."""

    def __init__(self, content: bytes, charset: str | None) -> None:
        from xml.parsers import expat  # wanted for long documents only

        self._lines = array("q")
        self._nexts = array("q")
        self._open: list[int] = []
        self._parser = expat.ParserCreate(charset)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError:  # an encoding that expat does not know
            self._lines = array("q")
        del self._parser  # it refers back to this object

    def of(self, element: etree._Element) -> int | None:
        ancestors = [element, *element.iterancestors()]
        number = 0
        for parent, child in zip(ancestors[:0:-1], ancestors[-2::-1], strict=True):
            number += 1
            for _ in range(parent.index(child)):
                number = self._nexts[number]
        return self._lines[number] if self._lines else None

    def _start(self, _name: str, _attributes: dict[str, str]) -> None:
        self._open.append(len(self._lines))
        self._lines.append(self._parser.CurrentLineNumber)
        self._nexts.append(0)

    def _end(self, _name: str) -> None:
        self._nexts[self._open.pop()] = len(self._lines)
