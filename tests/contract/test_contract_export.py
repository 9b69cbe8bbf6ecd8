"""Contracts exported as standalone schemas."""

import pytest
from lxml import etree

from ipsxml.contract import PRE_4_0, Version, export_schema, fixed_namespaces, versions
from ipsxml.errors import IpsXmlError, UnknownType, UnknownVersion

XS = "{http://www.w3.org/2001/XMLSchema}"
of_every_version = pytest.mark.parametrize("version", versions(), ids=lambda version: version.name)


@of_every_version
def test_the_first_line_names_the_contract_and_its_evidence(version: Version) -> None:
    text = export_schema(api=version.name)

    title = "the reference pages" if version.name == "reference" else f"API version {version.name}"
    assert text.splitlines()[0] == (
        f"<!-- IPS job documents: the contract of {title}. Evidence: {version.evidence}. -->"
    )


@of_every_version
def test_an_exported_schema_is_self_contained(version: Version) -> None:
    text = export_schema(api=version.name)

    external = ("<?xml ", "urn:ipsxml", " ips:", "xs:include", "xs:import", "schemaLocation")

    assert [word for word in external if word in text] == []


def test_the_reference_contract_is_the_default() -> None:
    assert export_schema() == export_schema(api="reference")
    assert export_schema("TaskProgress") == export_schema("TaskProgress", api="reference")


def test_every_component_keeps_its_documentation() -> None:
    schema = etree.fromstring(export_schema(api="2013-02-15"))

    undocumented = [
        node.get("name")
        for node in schema.iter(XS + "complexType", XS + "element")
        if "name" in node.attrib and not node.findtext(f"{XS}annotation/{XS}documentation", "").strip()
    ]

    assert undocumented == []


def test_an_exported_type_includes_only_the_types_it_uses() -> None:
    schema = etree.fromstring(export_schema("TaskProgress", api="2008-01-15"))

    components = [(etree.QName(node).localname, node.get("name")) for node in schema]

    assert components == [
        ("complexType", "TaskItemProgressArray"),
        ("element", "TaskItemProgressArray"),
        ("complexType", "TaskItemProgress"),
        ("element", "TaskItemProgress"),
        ("complexType", "TaskProgress"),
        ("element", "TaskProgress"),
    ]


def test_an_exported_element_includes_its_type() -> None:
    schema = etree.fromstring(export_schema("pdfOptions", api="2013-02-15"))

    components = [(etree.QName(node).localname, node.get("name")) for node in schema]

    assert components == [("complexType", "PDFOptions"), ("element", "PDFOptions"), ("element", "pdfOptions")]


@pytest.mark.parametrize("name", sorted(fixed_namespaces()))
@pytest.mark.parametrize("version", versions()[1:], ids=lambda version: version.name)
def test_a_fault_is_exported_the_same_for_every_version(version: Version, name: str) -> None:
    text = export_schema(name, api=version.name)

    schema = etree.fromstring(text)
    sentence = f"the contract of {name}, the same in every API version."
    assert text.startswith(f"<!-- IPS job documents: {sentence} Evidence: {PRE_4_0.evidence}. -->\n")
    assert (schema.get("targetNamespace"), [node.get("name") for node in schema]) == (
        fixed_namespaces()[name],
        [name],
    )
    assert isinstance(etree.XMLSchema(schema), etree.XMLSchema)


@pytest.mark.parametrize(
    ("name", "api", "message"),
    [
        (
            "TaskProgres",
            "2013-02-15",
            "2013-02-15 has no type or element TaskProgres; did you mean TaskProgress?",
        ),
        (
            "taskprogress",
            "2013-02-15",
            "2013-02-15 has no type or element taskprogress; did you mean taskProgress?",
        ),
        ("xyzzy", "2013-02-15", "2013-02-15 has no type or element xyzzy"),
        ("TaskState", "2013-02-15", "2013-02-15 has no type or element TaskState"),
        ("TaskProgress", "pre-4.0", "pre-4.0 has no type or element TaskProgress"),
        (
            "authenticationfault",
            "2013-02-15",
            "2013-02-15 has no type or element authenticationfault; did you mean authenticationFault?",
        ),
    ],
)
def test_an_unknown_type_is_rejected_with_a_suggestion_if_any(name: str, api: str, message: str) -> None:
    with pytest.raises(UnknownType) as refusal:
        export_schema(name, api=api)

    assert str(refusal.value) == message
    assert isinstance(refusal.value, IpsXmlError)
    assert isinstance(refusal.value, ValueError)


def test_an_unknown_version_is_rejected_before_an_unknown_type() -> None:
    with pytest.raises(
        UnknownVersion, match=r"^no API version '4\.5'; known versions: reference, pre-4\.0, 2008"
    ):
        export_schema("xyzzy", api="4.5")
