"""Read the components of a schema as plain objects."""

from dataclasses import fields
from typing import Any

import pytest
from lxml import etree

from ipsxml.contract import ComplexType, Contract, Member, SimpleType
from ipsxml.contract.contract_types import read_contract

SCHEMA = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:ips="urn:ipsxml:contract">
  <xs:annotation><xs:documentation xml:lang="en">Not a component.</xs:documentation></xs:annotation>
  <xs:complexType name="Crate" ips:since="2008-01-15" ips:until="2012-02-14" ips:key="label color">
    <xs:annotation>
      <xs:documentation xml:lang="en">
        Holds
        bottles.
      </xs:documentation>
    </xs:annotation>
    <xs:all>
      <xs:element name="label" type="xs:string">
        <xs:annotation>
          <xs:documentation xml:lang="en">What it says outside.</xs:documentation>
        </xs:annotation>
      </xs:element>
      <xs:element name="tag" type="xs:string" minOccurs="0" ips:aliasOf="label"/>
      <xs:element name="color" type="Color" minOccurs="0"
                  ips:since="2009-07-31" ips:until="2010-01-31" ips:requiredSince="2010-01-31"/>
      <xs:element name="crates" type="CrateArray" minOccurs="0"/>
    </xs:all>
  </xs:complexType>
  <xs:complexType name="CrateArray">
    <xs:sequence><xs:element name="items" type="Crate" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
  </xs:complexType>
  <xs:element name="Crate" type="Crate"/>
  <xs:element name="crate" type="Crate"/>
  <xs:element name="breakage">
    <xs:annotation><xs:documentation xml:lang="en">What went wrong.</xs:documentation></xs:annotation>
    <xs:complexType>
      <xs:sequence><xs:element name="count" type="xs:int" minOccurs="2" maxOccurs="3"/></xs:sequence>
      <xs:anyAttribute namespace="##other" processContents="skip"/>
    </xs:complexType>
  </xs:element>
  <xs:element name="emptied"><xs:complexType/></xs:element>
  <xs:simpleType name="Color">
    <xs:annotation><xs:documentation xml:lang="en">A color.</xs:documentation></xs:annotation>
    <xs:restriction base="xs:int">
      <xs:enumeration value="1" id="RED"/>
      <xs:enumeration value="2"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="Share">
    <xs:restriction base="xs:double">
      <xs:minInclusive value="0.0"/>
      <xs:maxInclusive value="1.0"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="Code">
    <xs:restriction base="xs:string"><xs:pattern value="[A-Z]{2}"/></xs:restriction>
  </xs:simpleType>
</xs:schema>
"""


STRING = SimpleType("xs:string", base="xs:string")


@pytest.fixture
def contract() -> Contract:
    return read_contract(etree.fromstring(SCHEMA))


def fields_of(complex_type: ComplexType) -> dict[str, Any]:
    return {field.name: getattr(complex_type, field.name) for field in fields(complex_type)}


def text_of(contract: Contract) -> str:
    return repr((contract, [complex_type.members for complex_type in contract.types.values()]))


def test_a_type_has_its_members_in_order_with_all_their_facts(contract: Contract) -> None:
    crate = contract.types["Crate"]

    assert fields_of(crate) == {
        "name": "Crate",
        "members": {
            "label": Member(
                name="label",
                type=STRING,
                min_occurs=1,
                max_occurs=1,
                documentation="What it says outside.",
            ),
            "tag": Member(name="tag", type=STRING, min_occurs=0, max_occurs=1, alias_of="label"),
            "color": Member(
                name="color",
                type=contract.simple_types["Color"],
                min_occurs=0,
                max_occurs=1,
                since="2009-07-31",
                until="2010-01-31",
                required_since="2010-01-31",
            ),
            "crates": Member(name="crates", type=contract.types["CrateArray"], min_occurs=0, max_occurs=1),
        },
        "ordered": False,
        "takes_foreign_attributes": False,
        "documentation": "Holds bottles.",
        "since": "2008-01-15",
        "until": "2012-02-14",
        "key": ("label", "color"),
    }
    assert list(crate.members) == ["label", "tag", "color", "crates"]


def test_an_anonymous_type_has_the_name_of_its_element(contract: Contract) -> None:
    breakage = contract.types["breakage"]

    assert (breakage.name, breakage.documentation) == ("breakage", "What went wrong.")
    assert breakage.takes_foreign_attributes is True
    assert breakage.members == {"count": Member("count", SimpleType("xs:int", "xs:int"), 2, 3)}


def test_a_type_without_members_is_empty_and_not_an_array(contract: Contract) -> None:
    emptied = contract.types["emptied"]

    assert emptied.members == {}
    assert emptied.ordered is True
    assert emptied.is_array is False


def test_global_elements_refer_to_their_types(contract: Contract) -> None:
    assert contract.elements == {
        "Crate": contract.types["Crate"],
        "crate": contract.types["Crate"],
        "breakage": contract.types["breakage"],
        "emptied": contract.types["emptied"],
    }


def test_members_refer_to_their_types_in_any_order_of_declaration(contract: Contract) -> None:
    crate = contract.types["Crate"]

    assert contract.types["CrateArray"].members["items"].type is crate
    assert crate.members["color"].type is contract.simple_types["Color"]
    assert crate.members["crates"].type is contract.types["CrateArray"]
    assert repr(crate).startswith("ComplexType(name='Crate', ordered=False, ")


def test_limited_types_have_the_facets_of_the_schema(contract: Contract) -> None:
    assert contract.simple_types == {
        "Color": SimpleType(
            name="Color",
            base="xs:int",
            values=("1", "2"),
            constants={"1": "RED"},
            documentation="A color.",
        ),
        "Share": SimpleType(name="Share", base="xs:double", minimum="0.0", maximum="1.0"),
        "Code": SimpleType(name="Code", base="xs:string", pattern="[A-Z]{2}"),
    }


def test_only_a_type_of_repeating_items_is_an_array(contract: Contract) -> None:
    arrays = {name: found.is_array for name, found in contract.types.items()}

    assert arrays == {"Crate": False, "CrateArray": True, "breakage": False, "emptied": False}


def test_only_an_unbounded_member_repeats(contract: Contract) -> None:
    repeats = {
        (name, member.name): (member.repeats, member.max_occurs)
        for name in ("CrateArray", "breakage")
        for member in contract.types[name].members.values()
    }

    assert repeats == {("CrateArray", "items"): (True, None), ("breakage", "count"): (False, 3)}


def test_a_member_has_a_built_in_unless_its_type_is_complex(contract: Contract) -> None:
    crate = contract.types["Crate"]

    builtins = {name: member.builtin for name, member in crate.members.items()}

    assert builtins == {"label": "xs:string", "tag": "xs:string", "color": "xs:int", "crates": None}


def test_a_simple_type_is_limited_unless_it_is_a_built_in(contract: Contract) -> None:
    assert STRING.is_limited is False
    assert [found.is_limited for found in contract.simple_types.values()] == [True, True, True]


def test_components_are_read_from_any_containing_element() -> None:
    holder = etree.Element("family")
    holder.extend(etree.fromstring(SCHEMA))

    assert text_of(read_contract(holder)) == text_of(read_contract(etree.fromstring(SCHEMA)))
