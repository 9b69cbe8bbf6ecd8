"""Explaining why JSON cannot be read, without quoting the document.

Malformed JSON may contain a password anywhere, so each reason has its own fixed sentence. msgspec's
errors have no position, or one after the error. So Python's ``json`` finds the position of syntax errors,
and this module finds the values that ``json`` accepts and msgspec does not.
"""

import json
import re

import msgspec

from ipsxml.capture.limits import MAX_DEPTH
from ipsxml.errors import CaptureError

# The most characters that msgspec reads of an integer; also Python's default limit for digits.
MOST_DIGITS = 4300
_CODE = "not-well-formed"
# Replacements for json's messages, keyed by their beginnings; their ends may quote the document.
_SENTENCES = {
    "Expecting value": "expected a JSON value",
    "Expecting property name": "expected a key in double quotes",
    "Expecting ':'": "expected a colon after the key",
    "Expecting ','": "expected a comma or the end of the object or array",
    "Invalid control character": "a string is not closed, or contains a line break or control character",
    "Invalid \\uXXXX": "\\u must be followed by four hexadecimal digits",
    "Invalid \\escape": "a backslash does not start a JSON escape",
    "Unterminated string": "a string starts here but has no closing quote",
}
_COMMA = "a comma is not allowed before the end of an object or array"
_UNKNOWN = "the content starts like JSON but is not JSON"
_MORE = "there is more content after the first document"
_LINES = f"{_MORE}; in JSON lines, as written by convert -o FILE.jsonl, each line is a separate document"
_TOKENS = re.compile(
    r'"(?P<text>(?:[^"\\]++|\\.)*+)"|(?P<constant>-?(?:NaN|Infinity))|(?P<number>-?[0-9][0-9.eE+-]*+)',
    re.DOTALL,
)
_ESCAPES = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F]|(?P<half>\\u[dD][89a-fA-F])|\\.", re.DOTALL
)


def why_malformed(content: bytes) -> CaptureError:
    """The error to raise for ``content`` that msgspec rejected."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        return CaptureError(_CODE, "the JSON is not UTF-8", line=content.count(b"\n", 0, error.start) + 1)
    if not text.strip():
        return CaptureError(_CODE, "the content is empty", line=1)
    try:
        json.loads(text, object_pairs_hook=_nothing, parse_int=_nothing, parse_float=_nothing)
    except json.JSONDecodeError as error:
        return _syntax_error(text, error.pos, error.msg)
    return _value_error(text)


def too_deep() -> CaptureError:
    """The error to raise for JSON nested deeper than XML may be."""
    message = f"objects and arrays are nested deeper than the limit of {MAX_DEPTH}"
    return CaptureError("limit-exceeded", message)


def _nothing(_: object) -> None:
    """Discard the value; only errors matter here."""


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
    """The position of a trailing comma; ``json`` itself reports it only since Python 3.13."""
    comma = place if text[place] == "," else len(text[:place].rstrip()) - 1
    is_one = text.startswith(",", comma) and text[comma + 1 :].lstrip()[:1] in ("}", "]")
    return comma if is_one else None


def _value_error(text: str) -> CaptureError:
    """The error about the first value that ``json`` accepts but msgspec does not."""
    for token in _TOKENS.finditer(text):
        sentence = _wrong_about(token)
        if sentence:
            return CaptureError(_CODE, sentence, line=text.count("\n", 0, token.start()) + 1)
    return CaptureError(_CODE, _UNKNOWN)


def _wrong_about(token: re.Match[str]) -> str | None:
    if token["constant"]:
        return 'NaN and Infinity are not JSON values; use the strings "NaN", "INF", and "-INF"'
    if token["number"]:
        return "a number is too large" if _is_too_large(token["number"]) else None
    if any(escape["half"] for escape in _ESCAPES.finditer(token["text"])):
        return "a \\u escape encodes half of a character without the other half"
    return None


def _is_too_large(number: str) -> bool:
    if number.strip("-").isdigit():
        return len(number) > MOST_DIGITS
    try:
        msgspec.json.decode(number.encode())
    except msgspec.DecodeError:
        return True
    return False
