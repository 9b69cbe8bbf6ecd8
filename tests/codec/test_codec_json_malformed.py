"""JSON that cannot be read is refused with the reason and the line, and without a word of its own."""

import json
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from thoroughness import examples

import ipsxml

START = '{\n"@apiVersion": "2010-01-31",\n"submitJobReturn": {"jobHandle":\n'
"""A document up to its one value, which is in line 4."""
CANARY = "Kanarienvogel"
LINES = (
    "there is more content after the first document; "
    "in JSON lines, as written by convert -o FILE.jsonl, each line is a separate document"
)
CLOSED = "the JSON ends before its objects and arrays are closed"
NO_VALUE = "expected a JSON value"
COMMA = "a comma is not allowed before the end of an object or array"
NO_KEY = "expected a key in double quotes"
NO_COMMA = "expected a comma or the end of the object or array"
UNENDED = "a string is not closed, or contains a line break or control character"
CONSTANT = 'NaN and Infinity are not JSON values; use the strings "NaN", "INF", and "-INF"'
TOO_LARGE = "a number is too large"
HALF = "a \\u escape encodes half of a character without the other half"
TOO_DEEP = "objects and arrays are nested deeper than the limit of 256"


class Told(NamedTuple):
    """What is told of malformed JSON."""

    message: str
    line: int | None
    code: str = "not-well-formed"


def told(content: bytes) -> Told:
    [issue] = ipsxml.validate(content).issues
    with pytest.raises(ipsxml.InvalidDocument) as caught:
        ipsxml.from_json(content)
    assert caught.value.report.issues == (issue,)
    return Told(issue.message, issue.line, issue.code)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"j"', Told(CLOSED, 4)),
        ('"j"}', Told(CLOSED, 4)),
        ('"j"}\n\n\n', Told(CLOSED, 4)),
        ("", Told(CLOSED, 3)),
        ('"j', Told("a string starts here but has no closing quote", 4)),
        ('"j\n"}}', Told(UNENDED, 4)),
        ('"j",\n}}', Told(COMMA, 4)),
        ("\"j\",\n'a': 1}}", Told(NO_KEY, 5)),
        ('"j" "a": 1}}', Told(NO_COMMA, 4)),
        ('"j",\n"a" 1}}', Told("expected a colon after the key", 5)),
        ("[\n1,\n]}}", Told(COMMA, 5)),
        ("[\n,1]}}", Told(NO_VALUE, 5)),
        ("True}}", Told(NO_VALUE, 4)),
        ("nul}}", Told(NO_VALUE, 4)),
        ("01}}", Told(NO_COMMA, 4)),
        ('"\\q"}}', Told("a backslash does not start a JSON escape", 4)),
        ('"\\u12g4"}}', Told("\\u must be followed by four hexadecimal digits", 4)),
        ("[1,\nNaN]}}", Told(CONSTANT, 5)),
        ("-Infinity}}", Told(CONSTANT, 4)),
        ('["NaN",\n1e999]}}', Told(TOO_LARGE, 5)),
        ("-1e999}}", Told(TOO_LARGE, 4)),
        ("9" * 5000 + "}}", Told(TOO_LARGE, 4)),
        ('"\\ud800"}}', Told(HALF, 4)),
        ('["\\\\ud800", "\\ud83d\\ude00",\n"a\\uDC00"]}}', Told(HALF, 5)),
        ('"\\ud800\\u0041"}}', Told(HALF, 4)),
        ('"j"}}\n{}', Told(LINES, 5)),
        ('"j"}}\n}', Told("there is more content after the first document", 5)),
        ("[" * 100_000, Told(TOO_DEEP, None, "limit-exceeded")),
        ("[" * 255 + "," + "]" * 255, Told(TOO_DEEP, None, "limit-exceeded")),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_the_reason_and_the_line_are_told(value: str, expected: Told) -> None:
    assert told((START + value).encode()) == expected
    assert told(("\ufeff" + START + value).encode()) == expected


def test_bytes_that_are_not_utf_8_are_told_with_their_line() -> None:
    assert told(START.encode() + b'"\xff"}}') == Told("the JSON is not UTF-8", 4)


@pytest.mark.parametrize("content", [b"", b" \n"])
def test_no_content_is_told(content: bytes) -> None:
    with pytest.raises(ipsxml.InvalidDocument, match=r"^the content is empty \(line 1\)$"):
        ipsxml.from_json(content)


def test_the_lines_that_convert_writes_are_several_documents() -> None:
    line = b'{"@apiVersion":"2010-01-31","stopJobReturn":{}}\n'

    assert ipsxml.validate(line).valid
    with pytest.raises(ipsxml.SourceError, match=r"contains more than one capture: use ipsxml\.captures"):
        ipsxml.validate(line * 3)
    with pytest.raises(ipsxml.InvalidDocument, match=LINES):
        ipsxml.from_json(line * 3)


@settings(max_examples=examples(300), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=st.text(st.sampled_from(f'{{}}[]:,"\\u1eE9.-\n tN{CANARY[0]}'), max_size=12),
    place=st.integers(min_value=0, max_value=60),
)
def test_whatever_is_malformed_is_told_with_a_line_and_without_a_word_of_it(text: str, place: int) -> None:
    form = json.dumps({"@apiVersion": CANARY, CANARY: [1.5, {CANARY: f"{CANARY}\n"}]}, indent=1)
    content = "{" + form[1:place] + text + form[place:]

    [issue] = ipsxml.validate(content.encode()).issues[:1]

    if issue.code == "not-well-formed" and "appears twice" not in issue.message:
        assert CANARY not in issue.message
        assert issue.line is not None
        assert 1 <= issue.line <= content.count("\n") + 1
        assert issue.message not in (
            "the content starts like JSON but is not JSON",
            "not JSON written by ipsxml: expected an object",
        )
