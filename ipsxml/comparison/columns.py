"""Lines that fit the columns of a terminal, in any script."""

from collections.abc import Iterator
from os.path import commonprefix

from rich.cells import cell_len, set_cell_size

from ipsxml.comparison.change_words import SIGNS, Description
from ipsxml.comparison.changes import Kind
from ipsxml.printable_text import Style, printable

_LEAST_VALUE = 16  # columns; narrower values are not readable
_ARROW = " → "
_CONTEXT = 6  # characters to show before the first difference between two values


class Columns:
    """Writes lines of at most ``width`` columns (``None``: unlimited) in a ``style``."""

    def __init__(self, width: int | None, style: Style) -> None:
        self._width = width
        self._style = style

    def line(self, before: str, text: str, role: str, after: str = "") -> str:
        """A line in which ``text`` has the style of ``role``; it is cut if the line does not fit."""
        text, after = printable(text), printable(after)
        room = self._room(before + after)
        return before + self._style(text if room is None else cut(text, room), role) + after

    def change(self, indent: str, kind: Kind, what: str, words: Description) -> Iterator[str]:
        """The line of a change, or several lines if two values do not fit next to each other."""
        sign, what = SIGNS[kind], printable(what)
        note = f" ({words.note})" if words.note else ""
        sides = (("removed", words.before), ("added", words.after))
        values = {role: printable(value) for role, value in sides if value is not None}
        room = self._room(f"{indent}{sign} {what}: {note}" + _ARROW * (len(values) - 1))
        if not values:
            yield self.line(f"{indent}{sign} ", what, kind, f" moved {words.note}")
        elif room is None or _width_of(values) <= room or room >= _LEAST_VALUE * len(values):
            shown = values if room is None or _width_of(values) <= room else _cut_alike(values, room)
            yield f"{indent}{self._style(sign, kind)} {what}: {self._styled(shown)}{note}"
        else:
            yield self.line(f"{indent}{sign} ", what, kind, f":{note}")
            yield from self._below(f"{indent}    ", values)

    def _below(self, indent: str, values: dict[str, str]) -> Iterator[str]:
        """Each value on a line of its own."""
        room = self._room(indent + _ARROW) or 0
        for role, value in _without_start(values, room).items():
            arrow = _ARROW[1:] if role == "added" else "  "
            yield f"{indent}{arrow}{self._style(cut(value, room), role)}"

    def _styled(self, values: dict[str, str]) -> str:
        return _ARROW.join(self._style(value, role) for role, value in values.items())

    def _room(self, taken: str) -> int | None:
        """The columns left next to ``taken``; ``None`` if unlimited."""
        return None if self._width is None else max(self._width - cell_len(taken), _LEAST_VALUE)


def cut(text: str, width: int) -> str:
    """The text, cut to ``width`` columns with ``…`` at its end; a character may take two columns."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"


def _width_of(values: dict[str, str]) -> int:
    return sum(map(cell_len, values.values()))


def _cut_alike(values: dict[str, str], width: int) -> dict[str, str]:
    """Values cut to ``width`` columns in total; a short one leaves its space to the other."""
    values = _without_start(values, width // len(values))
    shortest = min(map(cell_len, values.values()))
    share = max(width // len(values), width - shortest if len(values) > 1 else 0)
    return {role: cut(value, share) for role, value in values.items()}


def _without_start(values: dict[str, str], width: int) -> dict[str, str]:
    """Values without their common start, if one is wider than ``width``."""
    common = len(commonprefix(list(values.values()))) if len(values) > 1 else 0  # noqa: RUF071 - not paths
    if common <= _CONTEXT or all(cell_len(value) <= width for value in values.values()):
        return values
    return {role: "…" + value[common - _CONTEXT :] for role, value in values.items()}
