"""Our own reading of every contract matches xmlschema's component tree."""

import pytest
from component_tree import elements_of, facets_of, limited_types_of, schema_of, shapes_of
from our_reading import facets_in, limited_types_in, shapes_in
from tables import ALL_VERSIONS, WIRE_VERSIONS

from ipsxml.contract import REFERENCE, contract, version_named


@pytest.mark.parametrize("version", ALL_VERSIONS)
def test_types_read_the_same(version: str) -> None:
    ours = contract(version_named(version))

    shapes = shapes_in(ours)

    assert shapes == shapes_of(schema_of(version))


@pytest.mark.parametrize("version", ALL_VERSIONS)
def test_types_and_members_are_stored_under_their_own_names(version: str) -> None:
    ours = contract(version_named(version))

    misfiled = [
        (name, key, member.name)
        for name, found in ours.types.items()
        for key, member in found.members.items()
        if key != member.name
    ]

    assert misfiled == []
    assert [name for name, found in ours.types.items() if found.name != name] == []


@pytest.mark.parametrize("version", ALL_VERSIONS)
def test_global_elements_read_the_same(version: str) -> None:
    ours = contract(version_named(version))

    names = {element: complex_type.name for element, complex_type in ours.elements.items()}
    assert names == elements_of(schema_of(version))


def test_limited_values_read_the_same() -> None:
    ours = contract(REFERENCE)

    facets = facets_in(ours)

    assert facets == facets_of(schema_of("reference"))


def test_elements_with_limited_values_read_the_same() -> None:
    ours = contract(REFERENCE)

    limited = limited_types_in(ours)

    assert limited == limited_types_of(schema_of("reference"))


@pytest.mark.parametrize("version", WIRE_VERSIONS)
def test_a_wire_version_knows_the_limits_of_the_reference_pages(version: str) -> None:
    ours = contract(version_named(version))
    of_the_pages = limited_types_of(schema_of("reference"))

    limited = limited_types_in(ours)

    assert facets_in(ours) == facets_of(schema_of("reference"))
    assert limited == {
        (name, element): of_the_pages[name, element]
        for name, found in ours.types.items()
        for element in found.members
        if (name, element) in of_the_pages
    }
