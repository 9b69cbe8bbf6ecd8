"""Text for people: escaping for terminals, styles, and numbers with their nouns."""

from collections.abc import Callable

Style = Callable[[str, str], str]
"""Styles a text for its role, the second argument: a status, a severity, ``"path"``, or ``"hint"``."""


def plain(text: str, _role: str) -> str:
    """A style that changes nothing."""
    return text


def printable(text: str) -> str:
    """``text`` with unprintable characters escaped, such as control characters and lone surrogates."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


# Greek and Cyrillic letters, and the Latin letters that look the same in most fonts.
_LOOKALIKES = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρϳАВЕЅІЈКМНОРСТУХҮԌԚԜасеѕіјорсухүһԁԛԝӀ",
    "ABEZHIKMNOPTYXovpjABESIJKMHOPCTYXYGQWacesijopcyxyhdqwI",
)


def distinguishable(one: str, other: str) -> tuple[str, str]:
    """Two different texts in a form that shows the difference: as ASCII JSON strings if they print alike.

    >>> distinguishable("caf\u00e9", "cafe\u0301")
    ('"caf\\\\u00e9"', '"cafe\\\\u0301"')
    """
    if not prints_alike(one, other):
        return one, other
    import json  # slow to import, and rarely needed

    return json.dumps(one), json.dumps(other)


def prints_alike(one: str, other: str) -> bool:
    """Whether two texts look the same: apart from composition, similar letters, and white space."""
    return one == other or _looks(one) == _looks(other)


def _looks(text: str) -> str:
    import unicodedata  # slow to import, and rarely needed

    letters = unicodedata.normalize("NFKC", text if text.isascii() else text.translate(_LOOKALIKES))
    return " ".join(printable(letters).split())


def in_camel_case(name: str) -> str:
    """Convert snake case to the camel case of JSON keys: ``last_seen`` becomes ``lastSeen``."""
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 field``, ``1,000 fields``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
