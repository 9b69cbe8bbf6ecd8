"""Dropping credentials from a tree, wherever in it they stand.

The header that IPS defines keeps its harmless members, so that it can be checked; what else a
SOAP header holds is emptied. What is wrong with the header stays wrong: only texts change.
"""

import re

from lxml import etree

from ipsxml.capture.paths import local_name
from ipsxml.contract import PRE_4_0, contract

_HEADER = "authHeader"
_OLD_HEADERS = ("AuthUser", "AuthPassword")
_SECRET_MEMBERS = frozenset({"user", "password", "accesstoken"})
# Encodings in which a name of ASCII letters can be written in one way only.
_NAMES_SHOW_IN = ("utf-8", "us-ascii", "iso-8859-1", "windows-1252")
_NAMES_SHOW = re.compile(
    # Declared to be one of them, declared to be in none, or not declared and not in UTF-16.
    rf"""(?:\xef\xbb\xbf)?<(?:\?xml\s[^>]*?\bencoding\s*=\s*["'](?:{"|".join(_NAMES_SHOW_IN)})["']"""
    rf"""|\?xml\s(?![^>]*encoding)|[^?\0])""".encode("latin-1"),
    re.IGNORECASE,
)
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


def may_hold_credentials(content: bytes, charset: str | None) -> bool:
    """Whether a document names one of the headers; true also where that cannot be told from its bytes.

    ``charset`` is the encoding that overrules the document's own.
    """
    # All three hold these letters, and few other documents do.
    if b"uth" in content and any(name.encode() in content for name in (_HEADER, *_OLD_HEADERS)):
        return True
    names_show = charset.lower() in _NAMES_SHOW_IN if charset else _NAMES_SHOW.match(content) is not None
    return not names_show


def drop_credentials(root: etree._Element) -> None:
    """Drop the user, password and token of every ``authHeader``, and empty the older headers."""
    for element in list(root.iter(*(f"{{*}}{name}" for name in _OLD_HEADERS))):
        empty(element)
    for element in list(root.iter(f"{{*}}{_HEADER}")):
        _clean_header(element)


def empty(element: etree._Element) -> None:
    """Remove everything in an element, attributes included, but not what stands behind it."""
    element.clear(keep_tail=True)


def _clean_header(header: etree._Element) -> None:
    harmless = contract(PRE_4_0).types[_HEADER].members.keys() - _SECRET_MEMBERS - {"accessToken"}
    _blank_attributes(header)
    header.text = _blank(header.text)
    for member in list(header):
        member.tail = _blank(member.tail)
        if local_name(member).lower() in _SECRET_MEMBERS:
            header.remove(member)
        elif local_name(member) in harmless and not len(member):
            _blank_attributes(member)
        else:
            empty(member)


def _blank_attributes(element: etree._Element) -> None:
    for name in element.attrib:
        if not str(name).startswith(_XSI):
            element.set(name, "")


def _blank(text: str | None) -> str | None:
    """Text that stands where none may still does, but says nothing."""
    return "…" if text and not text.isspace() else text
