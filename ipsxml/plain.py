"""Reading plain documents from captures, and writing them as XML."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Literal, NamedTuple

from lxml import etree

from ipsxml.capture import Capture, Source, capture_in, local_name, namespace_of, read_content, read_shell
from ipsxml.capture.recognize import is_json
from ipsxml.codec import (
    Plain,
    PlainDocument,
    PlainFault,
    decode_text,
    decode_tree,
    encode_payload,
    plain_faults,
    read_json,
    walk,
)
from ipsxml.codec.encoder import NotEncodable
from ipsxml.codec.values import plain_leaf
from ipsxml.contract import Contract, Version, contract, unlimited_libxml2_schema, version_of
from ipsxml.discretion import discreet
from ipsxml.envelope import wrap
from ipsxml.errors import CaptureError, DecodeError, EncodeError
from ipsxml.issues import Issue
from ipsxml.validation import InvalidDocument
from ipsxml.validation.json_verdict import report_on_json
from ipsxml.validation.report import unread
from ipsxml.validation.validate import report_on
from ipsxml.validation.verdict import spoken_version, unknown_version

_MOST_TOLD = 10
# XML 1.0, 2.2: of what UTF-8 can write, these are no characters of XML.
_CONTROLS_AS_NUL = bytes(0 if code < 0x20 and code not in (0x09, 0x0A, 0x0D) else code for code in range(256))
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())


class Decoded(NamedTuple):
    """A decoded payload: its value, plain or typed, and what a PlainDocument tells of it."""

    value: Any
    version: Version
    element: str
    soap_version: str | None


def decode_at_once(content: bytes, wanted: Version | None, *, typed: bool = False) -> Decoded | Capture:
    """The payload of an XML document, validated and decoded in one go, if its way of writing allows.

    Otherwise the capture, for ``read_slowly``. ``typed`` is as in ``decode_tree``. Raises
    ``CaptureError``.
    """
    shell = read_shell(content)
    decoded = None
    if shell is not None:
        decode = partial(decode_text, shell.text, shell.start, shell.end)
        decoded = _decode(shell.capture, wanted, decode, typed=typed)
    if decoded is not None:
        return decoded
    capture = capture_in(content)
    return _decode(capture, wanted, partial(decode_tree, capture.payload), typed=typed) or capture


class Found(NamedTuple):
    """A valid document, the form that it was written in, and what was doubtful about its version."""

    document: PlainDocument
    form: Literal["json", "xml"]
    warnings: tuple[Issue, ...] = ()


@discreet
def read_document(source: Source) -> Found:
    """The document in a source, XML or JSON; raises ``InvalidDocument`` and ``SourceError``."""
    try:
        content = read_content(source)
        if is_json(content):
            return Found(read_valid_json(content, None), "json")
        found = decode_at_once(content, None)
        if isinstance(found, Decoded):  # only what speaks a known version is
            return Found(PlainDocument(*found), "xml")
        doubt = unknown_version(found)
        return Found(read_slowly(found, None), "xml", (doubt,) if doubt else ())
    except CaptureError as error:
        report = unread(error)
    raise InvalidDocument(report)


def read_slowly(capture: Capture, wanted: Version | None, *, validate: bool = True) -> PlainDocument:
    """The plain document in a capture: first validated, then decoded, however it is written.

    Raises ``InvalidDocument`` unless ``validate`` is false; then ``DecodeError`` may come of
    what is not valid.
    """
    if validate and not _is_accepted(capture, wanted):
        report = report_on(capture, wanted)
        if not report.valid:
            raise InvalidDocument(report)
    version = spoken_version(capture.payload)
    element = local_name(capture.payload)
    type_name = contract(version).elements.get(element) if version else None
    if version is None or type_name is None:
        raise InvalidDocument(report_on(capture, wanted))
    try:
        value = walk(capture.payload, type_name, contract(version))
    except ValueError as error:
        reason = str(error)
    else:
        return PlainDocument(value, version, element, capture.soap_version)
    raise DecodeError(f"not a valid {element}: {reason}")


def _decode(
    capture: Capture, wanted: Version | None, decode: Callable[..., Any], *, typed: bool = False
) -> Decoded | None:
    version = version_of(namespace_of(capture.payload))
    element = local_name(capture.payload)
    if version is None or not _may_be_valid(capture, version, wanted):
        return None
    try:
        value = decode(contract(version).elements[element], version, typed=typed)
    except (KeyError, ValueError, OverflowError):
        return None
    return Decoded(value, version, element, capture.soap_version)


def _may_be_valid(capture: Capture, version: Version, wanted: Version | None) -> bool:
    """Whether all is well around the payload."""
    return (
        wanted in (None, version)
        and capture.auth_header is None
        and not any(issue.severity == "error" for issue in capture.issues)
    )


def _is_accepted(capture: Capture, wanted: Version | None) -> bool:
    """Whether the document is certainly valid; advice does not matter here."""
    version = version_of(namespace_of(capture.payload))
    return (
        version is not None
        and _may_be_valid(capture, version, wanted)
        and unlimited_libxml2_schema(version, version.namespace).validate(capture.payload)
    )


def read_valid_json(content: bytes, wanted: Version | None) -> PlainDocument:
    """The plain document that JSON says; raises ``InvalidDocument`` where it is not valid."""
    report = report_on_json(content, wanted)
    if not report.valid:
        raise InvalidDocument(report)
    document = read_json(content)
    assert document.type_name is not None
    value = _in_wire_order(document.value, document.type_name, contract(document.contract_version))
    return replace(document, value=value)


def _in_wire_order(value: Any, type_name: str, reading: Contract) -> Any:
    """A valid plain value with its members in the order in which XML has them."""
    complex_type = reading.types.get(type_name)
    if complex_type is None:
        return value
    members = complex_type.members
    if isinstance(value, list):
        return [_in_wire_order(item, members["items"].type, reading) for item in value]
    return {
        name: _in_wire_order(value[name], members[name].type, reading) for name in members if name in value
    }


def write_plain(document: PlainDocument, *, indent: int | None = None) -> bytes:
    """The XML of a plain document, in UTF-8; raises ``EncodeError`` with every path that is in the way."""
    version = document.contract_version
    # Where values are limited, encoders do not look.
    payload = None if version.is_reference and errors_in(document) else _encode(document)
    if payload is None:
        raise EncodeError(describe_faults(errors_in(document)))
    return _whole(document, payload, indent)


def write_typed(document: PlainDocument, *, indent: int | None = None) -> bytes | None:
    """As ``write_plain`` does, of a document whose value is of the typed model.

    ``None`` if it is not valid, or cannot be told to be: then its plain form says more.
    """
    payload = None if document.contract_version.is_reference else _encode(document, typed=True)
    return None if payload is None else _whole(document, payload, indent)


def _whole(document: PlainDocument, payload: str, indent: int | None) -> bytes:
    """The whole document around its payload."""
    namespace = document.contract_version.namespace
    if document.is_fault and document.soap_version and namespace:
        payload = _prefixed(payload, namespace)
    xml = wrap(payload, document.soap_version, document.element if document.is_fault else None).encode()
    return xml if indent is None else _indented(xml, indent)


def errors_in(document: PlainDocument) -> list[PlainFault]:
    """What keeps a plain document from being valid, and so from being written."""
    return [fault for fault in plain_faults(document) if not fault.is_advice]


def _encode(document: PlainDocument, *, typed: bool = False) -> str | None:
    """The XML of the payload; ``None`` where something about it is wrong."""
    version = document.contract_version
    try:
        payload = encode_payload(document.value, document.element, version, version.namespace, typed=typed)
        encoded = payload.encode()  # a lone surrogate raises a ValueError
    except (NotEncodable, KeyError, AttributeError, TypeError, ValueError):
        return None
    return payload if _holds_characters_only(encoded) else None


def _prefixed(payload: str, namespace: str) -> str:
    """A fault with a prefix, as the service writes it."""
    payload = payload.replace("</", "\0").replace("<", "<tns:").replace("\0", "</tns:")
    return payload.replace(f'xmlns="{namespace}"', f'xmlns:tns="{namespace}"', 1)


def _holds_characters_only(xml: bytes) -> bool:
    has_controls = b"\0" in xml.translate(_CONTROLS_AS_NUL)
    return not has_controls and (xml.isascii() or not any(bad in xml for bad in _NO_CHARACTERS))


def describe_faults(faults: list[PlainFault]) -> str:
    """Faults as one line of text: the first few, each with its path, and how many more."""
    told = [
        f"{fault.path}: {fault.message}" if fault.path else fault.message for fault in faults[:_MOST_TOLD]
    ]
    more = len(faults) - len(told)
    return "; ".join([*told, *([f"and {more} more"] if more else [])])


def _indented(xml: bytes, indent: int) -> bytes:
    root = etree.fromstring(xml)
    etree.indent(root, space=" " * indent)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def plain_value(value: Any) -> Plain:
    """A value of the typed model in the plain form."""
    if isinstance(value, dict):
        return {name: plain_value(member) for name, member in value.items()}
    if isinstance(value, list):
        return [plain_value(item) for item in value]
    return plain_leaf(value)
