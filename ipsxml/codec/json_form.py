"""The JSON form of documents: ``{"@apiVersion": …, "@soap": …, "getActiveJobsReturn": {…}}``."""

import codecs
import json
from typing import Any

import msgspec

from ipsxml.codec.document_class import Document
from ipsxml.codec.json_credentials import without_credentials
from ipsxml.codec.json_malformed import too_deep, why_malformed
from ipsxml.codec.values import shorten
from ipsxml.contract import versions
from ipsxml.errors import CaptureError

_VERSION, _SOAP = "@apiVersion", "@soap"


def write_json(plain: Document, *, indent: int | None = None) -> bytes:
    """The JSON of a plain document."""
    content: dict[str, Any] = {_VERSION: plain.version.name}
    if plain.soap_version is not None:
        content[_SOAP] = plain.soap_version
    content[plain.element] = plain.payload
    encoded = msgspec.json.encode(content)
    return encoded if indent is None else msgspec.json.format(encoded, indent=indent)


def parse_json(content: bytes) -> Document:
    """The plain document that JSON in our form says, without credentials; its value is not checked yet.

    Raises ``CaptureError`` for what is no JSON, or JSON of another form.
    """
    parsed = _parse(content)
    if not isinstance(parsed, dict):
        raise CaptureError("not-well-formed", "the JSON is no object")
    elements = [name for name in parsed if name not in (_VERSION, _SOAP)]
    if _VERSION not in parsed:
        message = f"{_VERSION} is missing, which says the document's version"
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
    try:
        parsed = msgspec.json.decode(content)
        if msgspec.json.encode(parsed) != content:  # written by others, maybe with a key twice
            json.loads(content, object_pairs_hook=_without_duplicates, parse_int=str, parse_float=str)
    except RecursionError:
        error = too_deep()
    except ValueError:  # msgspec's errors are among them
        error = why_malformed(content)
    else:
        return parsed
    raise error


def _without_duplicates(pairs: list[tuple[str, Any]]) -> None:
    """Raise ``CaptureError`` where two members have one name: readers differ about which counts."""
    names: set[str] = set()
    for name, _ in pairs:
        if name in names:
            raise CaptureError("not-well-formed", f"the key {shorten(name)} stands twice in one object")
        names.add(name)
