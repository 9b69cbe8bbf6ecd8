"""Every spelling of a document gives the same values."""

import sys
from typing import Any

import pytest
from captured import plain_in
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_values import VERSIONS, full_document
from spellings import Spelling, as_cdata, as_references, spell, with_comments
from thoroughness import examples

import ipsxml
from ipsxml.codec import Document, Plain
from ipsxml.contract import Version, contract, version_named
from ipsxml.testing.strategies.value_strategies import plain_documents

quickly = settings(max_examples=examples(4), deadline=None, suppress_health_check=list(HealthCheck))
every_version = pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)

LARGEST = int(sys.float_info.max)
NAMES = ("reference", "pre-4.0", "2010-01-31", "2016-01-14-beta")
SPELLINGS = {
    "simple": Spelling(),
    "self-closing empty elements": Spelling(empty_in_short=True),
    "a prefix": Spelling(prefix="tns:"),
    "a prefix on the root only": Spelling(prefix="tns:", child_prefix=""),
    "a prefix on the members only": Spelling(child_prefix="m:"),
    "two prefixes": Spelling(prefix="a:", child_prefix="b:"),
    "a prefix with dots and dashes": Spelling(prefix="a.b-c_1:"),
    "a schema location": Spelling(root_attributes=' xsi:schemaLocation="urn:a b.xsd"'),
    "a location on every member": Spelling(child_attributes=' xsi:schemaLocation="urn:a &gt; b.xsd"'),
    "attributes in single quotes": Spelling(child_attributes=" xsi:schemaLocation='urn:&quot;a\" b'"),
    "namespaces declared on members": Spelling(child_attributes=' xmlns:other="urn:other"'),
    "types": Spelling(xsi_type=True),
    "types and a prefix": Spelling(xsi_type=True, prefix="tns:"),
    "CDATA": Spelling(text=as_cdata),
    "character references": Spelling(text=as_references),
    "comments inside text": Spelling(text=with_comments),
    "comments between elements": Spelling(between='<!-- <a b="c"> -->\n<?p d="e"?>'),
    "indentation": Spelling(between="\n    "),
    "space around values": Spelling(leaf_padding=" \t"),
    "lines around values": Spelling(leaf_padding="\r\n", between="\r\n\t"),
    "everything at once": Spelling(
        "a:", "b:", as_cdata, "\n", "<!-- -->\n", True, ' xsi:schemaLocation="urn:a b"', ' xmlns:c="d"', True
    ),
}


def read(xml: bytes) -> Document:
    return plain_in(xml)


def values_in(document: Document, spelling: Spelling) -> Any:
    xml = spell(document, spelling).encode()
    assert ipsxml.validate(xml).errors == ()
    return read(xml).payload


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("name", NAMES)
@quickly
@given(data=st.data())
def test_any_document_in_another_spelling_has_the_same_values(
    name: str, spelling: Spelling, data: st.DataObject
) -> None:
    version = version_named(name)
    if _is_without_namespace(version, spelling):
        pytest.skip("a document without a namespace has no prefixes")
    document = data.draw(plain_documents(version))

    assert values_in(document, spelling) == document.payload


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("name", NAMES)
def test_a_document_with_every_member_in_another_spelling_is_the_same(name: str, spelling: Spelling) -> None:
    version = version_named(name)
    if _is_without_namespace(version, spelling):
        pytest.skip("a document without a namespace has no prefixes")
    for element in ("getActiveJobsReturn", "submitJobParam"):
        document = full_document(version, element)

        assert values_in(document, spelling) == document.payload


def _is_without_namespace(version: Version, spelling: Spelling) -> bool:
    return version.is_reference and bool(spelling.prefix or spelling.child_prefix)


@every_version
@quickly
@given(data=st.data(), encoding=st.sampled_from(["UTF-16", "UTF-16-LE", "UTF-16-BE", "UTF-8", "ISO-8859-1"]))
def test_a_document_in_another_encoding_has_the_same_values(
    version: Version, data: st.DataObject, encoding: str
) -> None:
    document = data.draw(plain_documents(version))
    text = f'<?xml version="1.0" encoding="{encoding[:6]}"?>\n' + spell(document, Spelling())
    if encoding == "ISO-8859-1":
        text = text.replace('encoding="ISO-88"', 'encoding="ISO-8859-1"')
    mark = {"UTF-16-LE": b"\xff\xfe", "UTF-16-BE": b"\xfe\xff"}.get(encoding, b"")

    xml = mark + text.encode(encoding, errors="xmlcharrefreplace")

    assert read(xml) == document


