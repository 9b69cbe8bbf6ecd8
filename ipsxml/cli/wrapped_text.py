"""Wrapping text to a terminal's width, in any script.

``textwrap`` is not enough: it counts characters, although Chinese and Korean ones take two columns, and it
breaks only at spaces, which Chinese does not have.
"""

import re
import unicodedata
from collections.abc import Iterator

# French puts a space before these characters; a line must not break there.
_BOUND = re.compile(" (?=[;:!?»])")
_HANGUL = "HANGUL"


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """Wrap ``text`` at ``width`` columns; prefix the first line with ``first`` and each other with ``rest``.

    >>> list(wrapped("任務目前的狀態。", 8))
    ['任務目前', '的狀態。']
    >>> list(wrapped("En cours ; vide", 9, rest="  "))
    ['En', '  cours ;', '  vide']
    """
    from rich.cells import cell_len  # not needed for shell completion

    line, room_is_used = first, False
    for blank, piece in _pieces(text):
        gap = blank if room_is_used else ""
        if room_is_used and cell_len(line + gap + piece) > width:
            yield line
            line, gap = rest, ""
        line += gap + piece
        room_is_used = True
    yield line


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The unbreakable pieces of a text, each with the space before it, if any."""
    for word in _BOUND.sub("\N{NO-BREAK SPACE}", " ".join(text.split())).split(" "):
        blank, piece = " ", ""
        for character in word:
            if piece and _may_break(piece[-1], character):
                yield blank, piece.replace("\N{NO-BREAK SPACE}", " ")
                blank, piece = "", ""
            piece += character
        yield blank, piece.replace("\N{NO-BREAK SPACE}", " ")


def _may_break(before: str, after: str) -> bool:
    """Whether a line may break between two adjacent characters."""
    return (_is_ideograph(before) or _is_ideograph(after)) and not (
        unicodedata.category(before) in ("Ps", "Pi") or unicodedata.category(after) in ("Pe", "Pf", "Po")
    )


def _is_ideograph(character: str) -> bool:
    """Whether a character takes two columns, as Chinese ones do, and is not a Korean syllable."""
    is_wide = unicodedata.east_asian_width(character) in ("W", "F")
    return is_wide and not unicodedata.name(character, "").startswith(_HANGUL)
