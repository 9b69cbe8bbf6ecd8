"""Every wire contract follows from the tables of types."""

import pytest
from component_tree import elements_of, facets_of, namespaces_of_elements, schema_of, shapes_of
from expected_contracts import FAULTS, global_elements, wire_shapes
from shapes import Shape
from tables import NAMESPACES, WIRE_VERSIONS

of_every_wire_version = pytest.mark.parametrize("version", WIRE_VERSIONS)


@of_every_wire_version
def test_types_have_the_members_of_the_tables(version: str) -> None:
    schema = schema_of(version)

    shapes = shapes_of(schema)

    assert shapes == wire_shapes(version)


@of_every_wire_version
def test_every_type_has_global_elements_in_both_spellings(version: str) -> None:
    schema = schema_of(version)

    elements = elements_of(schema)

    assert elements == global_elements(wire_shapes(version))


@of_every_wire_version
def test_elements_are_in_the_namespace_of_the_version(version: str) -> None:
    schema = schema_of(version)

    namespaces = namespaces_of_elements(schema)

    assert (schema.target_namespace, namespaces) == (NAMESPACES[version], {NAMESPACES[version]})


@of_every_wire_version
def test_values_have_no_limits_beyond_their_built_in(version: str) -> None:
    schema = schema_of(version)

    facets = facets_of(schema)

    assert facets == {}


def test_lower_camel_case_lowers_exactly_the_first_word() -> None:
    elements = elements_of(schema_of("2013-02-15"))

    lowered = {name: elements[name] for name in elements if name in ("pdfOptions", "unCompressOptions")}

    assert lowered == {"pdfOptions": "PDFOptions", "unCompressOptions": "UnCompressOptions"}
    assert {"pDFOptions", "uncompressOptions"}.isdisjoint(elements)


def test_faults_belong_only_to_the_version_with_their_namespace() -> None:
    found = {version: set(FAULTS).intersection(elements_of(schema_of(version))) for version in WIRE_VERSIONS}

    assert found == {version: set(FAULTS) if version == "pre-4.0" else set() for version in WIRE_VERSIONS}


def test_only_members_of_auth_header_may_be_in_any_order() -> None:
    orders = {
        (name, shape.order)
        for version in WIRE_VERSIONS
        for name, shape in shapes_of(schema_of(version)).items()
        if shape.order != "sequence"
    }

    assert orders == {("authHeader", "all")}


@pytest.mark.parametrize(
    ("type_name", "element", "occurrence"),
    [
        ("ActiveJob", "companyHandle", "required " * 10),
        ("ActiveJob", "taskProgressArray", "absent " + "optional " * 3 + "required " * 6),
        ("ActiveJob", "triggerTime", "absent " * 7 + "optional optional required"),
        ("TaskProgress", "taskState", "absent " * 5 + "required " * 5),
        ("PhotoshopOptions", "anchor", "optional " * 4 + "absent " * 6),
        ("authHeader", "appName", "optional " * 9 + "required"),
        ("authHeader", "samlResponse", "absent " * 9 + "optional"),
        ("UploadDirectoryJob", "xmpTemplateId", "absent " * 4 + "optional " * 5 + "absent"),
    ],
)
def test_the_occurrence_of_an_element_depends_on_the_version(
    type_name: str, element: str, occurrence: str
) -> None:
    contracts = [shapes_of(schema_of(version)) for version in WIRE_VERSIONS]

    found = [_occurrence(shapes.get(type_name), element) for shapes in contracts]

    assert found == occurrence.split()


def _occurrence(shape: Shape | None, element: str) -> str:
    least = {part.name: part.least for part in shape.parts} if shape else {}
    return {None: "absent", 0: "optional", 1: "required"}[least.get(element)]
