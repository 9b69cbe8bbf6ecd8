"""Replacing known values wherever they occur in a text."""

import re
from collections.abc import Mapping

_LEAST = 4  # a shorter value is too likely to match an ordinary word
_BEGINNINGS = re.compile(r"(?<!\w)(?=(\S.{3}))", re.DOTALL)


class Replacements:
    """Values and their replacements; if several values match at the same place, the longest wins.

    A value is replaced only if it is not part of a longer word. Values of fewer than four characters are
    not replaced.

    >>> Replacements({"c|110": "handle-1"}).applied_to("company c|110, not c|1101")
    'company handle-1, not c|1101'
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self._by_beginning: dict[str, list[str]] = {}
        for value in sorted(values, key=len, reverse=True):
            if len(value) >= _LEAST:
                self._by_beginning.setdefault(value[:_LEAST], []).append(value)

    def applied_to(self, text: str) -> str:
        """Return the text with the values replaced."""
        pieces, end = [], 0
        for beginning in _BEGINNINGS.finditer(text) if self._by_beginning else ():
            place = beginning.start()
            value = self._value_at(text, place, beginning[1]) if place >= end else None
            if value is not None:
                pieces += [text[end:place], self._values[value]]
                end = place + len(value)
        return "".join([*pieces, text[end:]])

    def _value_at(self, text: str, place: int, beginning: str) -> str | None:
        for value in self._by_beginning.get(beginning, ()):
            after = text[place + len(value) : place + len(value) + 1]
            if text.startswith(value, place) and not (after.isalnum() or after == "_"):
                return value
        return None
