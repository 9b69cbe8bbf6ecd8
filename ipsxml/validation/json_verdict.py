"""The verdict on JSON in our form: the same codes as for XML, with paths into the JSON."""

from collections.abc import Iterator
from itertools import islice

from ipsxml.codec import PlainDocument, plain_faults, read_json
from ipsxml.codec.values import write_int
from ipsxml.contract import Version
from ipsxml.errors import CaptureError
from ipsxml.issues import ADVISORIES, Issue
from ipsxml.validation.faults import code_type_of, fault_of
from ipsxml.validation.report import Fault, Report, as_error, unread


def report_on_json(
    content: bytes, wanted: Version | None, *, strict: bool = False, max_issues: int = 100
) -> Report:
    """The report on JSON; the other arguments are those of ``validate``."""
    try:
        document = read_json(content)
    except CaptureError as error:
        return unread(error)
    found = list(islice(_issues(document, wanted), max_issues + 1))
    return Report(
        api_version=document.version.name,
        element=document.element,
        soap_version=document.soap_version,
        issues=tuple(
            as_error(issue) if strict and issue.code in ADVISORIES else issue for issue in found[:max_issues]
        ),
        fault=_read_fault(document),
        truncated=len(found) > max_issues,
    )


def _read_fault(document: PlainDocument) -> Fault | None:
    """What a fault says; ``None`` where the payload is no fault."""
    code_type = code_type_of(document.element)
    if code_type is None:
        return None
    value = document.value
    try:
        code = int(write_int(value.get("code") if isinstance(value, dict) else None))
    except (TypeError, ValueError):
        return fault_of(code_type, None)
    return fault_of(code_type, code)


def _issues(document: PlainDocument, wanted: Version | None) -> Iterator[Issue]:
    if wanted not in (None, document.version) and not document.is_fault:
        assert wanted is not None
        message = f"the document speaks {document.version.name}, not {wanted.name}"
        yield Issue("error", "wrong-version", message, "@apiVersion")
        return
    for fault in plain_faults(document):
        dot = "." if fault.path and not fault.path.startswith("[") else ""
        path = f"{document.element}{dot}{fault.path}"
        yield Issue("warning" if fault.is_advice else "error", fault.code, fault.message, path)
