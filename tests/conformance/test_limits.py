"""The reference contract allows exactly the values in the tables."""

import pytest
from component_tree import facets_of, limited_types_of, schema_of
from expected_contracts import FAULTS, UNKNOWN_USERS, constants, users_of_constants
from lxml import etree
from tables import rows, types_with

from ipsxml.contract import REFERENCE, SimpleType, contract, export_schema

KNOWN_USERS = {user: name for user, name in users_of_constants().items() if user not in UNKNOWN_USERS}


@pytest.mark.parametrize(("user", "set_name"), KNOWN_USERS.items(), ids=map("/".join, KNOWN_USERS))
def test_an_element_allows_the_values_of_its_constants(user: tuple[str, str], set_name: str) -> None:
    schema = schema_of("reference")
    value_type = limited_types_of(schema)[user]

    values = facets_of(schema)[value_type].values

    assert sorted(values) == sorted(constants()[set_name])


def test_every_set_of_constants_is_used() -> None:
    assert set(KNOWN_USERS.values()) == set(constants())


def test_only_one_element_in_the_table_of_constants_does_not_exist() -> None:
    # The page of constants lists AutoTransparentCropOptions/corner, but no version of the type has it:
    # cropping transparent borders needs only a tolerance.
    unknown = {
        (owner, element) for owner, element in users_of_constants() if owner not in types_with(element)
    }

    parts = contract(REFERENCE).types["AutoTransparentCropOptions"].members

    assert unknown == UNKNOWN_USERS
    assert list(parts) == ["tolerance"]


def test_a_task_state_is_one_of_those_on_the_pages() -> None:
    schema = schema_of("reference")
    value_type = limited_types_of(schema)["TaskProgress", "taskState"]

    values = facets_of(schema)[value_type].values

    assert sorted(values) == sorted(row["value"] for row in rows("task_states"))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_has_the_codes_and_the_constants_of_its_table(fault: str) -> None:
    reference = contract(REFERENCE)

    codes = reference.types[fault].members["code"].type
    assert isinstance(codes, SimpleType)

    listed = {row["code"]: row["constant"] for row in rows("faults") if row["fault"] == fault}
    assert dict(codes.constants) == listed
    assert sorted(codes.values) == sorted(listed)
    assert codes.base == "xs:int"


def test_the_tables_have_no_other_faults() -> None:
    assert {row["fault"] for row in rows("faults")} == set(FAULTS)


@pytest.mark.parametrize(
    ("attribute", "is_allowed"),
    [
        ('xmlns:f="urn:foreign" f:mark="1"', True),
        ('mark="1"', False),
    ],
)
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("version", ["pre-4.0", "reference"])
def test_a_fault_allows_only_attributes_of_other_namespaces(
    version: str, fault: str, attribute: str, *, is_allowed: bool
) -> None:
    code = next(row["code"] for row in rows("faults") if row["fault"] == fault)
    namespace = schema_of(version).target_namespace
    document = f'<{fault} xmlns="{namespace}" {attribute}><code>{code}</code><reason>r</reason></{fault}>'

    libxml2 = etree.XMLSchema(etree.fromstring(export_schema(fault, api=version)))
    verdicts = schema_of(version).is_valid(document), libxml2.validate(etree.fromstring(document))

    assert verdicts == (is_allowed, is_allowed)
