"""Collecting the rows of all tables out of decoded documents, which stay as they are."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ipsxml.contract import ComplexType
from ipsxml.contract.made_once import once
from ipsxml.tables.flat_tables import TABLES, FlatTable, TableName
from ipsxml.tables.member_columns import item_type, table_of

Place = tuple[str | int | None, ...]
"""Where a row was: a value for each column of its table's place."""


@dataclass(slots=True)
class Rows:
    """Rows of one table: their places, and for each the object in the plain form that it is made of."""

    places: list[Place] = field(default_factory=list)
    values: list[dict[str, Any]] = field(default_factory=list)


class Shape(NamedTuple):
    """How rows are held by the values of a type.

    ``table`` is that of the values themselves, if they are rows, and ``inner`` are the arrays in them
    that rows are in. ``names_job`` tells that a value has a job handle of its own, in a table in which
    the handle is that of what is around.
    """

    type_name: str
    table: FlatTable | None
    inner: tuple[tuple[str, "Shape"], ...]
    names_job: bool


@once(most=1024)  # which are more than there are types
def shape_of(complex_type: ComplexType) -> Shape | None:
    """The shape of a type's values; ``None`` where they hold no rows."""
    table = table_of(complex_type.name)
    inner = []
    for member in complex_type.members.values():
        items = item_type(member.type)
        shape = shape_of(items) if items else None
        if shape is not None:
            inner.append((member.name, shape))
    if table is None and not inner:
        return None
    is_below_job = table is not None and any(column.name == "job_handle" for column in table.place)
    return Shape(complex_type.name, table, tuple(inner), is_below_job and "jobHandle" in complex_type.members)


class Collected:
    """The rows of all tables, until they are taken away."""

    def __init__(self) -> None:
        self.rows = _no_rows()

    def take(self) -> dict[TableName, Rows]:
        """The rows so far, which are forgotten here."""
        taken, self.rows = self.rows, _no_rows()
        return taken

    def __len__(self) -> int:
        return sum(len(rows.places) for rows in self.rows.values())

    def add(self, complex_type: ComplexType, payload: Any, around: Place) -> None:
        """Collect the rows in a payload in the plain form; ``around`` are the columns that all have first."""
        items = item_type(complex_type)
        shape = shape_of(items or complex_type)
        if shape is not None:
            self._add_arrays(shape, [(around, payload if items else [payload])])

    def _add_arrays(self, shape: Shape, arrays: list[tuple[Place, list[dict[str, Any]]]]) -> None:
        """Collect the items of arrays of one type, each with what is around it, and the rows in them."""
        if shape.table is not None:
            # A part may be a document without the whole, and AssetJobLogs are in no log.
            arrays = [
                (around + (None,) * (shape.table.outer - len(around)), items) for around, items in arrays
            ]
            rows = self.rows[shape.table.name]
            rows.values += [item for _, items in arrays for item in items]
            rows.places += _places(shape, arrays)
        hands_on = shape.table.hands_on if shape.table else ""
        for element, inner in shape.inner:
            held = [
                ((*around, number, item[hands_on]) if hands_on else around, item[element])
                for around, items in arrays
                for number, item in enumerate(items)
                if element in item
            ]
            self._add_arrays(inner, held)


def _no_rows() -> dict[TableName, Rows]:
    return {name: Rows() for name in TABLES}


def _places(shape: Shape, arrays: list[tuple[Place, list[dict[str, Any]]]]) -> list[Place]:
    kind = shape.type_name
    if shape.names_job:
        return [
            (*around[:-1], item["jobHandle"], number, kind)
            for around, items in arrays
            for number, item in enumerate(items)
        ]
    return [(*around, number, kind) for around, items in arrays for number in range(len(items))]
