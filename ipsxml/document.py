"""Documents in Python: converting between XML, JSON, and the typed model."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal, TypeVar, overload
from uuid import UUID

import msgspec

from ipsxml.capture import Capture, Source, only_capture
from ipsxml.codec import Document, write_json
from ipsxml.codec.leaf_values import Fraction
from ipsxml.contract import family, version_named
from ipsxml.errors import EncodeError
from ipsxml.expected_payload import as_expected
from ipsxml.issues import Issue
from ipsxml.migration import migrate_or_advise
from ipsxml.model import Payload
from ipsxml.model.types import AnyPayload
from ipsxml.reading.decoding import typed_document
from ipsxml.reading.door import read as read_capture
from ipsxml.reading.json_door import read_json
from ipsxml.reading.question import Question, Reading
from ipsxml.reading.validating import question_of
from ipsxml.redaction import Redactor
from ipsxml.shortages import with_enough_stack
from ipsxml.traceback_privacy import discreet
from ipsxml.xml_writing import describe_faults, errors_in, plain_value, write_plain, write_typed

Envelope = Literal["1.1", "1.2", "none"]
_Expected = TypeVar("_Expected")


@overload
def decode(
    source: Source, *, api: str | None = None, validate: bool = True, fraction: Fraction = "exact"
) -> Document[AnyPayload]: ...


@overload
def decode(
    source: Source,
    expected: type[_Expected],
    *,
    api: str | None = None,
    validate: bool = True,
    fraction: Fraction = "exact",
) -> Document[_Expected]: ...


@discreet
def decode(
    source: Source,
    expected: type[_Expected] | None = None,
    *,
    api: str | None = None,
    validate: bool = True,
    fraction: Fraction = "exact",
) -> Document:
    """Read a document, XML or ipsxml's JSON, into the typed model.

    ``source`` and ``api`` are as in ``ipsxml.validate``. ``expected`` is the class that the payload
    must have (``ipsxml.GetActiveJobsReturn``; ``list[ipsxml.ActiveJob]`` for an array), and type checkers
    infer it; without it, the payload can be any of ``ipsxml.AnyPayload``. ``validate=False`` is faster,
    but only for documents known to be valid; for any other document the result is undefined. A time with
    more than six fractional digits (.NET writes seven) does not fit into a ``datetime``. By default, it
    is an error, so that no value changes silently; ``fraction="cut"`` keeps the first six digits.

    Raises ``InvalidDocument`` (its ``report`` is the full Report), ``UnexpectedPayload`` if a valid
    document is not an ``expected`` one, ``DecodeError`` if a value does not fit into the typed model,
    ``SourceError``, and ``UnknownVersion``.

    >>> document = decode(b'<stopJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"/>')
    >>> document.payload, document.api_version
    (StopJobReturn(), '2010-01-31')
    """
    version = None if api is None else version_named(api)
    question = Question("typed", api=version, is_trusted=not validate, fraction=fraction)
    return as_expected(read_capture(only_capture(source), question).valid_document, expected)


@discreet
def read(
    capture: Capture,
    *,
    api: str | None = None,
    strict: bool = False,
    max_issues: int = 100,
    fraction: Fraction = "exact",
) -> Reading:
    """Read and validate a capture; the options are those of ``validate`` and ``decode``.

    Returns a Reading. It has the report, with every issue, and, if the document is valid, the document in
    the typed model. A capture without a document also gives a Reading.

    Raises ``SourceError`` if the capture cannot be read, ``DecodeError`` if a valid document has a value
    that does not fit into the typed model, ``UnknownVersion``, and ``ValueError`` if ``max_issues`` is
    below 1.

    >>> from ipsxml.capture import captures
    >>> for capture in captures("fixtures/diff/before.xml"):
    ...     reading = read(capture)
    ...     reading.report.valid, len(reading.document.payload.job_array)
    (True, 5)
    """
    question = question_of(api=api, strict=strict, max_issues=max_issues)
    return read_capture(capture, question._replace(wanted="typed", fraction=fraction))


@with_enough_stack
def encode(
    document: Document | Payload,
    *,
    api: str | None = None,
    envelope: Envelope | None = None,
    indent: int | None = None,
) -> bytes:
    """Write a document, or a model object, as XML of one version, in UTF-8.

    ``api`` is the version to write. It defaults to the version of a Document, and is required for a model
    object. ``envelope`` is the SOAP version to wrap it in, or ``"none"``; by default, a Document keeps its
    own, and an object is written bare. ``indent`` is a number of spaces.

    The result is always valid. Raises ``EncodeError``, which names each path that the version lacks,
    requires, or does not allow, and ``UnknownVersion``.

    >>> from ipsxml.model.types import StopJobReturn
    >>> print(encode(StopJobReturn(), api="2010-01-31").decode().splitlines()[1])
    <stopJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"></stopJobReturn>
    """
    if not isinstance(document, Document):
        if api is None:
            raise EncodeError("api is required: only a Document knows its own version")
        document = Document(document, api, element_of(document))
    version = version_named(api or document.api_version)
    soap_version = document.soap_version if envelope is None else None if envelope == "none" else envelope
    typed = Document(document.payload, version.name, document.element, soap_version)
    written = write_typed(typed, indent=indent)
    if written is None:
        written = write_plain(typed.with_payload(builtins_of(document.payload)), indent=indent)
    return written


def element_of(payload: Payload) -> str:
    """The name of a model object's element, in lower camel case.

    Raises ``EncodeError`` if it is not a model object.
    """
    name = type(payload).__name__
    for element, complex_type in family().elements.items():
        if element[0].islower() and complex_type.name[0].upper() + complex_type.name[1:] == name:
            return element
    raise EncodeError(f"{name} is not a class of the model")


# msgspec would convert these to text. Only datetime is a type of the model; the others are rejected later.
_AS_THEY_ARE = (datetime, bytes, bytearray, memoryview, date, time, timedelta, Decimal, UUID)


def builtins_of(payload: object) -> Any:
    """A model object as dicts and lists; ``datetime`` values stay as they are."""
    try:
        return msgspec.to_builtins(payload, builtin_types=_AS_THEY_ARE)
    except (TypeError, ValueError) as error:
        raise EncodeError(f"not a value of the model: {error}") from None


@discreet
def to_json(source: Source | Document, *, indent: int | None = None) -> bytes:
    """Convert a Document, or a source as in ``decode``, to JSON in UTF-8.

    Keys are in the order of the XML elements; ``indent`` is a number of spaces. Raises
    ``InvalidDocument`` and ``SourceError``.

    >>> to_json(b'<stopJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"/>')
    b'{"@apiVersion":"2010-01-31","stopJobReturn":{}}'
    """
    if isinstance(source, Document):
        return write_json(plain_document(source), indent=indent)
    return write_json(read_capture(only_capture(source), Question("plain")).valid_document, indent=indent)


@overload
def from_json(
    content: bytes | str, *, api: str | None = None, fraction: Fraction = "exact"
) -> Document[AnyPayload]: ...


@overload
def from_json(
    content: bytes | str,
    expected: type[_Expected],
    *,
    api: str | None = None,
    fraction: Fraction = "exact",
) -> Document[_Expected]: ...


@discreet
def from_json(
    content: bytes | str,
    expected: type[_Expected] | None = None,
    *,
    api: str | None = None,
    fraction: Fraction = "exact",
) -> Document:
    """Read a Document from ipsxml's JSON; ``api`` is the version that it must have.

    ``content`` is the JSON itself, as text or as UTF-8 bytes; for a path use ``decode``. ``expected`` and
    ``fraction`` are as in ``decode``.

    Raises ``InvalidDocument``, whose report has an issue for each unknown key, missing member, and wrong
    value, ``UnexpectedPayload``, and ``DecodeError`` if a value does not fit into the typed model.

    >>> from_json(b'{"@apiVersion": "2010-01-31", "submitJobReturn": {"jobHandle": "j|7|winter||"}}').payload
    SubmitJobReturn(job_handle='j|7|winter||')
    """
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")  # reading refuses lone surrogates
    version = None if api is None else version_named(api)
    document = read_json(content, Question("typed", api=version, fraction=fraction)).valid_document
    return as_expected(document, expected)


@with_enough_stack
def migrate(
    document: Document[_Expected], api: str, *, fill: bool = False
) -> tuple[Document[_Expected], list[Issue]]:
    """Migrate a document to another version; returns it with a warning per dropped or filled element.

    With ``fill``, an element that the version requires and the document lacks gets the value that its
    schema states, such as Unknown for a task's state. Some elements have no such value, because none
    would be honest.

    Raises ``EncodeError``, which names each path, if the version requires elements that the document
    lacks, and ``UnknownVersion``.
    """
    moved, warnings = migrate_or_advise(plain_document(document), version_named(api), fill=fill)
    return typed_document(moved), warnings


@with_enough_stack
def redact(document: Document[_Expected], redactor: Redactor | None = None) -> Document[_Expected]:
    """Replace the values that identify people and places with stable pseudonyms.

    Use one ``Redactor`` for all documents that belong together, so that equal values get equal
    pseudonyms.
    """
    return typed_document((redactor or Redactor()).redact(plain_document(document)))


def plain_document(document: Document) -> Document:
    """A typed document in the plain form."""
    version = version_named(document.api_version)
    plain = Document(builtins_of(document.payload), version.name, document.element, document.soap_version)
    try:
        return plain.with_payload(plain_value(plain.payload))
    except ValueError:  # a datetime that XML cannot express, or a value that is not of the model
        pass
    raise EncodeError(describe_faults(errors_in(plain)))
