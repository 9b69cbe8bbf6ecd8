"""Iterate over the items of one array in a JSON file, in memory that does not grow with the file.

The file is split into items without being parsed. An error in one item is found when that item is parsed,
and the other items are still returned. (ijson would do the same, but it crashes the process on a number
with a few thousand digits.)
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
# A key with its colon, or a bracket. For a string that has no end yet, only its quotation mark matches.
_KEY_OR_BRACKET = re.compile(rb'(?:[^"{}\[\]]++)?+(?:(%b)\s*+(:)?+|([{}\[\]"]))' % _STRING, re.DOTALL)
# Inside an item only brackets matter, and pairs of brackets without inner brackets can be skipped.
_BRACKET = re.compile(rb'(?:[^"{}\[\]]++|%b|%b)*+()()([{}\[\]"])' % (_STRING, _LEAF), re.DOTALL)


def items_in(file: BinaryIO, *path: bytes) -> Iterator[bytes]:
    """The objects in the array that the keys of ``path`` lead to, each as bytes.

    Raises ``CaptureError``: ``cut-short`` if the file ends before the array does, after yielding the
    complete items; ``limit-exceeded`` if an item is too large.
    """
    return _Cutter(file, path).items()


def value_of(item: bytes) -> Any:
    """Decode JSON bytes; ``None`` if they are not JSON.

    Half a surrogate pair, which browsers write when they truncate a text, is replaced. Very long numbers
    are truncated to nine digits.
    """
    import msgspec  # needed to read containers, not to recognize files

    try:
        return msgspec.json.decode(item)
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(item.decode("utf-8-sig", "replace"), parse_int=lambda digits: int(digits[:9]))
    except (ValueError, RecursionError):
        return None


class _Cutter:
    """Splits one file. An item begins ``len(path) + 1`` open brackets deep."""

    def __init__(self, file: BinaryIO, path: tuple[bytes, ...]) -> None:
        self._file = file
        self._path = path
        self._buffer = b""
        self._position = 0  # the buffer is scanned up to here
        self._item: int | None = None  # start of the unfinished item
        self._depth = 0
        self._followed = 0  # how many keys of the path have been followed
        self._is_next = False  # whether the last key was the next one of the path

    def items(self) -> Iterator[bytes]:
        """The items; raises like ``items_in``."""
        while self._read_on():
            while found := self._next():
                self._position = found.end()
                if found[1]:
                    self._see_key(found[1], is_key=found[2] is not None)
                elif found[3] in b"{[":
                    self._open(found[3])
                elif item := self._close():
                    yield item
                elif self._followed > self._depth:  # the array has ended; the rest is not needed
                    return
        if self._is_in_array:
            raise CaptureError("cut-short", "the file is cut short: it ends before its list is closed")

    @property
    def _is_in_array(self) -> bool:
        return self._followed == len(self._path)

    def _read_on(self) -> bool:
        """Read more into the buffer, dropping what is no longer needed. False at the end of the file."""
        done = self._position if self._item is None else self._item
        self._buffer = self._buffer[done:]
        self._position -= done
        self._item = None if self._item is None else 0
        # Double the buffer, so that a long item is not rescanned many times.
        part = read_part(self._file, max(_PART, len(self._buffer)))
        check_size(len(self._buffer) + len(part), "an entry")
        self._buffer += part
        return bool(part)

    def _next(self) -> re.Match[bytes] | None:
        """The next match; ``None`` if more has to be read first."""
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
