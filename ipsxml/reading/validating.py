"""Validating a source: reading, judging, and reporting."""

from ipsxml.capture import Source, only_capture
from ipsxml.contract import version_named
from ipsxml.reading.door import Question, read
from ipsxml.reading.report import Report


def validate(
    source: Source, *, api: str | None = None, strict: bool = False, max_issues: int = 100
) -> Report:
    """Judge one document by the contract of the version it speaks.

    ``source`` is a path (a ``str`` always is), ``"-"`` for standard input, ``bytes`` holding
    the document itself, or a binary file object: XML, or JSON in our form. ``api`` names the
    version that the document must speak (faults belong to every version); by default its
    namespace picks the contract. ``strict`` makes advice count: values that no reference
    page lists become errors. At most ``max_issues`` issues are reported.

    Returns a Report, which is true where the document is valid; bytes that contain no
    document get one, too. Raises ``SourceError`` where the bytes cannot be read, or the source holds several
    captures, which ``captures`` gives one by one; ``UnknownVersion`` for an ``api`` that does not
    exist, ``ValueError`` for a ``max_issues`` below 1.

    >>> report = validate(b'<activeJob xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"/>', max_issues=1)
    >>> report.valid, report.api_version, report.issues[0].message
    (False, '2010-01-31', 'companyHandle is missing: every ActiveJob has it')
    """
    question = question_of(api=api, strict=strict, max_issues=max_issues)
    return read(only_capture(source), question).report


def question_of(*, api: str | None = None, strict: bool = False, max_issues: int = 100) -> Question:
    """The question that the arguments of ``validate`` ask; raises ``UnknownVersion`` and ``ValueError``."""
    if max_issues < 1:
        raise ValueError(f"max_issues must be at least 1, not {max_issues}")
    version = None if api is None else version_named(api)
    return Question(advises=True, api=version, strict=strict, max_issues=max_issues)
