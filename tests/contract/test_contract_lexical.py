"""The lexical forms of built-in types: XSD 1.0 decides, even where the engines disagree."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from thoroughness import examples

from ipsxml.codec.leaf_values import write_double
from ipsxml.contract import derive, libxml2_schema, version_named
from ipsxml.contract.lexical_forms import collapse, is_lexical, narrow_for_libxml2

XS = "{http://www.w3.org/2001/XMLSchema}"

# Texts by what the standard says of them, then by built-in: lexically possible (a year 0000 is not: XML
# Schema Part 2, 3.2.7.1), impossible, or possible but out of the range of values.
TEXTS: dict[str, dict[str, list[str]]] = json.loads(
    (Path(__file__).parent / "lexical_texts.json").read_text(encoding="utf-8")
)

# An element of each built-in, the only one in its document, and one with a limited type based on a built-in.
VERSION = version_named("2013-02-15")
HOLDERS = {
    "xs:boolean": "<MetadataPublishJob {}><forcePublish/></MetadataPublishJob>",
    "xs:int": "<UnsharpMaskOptions {}><threshold/></UnsharpMaskOptions>",
    "xs:long": "<ThumbnailOptions {}><thumbnailTime/></ThumbnailOptions>",
    "xs:double": "<UnsharpMaskOptions {}><amount/></UnsharpMaskOptions>",
    "xs:dateTime": "<getJobLogsParam {}><startDate/></getJobLogsParam>",
}
LIMITED_DOUBLE = (
    "<TaskItemProgress {}><itemName/><progress/><progressMessage/>"
    "<lastProgressUpdate>2013-02-15T12:00:00Z</lastProgressUpdate></TaskItemProgress>"
)
PLACES = {"forcePublish", "threshold", "thumbnailTime", "amount", "startDate", "progress"}

# Characters of values and lookalikes: digits, spaces, and signs of other scripts.
ALPHABETS = {
    "xs:boolean": "truefalsTF01 \n\u00a0１",
    "xs:int": "0189+-._,eE \t\u00a0１٣²−",
    "xs:long": "0189+-._,eE \t\u00a0１٣²−",
    "xs:double": "0189+-._,eEINFinfaNxd \n\u00a0１٣−",
    "xs:dateTime": "0123456789+-.:_,TtZz \r\u00a0１٣−",
}


def texts(*verdicts: str) -> pytest.MarkDecorator:
    """A parametrization over every built-in and text with one of these verdicts in the standard."""
    pairs = [
        (builtin, text) for verdict in verdicts for builtin, found in TEXTS[verdict].items() for text in found
    ]
    return pytest.mark.parametrize(("builtin", "text"), pairs)


@texts("possible")
def test_a_text_that_the_standard_allows_is_lexical(builtin: str, text: str) -> None:
    assert is_lexical(builtin, text) is True


@texts("impossible")
def test_a_text_that_the_standard_forbids_is_not_lexical(builtin: str, text: str) -> None:
    assert is_lexical(builtin, text) is False


@texts("out of range")
def test_the_range_of_a_value_is_not_lexical(builtin: str, text: str) -> None:
    assert is_lexical(builtin, text) is True


@pytest.mark.parametrize("text", ["", " ", "any text", "\u00a0", "1_0"])
def test_any_text_is_lexical_for_a_string(text: str) -> None:
    assert is_lexical("xs:string", text) is True


@pytest.mark.parametrize(
    ("text", "collapsed"),
    [
        ("", ""),
        (" \t\r\n", ""),
        ("  a \t\n b\r", "a b"),
        ("\u00a0a\u2003", "\u00a0a\u2003"),
        ("a\x0bb\x85", "a\x0bb\x85"),
    ],
)
def test_collapsing_treats_only_the_white_space_of_xml(text: str, collapsed: str) -> None:
    assert collapse(text) == collapsed


@texts("impossible", "out of range")
def test_libxml2_rejects_every_invalid_value(builtin: str, text: str) -> None:
    assert _accepts(HOLDERS[builtin], text) is False


@pytest.mark.parametrize("text", TEXTS["impossible"]["xs:double"])
def test_libxml2_rejects_impossible_numbers_for_a_limited_range(text: str) -> None:
    assert _accepts(LIMITED_DOUBLE, text) is False


@pytest.mark.parametrize(
    ("builtin", "text"),
    [
        ("xs:boolean", "true"),
        ("xs:int", "-2147483648"),
        ("xs:long", "9223372036854775807"),
        ("xs:double", "-1.5E-7"),
        ("xs:double", "-INF"),
        ("xs:double", "NaN"),
        ("xs:dateTime", "2013-02-15T12:00:00.123456789-05:00"),
    ],
)
def test_libxml2_accepts_the_forms_that_the_service_writes(builtin: str, text: str) -> None:
    assert _accepts(HOLDERS[builtin], text) is True


@pytest.mark.parametrize("text", ["0.0", "1.0", "1E-1"])
def test_libxml2_accepts_a_possible_number_within_a_limited_range(text: str) -> None:
    assert _accepts(LIMITED_DOUBLE, text) is True


@settings(max_examples=examples(250), deadline=None)
@given(text=st.one_of(st.text("019.eE+-", max_size=9), st.floats(-2, 2).map(str)))
def test_libxml2_rejects_every_number_outside_a_limited_range(text: str) -> None:
    accepted = _accepts(LIMITED_DOUBLE, text)

    assert not accepted or 0 <= float(text) <= 1


@settings(max_examples=examples(250), deadline=None)
@given(number=st.floats(0, 1))
def test_libxml2_accepts_every_written_number_within_a_limited_range(number: float) -> None:
    assert _accepts(LIMITED_DOUBLE, write_double(abs(number))) is True


@pytest.mark.parametrize(
    ("builtin", "holder"),
    [*HOLDERS.items(), ("xs:double", LIMITED_DOUBLE)],
    ids=[*HOLDERS, "limited xs:double"],
)
@settings(max_examples=examples(250), deadline=None)
@given(data=st.data())
def test_libxml2_never_accepts_a_text_that_is_not_lexical(
    builtin: str, holder: str, data: st.DataObject
) -> None:
    text = data.draw(_texts_near(builtin))

    accepted = _accepts(holder, text)

    assert is_lexical(builtin, text) or not accepted


def test_narrowing_leaves_one_plain_double_as_the_base_of_the_narrow_one() -> None:
    schema = derive(VERSION, limits=True)

    narrowed = narrow_for_libxml2(schema)

    plain = [
        narrowed.getroottree().getpath(node)
        for node in narrowed.iter(XS + "element", XS + "restriction")
        if "xs:double" in (node.get("type"), node.get("base"))
    ]
    (narrow,) = narrowed.iterfind(f"{XS}simpleType[@name='narrow.double']/{XS}restriction")
    assert narrowed is schema
    assert plain == [narrowed.getroottree().getpath(narrow)]


def _texts_near(builtin: str) -> st.SearchStrategy[str]:
    """Short texts from the alphabet of the type, and values truncated or changed in one place."""
    value = st.sampled_from(TEXTS["possible"][builtin])
    places = st.integers(0, 40)
    change = st.text(ALPHABETS[builtin], max_size=1)
    return st.one_of(
        st.text(ALPHABETS[builtin], max_size=3),
        st.builds(lambda text, end: text[: len(text) - end], value, st.integers(1, 5)),
        st.builds(lambda text, at, new: text[:at] + new + text[at:], value, places, change),
        st.builds(lambda text, at, new: text[:at] + new + text[at + 1 :], value, places, change),
    )


def _accepts(holder: str, text: str) -> bool:
    """Whether the narrowed schema accepts a document with this text in its only leaf."""
    document = etree.fromstring(holder.format(f'xmlns="{VERSION.namespace}"'))
    (place,) = (node for node in document if etree.QName(node).localname in PLACES)
    place.text = text
    return libxml2_schema(VERSION, VERSION.namespace).validate(document)
