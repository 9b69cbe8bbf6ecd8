"""The items of one array in a JSON file, one by one, in memory that does not grow with the file.

The file is not parsed but cut: what is wrong with one item is found where that item is parsed, and
the other items are still given. (ijson, which would do the same, crashes the process at a number of
some thousand digits.)
"""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from ipsxml.capture.limits import check_size
from ipsxml.capture.sources import read_part
from ipsxml.errors import CaptureError

_PART = 1 << 16
_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_LEAF = rb'[{\[](?:[^"{}\[\]]++|%b)*+[}\]]' % _STRING
# A key, with its colon, or a bracket; of a string that does not end yet, the quotation mark alone.
_KEY_OR_BRACKET = re.compile(rb'(?:[^"{}\[\]]++)?+(?:(%b)\s*+(:)?+|([{}\[\]"]))' % _STRING, re.DOTALL)
# In an item only the brackets count, and of them not those that have no others inside.
_BRACKET = re.compile(rb'(?:[^"{}\[\]]++|%b|%b)*+()()([{}\[\]"])' % (_STRING, _LEAF), re.DOTALL)


def items_in(file: BinaryIO, *path: bytes) -> Iterator[bytes]:
    """The objects in the array to which the keys of ``path`` lead, each as its bytes.

    Raises ``CaptureError``: ``cut-short`` where the file ends before the array does, after the items
    that are whole; ``limit-exceeded`` where an item is larger than is read.
    """
    return _Cutter(file, path).items()


def value_of(item: bytes) -> Any:
    """The value that is written as JSON in bytes; ``None`` where they are not JSON.

    Half a character, which browsers write where they cut a text, is taken for another, and a very
    long number for one of nine digits.
    """
    import msgspec  # wanted for containers, not to see what a file is

    try:
        return msgspec.json.decode(item)
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(item.decode("utf-8-sig", "replace"), parse_int=lambda digits: int(digits[:9]))
    except (ValueError, RecursionError):
        return None


class _Cutter:
    """Cuts one file. The items are at the depth ``len(path) + 1``, in brackets that are open around them."""

    def __init__(self, file: BinaryIO, path: tuple[bytes, ...]) -> None:
        self._file = file
        self._path = path
        self._buffer = b""
        self._position = 0  # up to here the buffer has been looked at
        self._item: int | None = None  # where the item begins that has not ended yet
        self._depth = 0
        self._followed = 0  # how many keys of the path lead to where we are
        self._is_next = False  # whether the last key was the next one of the path

    def items(self) -> Iterator[bytes]:
        """The items; raises as ``items_in`` does."""
        while self._read_on():
            while found := self._next():
                self._position = found.end()
                if found[1]:
                    self._see_key(found[1], is_key=found[2] is not None)
                elif found[3] in b"{[":
                    self._open(found[3])
                elif item := self._close():
                    yield item
                elif self._followed > self._depth:  # the array is at its end, and what follows is not wanted
                    return
        if self._is_in_array:
            raise CaptureError("cut-short", "the file is cut short: it ends before the list in it does")

    @property
    def _is_in_array(self) -> bool:
        return self._followed == len(self._path)

    def _read_on(self) -> bool:
        """Read more behind what is still needed; false at the end of the file."""
        done = self._position if self._item is None else self._item
        self._buffer = self._buffer[done:]
        self._position -= done
        self._item = None if self._item is None else 0
        # As much again as there is, so that what is long is not looked at again and again.
        part = read_part(self._file, max(_PART, len(self._buffer)))
        check_size(len(self._buffer) + len(part), "one entry")
        self._buffer += part
        return bool(part)

    def _next(self) -> re.Match[bytes] | None:
        """What counts next; ``None`` where that has not been read yet."""
        pattern = _KEY_OR_BRACKET if self._item is None else _BRACKET
        found = pattern.match(self._buffer, self._position)
        if found is None or found[3] == b'"':
            return None
        is_open = found[1] and not found[2] and found.end() == len(self._buffer)  # a colon may follow
        return None if is_open else found

    def _see_key(self, string: bytes, *, is_key: bool) -> None:
        if is_key and self._depth == self._followed + 1 and not self._is_in_array:
            self._is_next = string == b'"%b"' % self._path[self._followed]

    def _open(self, bracket: bytes) -> None:
        if self._is_in_array:
            if bracket == b"{" and self._depth == self._followed + 1:
                self._item = self._position - 1
        elif self._is_next and self._depth == self._followed + 1:
            is_last = self._followed + 1 == len(self._path)
            self._followed += (bracket == b"[") == is_last
            self._is_next = False
        self._depth += 1

    def _close(self) -> bytes | None:
        """The item that ends here, if one does."""
        self._depth -= 1
        if self._is_in_array:
            if self._item is not None and self._depth == self._followed + 1:
                item, self._item = self._buffer[self._item : self._position], None
                return item
            if self._depth == self._followed:
                self._followed = self._depth + 1
        elif self._followed and self._depth == self._followed:
            self._followed -= 1
        return None
