"""xmlschema and libxml2 load every schema, both the files and the exports."""

from pathlib import Path

import pytest
import xmlschema
from component_tree import elements_of, facets_of, schema_of
from expected_contracts import global_elements, needed_types, reference_shapes, wire_shapes
from lxml import etree
from tables import ALL_VERSIONS, NAMESPACES

from ipsxml.contract import export_schema
from ipsxml.contract.family import schema_directory

XS = "{http://www.w3.org/2001/XMLSchema}"
of_every_file = pytest.mark.parametrize(
    "path", sorted(Path(schema_directory()).glob("*.xsd")), ids=lambda path: path.name
)
# Versions whose elements are each exported alone: the oldest, which has the faults, and a late one.
EXPORTED_PIECEMEAL = {version: wire_shapes(version) for version in ("pre-4.0", "2013-08-29-beta")}


@pytest.mark.parametrize("version", ALL_VERSIONS)
def test_both_engines_load_the_export_of_every_version(version: str) -> None:
    text = export_schema(api=version)
    known = f'<stopJobReturn xmlns="{NAMESPACES[version]}"/>'
    unknown = f'<stopJobReturns xmlns="{NAMESPACES[version]}"/>'

    libxml2 = etree.XMLSchema(etree.fromstring(text))

    assert [libxml2.validate(etree.fromstring(document)) for document in (known, unknown)] == [True, False]
    assert [schema_of(version).is_valid(document) for document in (known, unknown)] == [True, False]


@of_every_file
def test_libxml2_loads_every_file_and_knows_its_elements(path: Path) -> None:
    declared = _global_elements_in(path)

    schema = etree.XMLSchema(file=str(path))

    assert [name for name in (*declared, "unknown") if not _knows(schema, name)] == ["unknown"]


@of_every_file
def test_xmlschema_loads_every_file_and_knows_its_elements(path: Path) -> None:
    declared = _global_elements_in(path)

    schema = xmlschema.XMLSchema10(path, allow="local")

    assert [name for name in (*declared, "unknown") if name not in schema.elements] == ["unknown"]


def test_the_main_file_contains_the_whole_family() -> None:
    path = Path(schema_directory(), "ips.xsd")

    schema = xmlschema.XMLSchema10(path, allow="local")

    assert elements_of(schema) == global_elements(reference_shapes())


@pytest.mark.parametrize(
    ("version", "element", "type_name"),
    [
        (version, element, type_name)
        for version, shapes in EXPORTED_PIECEMEAL.items()
        for element, type_name in global_elements(shapes).items()
    ],
)
def test_an_exported_element_has_exactly_the_types_it_needs(
    version: str, element: str, type_name: str
) -> None:
    text = export_schema(element, api=version)

    root = etree.fromstring(text)
    etree.XMLSchema(root)  # raises if a type is missing

    needed = needed_types(type_name, EXPORTED_PIECEMEAL[version])
    complex_types = {_name_of(node) for node in root.iter(f"{XS}complexType")}
    assert complex_types == needed
    assert element in {node.attrib["name"] for node in root.iterfind(f"{XS}element")}


@pytest.mark.parametrize("name", facets_of(schema_of("reference")))
def test_an_exported_simple_type_is_a_complete_schema(name: str) -> None:
    text = export_schema(name)

    root = etree.fromstring(text)
    etree.XMLSchema(root)  # raises if anything is missing

    assert [node.attrib["name"] for node in root] == [name]


def test_an_exported_element_keeps_the_limits_of_its_values() -> None:
    text = export_schema("TaskProgress")

    schema = xmlschema.XMLSchema10(text, allow="none")

    assert {name for name, found in schema.types.items() if found.is_simple()} == {"TaskState", "Fraction"}


def _global_elements_in(path: Path) -> list[str]:
    return [node.attrib["name"] for node in etree.parse(path).iterfind(f"{XS}element")]


def _knows(schema: etree.XMLSchema, name: str) -> bool:
    schema.validate(etree.Element(name))
    return "No matching global declaration" not in str(schema.error_log)


def _name_of(complex_type: etree._Element) -> str:
    """The name of a type, or of its element if the type is anonymous."""
    parent = complex_type.getparent()
    assert parent is not None
    return complex_type.get("name") or parent.attrib["name"]
