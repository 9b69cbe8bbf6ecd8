"""Converting documents between XML and JSON, and on the way to another version, envelope or pseudonyms."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from ipsxml.capture import Origin, Source, only_capture
from ipsxml.codec import write_json
from ipsxml.contract import Version, version_named
from ipsxml.errors import EncodeError, IpsXmlError
from ipsxml.issues import Issue
from ipsxml.migration import migrate_or_advise
from ipsxml.reading import InvalidDocument, Report
from ipsxml.reading.door import Question, Reading, read
from ipsxml.reading.read_all import Attempt
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
    conversion = Conversion(
        to, None if api is None else version_named(api), fill, envelope, indent, redactor, strict
    )
    return conversion.convert(read(only_capture(source), conversion.question))


class Conversion(NamedTuple):
    """How documents are converted: the arguments of ``convert``. It can be pickled."""

    to: Form | None = None
    version: Version | None = None
    fill: bool = False
    envelope: Envelope | None = None
    indent: int | None = None
    redactor: Redactor | None = None
    strict: bool = False

    @property
    def question(self) -> Question:
        """The question to which ``convert`` needs the answer."""
        return Question("plain" if self.to == "json" else "unordered")

    def convert(self, reading: Reading) -> Converted:
        """Convert a document that has been read; raises ``InvalidDocument`` and ``EncodeError``."""
        document, warnings = reading.valid_document, list(reading.report.warnings)
        if self.version is not None:
            document, remarks = migrate_or_advise(document, self.version, fill=self.fill)
            warnings += remarks
        doubts = [warning.message for warning in warnings if warning.code in _DOUBTS]
        if doubts and self.strict:
            raise EncodeError("; ".join(doubts))
        if self.redactor is not None:
            document = self.redactor.redact(document)
        form: Form = self.to or ("xml" if reading.form == "json" else "json")
        written = reading.written if document is reading.document and form == "xml" else None
        if self.envelope is not None:
            document = replace(document, soap_version=None if self.envelope == "none" else self.envelope)
        if written is not None:
            content = write_around(document, written, indent=self.indent)
        else:
            content = (write_json if form == "json" else write_plain)(document, indent=self.indent)
        return Converted(content, form, tuple(warnings))


class ConvertedCapture(NamedTuple):
    """What became of one capture: ``converted`` is set, or what says why not.

    ``report`` is that of a document that is not valid, ``refused`` says why a valid one cannot be
    written so. ``unreadable`` and ``passed_over`` are those of the attempt at reading it.
    """

    origin: Origin
    converted: Converted | None = None
    report: Report | None = None
    refused: str | None = None
    unreadable: str | None = None
    passed_over: str | None = None


def convert_attempts(attempts: Iterable[Attempt], conversion: Conversion) -> Iterator[ConvertedCapture]:
    """Convert what was read by the question of ``conversion``, each capture with its outcome."""
    for attempt in attempts:
        if attempt.reading is None:
            yield ConvertedCapture(
                attempt.origin, unreadable=attempt.unreadable, passed_over=attempt.passed_over
            )
        else:
            yield _convert_one(attempt.origin, attempt.reading, conversion)


@discreet
def _convert_one(origin: Origin, reading: Reading, conversion: Conversion) -> ConvertedCapture:
    try:
        return ConvertedCapture(origin, conversion.convert(reading))
    except InvalidDocument as error:
        return ConvertedCapture(origin, report=error.report)
    except IpsXmlError as error:
        return ConvertedCapture(origin, refused=str(error))
