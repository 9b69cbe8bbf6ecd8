"""Bounding namespaces: how long one is, and how many hold at once.

lxml writes an element's namespace into its name each time it is asked, and the namespaces that
hold there into a dict. So a document of a few megabytes, with one long namespace or very many,
would take hours to look through.
"""

import re

from lxml import etree

from ipsxml.capture.encoding import Lead, is_like_ascii
from ipsxml.capture.limits import MAX_NAMESPACE_CHARACTERS, MAX_NAMESPACES
from ipsxml.errors import CaptureError

# Where this is not found, no declaration is too long. Text may look like one: that is looked at closer.
_MAYBE_LONG = re.compile(
    rb"xmlns(?:[^\"'<>]{100}|[^\"'<>]*(?:\"[^\"]{%d}|'[^']{%d}))" % ((MAX_NAMESPACE_CHARACTERS + 1,) * 2)
)


def check_namespaces(root: etree._Element, lead: Lead, charset: str | None) -> None:
    """Raise ``CaptureError`` (``limit-exceeded``) where there are too many namespaces, or too long ones."""
    if not _is_harmless(lead, charset):
        check_declarations(root)


def _is_harmless(lead: Lead, charset: str | None) -> bool:
    """Whether the bytes alone show that all is well: walking through a tree takes longer."""
    return (
        lead.rest.count(b"xmlns") <= MAX_NAMESPACES
        and is_like_ascii(lead, charset)
        and _MAYBE_LONG.search(lead.rest) is None
    )


def check_namespaces_at(element: etree._Element) -> None:
    """The same of the namespaces that hold where one element begins."""
    holding = element.nsmap
    for namespace in holding.values():
        check_namespace(namespace)
    _check_number(len(holding))


def check_declarations(root: etree._Element) -> None:
    """The same of a tree, looked through as a whole."""
    holding = 0
    for event, declared in etree.iterwalk(root, events=("start-ns", "end-ns")):
        if event == "end-ns" or declared is None:
            holding -= 1
            continue
        holding += 1
        check_namespace(declared[1])
        _check_number(holding)


def _check_number(holding: int) -> None:
    if holding > MAX_NAMESPACES:
        message = f"more than {MAX_NAMESPACES} namespaces hold at once, the most that is read"
        raise CaptureError("limit-exceeded", message)


def check_namespace(namespace: str) -> None:
    """Raise ``CaptureError`` (``limit-exceeded``) for a namespace that is too long."""
    if len(namespace) > MAX_NAMESPACE_CHARACTERS:
        most = f"{MAX_NAMESPACE_CHARACTERS:,} characters, the most that is read"
        raise CaptureError("limit-exceeded", f"a namespace is longer than {most}")
