"""What a compiled decoder takes is valid, and what is valid and spelt plainly it takes."""

from copy import deepcopy

import pytest
from codec_documents import VERSIONS, documents, full_document
from codec_spellings import Spelling, spell
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from lxml import etree

import ipsxml
from ipsxml.capture import local_name, namespace_of, read_capture
from ipsxml.codec import PlainDocument, decode_valid, to_model, walk
from ipsxml.contract import Version, contract, family

WIRE_VERSIONS = [version for version in VERSIONS if not version.is_reference]
NAMES = sorted({name for each in family().types.values() for name in each.members} | set(family().elements))
TRAPS = [
    *(
        "1E",
        "1_0",
        "１",
        "TRUE",
        "+INF",
        "INF",
        "NaN",
        "",
        " ",
        "\n",
        " 1 ",
        "-0",
        "+1",
        "1.",
        ".5",
        "0x1",
        "1e999",
    ),
    *("2147483648", "999999999", "9223372036854775808", "true", "0", "1\N{NO-BREAK SPACE}", "a & b", "x"),
    *("2011-03-30T24:00:00", "2011-02-30T00:00:00", " 2011-03-30T14:32:08Z ", "99999-01-01T00:00:00"),
    *("2011-03-30 14:32:08", "20110330T143208", "2011-03-30T14:32:08+14:30", "0000-01-01T00:00:00"),
]


def type_of(document: PlainDocument) -> str:
    assert document.type_name is not None
    return document.type_name


def payload_of(document: PlainDocument, spelling: Spelling) -> etree._Element:
    return read_capture(spell(document, spelling).encode()).payload


@st.composite
def mutated(draw: st.DrawFn, root: etree._Element) -> etree._Element:
    """The tree with one to three changes, which mostly make it invalid."""
    for _ in range(draw(st.integers(1, 3))):
        element = draw(st.sampled_from(list(root.iter())))
        parent = element.getparent()
        change = draw(st.sampled_from(["drop", "double", "move", "unwrap", "rename", "wrap", "text", "mark"]))
        if change == "text":
            element.text = draw(st.sampled_from(TRAPS))
        elif change == "rename" and parent is not None:
            name = draw(st.sampled_from(sorted({local_name(each) for each in root.iter()}) + NAMES))
            element.tag = f"{{{namespace_of(element)}}}{name}"
        elif change == "mark":
            element.set(
                draw(st.sampled_from(["a", "{http://www.w3.org/2001/XMLSchema-instance}nil"])), "true"
            )
        elif change == "wrap":
            inner = etree.SubElement(element, element.tag)
            inner.text = element.text
            inner.extend(element[:-1])
        elif parent is not None:
            place = parent.index(element)
            if change in ("drop", "unwrap"):
                parent.remove(element)
            if change == "double":
                parent.insert(place, deepcopy(element))
            if change == "unwrap":
                parent[place:place] = list(element)
            if change == "move":
                parent.insert(draw(st.integers(0, len(parent) - 1)), element)
    return root


@pytest.mark.parametrize("typed", [False, True], ids=["plain", "typed"])
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), version=st.sampled_from(WIRE_VERSIONS), between=st.sampled_from(["", "\n  "]))
def test_what_a_decoder_takes_is_valid_and_decoded_right(
    data: st.DataObject, version: Version, between: str, *, typed: bool
) -> None:
    document = data.draw(documents(version))
    spelling = Spelling(between=between, empty_in_short=data.draw(st.booleans()))
    payload = data.draw(mutated(payload_of(document, spelling)))
    type_name = type_of(document)
    try:
        value = decode_valid(payload, type_name, version, typed=typed)
    except (ValueError, OverflowError):
        event("not taken")
        return
    event("taken")

    report = ipsxml.validate(etree.tostring(payload))
    expected = walk(payload, type_name, contract(version))

    assert report.errors == ()
    assert repr(value) == repr(to_model(expected, type_name, contract(version)) if typed else expected)


@pytest.mark.parametrize("spelling", [Spelling(), Spelling(prefix="tns:"), Spelling(between="\n  ")])
@pytest.mark.parametrize("version", WIRE_VERSIONS, ids=lambda version: version.name)
def test_a_valid_document_in_plain_spelling_is_taken(version: Version, spelling: Spelling) -> None:
    for element in ("getActiveJobsReturn", "submitJobParam", "getJobLogsReturn", "activeJob"):
        document = full_document(version, element)
        payload = payload_of(document, spelling)

        plain = decode_valid(payload, type_of(document), version)
        model = decode_valid(payload, type_of(document), version, typed=True)

        assert plain == document.value
        assert model == to_model(plain, type_of(document), contract(version))


@pytest.mark.parametrize("version", WIRE_VERSIONS, ids=lambda version: version.name)
def test_no_text_has_the_name_of_the_element_around_it(version: Version) -> None:
    """Patterns rely on it: after an empty ``<a/>`` they take ``</a>`` for its end."""
    reading = contract(version)
    members = [member for each in reading.types.values() for member in each.members.values()]
    for complex_type in reading.types.values():
        around = {name for name, type_name in reading.elements.items() if type_name == complex_type.name}
        around |= {member.name for member in members if member.type == complex_type.name}
        texts = {name for name, member in complex_type.members.items() if member.type == "xs:string"}
        assert not texts & around
