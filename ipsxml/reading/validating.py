"""Validating a source."""

from ipsxml.capture import Source, only_capture
from ipsxml.contract import version_named
from ipsxml.reading.door import read
from ipsxml.reading.question import Question
from ipsxml.reading.report import Report


def validate(
    source: Source, *, api: str | None = None, strict: bool = False, max_issues: int = 100
) -> Report:
    """Validate one document against the contract of its version.

    ``source`` is a path (a ``str`` is always a path), ``"-"`` for standard input, ``bytes`` with the
    document itself, or a binary file object. The document is XML or ipsxml's JSON. ``api`` is the version
    that the document must have (faults belong to every version); by default, its namespace selects the
    contract. With ``strict``, advisory warnings (values that the reference pages don't list) are errors. At
    most ``max_issues`` issues are reported.

    Returns a Report, which is true if the document is valid; bytes without a document also get one.
    Raises ``SourceError`` if the source cannot be read, or if it has several captures (read those with
    ``captures``); ``UnknownVersion`` for an unknown ``api``; ``ValueError`` if ``max_issues`` is below 1.

    >>> report = validate(b'<activeJob xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"/>', max_issues=1)
    >>> report.valid, report.api_version, report.issues[0].message
    (False, '2010-01-31', 'companyHandle is missing: ActiveJob requires it')
    """
    question = question_of(api=api, strict=strict, max_issues=max_issues)
    return read(only_capture(source), question).report


def question_of(*, api: str | None = None, strict: bool = False, max_issues: int = 100) -> Question:
    """The question for the arguments of ``validate``; raises ``UnknownVersion`` and ``ValueError``."""
    if max_issues < 1:
        raise ValueError(f"max_issues must be 1 or more, not {max_issues}")
    version = None if api is None else version_named(api)
    return Question(advises=True, api=version, strict=strict, max_issues=max_issues)
