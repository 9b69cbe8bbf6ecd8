"""Guess whether content is a job document, valid or not, so that everything else can be skipped."""

import re

from ipsxml.capture.content_kind import is_json, is_xml
from ipsxml.capture.other_content import HTML, SOAP, WSDL, other_kind
from ipsxml.contract import family

_NAMESPACE = re.compile(rb"scene7\.com/IpsApi", re.IGNORECASE)
_NAMESPACE_IN_UTF_16 = "scene7.com/IpsApi".encode("utf-16-le")[:-1]  # in either byte order
_DECLARED = re.compile(rb"xmlns(?::\w+)?=[\"']https?://www\.scene7\.com/IpsApi", re.IGNORECASE)
_OUR_JSON = re.compile(rb"[^\"]{0,1000}\"@apiVersion\"")
_START_TAG = rb"<(?:[\w.-]++:)?([A-Za-z]\w*+)"
_ROOT = re.compile(rb"(?:\s++|\xef\xbb\xbf|<\?.*?\?>|<!--.*?-->)*+" + _START_TAG, re.DOTALL)
_IN_BODY = re.compile(rb"<(?:[\w.-]++:)?Body(?:\s[^>]*+)?+>\s*+" + _START_TAG)
_HEAD = 1 << 16
_FAR = 1 << 12


def looks_like_job_document(content: bytes) -> bool:
    """Whether the content uses an IPS namespace, or its root element is one of the contract's.

    >>> looks_like_job_document(b"<taskProgress><stray/>"), looks_like_job_document(b"<project/>")
    (True, False)
    """
    head = content[:_HEAD]
    if not is_xml(head) and not is_json(head):  # other text may precede the document
        return _DECLARED.search(content, 0, _FAR) is not None
    return is_job_document_from_the_start(content)


def is_job_document_from_the_start(content: bytes) -> bool:
    """Whether the content looks like a job document from its first byte, rather than text that quotes one."""
    head = content[:_HEAD]
    if is_json(head):
        return _OUR_JSON.match(head) is not None
    kind = other_kind(head)
    if not is_xml(head) or kind in (HTML, WSDL):
        return False
    if _NAMESPACE.search(content) or _NAMESPACE_IN_UTF_16 in content:
        return True
    # The reference pages' documents have no namespace; their root element's name identifies them.
    found = (_IN_BODY.search(content) if kind is SOAP else None) or _ROOT.match(head)
    return found is not None and found[1].decode("ascii", "replace") in family().elements
