"""The rows of the tables of facts (see tables/README.md)."""

import csv
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent / "tables"
Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of ``name``.tsv, each as a dictionary from column to text."""
    with (TABLES / f"{name}.tsv").open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


NAMESPACES = {row["version"]: row["namespace"] for row in rows("versions")}
ALL_VERSIONS = tuple(NAMESPACES)
WIRE_VERSIONS = tuple(version for version in ALL_VERSIONS if version != "reference")


def is_from(version: str, since: str) -> bool:
    """Whether ``version`` is ``since`` or later, in the order of versions.tsv."""
    return WIRE_VERSIONS.index(version) >= WIRE_VERSIONS.index(since)


def rows_of_types() -> dict[str, tuple[Row, ...]]:
    """The rows of types.tsv by type, in wire order."""
    by_type: dict[str, list[Row]] = {}
    for row in rows("types"):
        by_type.setdefault(row["type"], []).append(row)
    return {
        name: tuple(sorted(found, key=lambda row: int(row["position"]))) for name, found in by_type.items()
    }


def types_with(element: str) -> tuple[str, ...]:
    """The types that have an element of this name in some version."""
    return tuple(row["type"] for row in rows("types") if row["element"] == element)
