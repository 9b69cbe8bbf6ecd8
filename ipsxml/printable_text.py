"""Text for people: what a terminal can show, how it looks, and numbers with their nouns."""

from collections.abc import Callable

Style = Callable[[str, str], str]
"""Gives a text in the looks of a role: a status, a severity, ``"path"`` or ``"hint"``."""


def plain(text: str, _role: str) -> str:
    """The style without looks."""
    return text


def printable(text: str) -> str:
    """``text`` with what would upset a terminal escaped: control characters, lone surrogates."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def counted(number: int, noun: str) -> str:
    """A number and its noun: ``1 field``, ``1,000 fields``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
