"""The WSDL of each version, read by zeep."""

import io
from functools import cache
from typing import Any

import pytest
import xmlschema
import zeep
from lxml import etree

import ipsxml
from ipsxml.contract import REFERENCE, Version, contract, version_named, versions
from ipsxml.contract.operations import operations
from ipsxml.service.wsdl import wsdl

WIRE_VERSIONS = [version for version in versions() if not version.is_reference]
JOB_OPERATIONS = {
    *("getActiveJobs", "getScheduledJobs", "getJobLogs", "getJobLogDetails", "submitJob"),
    *("stopJob", "pauseJob", "resumeJob", "executeJob", "deleteJob"),
}
XS = "{http://www.w3.org/2001/XMLSchema}"
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
ADDRESS = "http://ips.example.com/service"
of_every_version = pytest.mark.parametrize("version", WIRE_VERSIONS, ids=lambda version: version.name)


@cache
def read(version: Version) -> Any:
    return zeep.Client(io.BytesIO(wsdl(version, ADDRESS)))  # type: ignore[no-untyped-call]


@of_every_version
def test_zeep_finds_the_operations_in_both_soap_versions(version: Version) -> None:
    [service] = read(version).wsdl.services.values()

    found = {
        name: (sorted(port.binding.all()), port.binding_options["address"])
        for name, port in service.ports.items()
    }
    expected = (sorted(operations(version)), ADDRESS)
    assert found == {"IpsApiSoapPort": expected, "IpsApiSoap12Port": expected}


@of_every_version
def test_operations_are_those_the_contract_has_an_answer_for(version: Version) -> None:
    later = set() if version.name == "pre-4.0" else {"getAssetJobLogs"}

    assert set(operations(version)) == JOB_OPERATIONS | later


@of_every_version
def test_zeep_finds_the_contract(version: Version) -> None:
    schema = read(version).wsdl.types

    reading = contract(version)
    submit = schema.get_element(f"{{{version.namespace}}}submitJobParam")
    assert [name for name, _ in submit.type.elements] == list(reading.types["submitJobParam"].members)


@of_every_version
def test_faults_and_the_header_are_in_their_own_namespace(version: Version) -> None:
    schema = read(version).wsdl.types

    common = "{http://www.scene7.com/IpsApi/xsd}"
    header = f"{{{version.namespace}}}" if version.name == "2016-01-14-beta" else common
    names = [name for name, _ in schema.get_element(f"{header}authHeader").type.elements]
    fault = [
        (name, part.type.name) for name, part in schema.get_element(f"{common}ipsApiFault").type.elements
    ]
    assert names == list(contract(version).types["authHeader"].members)
    assert fault == [("code", "int"), ("reason", "string")]


def schemas_in(version: Version) -> list[bytes]:
    root = etree.fromstring(wsdl(version, ADDRESS))
    return [etree.tostring(schema) for schema in root.iter(f"{XS}schema")]


@of_every_version
def test_each_schema_in_a_wsdl_compiles(version: Version) -> None:
    compiled = [
        (etree.XMLSchema(etree.fromstring(schema)), xmlschema.XMLSchema10(schema.decode(), allow="none"))
        for schema in schemas_in(version)
    ]

    assert version.namespace in [theirs.target_namespace for _, theirs in compiled]


@of_every_version
def test_the_schema_in_a_wsdl_accepts_only_valid_requests(version: Version) -> None:
    schema = etree.XMLSchema(etree.fromstring(schemas_in(version)[0]))

    good = etree.fromstring(
        ipsxml.encode(ipsxml.sample("submitJobParam", api=version.name, seed=7, complete=True))
    )
    bad = etree.fromstring(etree.tostring(good))
    bad[0].tag = f"{{{version.namespace}}}companyHandel"

    assert (schema.validate(good), schema.validate(bad)) == (True, False)


@of_every_version
def test_only_elements_named_by_messages_are_global(version: Version) -> None:
    root = etree.fromstring(wsdl(version, ADDRESS))

    found = {
        f"{{{schema.get('targetNamespace')}}}{element.get('name')}"
        for schema in root.iter(f"{XS}schema")
        for element in schema.iterchildren(f"{XS}element")
    }
    named = {
        f"{{{part.nsmap[prefix]}}}{name}"
        for part in root.iter(f"{WSDL}part")
        for prefix, _, name in [part.attrib["element"].partition(":")]
    }
    assert found == named
    assert len({name.lower() for name in found}) == len(found)


@pytest.mark.parametrize("port", ["IpsApiSoapPort", "IpsApiSoap12Port"])
def test_an_operation_has_an_action_a_header_and_faults(port: str) -> None:
    client = read(version_named("2013-02-15"))

    operation = client.wsdl.services["IpsApiService"].ports[port].binding.get("stopJob")
    assert str(operation).partition("(")[2] == (
        "companyHandle: xsd:string, jobHandle: xsd:string, _soapheaders={authHeader: ns1:authHeader}) -> "
    )
    assert (operation.soapaction, operation.style) == ("stopJob", "document")
    assert sorted(operation.faults) == ["authenticationFault", "authorizationFault", "ipsApiFault"]


def test_operations_are_documented() -> None:
    root = etree.fromstring(wsdl(version_named("2013-02-15"), ADDRESS))

    of = "{http://schemas.xmlsoap.org/wsdl/}"
    assert root.findtext(f"{of}portType/{of}operation[@name='stopJob']/{of}documentation") == (
        "Asks to stop a running job."
    )


def test_the_reference_pages_have_no_wsdl() -> None:
    with pytest.raises(ValueError, match="no namespace"):
        wsdl(REFERENCE, ADDRESS)
