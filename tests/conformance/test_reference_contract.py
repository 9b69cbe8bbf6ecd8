"""The reference contract: the union of the wire contracts, as on the reference pages."""

import pytest
from component_tree import (
    elements_of,
    facets_of,
    limited_types_of,
    namespaces_of_elements,
    schema_of,
    shapes_of,
)
from expected_contracts import ALIASES, global_elements, limited_elements, reference_shapes
from lxml import etree
from shapes import Facets, Part, Shape
from tables import rows

from ipsxml.contract import export_schema

# Types on the reference page of ActiveJob that are wrong, so the reference contract follows the wire: the
# xsd:int contains prose in every recording, and the other types do not exist or belong to another element.
PRINTED_IN_ERROR = {
    ("progressMessage", "xsd:int"): "xs:string",
    ("serverDirectoryPublishJob", "types:ImageServingPublishJob"): "ServerDirectoryPublishJob",
    ("imageRenderingPublishJob", "types:ImageServingRenderJob"): "ImageRenderingPublishJob",
    ("uploadUrlsJob", "types:UploadUrlJob"): "UploadUrlsJob",
    ("ripPdfsJob", "types:RipPdfJob"): "RipPdfsJob",
    ("progress", "xsd: (type lost in translation; xsd:double elsewhere)"): "xs:double",
}


def test_types_are_the_union_of_all_versions_in_any_order() -> None:
    shapes = shapes_of(schema_of("reference"))

    without_aliases = {name: _without_aliases(name, shape) for name, shape in shapes.items()}

    assert without_aliases == reference_shapes()


def test_spellings_of_the_pages_and_of_the_wire_are_allowed() -> None:
    shapes = shapes_of(schema_of("reference"))

    by_name = {(name, part.name): part for name, shape in shapes.items() for part in shape.parts}

    assert {pair: by_name[pair] for pair in ALIASES} == {
        ("TaskProgressArray", "item"): Part("item", "TaskProgress", 0, None),
        ("ActiveJob", "imageServingRenderJob"): Part(
            "imageServingRenderJob", "ImageRenderingPublishJob", 0, 1
        ),
        ("ActiveJob", "ripPdfJob"): Part("ripPdfJob", "RipPdfsJob", 0, 1),
        ("ActiveJob", "uploadUrlJob"): Part("uploadUrlJob", "UploadUrlsJob", 0, 1),
        ("ActiveJob", "videopublishJob"): Part("videopublishJob", "VideoPublishJob", 0, 1),
    }


def test_every_type_has_global_elements_in_both_spellings() -> None:
    elements = elements_of(schema_of("reference"))

    assert elements == global_elements(reference_shapes())


def test_no_element_is_in_a_namespace() -> None:
    schema = schema_of("reference")

    namespaces = namespaces_of_elements(schema)

    assert (schema.target_namespace, namespaces) == ("", {""})


def test_values_have_exactly_the_limits_of_the_pages() -> None:
    limited = limited_types_of(schema_of("reference"))

    assert limited.keys() == limited_elements()


def test_every_limited_value_is_used() -> None:
    schema = schema_of("reference")

    used = set(limited_types_of(schema).values())

    assert used == set(facets_of(schema))


def test_progress_is_from_zero_to_one() -> None:
    schema = schema_of("reference")
    limited, facets = limited_types_of(schema), facets_of(schema)

    found = {owner: facets[limited[owner, "progress"]] for owner in ("TaskProgress", "TaskItemProgress")}

    fraction = Facets("xs:double", minimum="0.0", maximum="1.0")
    assert found == {"TaskProgress": fraction, "TaskItemProgress": fraction}


@pytest.mark.parametrize(
    ("value", "is_allowed"),
    [
        ("0.0", True),
        ("1", True),
        ("5E-1", True),
        ("1.0000001", False),
        ("-0.1", False),
        ("INF", False),
        ("", False),
    ],
)
def test_both_engines_check_the_range_of_progress(value: str, *, is_allowed: bool) -> None:
    item = (
        f"<TaskItemProgress><itemName>a.tif</itemName><progress>{value}</progress><progressMessage/>"
        "<lastProgressUpdate>2013-02-15T12:00:00Z</lastProgressUpdate></TaskItemProgress>"
    )

    verdicts = _verdicts(item)

    assert verdicts == (is_allowed, is_allowed)


@pytest.mark.parametrize(
    ("value", "is_allowed"),
    [
        ("en", True),
        ("en-US", True),
        ("en-us", False),
        ("EN", False),
        ("eng", False),
        ("en_US", False),
        ("en-USA", False),
        ("en-", False),
        (" en", False),
        ("", False),
    ],
)
def test_both_engines_check_the_pattern_of_a_locale(value: str, *, is_allowed: bool) -> None:
    header = f"<authHeader><locale>{value}</locale></authHeader>"

    verdicts = _verdicts(header)

    assert verdicts == (is_allowed, is_allowed)


def test_members_may_be_in_the_order_of_the_page() -> None:
    task = (
        "<TaskProgress><taskType>t</taskType><numProcessed>1</numProcessed><numProcessing>0</numProcessing>"
        "<numPending>0</numPending><progress>1.0</progress><progressMessage/>"
        "<lastProgressUpdate>2013-02-15T12:00:00Z</lastProgressUpdate><taskItemProgressArray/>"
        "<taskState>Done</taskState></TaskProgress>"
    )

    verdicts = _verdicts(task)

    assert verdicts == (True, True)


@pytest.mark.parametrize("row", rows("reference_pages"), ids=lambda row: "-".join(row.values()))
def test_an_element_has_the_type_printed_on_its_page(row: dict[str, str]) -> None:
    shape = shapes_of(schema_of("reference"))[row["page"]]

    types = {part.name: part.type for part in shape.parts}

    printed = row["printed_type"].replace("xsd:", "xs:").removeprefix("types:")
    assert types[row["wire_name"]] == PRINTED_IN_ERROR.get((row["wire_name"], row["printed_type"]), printed)


def _without_aliases(name: str, shape: Shape) -> Shape:
    return shape._replace(parts=tuple(part for part in shape.parts if (name, part.name) not in ALIASES))


def _verdicts(document: str) -> tuple[bool, bool]:
    """Whether xmlschema and libxml2 each find the document valid."""
    libxml2 = etree.XMLSchema(etree.fromstring(export_schema()))
    return schema_of("reference").is_valid(document), libxml2.validate(etree.fromstring(document))
