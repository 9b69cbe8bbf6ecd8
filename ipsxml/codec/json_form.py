"""The JSON form of documents: ``{"@apiVersion": …, "@soap": …, "getActiveJobsReturn": {…}}``."""

import codecs
from typing import Any

import msgspec

from ipsxml.codec.plain_document import PlainDocument
from ipsxml.contract import version_named, versions
from ipsxml.errors import CaptureError

_VERSION, _SOAP = "@apiVersion", "@soap"


def write_json(plain: PlainDocument, *, indent: int | None = None) -> bytes:
    """The JSON of a plain document."""
    content: dict[str, Any] = {_VERSION: plain.version.name}
    if plain.soap_version is not None:
        content[_SOAP] = plain.soap_version
    content[plain.element] = plain.value
    encoded = msgspec.json.encode(content)
    return encoded if indent is None else msgspec.json.format(encoded, indent=indent)


def read_json(content: bytes) -> PlainDocument:
    """The plain document that JSON in our form says; its value is not checked yet.

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
    return PlainDocument(parsed[elements[0]], version_named(parsed[_VERSION]), elements[0], parsed.get(_SOAP))


def _parse(content: bytes) -> Any:
    try:
        return msgspec.json.decode(content.removeprefix(codecs.BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    raise CaptureError("not-well-formed", "the content begins as JSON does, and is none")
