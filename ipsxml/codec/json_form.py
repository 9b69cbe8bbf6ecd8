"""The JSON form of documents: ``{"@apiVersion": …, "@soap": …, "getActiveJobsReturn": {…}}``."""

import codecs
import json
import re
import sys
from itertools import accumulate
from typing import Any

import msgspec

from ipsxml.capture.limits import MAX_DEPTH, check_written
from ipsxml.codec.document_class import Document
from ipsxml.codec.json_credentials import without_credentials
from ipsxml.codec.json_malformed import MOST_DIGITS, too_deep, why_malformed
from ipsxml.codec.leaf_values import shorten
from ipsxml.contract import versions
from ipsxml.errors import CaptureError

_VERSION, _SOAP = "@apiVersion", "@soap"
# Up to this recursion limit, msgspec reports deep nesting before a thread's stack overflows.
_HARMLESS_LIMIT = 4000
_TEXTS = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")
_NO_BRACKETS = bytes(set(range(256)).difference(b"[{]}"))
# Parsed values take 3 times as much memory as the JSON of a response, and 9 times as much as JSON with many
# small objects.
_MEMORY = 10
# The lowest limit that Python, and so msgspec, can be set to for the digits of an integer.
_FEWEST_DIGITS = 640
_TEXT_OR_NUMBER = re.compile(rb'"(?:[^"\\]++|\\.)*+"|-?[0-9][-+.0-9eE]*+', re.DOTALL)


def write_json(plain: Document, *, indent: int | None = None) -> bytes:
    """The JSON of a plain document. Raises ``EncodeError`` if it is too large for ipsxml to read."""
    content: dict[str, Any] = {_VERSION: plain.version.name}
    if plain.soap_version is not None:
        content[_SOAP] = plain.soap_version
    content[plain.element] = plain.payload
    encoded = msgspec.json.encode(content)
    return check_written(encoded if indent is None else msgspec.json.format(encoded, indent=indent))


def parse_json(content: bytes) -> Document:
    """Parse the JSON form into a plain document, without credentials. Its value is not checked yet.

    Raises ``CaptureError`` if the content is not JSON, or not in the JSON form.
    """
    parsed = _parse(content)
    try:
        return _document(parsed)
    except CaptureError:
        check_depth(content)
        raise


def check_depth(content: bytes) -> None:
    """Raise ``CaptureError`` if JSON is nested too deeply.

    JSON nested that deeply is never valid, so this only runs for content that is not valid. How deep
    msgspec and ``json`` can go depends on Python's recursion limit and on the caller's stack.
    """
    if content.count(b"[") + content.count(b"{") > MAX_DEPTH:
        steps = memoryview(_TEXTS.sub(b"", content).translate(_STEPS, _NO_BRACKETS)).cast("b")
        if any(depth > MAX_DEPTH for depth in accumulate(steps)):
            raise too_deep()


def _document(parsed: Any) -> Document:
    if not isinstance(parsed, dict):
        raise CaptureError("not-well-formed", "not JSON written by ipsxml: expected an object")
    elements = [name for name in parsed if name not in (_VERSION, _SOAP)]
    if _VERSION not in parsed:
        message = f"not JSON written by ipsxml: it has no {_VERSION}"
        raise CaptureError("missing-element", message, path=_VERSION)
    if len(elements) != 1:
        raise CaptureError("unsupported-payload", f"expected one payload, found {len(elements)}")
    names = [version.name for version in versions()]
    if parsed[_VERSION] not in names:
        message = f"unknown version; known versions: {', '.join(names)}"
        raise CaptureError("unknown-version", message, path=_VERSION)
    if parsed.get(_SOAP) not in (None, "1.1", "1.2"):
        raise CaptureError("bad-value", "must be 1.1 or 1.2", path=_SOAP)
    element = elements[0]
    value = without_credentials(element, parsed[element])
    return Document(value, parsed[_VERSION], element, parsed.get(_SOAP))


def _parse(content: bytes) -> Any:
    content = content.removeprefix(codecs.BOM_UTF8)
    if sys.getrecursionlimit() > _HARMLESS_LIMIT:
        check_depth(content)
    try:
        parsed = decode_json(content)
        if msgspec.json.encode(parsed) != content.strip():  # written by others, maybe with a key twice
            json.loads(content, object_pairs_hook=_without_duplicates, parse_int=str, parse_float=str)
    except (RecursionError, CaptureError):
        check_depth(content)
        raise
    except ValueError:  # msgspec's errors are among them
        pass
    else:
        return parsed
    check_depth(content)
    raise why_malformed(content)


def decode_json(content: bytes) -> Any:
    """Decode JSON independently of Python's limit for integer digits; raises as msgspec does."""
    bytes(_MEMORY * len(content))  # raises MemoryError; if msgspec itself ran out of memory, it would crash
    try:
        return msgspec.json.decode(content)
    except msgspec.DecodeError:
        if not 0 < sys.get_int_max_str_digits() < MOST_DIGITS:
            raise
    # Integers with more digits than Python accepts become shorter ones, which are still out of range.
    return msgspec.json.decode(_TEXT_OR_NUMBER.sub(_shortened, content))


def _shortened(token: re.Match[bytes]) -> bytes:
    is_long_integer = _FEWEST_DIGITS < len(token[0]) <= MOST_DIGITS and token[0].removeprefix(b"-").isdigit()
    return token[0][:_FEWEST_DIGITS] if is_long_integer else token[0]


def _without_duplicates(pairs: list[tuple[str, Any]]) -> None:
    """Raise ``CaptureError`` if two members have the same name: parsers disagree about which one counts."""
    names: set[str] = set()
    for name, _ in pairs:
        if name in names:
            raise CaptureError("not-well-formed", f"the key {shorten(name)} appears twice in one object")
        names.add(name)
