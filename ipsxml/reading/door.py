"""The single entry point for reading: every capture goes through here, and is accepted or explained.

There are three judges, each asked at most once:

1. The compiled codec accepts what it can read (XML) or write (JSON). If only the verdict on XML matters, a
   pattern for the whole payload does this instead, once there is enough to read.
2. libxml2 accepts all other valid XML.
3. xmlschema and the explainers find the faults of any other XML. For JSON, a walk names each fault.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from lxml import etree

from ipsxml.capture import (
    Capture,
    Message,
    Opened,
    local_name,
    namespace_of,
    open_message,
    payload_text_of,
)
from ipsxml.capture.content_kind import is_json
from ipsxml.contract import Version, libxml2_schema, unlimited_libxml2_schema, version_of
from ipsxml.errors import CaptureError
from ipsxml.issues import ADVISORIES, Issue
from ipsxml.reading.ips_faults import read_fault
from ipsxml.reading.report import InvalidDocument, Report, as_error, unread
from ipsxml.reading.spoken_version import spoken_version
from ipsxml.traceback_privacy import discreet

if TYPE_CHECKING:
    from ipsxml.codec import Document
    from ipsxml.codec.leaf_values import Fraction

Wanted = Literal["verdict", "unordered", "plain", "typed"]
"""What a reading is for: only the verdict, or also the document, in one of its forms.

``"unordered"`` is the plain form in which a JSON document's members keep their order."""

# The number of bytes that libxml2 validates in the time it takes to compile a pattern.
_WORTH_A_PATTERN = 4 << 20


class Question(NamedTuple):
    """What to find out about a capture.

    With ``advises``, the issues include advice; with ``strict``, advice is an error. ``api`` is the version
    that the document must have; ``None`` allows any. With ``is_trusted``, the document is not validated,
    and the result is undefined if it is invalid. ``fraction`` says how a typed document handles times
    with more than six fractional digits.
    """

    wanted: Wanted = "verdict"
    advises: bool = False
    api: Version | None = None
    strict: bool = False
    max_issues: int = 100
    is_trusted: bool = False
    fraction: "Fraction" = "exact"


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading one capture.

    ``report`` is the verdict, with all issues. ``document`` is set if it is valid and was asked for;
    ``form`` is the form it came in. ``opened`` is the parsed document, if it had to be parsed. ``written``
    is the payload as XML, if the encoder wrote it to judge it. ``date`` is the Date header of an HTTP
    response, verbatim.
    """

    report: Report
    document: "Document | None" = None
    form: Literal["json", "xml"] = "xml"
    opened: Opened | None = field(default=None, repr=False, compare=False)
    written: str | None = field(default=None, repr=False, compare=False)
    date: str | None = field(default=None, repr=False, compare=False)

    @property
    def valid_document(self) -> "Document":
        """The document; raises ``InvalidDocument`` if it is not valid."""
        if self.document is None:
            raise InvalidDocument(self.report)
        return self.document


@discreet
def read(capture: Capture, question: Question) -> Reading:
    """Read and judge a capture.

    A capture without a document also gives a Reading. Raises ``SourceError`` if the capture cannot be read,
    and ``DecodeError`` if a valid document does not fit into the form asked for.
    """
    warnings: tuple[Issue, ...] = ()
    date = None
    try:
        message = capture.message()
        warnings, date = message.warnings, message.date
        if is_json(message.content):
            from ipsxml.reading.json_door import read_json  # needed only for JSON

            reading = read_json(message.content, question)
        else:
            reading = _read_message(message, question)
            warnings = ()  # opening the document has added them to the report
    except CaptureError as error:
        reading = Reading(unread(error))
    if warnings:
        reading = replace(reading, report=_with_warnings(reading.report, warnings, question))
    return replace(reading, date=date) if date else reading


def _with_warnings(report: Report, warnings: tuple[Issue, ...], question: Question) -> Report:
    issues = warnings + report.issues
    if len(issues) <= question.max_issues:
        return replace(report, issues=issues)
    errors_first = sorted(issues, key=lambda issue: issue.severity != "error")  # keep errors over warnings
    return replace(report, issues=tuple(errors_first[: question.max_issues]), truncated=True)


def judge(opened: Opened, question: Question) -> Report:
    """The report on a parsed document."""
    version = spoken_version(opened.payload)
    issues, truncated = shown(_issues(opened, question), question)
    return Report(
        api_version=version.name if version else None,
        element=local_name(opened.payload),
        soap_version=opened.soap_version,
        issues=tuple(sorted(issues, key=lambda issue: issue.line or 0)),
        fault=read_fault(opened.payload),
        truncated=truncated,
    )


def shown(found: Iterator[Issue], question: Question) -> tuple[list[Issue], bool]:
    """At most ``max_issues`` issues, including an error if there is one, and whether there are more.

    A valid document's advice is included only on request; an invalid document's issues always are.
    """
    issues: list[Issue] = []
    is_invalid = truncated = False
    for each in found:
        issue = as_error(each) if question.strict and each.code in ADVISORIES else each
        is_error = issue.severity == "error"
        if len(issues) < question.max_issues:
            issues.append(issue)
        else:
            truncated = True
            if is_error and not is_invalid:
                issues[-1] = issue
        is_invalid = is_invalid or is_error
        if truncated and is_invalid:
            break
    if question.advises or is_invalid:
        return issues, truncated
    return [issue for issue in issues if issue.code not in ADVISORIES], truncated


def settled_version(opened: Opened, question: Question) -> Version | None:
    """The document's version if only its payload is left to judge; otherwise ``None``."""
    version = version_of(namespace_of(opened.payload))
    is_settled = (
        question.api in (None, version)
        and opened.auth_header is None
        and not any(issue.severity == "error" for issue in opened.issues)
    )
    return version if is_settled else None


