"""The single entry point for reading: every capture goes through here, and is accepted or explained.

There are three judges, each asked at most once:

1. The compiled decoder accepts XML that it can read. If only the verdict matters, a pattern for the whole
   payload does this instead, once there is enough to read. JSON is accepted if msgspec can convert it.
2. libxml2 accepts all other valid XML.
3. xmlschema and the explainers find the faults of any other XML. For JSON, a walk names each fault.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from ipsxml.capture import Capture, Message, Opened, local_name, open_message, payload_text_of
from ipsxml.capture.content_kind import is_json
from ipsxml.errors import CaptureError
from ipsxml.issues import Issue
from ipsxml.reading.judging import judge
from ipsxml.reading.pattern_worth import is_worth_a_pattern
from ipsxml.reading.question import Question, Reading
from ipsxml.reading.report import Report, unread
from ipsxml.traceback_privacy import discreet

if TYPE_CHECKING:
    from ipsxml.codec import Document


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
        if not is_worth_a_pattern(len(message.content)):
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


def _document_in(opened: Opened, report: Report, question: Question) -> "Document | None":
    if question.wanted == "verdict" or not report.valid:
        return None
    from ipsxml.reading.decoding import decode_valid

    return decode_valid(opened, question)
