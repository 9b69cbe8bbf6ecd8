"""Validating a source: reading, judging, and reporting."""

from itertools import islice

from ipsxml.capture import Capture, Source, capture_in, local_name, read_content
from ipsxml.capture.recognize import is_json
from ipsxml.contract import Version, version_named
from ipsxml.discretion import discreet
from ipsxml.errors import CaptureError
from ipsxml.issues import ADVISORIES
from ipsxml.validation.faults import read_fault
from ipsxml.validation.report import Report, as_error, unread
from ipsxml.validation.verdict import find_issues, spoken_version


@discreet
def validate(
    source: Source, *, api: str | None = None, strict: bool = False, max_issues: int = 100
) -> Report:
    """Judge one document by the contract of the version it speaks.

    ``source`` is a path (a ``str`` always is), ``"-"`` for standard input, ``bytes`` holding
    the document itself, or a binary file object: XML, or JSON in our form. ``api`` names the
    version that the document must speak (faults belong to every version); by default its
    namespace picks the contract. ``strict`` makes advice count: values that no reference
    page lists become errors. At most ``max_issues`` issues are reported.

    Returns a Report, which is true where the document is valid; bytes that hold no document
    get one, too. Raises ``SourceError`` where the bytes cannot be had, ``UnknownVersion``
    for an ``api`` that does not exist, ``ValueError`` for a ``max_issues`` below 1.

    >>> report = validate(b'<activeJob xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"/>', max_issues=1)
    >>> report.valid, report.api_version, report.issues[0].message
    (False, '2010-01-31', 'companyHandle is missing: every ActiveJob has it')
    """
    wanted = None if api is None else version_named(api)
    if max_issues < 1:
        raise ValueError(f"max_issues must be at least 1, not {max_issues}")
    try:
        content = read_content(source)
        if is_json(content):
            from ipsxml.validation.json_verdict import report_on_json  # wanted for JSON only

            return report_on_json(content, wanted, strict=strict, max_issues=max_issues)
        capture = capture_in(content)
    except CaptureError as error:
        return unread(error)
    return report_on(capture, wanted, strict=strict, max_issues=max_issues)


def report_on(
    capture: Capture, wanted: Version | None, *, strict: bool = False, max_issues: int = 100
) -> Report:
    """The report on a capture; the other arguments are those of ``validate``."""
    found = list(islice(find_issues(capture, wanted), max_issues + 1))
    shown = sorted(found[:max_issues], key=lambda issue: issue.line or 0)
    version = spoken_version(capture.payload)
    return Report(
        api_version=version.name if version else None,
        element=local_name(capture.payload),
        soap_version=capture.soap_version,
        issues=tuple(as_error(issue) if strict and issue.code in ADVISORIES else issue for issue in shown),
        fault=read_fault(capture.payload),
        truncated=len(found) > max_issues,
    )
