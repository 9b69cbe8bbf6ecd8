"""The compiled decoder accepts only valid content, and accepts all valid content in a plain spelling."""

from copy import deepcopy

import pytest
from captured import open_source
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from lxml import etree
from mangled_answers import mangled_answers
from plain_values import VERSIONS, full_document
from spellings import XS, XSI, Spelling, spell
from thoroughness import examples

import ipsxml
from benchmarks.documents import response
from ipsxml.capture import Opened, local_name, message_in, namespace_of, payload_text_of
from ipsxml.codec import Document, decode_text, decode_tree, to_model, walk
from ipsxml.contract import ComplexType, Version, contract, family
from ipsxml.reading.judging import judge
from ipsxml.reading.pattern_judge import ask_pattern
from ipsxml.reading.question import Question, Reading
from ipsxml.reading.report import Report
from ipsxml.testing.strategies.value_strategies import plain_documents

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


def type_of(document: Document) -> ComplexType:
    assert document.complex_type is not None
    return document.complex_type


def payload_of(document: Document, spelling: Spelling) -> etree._Element:
    return open_source(spell(document, spelling).encode()).payload


@st.composite
def mutated(draw: st.DrawFn, root: etree._Element) -> etree._Element:
    """The tree with one to three changes, most of which make it invalid."""
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
@settings(max_examples=examples(300), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), version=st.sampled_from(WIRE_VERSIONS), between=st.sampled_from(["", "\n  "]))
def test_a_tree_the_decoder_accepts_is_valid_and_decoded_correctly(
    data: st.DataObject, version: Version, between: str, *, typed: bool
) -> None:
    document = data.draw(plain_documents(version))
    spelling = Spelling(between=between, empty_in_short=data.draw(st.booleans()))
    payload = data.draw(mutated(payload_of(document, spelling)))
    complex_type = type_of(document)
    try:
        value = decode_tree(payload, complex_type, version, typed=typed)
    except (ValueError, OverflowError):
        event("not taken")
        return
    event("taken")

    report = ipsxml.validate(etree.tostring(payload))
    expected = walk(payload, complex_type)

    assert report.errors == ()
    assert repr(value) == repr(to_model(expected, complex_type) if typed else expected)


@pytest.mark.parametrize("spelling", [Spelling(), Spelling(prefix="tns:"), Spelling(between="\n  ")])
@pytest.mark.parametrize("version", WIRE_VERSIONS, ids=lambda version: version.name)
def test_a_valid_document_in_plain_spelling_is_accepted(version: Version, spelling: Spelling) -> None:
    for element in ("getActiveJobsReturn", "submitJobParam", "getJobLogsReturn", "activeJob"):
        document = full_document(version, element)
        payload = payload_of(document, spelling)

        plain = decode_tree(payload, type_of(document), version)
        model = decode_tree(payload, type_of(document), version, typed=True)

        assert plain == document.payload
        assert model == to_model(plain, type_of(document))


_FRAGMENTS = [
    *(
        "<",
        ">",
        "/",
        "</",
        "/>",
        "&",
        ";",
        "]]>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<?p ?>",
        '"',
        "'",
        " ",
        "\n",
        "\r\n",
    ),
    *(
        "&lt;",
        "&amp;",
        "&quot;",
        "&#13;",
        "&#65;",
        "&#0;",
        "&nbsp;",
        "\0",
        "\x0b",
        "\ufffe",
        "\x85",
        "\xa0",
        "日本",
        "]",
    ),
    *(
        "<a/>",
        "</items>",
        "<items>",
        "</progress>",
        "<progress>",
        ' a="b"',
        ' xmlns=""',
        ' xmlns:q="q"',
        "<q:a/>",
    ),
]
_ENVELOPE = """<?xml version="1.0" encoding="UTF-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><x xmlns="urn:x"/></s:Header>
<s:Body>
{}</s:Body></s:Envelope>
"""


