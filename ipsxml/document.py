"""Documents in Python: between XML, JSON and the typed model."""

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
from ipsxml.reading.door import Question, Reading
from ipsxml.reading.door import read as read_capture
from ipsxml.reading.json_door import read_json
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
    """Read a document, XML or our JSON, into the typed model.

    ``source`` and ``api`` are as in ``ipsxml.validate``. ``expected`` is the class that the payload
    must have (``ipsxml.GetActiveJobsReturn``; ``list[ipsxml.ActiveJob]`` for an array), which type
    checkers then know; without it the payload is any of ``ipsxml.AnyPayload``. ``validate=False`` is
    for documents that are known to be valid: it is faster, and of any other document the result is
    undefined. Of a time with more than six digits of a second, which a ``datetime`` cannot hold, and
    which .NET writes with seven, ``fraction="cut"`` keeps the first six; by default it is refused,
    because nothing is changed unasked.

    Raises ``InvalidDocument`` (its ``report`` is the full Report), ``UnexpectedPayload`` for a valid
    document that is another one than ``expected``, ``DecodeError`` for one with a value that Python cannot
    hold, ``SourceError``, ``UnknownVersion``.

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
    """Read a capture, and judge it; the options are those of ``validate`` and ``decode``.

    The Reading has the report, with every issue, and the document in the typed model where it is
    valid. Bytes that contain no document give a Reading, too.

    Raises ``SourceError`` where they cannot be read, ``DecodeError`` for a valid document with a value
    that Python cannot hold, ``UnknownVersion``, and ``ValueError`` for a ``max_issues`` below 1.

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

    ``api`` is the version to write; a Document has one of its own, an object needs it.
    ``envelope`` is the SOAP version to wrap it in, or ``"none"``; by default a document keeps
    what it came in, and an object is written bare. ``indent`` is a number of spaces.

    What is written is valid. Raises ``EncodeError``, which names every path that the version
    lacks, requires or does not allow, and ``UnknownVersion``.

    >>> from ipsxml.model.types import StopJobReturn
    >>> print(encode(StopJobReturn(), api="2010-01-31").decode().splitlines()[1])
    <stopJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"></stopJobReturn>
    """
    if not isinstance(document, Document):
        if api is None:
            raise EncodeError("which version? give api: only a Document knows its own")
        document = Document(document, api, element_of(document))
    version = version_named(api or document.api_version)
    soap_version = document.soap_version if envelope is None else None if envelope == "none" else envelope
    typed = Document(document.payload, version.name, document.element, soap_version)
    written = write_typed(typed, indent=indent)
    if written is None:
        written = write_plain(typed.with_payload(builtins_of(document.payload)), indent=indent)
    return written


def element_of(payload: Payload) -> str:
    """The name of the element that a model object is written as: in lower camel case.

    Raises ``EncodeError`` for anything but a model object.
    """
    name = type(payload).__name__
    for element, complex_type in family().elements.items():
        if element[0].islower() and complex_type.name[0].upper() + complex_type.name[1:] == name:
            return element
    raise EncodeError(f"{name} is not a class of the model")


# What msgspec would turn into text; these are not values of the model, and are refused later.
_AS_THEY_ARE = (datetime, bytes, bytearray, memoryview, date, time, timedelta, Decimal, UUID)


def builtins_of(payload: object) -> Any:
    """A model object as dicts and lists, with ``datetime`` objects in them."""
    try:
        return msgspec.to_builtins(payload, builtin_types=_AS_THEY_ARE)
    except (TypeError, ValueError) as error:
        raise EncodeError(f"not a value of the model: {error}") from None


@discreet
def to_json(source: Source | Document, *, indent: int | None = None) -> bytes:
    """A document in the JSON form, in UTF-8: of a source as ``decode`` takes it, or of a Document.

    Keys are in wire order; ``indent`` is a number of spaces. Raises ``InvalidDocument`` and
    ``SourceError``.

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
    """The Document that JSON in our form says; ``api`` is the version it must have.

    ``content`` is the JSON itself, in UTF-8 or as text: for a path there is ``decode``, whose
    ``expected`` and ``fraction`` this has, too.

    Raises ``InvalidDocument``, whose report has an issue for each unknown key, missing member
    and wrong value, ``UnexpectedPayload``, and ``DecodeError`` for a value that Python cannot hold.

    >>> from_json(b'{"@apiVersion": "2010-01-31", "submitJobReturn": {"jobHandle": "j|7|winter||"}}').payload
    SubmitJobReturn(job_handle='j|7|winter||')
    """
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")  # half a character is refused in reading
    version = None if api is None else version_named(api)
    document = read_json(content, Question("typed", api=version, fraction=fraction)).valid_document
    return as_expected(document, expected)


@with_enough_stack
def migrate(
    document: Document[_Expected], api: str, *, fill: bool = False
) -> tuple[Document[_Expected], list[Issue]]:
    """A document as one of another version, with a warning for each element that was dropped or filled.

    With ``fill`` an element that the version requires, and the document lacks, gets the value that its
    schema states: a task's state is Unknown, say. For some elements none would be honest.

    Raises ``EncodeError``, naming each path, where that version requires what the document
    lacks, and ``UnknownVersion``.
    """
    moved, warnings = migrate_or_advise(plain_document(document), version_named(api), fill=fill)
    return typed_document(moved), warnings


@with_enough_stack
def redact(document: Document[_Expected], redactor: Redactor | None = None) -> Document[_Expected]:
    """A document without what identifies people and places, but with stable pseudonyms.

    Use one ``Redactor`` for all documents that belong together: it gives the same value the
    same pseudonym.
    """
    return typed_document((redactor or Redactor()).redact(plain_document(document)))


def plain_document(document: Document) -> Document:
    """A typed document in the plain form."""
    version = version_named(document.api_version)
    plain = Document(builtins_of(document.payload), version.name, document.element, document.soap_version)
    try:
        return plain.with_payload(plain_value(plain.payload))
    except ValueError:  # a datetime that XML cannot write, or a value of no kind that it has
        pass
    raise EncodeError(describe_faults(errors_in(plain)))
