"""The JSON form of documents: ``{"@apiVersion": …, "@soap": …, "getActiveJobsReturn": {…}}``."""

from typing import Any

import msgspec

from ipsxml.contract import contract, version_named, versions
from ipsxml.issues import Issue
from ipsxml.plain import PlainDocument, faults_of
from ipsxml.validation import InvalidDocument, Report

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
    """The plain document that JSON in our form says, checked as XML would be; raises ``InvalidDocument``."""
    try:
        parsed = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        parsed = None
        message = "the content is no JSON"
    else:
        message = "JSON that is no object"
    if not isinstance(parsed, dict):
        raise invalid("not-well-formed", None, message)
    plain = _without_frame(parsed)
    issues = tuple(
        Issue("error", fault.code, fault.message, f"{plain.element}.{fault.path}".rstrip("."))
        for fault in faults_of(plain)
    )
    if issues:
        raise InvalidDocument(Report(plain.version.name, plain.element, plain.soap_version, issues))
    return plain


def _without_frame(parsed: dict[str, Any]) -> PlainDocument:
    elements = [name for name in parsed if name not in (_VERSION, _SOAP)]
    if _VERSION not in parsed:
        raise invalid(
            "missing-element", _VERSION, f"{_VERSION} is missing, which says the document's version"
        )
    if len(elements) != 1:
        raise invalid("unsupported-payload", None, f"{len(elements)} payloads instead of one")
    names = [version.name for version in versions()]
    if parsed[_VERSION] not in names:
        raise invalid("unknown-version", _VERSION, f"no such version; there are {', '.join(names)}")
    version = version_named(parsed[_VERSION])
    if parsed.get(_SOAP) not in (None, "1.1", "1.2"):
        raise invalid("bad-value", _SOAP, "neither 1.1 nor 1.2")
    if elements[0] not in contract(version).elements:
        raise invalid("unsupported-payload", elements[0], f"{version.name} has no {elements[0]}")
    return PlainDocument(parsed[elements[0]], version, elements[0], parsed.get(_SOAP))


def invalid(code: str, path: str | None, message: str) -> InvalidDocument:
    """The error to raise for JSON of which one thing is wrong as a whole."""
    return InvalidDocument(Report(issues=(Issue("error", code, message, path),)))