@st.composite
def respelt(draw: st.DrawFn, text: str) -> str:
    """The text with one to three small changes, most of which make it malformed or invalid."""
    for _ in range(draw(st.integers(1, 3))):
        tags = [0, *(place for place, character in enumerate(text) if character in "<>"), len(text)]
        at = draw(st.sampled_from(tags)) + draw(st.integers(-2, 2))
        at = max(0, min(at, len(text)))
        until = min(len(text), at + draw(st.sampled_from([0, 0, 1, 2, 5, 20])))
        text = text[:at] + draw(st.sampled_from(["", *_FRAGMENTS])) + text[until:]
    return text


@pytest.mark.parametrize("around", ["{}", _ENVELOPE], ids=["bare", "in an envelope"])
@settings(max_examples=examples(300), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), version=st.sampled_from(WIRE_VERSIONS), between=st.sampled_from(["", "\n  "]))
def test_text_decoded_without_a_parser_is_valid_and_decoded_correctly(
    data: st.DataObject, version: Version, between: str, around: str
) -> None:
    spelling = Spelling(between=between, empty_in_short=data.draw(st.booleans()))
    text = around.format(spell(data.draw(plain_documents(version)), spelling))
    content = data.draw(respelt(text.replace(f' xmlns:xsi="{XSI}" xmlns:xs="{XS}"', ""))).encode()
    taken = payload_text_of(message_in(content))
    if taken is None:
        event("no shell")
        return
    complex_type = contract(version).elements.get(local_name(taken.shell.payload))
    if complex_type is None or namespace_of(taken.shell.payload) != version.namespace:
        event("another namespace")
        return
    try:
        value = decode_text(taken.text, taken.start, taken.end, complex_type, version)
    except ValueError:
        event("not taken")
        return
    event("taken")

    opened = open_source(content)

    assert set(ipsxml.validate(content).errors) <= set(taken.shell.issues)
    assert value == walk(opened.payload, complex_type)
    assert taken.shell[1:] == opened[1:]


def test_the_payload_of_a_document_is_found_without_a_parser() -> None:
    document = full_document(WIRE_VERSIONS[3], "getActiveJobsReturn")
    text = _ENVELOPE.format(spell(document, Spelling(between="\n"))).replace(
        f' xmlns:xsi="{XSI}" xmlns:xs="{XS}"', ""
    )

    taken = payload_text_of(message_in(text.encode()))

    assert taken is not None
    assert text[taken.end :].startswith("</getActiveJobsReturn>")
    assert text[: taken.start].endswith(f'<getActiveJobsReturn xmlns="{WIRE_VERSIONS[3].namespace}">')
    assert taken.shell.payload.tag == f"{{{WIRE_VERSIONS[3].namespace}}}getActiveJobsReturn"
    assert taken.shell.soap_version == "1.1"
    assert (len(taken.shell.payload), dict(taken.shell.payload.attrib)) == (0, {})


@pytest.mark.parametrize(
    "disguise",
    [
        "<!-- {} -->",
        "<x xmlns='urn:x'><![CDATA[{}]]></x>",
        "<?x {} ?>",
        "<x xmlns='urn:x'>{}</x>",
    ],
)
def test_a_decoy_payload_in_a_comment_or_header_is_not_used(disguise: str) -> None:
    namespace = WIRE_VERSIONS[3].namespace
    decoy = f'<submitJobReturn xmlns="{namespace}"><jobHandle>decoy</jobHandle></submitJobReturn>'
    real = decoy.replace("decoy", "real")
    xml = _ENVELOPE.replace('<x xmlns="urn:x"/>', disguise.format(decoy)).format(real).encode()

    assert ipsxml.decode(xml).payload == ipsxml.SubmitJobReturn(job_handle="real")


def test_a_text_too_long_for_the_parser_is_rejected_as_by_the_parser() -> None:
    namespace = WIRE_VERSIONS[3].namespace
    long = "x" * 10_000_001
    xml = f'<submitJobReturn xmlns="{namespace}"><jobHandle>{long}</jobHandle></submitJobReturn>'.encode()

    with pytest.raises(ipsxml.InvalidDocument) as caught:
        ipsxml.decode(xml)

    assert caught.value.report == ipsxml.validate(xml)
    assert [issue.code for issue in caught.value.report.issues] == ["limit-exceeded"]


