"""The shape of a type, in which the tables, xmlschema, and our own reading are compared."""

from typing import NamedTuple


class Part(NamedTuple):
    """An element of a type. ``most`` is ``None`` if it may occur any number of times."""

    name: str
    type: str
    least: int
    most: int | None


class Shape(NamedTuple):
    """The content of a type: ``order`` is ``"sequence"`` or ``"all"``, ``attributes`` a wildcard or empty."""

    order: str
    parts: tuple[Part, ...]
    attributes: str = ""


class Facets(NamedTuple):
    """The facets of a simple type, with the texts of the schema."""

    base: str
    values: tuple[str, ...] = ()
    minimum: str | None = None
    maximum: str | None = None
    patterns: tuple[str, ...] = ()
