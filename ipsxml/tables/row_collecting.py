"""Collecting the rows of all tables from decoded documents, which are not changed."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ipsxml.contract import ComplexType
from ipsxml.contract.made_once import once
from ipsxml.tables.flat_tables import TABLES, FlatTable, TableName
from ipsxml.tables.member_columns import item_type, table_of

Place = tuple[str | int | None, ...]
"""The place of a row: a value for each column in the ``place`` of its table."""


@dataclass(slots=True)
class Rows:
    """Rows of one table: their places, and the objects in the plain form that they come from."""

    places: list[Place] = field(default_factory=list)
    values: list[dict[str, Any]] = field(default_factory=list)


class Shape(NamedTuple):
    """Where rows are found in the values of a type.

    ``table`` is the table of the values themselves, if they are rows. ``inner`` are their arrays that contain
    rows. ``names_job`` is true if the values have their own job handle although other rows of their table get
    it from the object around them.
    """

    type_name: str
    table: FlatTable | None
    inner: tuple[tuple[str, "Shape"], ...]
    names_job: bool


@once(most=1024)  # more than there are types
def shape_of(complex_type: ComplexType) -> Shape | None:
    """The shape of a type's values; ``None`` if they contain no rows."""
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
    """Collects the rows of all tables until they are taken."""

    def __init__(self) -> None:
        self.rows = _no_rows()

    def take(self) -> dict[TableName, Rows]:
        """Return the rows so far, and start over."""
        taken, self.rows = self.rows, _no_rows()
        return taken

    def __len__(self) -> int:
        return sum(len(rows.places) for rows in self.rows.values())

    def add(self, complex_type: ComplexType, payload: Any, around: Place) -> None:
        """Collect the rows of a payload in the plain form; ``around`` are the first values of all of them."""
        items = item_type(complex_type)
        shape = shape_of(items or complex_type)
        if shape is not None:
            self._add_arrays(shape, [(around, payload if items else [payload])])

    def _add_arrays(self, shape: Shape, arrays: list[tuple[Place, list[dict[str, Any]]]]) -> None:
        """Collect the items of arrays of one type, each array with its place, and the inner rows."""
        if shape.table is not None:
            # A task or item can be a document by itself, and AssetJobLogs are not part of a log: pad their
            # places.
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