def report_by_pattern(content: bytes) -> Report | None:
    """The report on a document that its pattern matches, possibly after setting valid items aside."""
    message = message_in(content)
    text = payload_text_of(message)
    answer = ask_pattern(text, message, Question(advises=True)) if text else None
    if isinstance(answer, Reading):
        return answer.report
    return None if answer is None else judge(answer, Question(advises=True))


@settings(max_examples=examples(300), deadline=None, suppress_health_check=list(HealthCheck))
@given(mangled_answers())
def test_setting_valid_items_aside_does_not_change_a_report(content: bytes) -> None:
    report = report_by_pattern(content)
    event("whole" if report is None else "items set aside")

    assert report is None or report == judge(open_source(content), Question(advises=True))


@pytest.mark.parametrize("bad", [{0}, {19}, {3, 4, 11}], ids=str)
def test_items_that_do_not_match_are_judged_without_the_others(bad: set[int]) -> None:
    content = response(20, "2013-02-15", bad=bad)
    message = message_in(content)
    text = payload_text_of(message)
    assert text is not None

    opened = ask_pattern(text, message, Question(advises=True))

    assert isinstance(opened, Opened)
    assert len(opened.payload[0]) == 20
    assert len(etree.tostring(opened.payload)) < len(content) / 3
    assert judge(opened, Question()) == judge(open_source(content), Question())
    assert len(judge(opened, Question()).errors) == len(bad)


@pytest.mark.parametrize("around", ["{}", _ENVELOPE], ids=["bare", "in an envelope"])
@settings(max_examples=examples(300), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    data=st.data(),
    version=st.sampled_from(WIRE_VERSIONS),
    between=st.sampled_from(["", "\n  "]),
    strict=st.booleans(),
)
def test_a_document_that_matches_its_pattern_is_valid_without_advice(
    data: st.DataObject, version: Version, between: str, around: str, strict: bool
) -> None:
    spelling = Spelling(between=between, empty_in_short=data.draw(st.booleans()))
    good = data.draw(plain_documents(version, strict=strict))
    text = around.format(spell(good, spelling)).replace(f' xmlns:xsi="{XSI}" xmlns:xs="{XS}"', "")
    content = data.draw(st.one_of(st.just(text), respelt(text))).encode()

    report = report_by_pattern(content)
    event("not taken" if report is None else "valid" if report.valid else "items set aside")

    if report is not None:
        assert report == judge(open_source(content), Question(advises=True))


@pytest.mark.parametrize("version", WIRE_VERSIONS, ids=lambda version: version.name)
def test_patterns_match_the_responses_of_every_version(version: Version) -> None:
    for element in ("getActiveJobsReturn", "getScheduledJobsReturn", "getJobLogsReturn", "submitJobParam"):
        document = ipsxml.sample(element, api=version.name, seed=7, complete=True, envelope="1.1")

        report = report_by_pattern(ipsxml.encode(document))

        assert report == ipsxml.validate(ipsxml.encode(document)), element


@pytest.mark.parametrize(
    ("member", "text", "is_taken"),
    [
        ("progress", "1.0", True),
        ("progress", "0.", True),
        ("progress", "1.01", False),
        ("progress", "1e0", False),
        ("progress", "-0", False),
        ("taskState", "Done", True),
        ("taskState", "done", False),
        ("taskState", "Done ", False),
        ("lastProgressUpdate", "2012-02-28T23:59:59.9999999+13:59", True),
        ("lastProgressUpdate", "2012-02-29T00:00:00", False),
        ("lastProgressUpdate", "2011-04-31T00:00:00", False),
        ("lastProgressUpdate", "0000-01-01T00:00:00", False),
        ("numProcessed", "2147483648", False),
        ("numProcessed", "+1", False),
    ],
)
def test_a_pattern_accepts_only_values_it_can_be_sure_of(member: str, text: str, is_taken: bool) -> None:
    task = ipsxml.sample("TaskProgress", api="2013-02-15", seed=7)
    root = etree.fromstring(ipsxml.encode(task))
    found = root.find(f"{{*}}{member}")
    assert found is not None
    found.text = text

    report = report_by_pattern(etree.tostring(root))

    assert (report is not None) == is_taken
