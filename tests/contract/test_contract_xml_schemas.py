"""The compiled schema of a version, for users' own tools."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema

import ipsxml
from ipsxml.contract import versions


@pytest.mark.parametrize("version", versions(), ids=lambda version: version.name)
def test_a_schema_validates_and_converts_documents_both_ways(version: ipsxml.Version, tmp_path: Path) -> None:
    schema = ipsxml.xml_schema(version.name)
    document = ipsxml.encode(ipsxml.sample("getActiveJobsReturn", api=version.name))
    path = tmp_path / "document.xml"
    path.write_bytes(document)

    content = schema.to_dict(str(path))
    element = schema.encode(content, path="getActiveJobsReturn")

    assert isinstance(element, ElementTree.Element)
    assert [schema.is_valid(each) for each in (document, ElementTree.tostring(element))] == [True, True]


def test_a_schema_is_compiled_once_and_documented() -> None:
    schema = ipsxml.xml_schema("2013-02-15")

    annotation = schema.types["TaskProgress"].annotation
    assert isinstance(schema, xmlschema.XMLSchema)
    assert schema is ipsxml.xml_schema("2013-02-15")
    assert annotation is not None
    assert "The progress of one task of a job." in str(annotation)


def test_a_schema_opens_no_network_connections() -> None:
    with pytest.raises(xmlschema.XMLSchemaException, match="block access"):
        ipsxml.xml_schema().is_valid("http://192.0.2.1/canary.xml")


def test_an_unknown_version_is_rejected() -> None:
    with pytest.raises(ipsxml.UnknownVersion, match=r"did you mean 2013-02-15\?$"):
        ipsxml.xml_schema("2013-02-16")
