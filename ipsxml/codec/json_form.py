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
# Up to this recursion limit nesting stops msgspec before it fills the stack of a thread.
_HARMLESS_LIMIT = 4000
_TEXTS = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")
_NO_BRACKETS = bytes(set(range(256)).difference(b"[{]}"))
# What is read takes 3 times the memory of a response's JSON, and 9 times that of small objects.
_MEMORY = 10
# Python, and with it msgspec, can be set to refuse whole numbers of more digits than these.
_FEWEST_DIGITS = 640
_TEXT_OR_NUMBER = re.compile(rb'"(?:[^"\\]++|\\.)*+"|-?[0-9][-+.0-9eE]*+', re.DOTALL)


def write_json(plain: Document, *, indent: int | None = None) -> bytes:
    """The JSON of a plain document; raises ``EncodeError`` where it is larger than is read."""
    content: dict[str, Any] = {_VERSION: plain.version.name}
    if plain.soap_version is not None:
        content[_SOAP] = plain.soap_version
    content[plain.element] = plain.payload
    encoded = msgspec.json.encode(content)
    return check_written(encoded if indent is None else msgspec.json.format(encoded, indent=indent))


def parse_json(content: bytes) -> Document:
    """The plain document that JSON in our form says, without credentials; its value is not checked yet.

    Raises ``CaptureError`` for what is no JSON, or JSON of another form.
    """
    parsed = _parse(content)
    try:
        return _document(parsed)
    except CaptureError:
        check_depth(content)
        raise


def check_depth(content: bytes) -> None:
    """Raise ``CaptureError`` where JSON is nested deeper than it may be.

    What is nested so deep is never valid, so it is asked of what is not. How deep msgspec and
    ``json`` go depends on Python's recursion limit and on the caller's stack.
    """
    if content.count(b"[") + content.count(b"{") > MAX_DEPTH:
        steps = memoryview(_TEXTS.sub(b"", content).translate(_STEPS, _NO_BRACKETS)).cast("b")
        if any(depth > MAX_DEPTH for depth in accumulate(steps)):
            raise too_deep()


def _document(parsed: Any) -> Document:
    if not isinstance(parsed, dict):
        raise CaptureError("not-well-formed", "JSON that ipsxml did not write: not an object")
    elements = [name for name in parsed if name not in (_VERSION, _SOAP)]
    if _VERSION not in parsed:
        message = f"JSON that ipsxml did not write: no {_VERSION}, which says the document's version"
        raise CaptureError("missing-element", message, path=_VERSION)
    if len(elements) != 1:
        raise CaptureError("unsupported-payload", f"{len(elements)} payloads instead of one")
    names = [version.name for version in versions()]
    if parsed[_VERSION] not in names:
        message = f"no such version; there are {', '.join(names)}"
        raise CaptureError("unknown-version", message, path=_VERSION)
    if parsed.get(_SOAP) not in (None, "1.1", "1.2"):
        raise CaptureError("bad-value", "neither 1.1 nor 1.2", path=_SOAP)
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
    """What JSON says, however few digits of a whole number Python is set to read; raises as msgspec does."""
    bytes(_MEMORY * len(content))  # raises a MemoryError; where msgspec runs out of memory, the process ends
    try:
        return msgspec.json.decode(content)
    except msgspec.DecodeError:
        if not 0 < sys.get_int_max_str_digits() < MOST_DIGITS:
            raise
    # Numbers beyond all limits of values, of which Python is set to read fewer digits, for shorter ones.
    return msgspec.json.decode(_TEXT_OR_NUMBER.sub(_shortened, content))


def _shortened(token: re.Match[bytes]) -> bytes:
    is_long_integer = _FEWEST_DIGITS < len(token[0]) <= MOST_DIGITS and token[0].removeprefix(b"-").isdigit()
    return token[0][:_FEWEST_DIGITS] if is_long_integer else token[0]


def _without_duplicates(pairs: list[tuple[str, Any]]) -> None:
    """Raise ``CaptureError`` where two members have one name: readers differ about which counts."""
    names: set[str] = set()
    for name, _ in pairs:
        if name in names:
            raise CaptureError("not-well-formed", f"the key {shorten(name)} appears twice in one object")
        names.add(name)
