"""Malformed JSON is rejected with the reason and the line, never quoting its content."""

import json
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from thoroughness import examples

import ipsxml

START = '{\n"@apiVersion": "2010-01-31",\n"submitJobReturn": {"jobHandle":\n'
"""A document up to its only value, which is on line 4."""
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


class Problem(NamedTuple):
    """The issue reported for malformed JSON."""

    message: str
    line: int | None
    code: str = "not-well-formed"


def problem_of(content: bytes) -> Problem:
    [issue] = ipsxml.validate(content).issues
    with pytest.raises(ipsxml.InvalidDocument) as caught:
        ipsxml.from_json(content)
    assert caught.value.report.issues == (issue,)
    return Problem(issue.message, issue.line, issue.code)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"j"', Problem(CLOSED, 4)),
        ('"j"}', Problem(CLOSED, 4)),
        ('"j"}\n\n\n', Problem(CLOSED, 4)),
        ("", Problem(CLOSED, 3)),
        ('"j', Problem("a string starts here but has no closing quote", 4)),
        ('"j\n"}}', Problem(UNENDED, 4)),
        ('"j",\n}}', Problem(COMMA, 4)),
        ("\"j\",\n'a': 1}}", Problem(NO_KEY, 5)),
        ('"j" "a": 1}}', Problem(NO_COMMA, 4)),
        ('"j",\n"a" 1}}', Problem("expected a colon after the key", 5)),
        ("[\n1,\n]}}", Problem(COMMA, 5)),
        ("[\n,1]}}", Problem(NO_VALUE, 5)),
        ("True}}", Problem(NO_VALUE, 4)),
        ("nul}}", Problem(NO_VALUE, 4)),
        ("01}}", Problem(NO_COMMA, 4)),
        ('"\\q"}}', Problem("a backslash does not start a JSON escape", 4)),
        ('"\\u12g4"}}', Problem("\\u must be followed by four hexadecimal digits", 4)),
        ("[1,\nNaN]}}", Problem(CONSTANT, 5)),
        ("-Infinity}}", Problem(CONSTANT, 4)),
        ('["NaN",\n1e999]}}', Problem(TOO_LARGE, 5)),
        ("-1e999}}", Problem(TOO_LARGE, 4)),
        ("9" * 5000 + "}}", Problem(TOO_LARGE, 4)),
        ('"\\ud800"}}', Problem(HALF, 4)),
        ('["\\\\ud800", "\\ud83d\\ude00",\n"a\\uDC00"]}}', Problem(HALF, 5)),
        ('"\\ud800\\u0041"}}', Problem(HALF, 4)),
        ('"j"}}\n{}', Problem(LINES, 5)),
        ('"j"}}\n}', Problem("there is more content after the first document", 5)),
        ("[" * 100_000, Problem(TOO_DEEP, None, "limit-exceeded")),
        ("[" * 255 + "," + "]" * 255, Problem(TOO_DEEP, None, "limit-exceeded")),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_malformed_json_is_reported_with_reason_and_line(value: str, expected: Problem) -> None:
    assert problem_of((START + value).encode()) == expected
    assert problem_of(("\ufeff" + START + value).encode()) == expected


def test_bytes_that_are_not_utf_8_are_reported_with_their_line() -> None:
    assert problem_of(START.encode() + b'"\xff"}}') == Problem("the JSON is not UTF-8", 4)


@pytest.mark.parametrize("content", [b"", b" \n"])
def test_empty_content_is_reported(content: bytes) -> None:
    with pytest.raises(ipsxml.InvalidDocument, match=r"^the content is empty \(line 1\)$"):
        ipsxml.from_json(content)


def test_json_lines_written_by_convert_are_several_documents() -> None:
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
def test_any_malformed_json_is_reported_with_a_line_and_no_content(text: str, place: int) -> None:
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
