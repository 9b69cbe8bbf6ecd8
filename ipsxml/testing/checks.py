"""One-line checks for tests."""

import os

from ipsxml.capture import Source
from ipsxml.codec import Document
from ipsxml.contract import versions
from ipsxml.document import element_of, to_json
from ipsxml.errors import EncodeError, SourceError
from ipsxml.model import Payload
from ipsxml.reading import Outcome, validate
from ipsxml.reading.render.report_text import render_text


def assert_ips_valid(
    source: Source | Document | Payload, *, api: str | None = None, strict: bool = False
) -> None:
    """Assert that a document is valid.

    ``source``, ``api``, and ``strict`` are as in ``ipsxml.validate``. A ``Document`` or an object of the
    model is validated as it would be written. An object of the model is validated in version ``api``, by
    default the newest.

    Raises ``AssertionError`` with the report as ``ipsxml validate`` prints it, if the document is invalid or
    cannot be read, and ``UnknownVersion``.

    >>> from ipsxml.model.types import SubmitJobReturn
    >>> assert_ips_valid(SubmitJobReturn(job_handle="j|7|winter||"))
    """
    __tracebackhide__ = True  # pytest shows the calling line instead
    outcome = judge(source, api=api, strict=strict)
    if outcome.status != "valid":
        raise AssertionError(render_text(outcome))


def judge(
    source: Source | Document | Payload,
    *,
    name: str | None = None,
    api: str | None = None,
    strict: bool = False,
) -> Outcome:
    """The outcome of a source, under ``name`` or its own name; the rest is as in ``assert_ips_valid``."""
    name = name or _name_of(source)
    try:
        report = validate(_written(source, api), api=api, strict=strict)
    except (SourceError, EncodeError) as error:
        return Outcome(name, "unreadable", unreadable=str(error))
    return Outcome(name, "valid" if report.valid else "invalid", report)


def _written(source: Source | Document | Payload, api: str | None) -> Source:
    """The source for ``validate``. Objects become JSON, because encoding would reject invalid ones."""
    if isinstance(source, Payload):
        source = Document(source, api or versions()[-1].name, element_of(source))
    return to_json(source) if isinstance(source, Document) else source


def _name_of(source: Source | Document | Payload) -> str:
    if isinstance(source, str | os.PathLike):
        return os.fspath(source)
    # Jobs also have a name, and the name of an open file may be a number.
    name = None if isinstance(source, Payload) else getattr(source, "name", None)
    return name if isinstance(name, str) else "the document"
