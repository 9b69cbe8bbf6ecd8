"""Saying in words why JSON cannot be read, without repeating text of the document.

What cannot be read may hold a password anywhere, so each reason has a sentence of ours. msgspec,
which reads, tells of some reasons no place, and of others the place behind it: so Python's ``json``
says where the syntax goes wrong, and what it passes and msgspec does not is looked for here.
"""

import json
import re

import msgspec

from ipsxml.capture.limits import MAX_DEPTH
from ipsxml.errors import CaptureError

# As many characters of a whole number msgspec reads, and as many digits Python unless it is set otherwise.
MOST_DIGITS = 4300
_CODE = "not-well-formed"
# Beginnings of json's messages, whose ends may quote the document, in our words.
_SENTENCES = {
    "Expecting value": "a JSON value is missing",
    "Expecting property name": "a key in double quotes is missing",
    "Expecting ':'": "there is no colon after a key",
    "Expecting ','": "there is neither a comma nor the end of the object or array where one is expected",
    "Invalid control character": "a text holds a line break or another control character, or does not end",
    "Invalid \\uXXXX": "a \\u without its four hexadecimal digits",
    "Invalid \\escape": "a backslash that begins no escape of JSON",
    "Unterminated string": "a text begins here whose closing double quote is missing",
}
_COMMA = "there is a comma before the end of an object or array"
_UNKNOWN = "the content begins like JSON, but is not JSON"
_MORE = "there is more after the first document"
_LINES = f"{_MORE}: one document a line is what convert -o FILE.jsonl writes, and each is read alone"
_TOKENS = re.compile(
    r'"(?P<text>(?:[^"\\]++|\\.)*+)"|(?P<constant>-?(?:NaN|Infinity))|(?P<number>-?[0-9][0-9.eE+-]*+)',
    re.DOTALL,
)
_ESCAPES = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F]|(?P<half>\\u[dD][89a-fA-F])|\\.", re.DOTALL
)


def why_malformed(content: bytes) -> CaptureError:
    """The error to raise for ``content``, which msgspec has refused."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        return CaptureError(_CODE, "the JSON is not in UTF-8", line=content.count(b"\n", 0, error.start) + 1)
    if not text.strip():
        return CaptureError(_CODE, "there is no content", line=1)
    try:
        json.loads(text, object_pairs_hook=_nothing, parse_int=_nothing, parse_float=_nothing)
    except json.JSONDecodeError as error:
        return _syntax_error(text, error.pos, error.msg)
    return _value_error(text)


def too_deep() -> CaptureError:
    """The error to raise for JSON that is nested deeper than XML may be."""
    message = f"objects and arrays are nested deeper than {MAX_DEPTH}, the most that is read"
    return CaptureError("limit-exceeded", message)


def _nothing(_: object) -> None:
    """Build nothing: what the JSON says is not wanted."""


def _syntax_error(text: str, place: int, message: str) -> CaptureError:
    if not text[place:].strip():
        sentence, place = "the JSON ends before its objects and arrays are closed", len(text.rstrip())
    elif message.startswith("Extra data"):
        sentence = _LINES if text[place] in "{[" else _MORE
    elif (comma := _trailing_comma(text, place)) is not None:
        sentence, place = _COMMA, comma
    else:
        sentence = next((ours for start, ours in _SENTENCES.items() if message.startswith(start)), _UNKNOWN)
    return CaptureError(_CODE, sentence, line=text.count("\n", 0, place) + 1)


def _trailing_comma(text: str, place: int) -> int | None:
    """The place of a comma with nothing behind it, of which json tells from Python 3.13 on only."""
    comma = place if text[place] == "," else len(text[:place].rstrip()) - 1
    is_one = text.startswith(",", comma) and text[comma + 1 :].lstrip()[:1] in ("}", "]")
    return comma if is_one else None


def _value_error(text: str) -> CaptureError:
    """The error about the first value that has the syntax, or almost, and still is none."""
    for token in _TOKENS.finditer(text):
        sentence = _wrong_about(token)
        if sentence:
            return CaptureError(_CODE, sentence, line=text.count("\n", 0, token.start()) + 1)
    return CaptureError(_CODE, _UNKNOWN)


def _wrong_about(token: re.Match[str]) -> str | None:
    if token["constant"]:
        return 'NaN and Infinity are not JSON values; the texts "NaN", "INF" and "-INF" are used for them'
    if token["number"]:
        return "a number is too large to be read" if _is_too_large(token["number"]) else None
    if any(escape["half"] for escape in _ESCAPES.finditer(token["text"])):
        return "an escape encodes half a character, and the other half is missing"
    return None


def _is_too_large(number: str) -> bool:
    if number.strip("-").isdigit():
        return len(number) > MOST_DIGITS
    try:
        msgspec.json.decode(number.encode())
    except msgspec.DecodeError:
        return True
    return False
