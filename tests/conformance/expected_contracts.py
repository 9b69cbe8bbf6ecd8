"""The contract of each version that follows from the tables."""

import re

from shapes import Part, Shape
from tables import WIRE_VERSIONS, Row, is_from, rows, rows_of_types, types_with

# These types are in the same namespace in every version, so they belong to the contract of that namespace.
_OTHER_ATTRIBUTES = "##other"
_FAULT_PARTS = (Part("code", "xs:int", 1, 1), Part("reason", "xs:string", 1, 1))
_SAML_RESPONSE = Part("samlResponse", "xs:string", 0, 1)
FAULTS = ("authenticationFault", "authorizationFault", "ipsApiFault")

# Spellings of the reference pages: (type, spelling) and the name on the wire.
ALIASES = {
    ("TaskProgressArray", "item"): "items",
    ("ActiveJob", "imageServingRenderJob"): "imageRenderingPublishJob",
    ("ActiveJob", "uploadUrlJob"): "uploadUrlsJob",
    ("ActiveJob", "videopublishJob"): "videoPublishJob",
    ("ActiveJob", "ripPdfJob"): "ripPdfsJob",
}

# Elements whose built-in on the reference pages, and in the reference contract, differs from the wire.
_REFERENCE_TYPES = {("ActiveJob", "totalSize"): "xs:string"}

# Elements in the table of constants that no version has.
UNKNOWN_USERS = {("AutoTransparentCropOptions", "corner")}


def wire_shapes(version: str) -> dict[str, Shape]:
    """The shape of every type of a wire version by name."""
    shapes = {
        name: Shape("sequence", tuple(_part(row, version) for row in found if _allows(version, row)))
        for name, found in rows_of_types().items()
        if _has_type(version, found)
    }
    shapes["authHeader"] = _header_shape(version)
    if version == "pre-4.0":
        shapes |= dict.fromkeys(FAULTS, Shape("sequence", _FAULT_PARTS, _OTHER_ATTRIBUTES))
    return shapes


def reference_shapes() -> dict[str, Shape]:
    """The shape of every type of the reference contract, without aliases, with built-ins for simple types."""
    shapes = {name: _reference_shape(found) for name, found in rows_of_types().items()}
    shapes["authHeader"] = Shape("all", (*_header_shape("pre-4.0").parts, _SAML_RESPONSE))
    return shapes | dict.fromkeys(FAULTS, Shape("all", _FAULT_PARTS, _OTHER_ATTRIBUTES))


def _header_shape(version: str) -> Shape:
    """The members of ``authHeader``, from the README of the tables."""
    is_newest = version == "2016-01-14-beta"
    parts = (
        Part("user", "xs:string", 0, 1),
        Part("password", "xs:string", 0, 1),
        Part("locale", "xs:string", 0, 1),
        Part("appName", "xs:string", int(is_newest), 1),
        Part("appVersion", "xs:string", int(is_newest), 1),
        Part("gzipResponse", "xs:boolean", 0, 1),
        Part("faultHttpStatusCode", "xs:int", 0, 1),
        Part("accessToken", "xs:string", 0, 1),
    )
    return Shape("all", (*parts, _SAML_RESPONSE) if is_newest else parts)


def global_elements(shapes: dict[str, Shape]) -> dict[str, str]:
    """The type name of every global element of a contract with these types."""
    return {
        element: name
        for name in shapes
        for element in ((name, lower_camel(name)) if name[0].isupper() else (name,))
    }


def lower_camel(name: str) -> str:
    """``name`` with its first word in lower case: ``pdfOptions`` for PDFOptions."""
    return re.sub(r"^([A-Z]+(?=[A-Z][a-z])|[A-Z])", lambda word: word[0].lower(), name)


def constants() -> dict[str, tuple[str, ...]]:
    """The values of each set of constants."""
    values: dict[str, tuple[str, ...]] = {}
    for row in rows("constants"):
        values[row["set"]] = (*values.get(row["set"], ()), row["value"])
    return values


def users_of_constants() -> dict[tuple[str, str], str]:
    """The name of the set of constants for every (type, element) pair with one."""
    return {
        user: row["set"]
        for row in rows("constants")
        for entry in re.sub(r"\(.*\)", "", row["used_by"]).split()
        for user in _users(entry)
    }


def limited_elements() -> set[tuple[str, str]]:
    """Every (type, element) pair whose values the reference pages limit."""
    return {
        *(user for user in users_of_constants() if user not in UNKNOWN_USERS),
        *_users("TaskProgress/progress"),
        *_users("TaskItemProgress/progress"),
        *_users("*/locale"),
        ("authHeader", "locale"),
        *((fault, "code") for fault in FAULTS),
    }


def needed_types(name: str, shapes: dict[str, Shape]) -> set[str]:
    """``name`` and every type that it contains at any depth."""
    needed: set[str] = set()
    pending = [name]
    while pending:
        current = pending.pop()
        if current not in needed:
            needed.add(current)
            pending += [part.type for part in shapes[current].parts if part.type in shapes]
    return needed


def _users(entry: str) -> tuple[tuple[str, str], ...]:
    owner, element = entry.split("/")
    return tuple((name, element) for name in (types_with(element) if owner == "*" else (owner,)))


def _has_type(version: str, found: tuple[Row, ...]) -> bool:
    return any(is_from(version, row["since"]) for row in found)


def _allows(version: str, row: Row) -> bool:
    has_ended = row["until"] != "" and version != row["until"] and is_from(version, row["until"])
    return row["element"] != "" and is_from(version, row["since"]) and not has_ended


def _requires(version: str, row: Row) -> bool:
    is_required = row["required_since"] != "" and is_from(version, row["required_since"])
    return is_required and _allows(version, row)


def _part(row: Row, version: str) -> Part:
    return Part(row["element"], row["xsd_type"], int(_requires(version, row)), _most(row))


def _most(row: Row) -> int | None:
    return None if row["max_occurs"] == "unbounded" else int(row["max_occurs"])


def _reference_shape(found: tuple[Row, ...]) -> Shape:
    holders = [version for version in WIRE_VERSIONS if _has_type(version, found)]
    parts = tuple(
        Part(
            row["element"],
            _REFERENCE_TYPES.get((row["type"], row["element"]), row["xsd_type"]),
            int(all(_requires(version, row) for version in holders)),
            _most(row),
        )
        for row in found
        if row["element"]
    )
    is_array_or_empty = all(part.most is None for part in parts)
    return Shape("sequence" if is_array_or_empty else "all", parts)
