"""Lines that fit the columns of a terminal, whatever the script of the text in them."""

from collections.abc import Iterator
from os.path import commonprefix

from rich.cells import cell_len, set_cell_size

from ipsxml.comparison.change_words import SIGNS, Description
from ipsxml.comparison.changes import Kind
from ipsxml.printable_text import Style, printable

_LEAST_VALUE = 16  # columns: a narrower value says nothing
_ARROW = " → "
_CONTEXT = 6  # characters that are shown before two values begin to differ


class Columns:
    """Writes lines of at most ``width`` columns, or of any width, in a ``style``."""

    def __init__(self, width: int | None, style: Style) -> None:
        self._width = width
        self._style = style

    def line(self, before: str, text: str, role: str, after: str = "") -> str:
        """A line in which ``text`` has the looks of a role, and is cut if all does not fit."""
        text, after = printable(text), printable(after)
        room = self._room(before + after)
        return before + self._style(text if room is None else cut(text, room), role) + after

    def change(self, indent: str, kind: Kind, what: str, told: Description) -> Iterator[str]:
        """The line of a change, or the lines, where two values do not fit beside each other."""
        sign, what = SIGNS[kind], printable(what)
        note = f" ({told.note})" if told.note else ""
        sides = (("removed", told.before), ("added", told.after))
        values = {role: printable(value) for role, value in sides if value is not None}
        room = self._room(f"{indent}{sign} {what}: {note}" + _ARROW * (len(values) - 1))
        if not values:
            yield self.line(f"{indent}{sign} ", what, kind, f" moved {told.note}")
        elif room is None or _width_of(values) <= room or room >= _LEAST_VALUE * len(values):
            shown = values if room is None or _width_of(values) <= room else _cut_alike(values, room)
            yield f"{indent}{self._style(sign, kind)} {what}: {self._styled(shown)}{note}"
        else:
            yield self.line(f"{indent}{sign} ", what, kind, f":{note}")
            yield from self._below(f"{indent}    ", values)

    def _below(self, indent: str, values: dict[str, str]) -> Iterator[str]:
        """Values on lines of their own."""
        room = self._room(indent + _ARROW) or 0
        for role, value in _without_start(values, room).items():
            arrow = _ARROW[1:] if role == "added" else "  "
            yield f"{indent}{arrow}{self._style(cut(value, room), role)}"

    def _styled(self, values: dict[str, str]) -> str:
        return _ARROW.join(self._style(value, role) for role, value in values.items())

    def _room(self, taken: str) -> int | None:
        """The columns that are left beside what is ``taken``; ``None`` for any number."""
        return None if self._width is None else max(self._width - cell_len(taken), _LEAST_VALUE)


def cut(text: str, width: int) -> str:
    """The text, cut to so many columns with ``…`` at its end; characters may take two of them."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"


def _width_of(values: dict[str, str]) -> int:
    return sum(map(cell_len, values.values()))


def _cut_alike(values: dict[str, str], width: int) -> dict[str, str]:
    """Values cut to so many columns together: a short one leaves its room to the other."""
    values = _without_start(values, width // len(values))
    shortest = min(map(cell_len, values.values()))
    share = max(width // len(values), width - shortest if len(values) > 1 else 0)
    return {role: cut(value, share) for role, value in values.items()}


def _without_start(values: dict[str, str], width: int) -> dict[str, str]:
    """Values without what they begin with alike, if one is wider than ``width``."""
    common = len(commonprefix(list(values.values()))) if len(values) > 1 else 0  # noqa: RUF071 - no paths
    if common <= _CONTEXT or all(cell_len(value) <= width for value in values.values()):
        return values
    return {role: "…" + value[common - _CONTEXT :] for role, value in values.items()}
