"""Prose in lines that fit a terminal, in any script.

``textwrap`` counts characters, of which those of Chinese and Korean take two columns, and breaks at blanks
only, which Chinese does not have.
"""

import re
import unicodedata
from collections.abc import Iterator

# What French puts a blank before begins no line.
_BOUND = re.compile(" (?=[;:!?»])")
_HANGUL = "HANGUL"


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """The lines of ``text`` in ``width`` columns, with ``first`` before the first and ``rest`` before others.

    >>> list(wrapped("任務目前的狀態。", 8))
    ['任務目前', '的狀態。']
    >>> list(wrapped("En cours ; vide", 9, rest="  "))
    ['En', '  cours ;', '  vide']
    """
    from rich.cells import cell_len  # wanted only by who prints, and not to complete a command

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
    """What no line breaks, each with the blank before it, if there is one."""
    for word in _BOUND.sub("\N{NO-BREAK SPACE}", " ".join(text.split())).split(" "):
        blank, piece = " ", ""
        for character in word:
            if piece and _may_break(piece[-1], character):
                yield blank, piece.replace("\N{NO-BREAK SPACE}", " ")
                blank, piece = "", ""
            piece += character
        yield blank, piece.replace("\N{NO-BREAK SPACE}", " ")


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters that no blank divides."""
    return (_is_ideograph(before) or _is_ideograph(after)) and not (
        unicodedata.category(before) in ("Ps", "Pi") or unicodedata.category(after) in ("Pe", "Pf", "Po")
    )


def _is_ideograph(character: str) -> bool:
    """Whether it takes two columns, as a character of Chinese does, and is no syllable of Korean."""
    is_wide = unicodedata.east_asian_width(character) in ("W", "F")
    return is_wide and not unicodedata.name(character, "").startswith(_HANGUL)