def _read_message(message: Message, question: Question) -> Reading:
    reading, opened = _ask_the_codec(message, question)
    if reading is not None:
        return reading
    opened = opened or open_message(message)
    if question.is_trusted:
        report = Report(element=local_name(opened.payload), soap_version=opened.soap_version)
    else:
        report = judge(opened, question)
    return Reading(report, _document_in(opened, report, question), opened=opened)


def _ask_the_codec(message: Message, question: Question) -> tuple[Reading | None, Opened | None]:
    """The reading, if the compiled codec accepts the document; and the parsed document, if it was parsed.

    The imports are here because the first verdicts do not need them.
    """
    if question.wanted == "verdict":
        if not _is_worth_a_pattern(len(message.content)):
            return None, None
        from ipsxml.reading.pattern_judge import ask_pattern

        text = payload_text_of(message)
        answer = ask_pattern(text, message, question) if text else None
        return (None, answer) if isinstance(answer, Opened) else (answer, None)
    if question.advises:
        return None, None
    from ipsxml.reading.decoding import accept_text, accept_tree

    text = payload_text_of(message)
    if text is not None:
        return accept_text(text, question), None
    opened = open_message(message)
    return accept_tree(opened, question), opened


class _Judged:
    """The number of bytes that this process has judged without patterns."""

    bytes = 0


def _is_worth_a_pattern(length: int) -> bool:
    """Whether this process has judged enough for a pattern to pay off; if not, count ``length`` more."""
    if _Judged.bytes >= _WORTH_A_PATTERN:
        return True
    _Judged.bytes += length
    return False


def expect_much() -> None:
    """Use patterns from now on, because there is much to read."""
    _Judged.bytes = _WORTH_A_PATTERN


def _document_in(opened: Opened, report: Report, question: Question) -> "Document | None":
    if question.wanted == "verdict" or not report.valid:
        return None
    from ipsxml.reading.decoding import decode_valid

    return decode_valid(opened, question)


def _issues(opened: Opened, question: Question) -> Iterator[Issue]:
    """Find the issues of a document one by one: from opening it, in the payload, in the header."""
    yield from opened.issues
    if not _is_accepted(opened, question):
        # Imports xmlschema, which is needed only if something is wrong.
        from ipsxml.reading.payload_explainer import explain

        yield from explain(opened, question.api)


def is_within_limits(payload: str, element: str, version: Version) -> bool:
    """Whether a payload written by the encoder is valid by the version's contract with limits."""
    if _is_worth_a_pattern(len(payload)):
        from ipsxml.reading.pattern_judge import matches_pattern

        if matches_pattern(payload, element, version):
            return True
    try:
        opened = open_message(Message(payload.encode()))
    except CaptureError:  # it exceeds a limit on reading XML
        return False
    return libxml2_schema(version, version.namespace).validate(opened.payload)


def _is_accepted(opened: Opened, question: Question) -> bool:
    """Whether libxml2 accepts the document; if it does by the contract with limits, there is no advice."""
    version = version_of(namespace_of(opened.payload))
    schema_of = libxml2_schema if question.advises else unlimited_libxml2_schema
    return (
        version is not None
        and question.api in (None, version)
        and schema_of(version, version.namespace).validate(opened.payload)
        and (opened.auth_header is None or _accepts_auth_header(opened.auth_header))
    )


def _accepts_auth_header(auth_header: etree._Element) -> bool:
    """Whether an ``authHeader`` is valid in the version of its namespace."""
    version = spoken_version(auth_header)
    return version is not None and libxml2_schema(version, namespace_of(auth_header)).validate(auth_header)
