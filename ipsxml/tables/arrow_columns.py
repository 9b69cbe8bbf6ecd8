"""Arrow types of columns, and Arrow arrays made directly from the values of documents."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from ipsxml.codec.leaf_values import read_size
from ipsxml.tables.arrow_instants import INSTANT, instants
from ipsxml.tables.flat_tables import TABLES, Kind, TableName
from ipsxml.tables.member_columns import columns_of
from ipsxml.tables.row_collecting import Rows

if TYPE_CHECKING:
    from ipsxml.tables.arrow_instants import Array

_MIN_INT64, _MAX_INT64 = -(1 << 63), (1 << 63) - 1


def schema_of(name: TableName) -> pa.Schema:
    """The names and types of a table's columns."""
    return pa.schema([(column.name, _ARRAYS[column.kind][0]) for column in columns_of(name)])


def batch_of(name: TableName, rows: Rows) -> pa.RecordBatch:
    """A record batch of rows of one table."""
    places = zip(*rows.places, strict=True) if rows.places else ([] for _ in TABLES[name].place)
    outer = dict(zip((column.name for column in TABLES[name].place), places, strict=False))
    members: dict[tuple[str, ...], list[Any]] = {}  # several columns may come from one member
    arrays = []
    for column in columns_of(name):
        elements = column.elements
        if elements and elements not in members:
            members[elements] = _values(elements, rows.values)
        values = members[elements] if elements else outer[column.name]
        arrays.append(_ARRAYS[column.kind][1](values))
    return pa.record_batch(arrays, schema=schema_of(name))


def _values(elements: tuple[str, ...], objects: Sequence[dict[str, Any]]) -> list[Any]:
    """Each object's value of the element, ``None`` if absent.

    If there are several elements: the name and value of the one that is present.
    """
    if len(elements) == 1:
        [element] = elements
        return [each.get(element) for each in objects]
    return [_present(each, elements) for each in objects]


def _present(members: dict[str, Any], names: tuple[str, ...]) -> tuple[str, Any] | None:
    """The name and value of the member that is present; jobs have it last, so search backward."""
    for name in reversed(members):
        if name in names:
            return name, members[name]
    return None


def _texts(values: Sequence[str | None]) -> "Array":
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:  # a file name that is not UTF-8
        return pa.array([value and _with_bytes_escaped(value) for value in values], pa.string())


def _with_bytes_escaped(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def _integers(values: Sequence[Any]) -> "Array":
    """Whole numbers; JSON may write them as 1.0."""
    return pa.array(values, pa.int64())


def _doubles(values: Sequence[Any]) -> "Array":
    """Numbers; INF, -INF, and NaN are strings in JSON."""
    return pa.array([None if value is None else float(value) for value in values], pa.float64())


def _booleans(values: Sequence[bool | None]) -> "Array":
    return pa.array(values, pa.bool_())


def _sizes(values: Sequence[Any]) -> "Array":
    return pa.array([_whole_number(value) for value in values], pa.int64())


def _whole_number(value: Any) -> int | None:
    """A size that fits in 64 bits; ``None`` for anything else."""
    number = read_size(value) if isinstance(value, str) else value
    if number is None or isinstance(number, str) or not _MIN_INT64 <= number <= _MAX_INT64:
        return None
    return int(number)


def _size_texts(values: Sequence[Any]) -> "Array":
    return pa.array([None if value is None else _size_text(value) for value in values], pa.string())


def _size_text(value: Any) -> str:
    return value if isinstance(value, str) else str(int(value))


def _json(values: Sequence[Any]) -> "Array":
    encode = msgspec.json.encode
    return pa.array([None if value is None else encode(value) for value in values], pa.string())


def _names(values: Sequence[tuple[str, Any] | None]) -> "Array":
    return _texts([None if value is None else value[0] for value in values])


def _json_of_named(values: Sequence[tuple[str, Any] | None]) -> "Array":
    return _json([None if value is None else value[1] for value in values])


_ARRAYS: dict[Kind, tuple[pa.DataType, "Callable[[Sequence[Any]], Array]"]] = {
    "text": (pa.string(), _texts),
    "integer": (pa.int64(), _integers),
    "double": (pa.float64(), _doubles),
    "boolean": (pa.bool_(), _booleans),
    "instant": (INSTANT, instants),
    "size": (pa.int64(), _sizes),
    "size text": (pa.string(), _size_texts),
    "json": (pa.string(), _json),
    "which": (pa.string(), _names),
    "json of which": (pa.string(), _json_of_named),
}
