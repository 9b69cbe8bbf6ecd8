"""Reading ipsxml's JSON: msgspec accepts it, or a walk finds its faults.

The issue codes are those for XML; the paths are JSON paths.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from ipsxml.codec import Document, plain_faults
from ipsxml.codec.json_form import check_depth, parse_json
from ipsxml.codec.plain_acceptance import accepts
from ipsxml.codec.typed_values import known_type
from ipsxml.contract import ComplexType
from ipsxml.errors import CaptureError
from ipsxml.issues import Issue
from ipsxml.reading.decoding import fault_in, typed_document
from ipsxml.reading.judging import shown
from ipsxml.reading.question import Question, Reading
from ipsxml.reading.report import shared_report, unread

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
    found = iter(()) if _is_accepted(document, content, question) else _issues(document, question)
    issues, truncated = shown(found, question)
    if any(issue.severity == "error" for issue in issues):
        check_depth(content)
    report = shared_report(
        document.version.name,
        document.element,
        document.soap_version,
        tuple(issues),
        fault_in(document),
        truncated,
    )
    if question.wanted == "verdict" or not report.valid:
        return Reading(report, form="json")
    return Reading(report, _document(document, content, question), form="json")


def _is_accepted(document: Document, content: bytes, question: Question) -> bool:
    """Whether there is nothing to report about a document."""
    within_limits = question.advises or document.version.is_reference
    return not _is_other_version(document, question) and accepts(
        document, content, within_limits=within_limits
    )


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
