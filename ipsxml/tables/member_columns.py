"""The columns derived from the schemas: the members of the types whose values are rows."""

from collections.abc import Iterator

from ipsxml.contract import ComplexType, Member, family
from ipsxml.contract.made_once import once
from ipsxml.model import field_names
from ipsxml.tables.flat_tables import TABLES, Column, FlatTable, Kind, TableName

_KINDS: dict[str | None, Kind] = {
    "xs:string": "text",
    "xs:int": "integer",
    "xs:long": "integer",
    "xs:double": "double",
    "xs:boolean": "boolean",
}


@once(most=len(TABLES))
def columns_of(name: TableName) -> tuple[Column, ...]:
    """All columns of a table: the place of the row, then the members of its types in wire order."""
    table = TABLES[name]
    columns = {column.name: column for column in table.place}
    for type_name in table.types:
        for column in _columns_of_type(family().types[type_name]):
            columns.setdefault(column.name, column)
    return tuple(columns.values())


def table_of(type_name: str) -> FlatTable | None:
    """The table whose rows are the values of a type; ``None`` if there is none."""
    return next((table for table in TABLES.values() if type_name in table.types), None)


def item_type(xsd_type: object) -> ComplexType | None:
    """The type of an array's items; ``None`` if the type is not an array or its items are text."""
    items = xsd_type.members.get("items") if isinstance(xsd_type, ComplexType) else None
    return items.type if items and isinstance(items.type, ComplexType) else None


def _columns_of_type(complex_type: ComplexType) -> Iterator[Column]:
    names = field_names(complex_type.name)
    members = [member for member in complex_type.members.values() if member.alias_of is None]
    for member in members:
        yield from _columns_of_member(member, names[member.name])
    details = tuple(member.name for member in members if _is_job_detail(member))
    if details:
        yield Column("detail", "which", "the name of the job detail, such as `uploadUrlsJob`", details)
        yield Column("detail_json", "json of which", "the job detail, as JSON", details)


def _columns_of_member(member: Member, name: str) -> Iterator[Column]:
    """The columns of a member: two for a time or a size, none for rows of other tables."""
    meaning, elements = _meaning(member), (member.name,)
    items = item_type(member.type)
    if member.builtin == "xs:dateTime":
        yield Column(name, "instant", meaning, elements)
        yield Column(f"{name}_text", "text", "the same time as written", elements)
    elif member.wire_type:
        yield Column(name, "size", meaning, elements)
        yield Column(f"{name}_text", "size text", "the same value as text, number or not", elements)
    elif member.builtin:
        yield Column(name, _KINDS[member.builtin], meaning, elements)
    elif items and table_of(items.name) is None:
        yield Column(f"{name}_json", "json", f"{meaning}, as JSON", elements)


def _is_job_detail(member: Member) -> bool:
    """Whether a member is a job detail, which defines the work of a job. A job has at most one of them."""
    return isinstance(member.type, ComplexType) and not member.type.is_array


def _meaning(member: Member) -> str:
    """The first sentence of the member's documentation in the schema."""
    sentence = member.documentation.partition(". ")[0].rstrip(".")
    return sentence[:1].lower() + sentence[1:]
