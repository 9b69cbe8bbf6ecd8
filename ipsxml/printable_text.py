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


# Letters of Greek and Cyrillic, and the Latin ones that most fonts draw alike.
_LOOKALIKES = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρϳАВЕЅІЈКМНОРСТУХҮԌԚԜасеѕіјорсухүһԁԛԝӀ",
    "ABEZHIKMNOPTYXovpjABESIJKMHOPCTYXYGQWacesijopcyxyhdqwI",
)


def told_apart(one: str, other: str) -> tuple[str, str]:
    """Two texts that differ as they are, or as JSON strings in ASCII if they would print alike.

    >>> told_apart("caf\u00e9", "cafe\u0301")
    ('"caf\\\\u00e9"', '"cafe\\\\u0301"')
    """
    if not prints_alike(one, other):
        return one, other
    import json  # which takes a while to import, and few texts print alike

    return json.dumps(one), json.dumps(other)


def prints_alike(one: str, other: str) -> bool:
    """Whether a reader may take one text for the other: composition, letters of other scripts, blanks."""
    return one == other or _looks(one) == _looks(other)


def _looks(text: str) -> str:
    import unicodedata  # as above

    letters = unicodedata.normalize("NFKC", text if text.isascii() else text.translate(_LOOKALIKES))
    return " ".join(printable(letters).split())


def in_camel_case(name: str) -> str:
    """A name in snake case as JSON has it: ``last_seen`` is ``lastSeen``."""
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def counted(number: int, noun: str) -> str:
    """A number and its noun: ``1 field``, ``1,000 fields``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
