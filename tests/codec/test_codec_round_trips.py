"""Every valid document survives round trips through XML, envelopes, and JSON."""

import pytest
from captured import plain_in, plain_in_json
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from plain_values import VERSIONS, full_document
from thoroughness import examples

import ipsxml
from ipsxml.codec import Document, write_json
from ipsxml.contract import Version, contract
from ipsxml.testing.strategies.value_strategies import plain_documents
from ipsxml.xml_writing import write_plain

quickly = settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
every_version = pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)


def read(xml: bytes) -> Document:
    return plain_in(xml)


def read_json(content: bytes) -> Document:
    return plain_in_json(content)


def canonical(xml: bytes) -> bytes:
    return etree.tostring(etree.fromstring(xml), method="c14n")


@every_version
@quickly
@given(data=st.data())
def test_written_xml_is_valid_and_reads_back_as_the_same_values(
    version: Version, data: st.DataObject
) -> None:
    document = data.draw(plain_documents(version))

    xml = write_plain(document)

    report = ipsxml.validate(xml)
    assert (report.errors, report.api_version, report.element) == ((), version.name, document.element)
    assert read(xml) == document


@every_version
def test_every_member_of_every_element_is_written_and_read(version: Version) -> None:
    for element in contract(version).elements:
        document = full_document(version, element)

        xml = write_plain(document)

        assert ipsxml.validate(xml).errors == ()
        assert read(xml) == document


@every_version
@quickly
@given(data=st.data())
def test_an_envelope_keeps_a_document_and_its_soap_version(version: Version, data: st.DataObject) -> None:
    document = data.draw(plain_documents(version, soap_versions=("1.1", "1.2")))

    xml = write_plain(document)

    report = ipsxml.validate(xml)
    assert (report.errors, report.soap_version) == ((), document.soap_version)
    assert read(xml) == document


@every_version
@quickly
@given(data=st.data())
def test_a_round_trip_through_json_gives_the_same_bytes(version: Version, data: st.DataObject) -> None:
    document = data.draw(plain_documents(version, soap_versions=(None, "1.1", "1.2")))

    written = write_json(document)

    assert read_json(written) == document
    assert write_json(read_json(written)) == written


@every_version
@quickly
@given(data=st.data())
def test_xml_survives_json_as_the_same_canonical_xml(version: Version, data: st.DataObject) -> None:
    xml = write_plain(data.draw(plain_documents(version, soap_versions=(None, "1.1", "1.2"))))

    again = write_plain(read_json(write_json(read(xml))))

    assert canonical(again) == canonical(xml)


@every_version
@quickly
@given(data=st.data(), indent=st.integers(0, 4))
def test_indentation_changes_no_value(version: Version, data: st.DataObject, indent: int) -> None:
    document = data.draw(plain_documents(version, soap_versions=(None, "1.1", "1.2")))

    assert read(write_plain(document, indent=indent)) == document
    assert read_json(write_json(document, indent=indent)) == document


@every_version
@quickly
@given(data=st.data())
def test_keys_are_in_wire_order_however_a_value_was_built(version: Version, data: st.DataObject) -> None:
    document = data.draw(plain_documents(version))
    assert write_json(read(write_plain(document))) == write_json(read(write_plain(_reversed(document))))


def _reversed(document: Document) -> Document:
    def backwards(value: object) -> object:
        if isinstance(value, dict):
            return {name: backwards(member) for name, member in reversed(value.items())}
        return [backwards(item) for item in value] if isinstance(value, list) else value

    value = backwards(document.payload)
    return Document(value, document.api_version, document.element)
