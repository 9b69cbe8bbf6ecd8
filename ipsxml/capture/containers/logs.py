"""Logs: XML documents among other lines, as Axis, CXF, log4j, and .NET's service traces write them.

A log is read line by line, in memory that does not grow with it.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, NamedTuple

from ipsxml.capture.capture import Capture, Origin, failing
from ipsxml.capture.containers.form import Form
from ipsxml.capture.limits import MAX_BYTES, check_size
from ipsxml.capture.message import Message
from ipsxml.capture.sources import HEAD_SIZE
from ipsxml.errors import CaptureError

_ENVELOPE = rb"<(?:[\w.-]{1,50}:)?Envelope[\s>]"
# After another tag, such an element is part of a larger document that is broken.
_JOB_ELEMENT = rb"(?<!>)<(?:[\w.-]{1,50}:)?[A-Za-z]\w{0,100}\s[^<>]{0,1000}scene7\.com/IpsApi"
_START = re.compile(rb"<\?xml\s|%b|%b" % (_ENVELOPE, _JOB_ELEMENT))
# These can only begin a document, so the one before it was cut.
_DECLARATION = re.compile(rb"<\?xml\s")
_ANOTHER = re.compile(rb"<\?xml\s|" + _ENVELOPE)
_CDATA = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_ROOT = re.compile(rb"(?:<\?xml[^>]*+>\s*+)?(?:<!--.*?-->\s*+)*+<([^\s/>!?]++)[^>]*+>", re.DOTALL)
_MOST_LINES_TO_ROOT = 50
# Log lines often begin with a date in brackets; JSON continues differently.
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:\{|\[\s*+[\[{\"\]])")


def begins(head: bytes) -> bool:
    """Whether this is text with a document in it. In a long text, the document may come later."""
    if b"\0" in head or head.isspace() or _JSON.match(head):
        return False
    return len(head) >= HEAD_SIZE or _START.search(head) is not None


def captures(file: BinaryIO, origin: Origin) -> Iterator[Capture]:
    """A capture for each document, with the number of its first line as its place: ``service.log:120``.

    A second document on the same line is ``service.log:120[2]``. A document that is cut short in the log is
    an error.
    """
    in_line: tuple[int, int] = (0, 0)
    for found in _documents(file):
        in_line = (found.line, in_line[1] + 1 if in_line[0] == found.line else 1)
        number = f"[{in_line[1]}]" if in_line[1] > 1 else ""
        here = origin._replace(place=f"{origin.place}:{found.line}{number}")
        if found.is_whole:
            yield Capture(here, partial(Message, found.content, None, found.line - 1))
        else:
            message = "the document is cut short: its end is not in the log"
            yield failing(here, CaptureError("cut-short", message, line=found.line))
    if in_line == (0, 0):  # text without a document; reading it reports the problem
        file.seek(0)
        content = file.read(MAX_BYTES + 1)
        check_size(len(content), "the content")
        yield Capture(origin, lambda: content)


class _Found(NamedTuple):
    """A document in a log: its first line, its bytes, and whether it is complete."""

    line: int
    content: bytes
    is_whole: bool


def _documents(file: BinaryIO) -> Iterator[_Found]:
    reader = _Reader()
    number = 0
    while line := file.readline(MAX_BYTES + 1):
        check_size(len(line), "a line of the log")
        number += 1
        yield from reader.documents(line, number)
    yield from reader.cut_short()


class _Reader:
    """Reads a log line by line and keeps the unfinished document."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._line = self._size = 0
        self._parts: list[bytes] = []
        self._is_in_cdata = False
        self._end: re.Pattern[bytes] | None = None  # for the root's end tag, once the root is known

    def documents(self, line: bytes, number: int) -> Iterator[_Found]:
        """The documents that end in a line, and one that is cut there by another."""
        place = 0
        while place < len(line):
            if not self._parts:
                start = _START.search(line, place)
                if start is None:
                    return
                self._line, place = number, start.start()
            rest = line[place:]
            end, another = self._look(rest)
            if another is not None and (end is None or another < end):
                self._add(rest[:another])
                yield from self.cut_short()
                place += another
            elif end is None:
                self._add(rest)
                return
            else:
                self._add(rest[:end])
                yield _Found(self._line, b"".join(self._parts), is_whole=True)
                self._forget()
                place += end

    def cut_short(self) -> Iterator[_Found]:
        """The unfinished document, if there is one and it has a root."""
        if self._end is not None:
            yield _Found(self._line, b"".join(self._parts), is_whole=False)
        self._forget()

    def _add(self, part: bytes) -> None:
        self._size += len(part)
        check_size(self._size, "a document in the log")
        self._parts.append(part)

    def _look(self, rest: bytes) -> tuple[int | None, int | None]:
        """The position where the document ends, and where another begins; ``None`` if not in this line."""
        after_root = 0
        if self._end is None:
            begun = b"".join(self._parts)
            root = _ROOT.match(begun + rest)
            if root is None:
                is_hopeless = len(self._parts) > _MOST_LINES_TO_ROOT
                other = _DECLARATION.search(rest, 0 if self._parts else 1)
                return None, other.start() if other else len(rest) if is_hopeless else None
            after_root = root.end() - len(begun)
            if root[0].endswith(b"/>"):
                return after_root, None
            self._end = re.compile(rb"</%b\s*>" % re.escape(root[1]))
        markup = self._without_cdata(rest)
        end, another = self._end.search(markup, after_root), _ANOTHER.search(markup, after_root)
        return end.end() if end else None, another.start() if another else None

    def _without_cdata(self, rest: bytes) -> bytes:
        """A line with its CDATA sections blanked out, because they may contain other documents."""
        opened = b"<![CDATA[" if self._is_in_cdata else b""
        sections = list(_CDATA.finditer(opened + rest)) if opened or b"<![CDATA[" in rest else []
        self._is_in_cdata = bool(sections) and not sections[-1][0].endswith(b"]]>")
        if not sections:
            return rest
        return _CDATA.sub(lambda found: b" " * len(found[0]), opened + rest)[len(opened) :]


FORM = Form("a log", begins, captures, takes_any_text=True)
