"""Limit namespaces: how long they may be, and how many may be in scope at once.

lxml builds an element's name from its namespace on each access, and collects the namespaces in scope into a
new dict. A document of a few megabytes with one very long namespace, or with very many, would take hours to
walk.
"""

import re

from lxml import etree

from ipsxml.capture.encoding import Lead, is_like_ascii
from ipsxml.capture.limits import MAX_NAMESPACE_CHARACTERS, MAX_NAMESPACES
from ipsxml.errors import CaptureError

# If this does not match, no declaration is too long. If it does, it may be text, so the tree is checked.
_MAYBE_LONG = re.compile(
    rb"xmlns(?:[^\"'<>]{100}|[^\"'<>]*(?:\"[^\"]{%d}|'[^']{%d}))" % ((MAX_NAMESPACE_CHARACTERS + 1,) * 2)
)


def check_namespaces(root: etree._Element, lead: Lead, charset: str | None) -> None:
    """Raise ``CaptureError`` (``limit-exceeded``) if there are too many namespaces, or one is too long."""
    if not _is_harmless(lead, charset):
        check_declarations(root)


def _is_harmless(lead: Lead, charset: str | None) -> bool:
    """Whether the bytes alone prove that the limits are met, because walking the tree is slower."""
    return (
        lead.rest.count(b"xmlns") <= MAX_NAMESPACES
        and is_like_ascii(lead, charset)
        and _MAYBE_LONG.search(lead.rest) is None
    )


def check_namespaces_at(element: etree._Element) -> None:
    """Like ``check_namespaces``, for the namespaces in scope at one element."""
    in_scope = element.nsmap
    for namespace in in_scope.values():
        check_namespace(namespace)
    _check_number(len(in_scope))


def check_declarations(root: etree._Element) -> None:
    """Like ``check_namespaces``, by walking the tree."""
    in_scope = 0
    for event, declared in etree.iterwalk(root, events=("start-ns", "end-ns")):
        if event == "end-ns" or declared is None:
            in_scope -= 1
            continue
        in_scope += 1
        check_namespace(declared[1])
        _check_number(in_scope)


def _check_number(in_scope: int) -> None:
    if in_scope > MAX_NAMESPACES:
        message = f"the namespaces in scope exceed the limit of {MAX_NAMESPACES}"
        raise CaptureError("limit-exceeded", message)


def check_namespace(namespace: str) -> None:
    """Raise ``CaptureError`` (``limit-exceeded``) if a namespace is too long."""
    if len(namespace) > MAX_NAMESPACE_CHARACTERS:
        limit = f"the limit of {MAX_NAMESPACE_CHARACTERS:,} characters"
        raise CaptureError("limit-exceeded", f"a namespace is longer than {limit}")
