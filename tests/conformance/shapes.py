"""The shape of a type: what the tables, xmlschema and our own reading are compared in."""

from typing import NamedTuple


class Part(NamedTuple):
    """One element of a type; ``most`` is ``None`` where any number of it may stand."""

    name: str
    type: str
    least: int
    most: int | None


class Shape(NamedTuple):
    """What a type holds: ``order`` is ``"sequence"`` or ``"all"``; ``attributes`` a wildcard, or empty."""

    order: str
    parts: tuple[Part, ...]
    attributes: str = ""


class Facets(NamedTuple):
    """What a limited value may be; the texts are those of the schema."""

    base: str
    values: tuple[str, ...] = ()
    minimum: str | None = None
    maximum: str | None = None
    patterns: tuple[str, ...] = ()
