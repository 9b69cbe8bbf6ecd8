"""Judging a parsed document: libxml2 accepts it, or the explainers find its faults."""

from collections.abc import Iterator

from lxml import etree

from ipsxml.capture import Opened, local_name, namespace_of
from ipsxml.contract import Version, libxml2_schema, unlimited_libxml2_schema, version_of
from ipsxml.issues import ADVISORIES, Issue
from ipsxml.reading.ips_faults import read_fault
from ipsxml.reading.question import Question
from ipsxml.reading.report import Report, as_error
from ipsxml.reading.spoken_version import spoken_version


def judge(opened: Opened, question: Question) -> Report:
    """The report on a parsed document."""
    version = spoken_version(opened.payload)
    issues, truncated = shown(_issues(opened, question), question)
    return Report(
        api_version=version.name if version else None,
        element=local_name(opened.payload),
        soap_version=opened.soap_version,
        issues=tuple(sorted(issues, key=lambda issue: issue.line or 0)),
        fault=read_fault(opened.payload),
        truncated=truncated,
    )


def shown(found: Iterator[Issue], question: Question) -> tuple[list[Issue], bool]:
    """At most ``max_issues`` issues, including an error if there is one, and whether there are more.

    A valid document's advice is included only on request; an invalid document's issues always are.
    """
    issues: list[Issue] = []
    is_invalid = truncated = False
    for each in found:
        issue = as_error(each) if question.strict and each.code in ADVISORIES else each
        is_error = issue.severity == "error"
        if len(issues) < question.max_issues:
            issues.append(issue)
        else:
            truncated = True
            if is_error and not is_invalid:
                issues[-1] = issue
        is_invalid = is_invalid or is_error
        if truncated and is_invalid:
            break
    if question.advises or is_invalid:
        return issues, truncated
    return [issue for issue in issues if issue.code not in ADVISORIES], truncated


def settled_version(opened: Opened, question: Question) -> Version | None:
    """The document's version if only its payload is left to judge; otherwise ``None``."""
    version = version_of(namespace_of(opened.payload))
    is_settled = (
        question.api in (None, version)
        and opened.auth_header is None
        and not any(issue.severity == "error" for issue in opened.issues)
    )
    return version if is_settled else None


def _issues(opened: Opened, question: Question) -> Iterator[Issue]:
    """Find the issues of a document one by one: from opening it, in the payload, in the header."""
    yield from opened.issues
    if not _is_accepted(opened, question):
        # Imports xmlschema, which is needed only if something is wrong.
        from ipsxml.reading.payload_explainer import explain

        yield from explain(opened, question.api)


def _is_accepted(opened: Opened, question: Question) -> bool:
    """Whether libxml2 accepts the document; if it does by the contract with limits, there is no advice."""
    version = version_of(namespace_of(opened.payload))
    schema_of = libxml2_schema if question.advises else unlimited_libxml2_schema
    return (
        version is not None
        and question.api in (None, version)
        and schema_of(version, version.namespace).validate(opened.payload)
        and (opened.auth_header is None or _accepts_auth_header(opened.auth_header))
    )


def _accepts_auth_header(auth_header: etree._Element) -> bool:
    """Whether an ``authHeader`` is valid in the version of its namespace."""
    version = spoken_version(auth_header)
    return version is not None and libxml2_schema(version, namespace_of(auth_header)).validate(auth_header)
