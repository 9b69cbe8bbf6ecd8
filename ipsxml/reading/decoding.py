"""Decoding a document: with the compiled codec, which also proves it valid, or element by element."""

from collections.abc import Callable
from functools import partial
from typing import Any

from ipsxml.capture import Opened, PayloadText, local_name
from ipsxml.codec import Document, decode_text, decode_tree, to_model, walk
from ipsxml.codec.leaf_values import Fraction, write_int
from ipsxml.contract import contract
from ipsxml.errors import DecodeError
from ipsxml.reading.ips_faults import code_type_of, fault_of
from ipsxml.reading.judging import settled_version
from ipsxml.reading.question import Question, Reading
from ipsxml.reading.report import Fault, Report
from ipsxml.reading.spoken_version import spoken_version

_Decode = Callable[..., Any]


def accept_text(text: PayloadText, question: Question) -> Reading | None:
    """The reading of a document whose payload is text; ``None`` if the codec does not accept it."""
    return _accept(text.shell, question, partial(decode_text, text.text, text.start, text.end))


def accept_tree(opened: Opened, question: Question) -> Reading | None:
    """The reading of a parsed document; ``None`` if the codec does not accept it."""
    return _accept(opened, question, partial(decode_tree, opened.payload))


def decode_valid(opened: Opened, question: Question) -> Document:
    """Decode a parsed document that is known to be valid, in any spelling.

    Raises ``DecodeError`` if a value does not fit into the typed model, or if the document is not valid.
    """
    version, element = spoken_version(opened.payload), local_name(opened.payload)
    complex_type = contract(version).elements.get(element) if version else None
    if version is None or complex_type is None:
        raise DecodeError(f"not a job document: {element}")
    try:
        value = walk(opened.payload, complex_type)
    except ValueError as error:
        reason = str(error)
    else:
        document = Document(value, version.name, element, opened.soap_version)
        return typed_document(document, question.fraction) if question.wanted == "typed" else document
    raise DecodeError(f"not a valid {element}: {reason}")


def typed_document(document: Document, fraction: Fraction = "exact") -> Document:
    """Convert a valid plain document to the typed model; raises ``DecodeError``."""
    assert document.complex_type is not None
    return document.with_payload(to_model(document.payload, document.complex_type, fraction))


def fault_in(document: Document) -> Fault | None:
    """The fault in a plain or typed document; ``None`` if it is not a fault."""
    code_type = code_type_of(document.element)
    if code_type is None:
        return None
    value = document.payload
    code = value.get("code") if isinstance(value, dict) else getattr(value, "code", None)
    try:
        return fault_of(code_type, int(write_int(code)))
    except (TypeError, ValueError):
        return fault_of(code_type, None)


def _accept(opened: Opened, question: Question, decode: _Decode) -> Reading | None:
    version, element = settled_version(opened, question), local_name(opened.payload)
    if version is None:
        return None
    try:
        value = decode(contract(version).elements[element], version, typed=question.wanted == "typed")
    except (KeyError, ValueError, OverflowError):
        return None
    document = Document(value, version.name, element, opened.soap_version)
    report = Report(version.name, element, opened.soap_version, opened.issues, fault_in(document))
    return Reading(report, document)