@pytest.mark.parametrize("inside", [' xmlns:b="{}"', ""])
def test_prefixes_may_be_declared_on_the_envelope(inside: str) -> None:
    namespace = version_named("2010-01-31").namespace
    document = full_document(version_named("2010-01-31"), "getActiveJobsReturn")
    payload = spell(document, Spelling(prefix="a:", child_prefix="b:"))
    payload = payload.replace(f' xmlns:b="{namespace}"', inside.format(namespace)).replace(
        f' xmlns:a="{namespace}"', ""
    )
    xml = (
        f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="{namespace}" '
        f'xmlns:b="{namespace}"><s:Body>{payload}</s:Body></s:Envelope>'
    ).encode()

    assert read(xml) == Document(document.payload, document.api_version, document.element, "1.1")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("<jobHandle/>", ""),
        ("<jobHandle></jobHandle>", ""),
        ("<jobHandle><!-- c --></jobHandle>", ""),
        ("<jobHandle><![CDATA[]]></jobHandle>", ""),
        ("<jobHandle><?p?></jobHandle>", ""),
        ("<jobHandle> </jobHandle>", " "),
        ("<jobHandle>\r\na\rb</jobHandle>", "\na\nb"),
        ("<jobHandle>&#13;&#10;</jobHandle>", "\r\n"),
        ("<jobHandle>&amp;lt;</jobHandle>", "&lt;"),
        ("<jobHandle>&amp;#13;</jobHandle>", "&#13;"),
        ('<jobHandle>a="b"</jobHandle>', 'a="b"'),
        ('<jobHandle>&lt;!-- a="b" --&gt;</jobHandle>', '<!-- a="b" -->'),
        ("<jobHandle><![CDATA[</jobHandle>]]></jobHandle>", "</jobHandle>"),
        ("<jobHandle>/</jobHandle>", "/"),
        ("<jobHandle>&gt;/&gt;</jobHandle>", ">/>"),
        ("<jobHandle>a<!-- b -->c<![CDATA[d]]>&#x65;<?p?>f</jobHandle>", "acdef"),
        ("<jobHandle>𝒳&#x1D4B3;</jobHandle>", "𝒳𝒳"),
        ('<jobHandle xmlns:q="urn:q">x</jobHandle>', "x"),
    ],
)
def test_text_is_read_as_xml_defines_it(written: str, value: str) -> None:
    namespace = version_named("2010-01-31").namespace
    xml = f'<submitJobReturn xmlns="{namespace}">{written}</submitJobReturn>'.encode()

    assert read(xml).payload == {"jobHandle": value}
    assert ipsxml.decode(xml).payload == ipsxml.SubmitJobReturn(job_handle=value)


@pytest.mark.parametrize(
    "written",
    [
        "<stringArray{}/>",
        "<stringArray{}></stringArray>",
        "<stringArray{}> </stringArray>",
        "<stringArray{}><!-- --></stringArray>",
        "<stringArray{} />",
        '<a:stringArray xmlns:a="urn:b"{}/>',
        '<stringArray xmlns:a="urn:b/"{}></stringArray>',
    ],
)
def test_an_empty_root_is_empty_however_it_is_written(written: str) -> None:
    namespace = version_named("2010-01-31").namespace
    if written.startswith("<a:"):
        written = written.replace('"urn:b"', f'"{namespace}"')
        xml = written.format("")
    else:
        xml = written.format(f' xmlns="{namespace}"')

    assert read(xml.encode()).payload == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("72", 72),
        ("+72.50", 72.5),
        (".5", 0.5),
        ("5.", 5),
        ("-0", 0),
        ("1e3", 1000),
        ("1E-4", 1e-4),
        ("INF", "INF"),
        ("-INF", "-INF"),
        ("NaN", "NaN"),
        ("\n 72 ", 72),
        ("<!-- -->7<!-- -->2", 72),
    ],
)
def test_a_double_is_read_however_it_is_written(written: str, value: float | str) -> None:
    namespace = version_named("2010-01-31").namespace
    xml = f'<pdfOptions xmlns="{namespace}"><resolution>{written}</resolution></pdfOptions>'.encode()

    assert read(xml).payload == _with_required("PDFOptions") | {"resolution": value}


def _with_required(type_name: str) -> dict[str, Plain]:
    members = contract(version_named("2010-01-31")).types[type_name].members
    assert not any(member.min_occurs for member in members.values())
    return {}


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("0", 0),
        ("42", 42),
        ("999999999", 999999999),
        ("-5", -5),
        ("1" + "0" * 308, 10**308),
        (str(LARGEST), LARGEST),
        (str(LARGEST + 1), str(LARGEST + 1)),
        (f"-{LARGEST}", -LARGEST),
        (f"-{LARGEST + 1}", f"-{LARGEST + 1}"),
        ("1" + "0" * 5000, "1" + "0" * 5000),
        ("-0", "-0"),
        ("+5", "+5"),
        ("007", "007"),
        ("12 MB", "12 MB"),
        ("", ""),
        (" 5", " 5"),
    ],
)
def test_a_size_in_a_reference_document_is_a_number_if_possible(written: str, size: int | str) -> None:
    document = full_document(version_named("reference"), "activeJob")
    assert isinstance(document.payload, dict)
    xml = spell(
        Document(document.payload | {"totalSize": written}, document.api_version, document.element),
        Spelling(),
    )

    assert read(xml.encode()).payload == document.payload | {"totalSize": size}


@pytest.mark.parametrize(
    ("element", "alias", "name"),
    [
        ("activeJob", "imageServingRenderJob", "imageRenderingPublishJob"),
        ("activeJob", "uploadUrlJob", "uploadUrlsJob"),
        ("activeJob", "videopublishJob", "videoPublishJob"),
        ("activeJob", "ripPdfJob", "ripPdfsJob"),
    ],
)
def test_an_alias_from_the_reference_pages_is_read_as_the_wire_name(
    element: str, alias: str, name: str
) -> None:
    document = full_document(version_named("reference"), element)
    xml = spell(document, Spelling())

    respelt = xml.replace(f"<{name}>", f"<{alias}>").replace(f"</{name}>", f"</{alias}>")

    assert respelt != xml
    assert read(respelt.encode()) == document


def test_an_array_item_named_item_is_read_as_an_item() -> None:
    document = full_document(version_named("reference"), "taskProgress")
    inside = spell(document, Spelling()).partition(">")[2].removesuffix("</taskProgress>")

    items = f"<item>{inside}</item><item>{inside}</item>"

    assert read(f"<taskProgressArray>{items}</taskProgressArray>".encode()).payload == [document.payload] * 2
