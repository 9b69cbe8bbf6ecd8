"""Reading ipsxml's JSON: the compiled encoder accepts it, or a walk finds its faults.

The encoder checks types. The judges of XML then check the limits on values, in the XML that the encoder
wrote. The issue codes are those for XML; the paths are JSON paths.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from ipsxml.capture import Message, open_message
from ipsxml.codec import Document, plain_faults, valid_payload
from ipsxml.codec.json_form import check_depth, parse_json
from ipsxml.codec.typed_values import known_type
from ipsxml.contract import ComplexType, Version, libxml2_schema
from ipsxml.errors import CaptureError
from ipsxml.issues import Issue
from ipsxml.reading.decoding import fault_in, typed_document
from ipsxml.reading.judging import shown
from ipsxml.reading.pattern_worth import is_worth_a_pattern
from ipsxml.reading.question import Question, Reading
from ipsxml.reading.report import Report, unread

# More fractional digits than a datetime can represent; msgspec would drop the rest silently.
_LONG_FRACTION = re.compile(rb"\.[0-9]{7}")


def read_json(content: bytes, question: Question) -> Reading:
    """The reading of content that should be ipsxml's JSON."""
    try:
        return _read(parse_json(content), content, question)
    except CaptureError as error:
        report = unread(error)
    return Reading(report, form="json")


def _read(document: Document, content: bytes, question: Question) -> Reading:
    written = _written(document, question)
    issues, truncated = shown(_issues(document, question) if written is None else iter(()), question)
    if any(issue.severity == "error" for issue in issues):
        check_depth(content)
    report = Report(
        api_version=document.version.name,
        element=document.element,
        soap_version=document.soap_version,
        issues=tuple(issues),
        fault=fault_in(document),
        truncated=truncated,
    )
    if question.wanted == "verdict" or not report.valid:
        return Reading(report, form="json")
    return Reading(report, _document(document, content, question), form="json", written=written)


def _written(document: Document, question: Question) -> str | None:
    """The payload as XML if there is nothing to report about it; otherwise ``None``."""
    written = None if _is_other_version(document, question) else valid_payload(document)
    if written is None or not (question.advises or document.version.is_reference):
        return written
    return written if _is_within_limits(written, document.element, document.contract_version) else None


def _is_within_limits(payload: str, element: str, version: Version) -> bool:
    """Whether a payload written by the encoder is valid by the version's contract with limits."""
    if is_worth_a_pattern(len(payload)):
        from ipsxml.reading.pattern_judge import matches_pattern

        if matches_pattern(payload, element, version):
            return True
    try:
        opened = open_message(Message(payload.encode()))
    except CaptureError:  # it exceeds a limit on reading XML
        return False
    return libxml2_schema(version, version.namespace).validate(opened.payload)


def _is_other_version(document: Document, question: Question) -> bool:
    return question.api not in (None, document.version) and not document.is_fault


def _issues(document: Document, question: Question) -> Iterator[Issue]:
    if _is_other_version(document, question):
        assert question.api is not None
        message = f"the document's version is {document.version.name}, not {question.api.name}"
        yield Issue("error", "wrong-version", message, "@apiVersion")
        return
    for fault in plain_faults(document):
        dot = "." if fault.path and not fault.path.startswith("[") else ""
        path = f"{document.element}{dot}{fault.path}"
        yield Issue(
            "warning" if fault.is_advice else "error", fault.code, fault.message, path, hint=fault.hint
        )


def _document(document: Document, content: bytes, question: Question) -> Document:
    """A valid document in the form asked for."""
    assert document.complex_type is not None
    if question.wanted == "unordered":
        return document
    if question.wanted == "plain":
        return document.with_payload(_in_wire_order(document.payload, document.complex_type))
    if not document.version.is_reference and _LONG_FRACTION.search(content) is None:
        try:
            model = msgspec.convert(document.payload, known_type(document.complex_type.name))
        except msgspec.ValidationError:  # INF, or a whole number written as 1.0
            pass
        else:
            return document.with_payload(model)
    return typed_document(document, question.fraction)


def _in_wire_order(value: Any, complex_type: ComplexType) -> Any:
    """A valid plain value of a type, with its members in the order of the XML elements."""
    if value.__class__ is list:
        item = complex_type.members["items"].type
        return [_in_wire_order(each, item) for each in value] if isinstance(item, ComplexType) else value
    return {
        name: _in_wire_order(value[name], member.type)
        if isinstance(member.type, ComplexType)
        else value[name]
        for name, member in complex_type.members.items()
        if name in value
    }
