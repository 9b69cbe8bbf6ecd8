"""The slow half of the verdict: explaining what is wrong or doubtful about a capture that was not accepted.

This module looks at the payload as a whole: its namespace, its version, and its name. ``element_explainer``
looks inside.
"""

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from ipsxml.capture import Opened, line_of, local_name, namespace_of, path_of
from ipsxml.capture.markup_as_text import AS_TEXT, is_markup
from ipsxml.contract import Version, contract, versions
from ipsxml.contract.hints import hint_for_root
from ipsxml.issues import Issue
from ipsxml.near_misses import near_miss
from ipsxml.reading.element_explainer import ElementExplainer
from ipsxml.reading.ips_faults import is_fault
from ipsxml.reading.spoken_version import spoken_version, unknown_version

_MOST_TEXTS = 10_000


def explain(opened: Opened, wanted: Version | None) -> Iterator[Issue]:
    """The issues of the payload and of the ``authHeader``; ``wanted`` is the required version, if any."""
    payload, namespace = opened.payload, namespace_of(opened.payload)
    version = spoken_version(payload)
    if version is None:
        yield _foreign_payload(opened)
        return
    unknown = unknown_version(opened)
    if wanted is not None and (wanted != version or unknown) and not is_fault(payload):
        found = f"unknown ({namespace})" if unknown else version.name
        yield _issue(opened, "wrong-version", f"the document's version is {found}, not {wanted.name}")
        return
    if unknown:
        yield unknown
    if local_name(payload) in contract(version).elements:
        yield from _explain_element(payload, version, opened)
    else:
        yield _unknown_payload(opened, version)
    header = opened.auth_header
    header_version = None if header is None else spoken_version(header)
    if header is not None and header_version is not None:
        yield from _explain_element(header, header_version, opened)


def _explain_element(element: etree._Element, version: Version, opened: Opened) -> Iterator[Issue]:
    explainer = ElementExplainer(version, namespace_of(element), opened.line_offset)
    return explainer.explain(element, contract(version).elements[local_name(element)])


def _foreign_payload(opened: Opened) -> Issue:
    name, namespace = local_name(opened.payload), namespace_of(opened.payload)
    near = near_miss(namespace, [version.namespace for version in versions() if version.namespace])
    if near is None or "ipsapi" not in namespace.lower():
        message = f"{name} is in {namespace}, which is not an IPS namespace"
        return _issue(opened, "unsupported-payload", message, _hint_of_markup(opened))
    message = f"{name} is in {namespace}, which is not an IPS namespace"
    return _issue(opened, "wrong-namespace", message, f"did you mean {near}?")


def _unknown_payload(opened: Opened, version: Version) -> Issue:
    name = local_name(opened.payload)
    hint, is_in_family = hint_for_root(name, version)
    if is_in_family:
        return _issue(opened, "unexpected-element", f"{version.name} has no {name}", hint)
    what = (
        "has no namespace and is not a job document" if version.is_reference else "is outside the job family"
    )
    return _issue(opened, "unsupported-payload", f"{name} {what}", hint or _hint_of_markup(opened))


def _hint_of_markup(opened: Opened) -> str | None:
    """A hint if this document contains another one as text."""
    for element in islice(opened.payload.iter(), _MOST_TEXTS):
        if is_markup(element.text):
            line = line_of(element, opened.line_offset)
            where = f" on line {line}" if line else ""
            return f"the text{where} is XML, {AS_TEXT}; save it as a separate document"
    return None


def _issue(opened: Opened, code: str, message: str, hint: str | None = None) -> Issue:
    payload = opened.payload
    return Issue("error", code, message, path_of(payload), line_of(payload, opened.line_offset), hint)
