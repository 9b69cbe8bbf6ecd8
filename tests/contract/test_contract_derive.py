"""Deriving the contract of a version from the family, and compiling it for both engines."""

import pytest
from lxml import etree

from ipsxml.contract import (
    PRE_4_0,
    REFERENCE,
    Version,
    contract,
    credentials,
    derive,
    family,
    libxml2_schema,
    version_named,
    versions,
    xmlschema_schema,
)

XS = "{http://www.w3.org/2001/XMLSchema}"
NEWEST = versions()[-1]
of_every_version = pytest.mark.parametrize("version", versions(), ids=lambda version: version.name)


@of_every_version
def test_no_includes_and_no_ipsxml_vocabulary_remain(version: Version) -> None:
    schema = derive(version)

    tags = {str(node.tag) for node in schema.iter()}
    attributes = {str(name) for node in schema.iter() for name in node.attrib}

    assert [name for name in (*tags, *attributes) if "urn:ipsxml" in name] == []
    assert tags & {XS + "include", XS + "import", XS + "appinfo"} == set()
    assert "urn:ipsxml" not in etree.tostring(schema, encoding="unicode")


@of_every_version
def test_the_target_namespace_is_that_of_the_version(version: Version) -> None:
    schema = derive(version)

    header = {name: schema.get(name) for name in ("targetNamespace", "elementFormDefault")}

    assert header == {
        "targetNamespace": version.namespace or None,
        "elementFormDefault": None if version.is_reference else "qualified",
    }


def test_another_namespace_can_replace_that_of_the_version() -> None:
    schema = derive(NEWEST, "http://www.scene7.com/IpsApi/xsd/2031-01-01")

    found = schema.get("targetNamespace"), schema.nsmap[None]

    assert found == ("http://www.scene7.com/IpsApi/xsd/2031-01-01",) * 2


def test_deriving_a_version_does_not_change_the_family() -> None:
    before = etree.tostring(derive(REFERENCE)), etree.tostring(derive(NEWEST))

    derive(PRE_4_0)
    derive(PRE_4_0, limits=True, documented=False)

    assert (etree.tostring(derive(REFERENCE)), etree.tostring(derive(NEWEST))) == before


def test_limits_keep_documented_values_where_the_wire_has_built_ins() -> None:
    types = {
        limits: {
            member: _member(derive(NEWEST, limits=limits), "TaskProgress", member).get("type")
            for member in ("taskState", "progress", "numPending")
        }
        for limits in (False, True)
    }

    assert types == {
        False: {"taskState": "xs:string", "progress": "xs:double", "numPending": "xs:int"},
        True: {"taskState": "TaskState", "progress": "Fraction", "numPending": "xs:int"},
    }


def test_the_wire_type_replaces_the_type_a_page_prints() -> None:
    types = [
        _member(derive(version, limits=limits), "ActiveJob", "totalSize").get("type")
        for version, limits in ((REFERENCE, False), (NEWEST, False), (NEWEST, True))
    ]

    assert types == ["xs:string", "xs:int", "xs:int"]


def test_documentation_is_kept_or_dropped_completely() -> None:
    counts = [
        len(list(derive(NEWEST, documented=documented).iter(XS + "annotation")))
        for documented in (True, False)
    ]

    components = list(derive(NEWEST).iter(XS + "complexType", XS + "element"))
    anonymous = [node for node in components if "name" not in node.attrib]
    assert counts == [len(components) - len(anonymous), 0]


def test_a_contract_is_compiled_once() -> None:
    namespace = NEWEST.namespace

    first = contract(NEWEST), libxml2_schema(NEWEST, namespace), xmlschema_schema(NEWEST, namespace)
    second = contract(NEWEST), libxml2_schema(NEWEST, namespace), xmlschema_schema(NEWEST, namespace)

    assert [one is other for one, other in zip(first, second, strict=True)] == [True, True, True]


def test_an_unknown_release_is_validated_in_its_own_namespace() -> None:
    unknown = "http://www.scene7.com/IpsApi/xsd/2031-01-01"
    schema = libxml2_schema(NEWEST, unknown)

    verdicts = [
        schema.validate(etree.Element(f"{{{name}}}stopJobReturn")) for name in (unknown, NEWEST.namespace)
    ]

    assert verdicts == [True, False]


@pytest.mark.parametrize(
    ("state", "accepted_within_limits"),
    [("Done", True), ("Bored", False)],
)
def test_libxml2_checks_against_the_pages_and_xmlschema_against_the_wire(
    state: str, *, accepted_within_limits: bool
) -> None:
    version = version_named("2013-02-15")
    task = etree.fromstring(
        f'<TaskProgress xmlns="{version.namespace}"><taskType>t</taskType><taskState>{state}</taskState>'
        "<numProcessed>1</numProcessed><numProcessing>0</numProcessing><numPending>0</numPending>"
        "<progress>1.0</progress><progressMessage/>"
        "<lastProgressUpdate>2013-02-15T12:00:00Z</lastProgressUpdate><taskItemProgressArray/></TaskProgress>"
    )

    fast = libxml2_schema(version, version.namespace).validate(task)
    plain = xmlschema_schema(version, version.namespace).is_valid(etree.tostring(task))

    assert (fast, plain) == (accepted_within_limits, True)


def test_the_family_has_the_versions_of_every_member() -> None:
    members = family().types["UploadDirectoryJob"].members

    spans = {
        name: (members[name].since, members[name].until, members[name].required_since)
        for name in ("serverDir", "xmpKeywords", "xmpTemplateId")
    }
    trigger = family().types["ActiveJob"].members["triggerTime"]

    assert spans == {
        "serverDir": (None, None, None),
        "xmpKeywords": ("2010-01-31", None, None),
        "xmpTemplateId": ("2010-01-31", "2014-04-03", None),
    }
    assert (trigger.since, trigger.required_since) == ("2013-08-29-beta", "2016-01-14-beta")


def test_the_family_has_the_aliases() -> None:
    aliases = {
        (name, member.name): member.alias_of
        for name, found in family().types.items()
        for member in found.members.values()
        if member.alias_of
    }

    assert aliases == {
        ("TaskProgressArray", "item"): "items",
        ("ActiveJob", "imageServingRenderJob"): "imageRenderingPublishJob",
        ("ActiveJob", "ripPdfJob"): "ripPdfsJob",
        ("ActiveJob", "uploadUrlJob"): "uploadUrlsJob",
        ("ActiveJob", "videopublishJob"): "videoPublishJob",
    }


def test_the_family_has_the_credentials() -> None:
    assert credentials() == {"authHeader": {"user", "password", "accessToken", "samlResponse"}}


def test_the_family_has_the_keys_of_items_and_all_are_strings() -> None:
    keys = {name: found.key for name, found in family().types.items() if found.key}

    assert keys == {
        "TaskItemProgress": ("itemName",),
        "TaskProgress": ("taskType",),
        "UploadUrl": ("destPath",),
        "ActiveJob": ("jobHandle", "name"),
        "JobLog": ("jobHandle",),
        "AssetJobLog": ("jobHandle",),
        "ScheduledJob": ("jobHandle",),
    }
    members = [family().types[name].members[key] for name, names in keys.items() for key in names]
    assert {member.type.name for member in members} == {"xs:string"}
    assert [found.key for found in contract(NEWEST).types.values() if found.key] == []


def _member(schema: etree._Element, type_name: str, member: str) -> etree._Element:
    found = schema.find(f"{XS}complexType[@name='{type_name}']/*/{XS}element[@name='{member}']")
    assert found is not None
    return found
