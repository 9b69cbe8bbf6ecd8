"""Converting documents between XML and JSON, optionally to another version or envelope, or redacted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from ipsxml.capture import Origin, Source, only_capture
from ipsxml.codec import write_json
from ipsxml.contract import Version, version_named
from ipsxml.errors import EncodeError, IpsXmlError
from ipsxml.issues import Issue
from ipsxml.migration import migrate_or_advise
from ipsxml.quick_pickles import QuicklyPickled
from ipsxml.reading import InvalidDocument, Report
from ipsxml.reading.door import read
from ipsxml.reading.question import Question, Reading
from ipsxml.reading.read_all import Attempt
from ipsxml.redaction import Redactor
from ipsxml.traceback_privacy import discreet
from ipsxml.xml_writing import write_plain

Form = Literal["json", "xml"]
Envelope = Literal["1.1", "1.2", "none"]
_DOUBTS = ("unknown-version", "dropped-element")  # errors with strict=True


@dataclass(frozen=True, slots=True)
class Converted(QuicklyPickled):
    """A converted document: its ``content`` in the form ``form``.

    ``warnings`` has the warnings from reading it, such as an unknown version (the nearest known one is
    written instead), and a warning for each dropped or filled element.
    """

    content: bytes
    form: Form
    warnings: tuple[Issue, ...] = ()


@discreet
def convert(  # noqa: PLR0913 - one for each way in which the result may differ
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
    """Convert a document from XML to JSON or from JSON to XML, or to the form ``to``.

    ``api`` migrates it to another version; elements that this version lacks are dropped with a warning.
    ``fill`` gives elements that this version requires, and the document lacks, the values that their
    schema states, with a warning. A document of an unknown version is read as one of the nearest known
    version, with a warning. With ``strict``, an unknown version or a dropped element is an error.
    ``envelope`` is the SOAP version to wrap it in, or ``"none"``; by default, it keeps its own. ``indent``
    is a number of spaces. A ``redactor`` replaces values that identify people and places; use one for all
    documents that belong together.

    Raises ``InvalidDocument``, ``EncodeError``, ``SourceError``, and ``UnknownVersion``.

    >>> convert(b'<stopJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"/>').content
    b'{"@apiVersion":"2010-01-31","stopJobReturn":{}}'
    """
    conversion = Conversion(
        to, None if api is None else version_named(api), fill, envelope, indent, redactor, strict
    )
    return conversion.convert(read(only_capture(source), conversion.question))


class Conversion(NamedTuple):
    """The options of ``convert`` in a form that can be pickled."""

    to: Form | None = None
    version: Version | None = None
    fill: bool = False
    envelope: Envelope | None = None
    indent: int | None = None
    redactor: Redactor | None = None
    strict: bool = False

    @property
    def question(self) -> Question:
        """The question to read documents with before ``convert``."""
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
        if self.envelope is not None:
            document = replace(document, soap_version=None if self.envelope == "none" else self.envelope)
        content = (write_json if form == "json" else write_plain)(document, indent=self.indent)
        return Converted(content, form, tuple(warnings))


class ConvertedCapture(NamedTuple):
    """The result for one capture: ``converted``, or one of the other four, which says why not.

    ``report`` is the report on an invalid document. ``refused`` says why a valid document cannot be
    converted as requested. ``unreadable`` and ``skipped`` are as in the ``Attempt`` at reading it.
    """

    origin: Origin
    converted: Converted | None = None
    report: Report | None = None
    refused: str | None = None
    unreadable: str | None = None
    skipped: str | None = None

    @property
    def is_other_file(self) -> bool:
        """Whether it is a file in a directory that was skipped, rather than a capture."""
        return self.skipped is not None and not self.origin.place


def convert_attempts(attempts: Iterable[Attempt], conversion: Conversion) -> Iterator[ConvertedCapture]:
    """Convert captures that were read with ``conversion.question``; each gives one result."""
    for attempt in attempts:
        if attempt.reading is None:
            yield ConvertedCapture(attempt.origin, unreadable=attempt.unreadable, skipped=attempt.skipped)
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
