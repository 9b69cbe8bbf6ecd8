"""Converting documents between XML and JSON, and on the way to another version, envelope or pseudonyms."""

from dataclasses import dataclass, replace
from typing import Literal

from ipsxml.capture import Source, only_capture
from ipsxml.codec import write_json
from ipsxml.contract import Version, version_named
from ipsxml.errors import EncodeError
from ipsxml.issues import Issue
from ipsxml.migration import migrate_or_advise
from ipsxml.reading.door import Question, Reading, read
from ipsxml.redaction import Redactor
from ipsxml.traceback_privacy import discreet
from ipsxml.xml_writing import write_around, write_plain

Form = Literal["json", "xml"]
Envelope = Literal["1.1", "1.2", "none"]
_DOUBTS = ("unknown-version", "dropped-element")  # of which strictness makes errors


@dataclass(frozen=True, slots=True)
class Converted:
    """A converted document: its ``content`` in the form ``form``.

    ``warnings`` are those of reading it, such as an unknown version, in place of which the nearest
    known one is written; and they tell what was dropped or filled.
    """

    content: bytes
    form: Form
    warnings: tuple[Issue, ...] = ()


@discreet
def convert(  # noqa: PLR0913 - one for each way in which the target may differ
    source: Source,
    *,
    to: Form | None = None,
    api: str | None = None,
    fill: bool = False,
    envelope: Envelope | None = None,
    indent: int | None = None,
    redactor: Redactor | None = None,
    strict: bool = False,
) -> Converted:
    """Convert a document to the other form, or to the form ``to``.

    ``api`` moves it to another version: what that version lacks is dropped with a warning. With ``fill``
    what it requires, and the document lacks, gets the value that its schema states, with a warning. A
    document of an unknown version is read as one of the nearest known version, with a warning.
    With ``strict`` an unknown version, and what is dropped, are errors. ``envelope`` is the SOAP version
    to wrap it in, or ``"none"``; by default it keeps its own. ``indent`` is a number of spaces. A
    ``redactor`` replaces what identifies people and places; use one for all documents that belong
    together.

    Raises ``InvalidDocument``, ``EncodeError``, ``SourceError`` and ``UnknownVersion``.

    >>> convert(b'<stopJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"/>').content
    b'{"@apiVersion":"2010-01-31","stopJobReturn":{}}'
    """
    version = None if api is None else version_named(api)
    reading = read(only_capture(source), question_of_conversion(to))
    return convert_reading(
        reading,
        to=to,
        version=version,
        fill=fill,
        envelope=envelope,
        indent=indent,
        redactor=redactor,
        strict=strict,
    )


def question_of_conversion(to: Form | None) -> Question:
    """The question to which ``convert_reading`` needs the answer."""
    return Question("plain" if to == "json" else "unordered")


@discreet
def convert_reading(  # noqa: PLR0913 - as above
    reading: Reading,
    *,
    to: Form | None,
    version: Version | None,
    fill: bool,
    envelope: Envelope | None,
    indent: int | None,
    redactor: Redactor | None,
    strict: bool,
) -> Converted:
    """Convert a document that has been read, by ``question_of_conversion``; the rest is as in ``convert``.

    Raises ``InvalidDocument`` and ``EncodeError``.
    """
    document, warnings = reading.valid_document, list(reading.report.warnings)
    if version is not None:
        document, remarks = migrate_or_advise(document, version, fill=fill)
        warnings += remarks
    doubts = [warning.message for warning in warnings if warning.code in _DOUBTS]
    if doubts and strict:
        raise EncodeError("; ".join(doubts))
    if redactor is not None:
        document = redactor.redact(document)
    form: Form = to or ("xml" if reading.form == "json" else "json")
    written = reading.written if document is reading.document and form == "xml" else None
    if envelope is not None:
        document = replace(document, soap_version=None if envelope == "none" else envelope)
    if written is not None:
        content = write_around(document, written, indent=indent)
    else:
        content = (write_json if form == "json" else write_plain)(document, indent=indent)
    return Converted(content, form, tuple(warnings))
