"""The verdict on a payload: accepted fast by libxml2, or explained slowly."""

from collections.abc import Iterator

from lxml import etree

from ipsxml.capture import Capture, local_name, namespace_of, path_of
from ipsxml.contract import (
    PRE_4_0,
    Version,
    contract,
    libxml2_schema,
    nearest_version,
    version_of,
    versions,
)
from ipsxml.issues import Issue, Severity
from ipsxml.validation.faults import is_fault
from ipsxml.validation.hints import hint_for_root, near_miss


def spoken_version(payload: etree._Element) -> Version | None:
    """The version that a payload speaks, or the nearest known one; ``None`` for a foreign namespace."""
    namespace = namespace_of(payload)
    return version_of(namespace) or nearest_version(namespace)


def find_issues(capture: Capture, wanted: Version | None) -> Iterator[Issue]:
    """The issues of a capture, found one by one: those of reading, the payload's, the header's.

    ``wanted`` is the version that the payload must speak, if it matters.
    """
    yield from capture.issues
    payload = capture.payload
    version = spoken_version(payload)
    if version is None:
        yield _foreign(capture)
        return
    if wanted is not None and wanted != version and not is_fault(payload):
        yield _root_issue(capture, "wrong-version", f"the document speaks {version.name}, not {wanted.name}")
        return
    if version_of(namespace_of(payload)) is None:
        message = f"no known version has the namespace {namespace_of(payload)}; held against {version.name}"
        yield _root_issue(capture, "unknown-version", message, severity="warning")
    yield from _judge(payload, version, capture)
    if capture.auth_header is not None:
        yield from _judge(capture.auth_header, PRE_4_0, capture)


def _judge(element: etree._Element, version: Version, capture: Capture) -> Iterator[Issue]:
    namespace = namespace_of(element)
    if libxml2_schema(version, namespace).validate(element):
        return
    type_name = contract(version).elements.get(local_name(element))
    if type_name is None:
        yield _unknown_root(capture, version)
        return
    from ipsxml.validation.explain import Explainer  # with xmlschema, wanted only when something is wrong

    yield from Explainer(version, namespace, capture.line_offset).explain(element, type_name)


def _unknown_root(capture: Capture, version: Version) -> Issue:
    name = local_name(capture.payload)
    hint, is_in_family = hint_for_root(name, contract(version), version)
    if is_in_family:
        return _root_issue(capture, "unexpected-element", f"{version.name} has no {name}", hint)
    where = (
        "outside the job family" if not version.is_reference else "without a namespace, and no job document"
    )
    return _root_issue(capture, "unsupported-payload", f"{name} is {where}", hint)


def _foreign(capture: Capture) -> Issue:
    name, namespace = local_name(capture.payload), namespace_of(capture.payload)
    near = near_miss(namespace, [version.namespace for version in versions() if version.namespace])
    if near is None or "ipsapi" not in namespace.lower():
        return _root_issue(capture, "unsupported-payload", f"{name} is in the foreign namespace {namespace}")
    hint = f"did you mean {near}?"
    return _root_issue(
        capture, "wrong-namespace", f"{name} is in {namespace}, which is no namespace of IPS", hint
    )


def _root_issue(
    capture: Capture, code: str, message: str, hint: str | None = None, severity: Severity = "error"
) -> Issue:
    payload = capture.payload
    line = None if payload.sourceline is None else payload.sourceline + capture.line_offset
    return Issue(severity, code, message, path_of(payload), line, hint)
