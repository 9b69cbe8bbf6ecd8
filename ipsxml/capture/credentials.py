"""Dropping credentials from a tree, wherever they are in it.

The header that IPS defines keeps its harmless members, so that it can be checked; what else a
SOAP header holds is emptied. What is wrong with the header stays wrong: only texts change.
"""

from lxml import etree

from ipsxml.capture.few_attributes import XSI, few_attributes
from ipsxml.capture.paths import local_name
from ipsxml.contract import credentials, family

_HEADER = "authHeader"
# What clients sent before there was an authHeader: the user, the password.
OLD_NAMESPACE = "http://www.scene7.com/IpsApi"
OLD_HEADERS = ("AuthUser", "AuthPassword")


def drop_credentials(root: etree._Element) -> None:
    """Drop what identifies the user from every ``authHeader``, and empty the older headers.

    In a document that has none, lxml knows that at once: it keeps the names it has met.
    """
    for element in list(root.iter(*(f"{{*}}{name}" for name in OLD_HEADERS))):
        empty(element)
    for element in list(root.iter(f"{{*}}{_HEADER}")):
        _clean_header(element)


def is_credential(type_name: str, member: str) -> bool:
    """Whether a member of a type holds credentials, in whatever case its name is written."""
    return member.lower() in {name.lower() for name in credentials().get(type_name, ())}


def empty(element: etree._Element) -> None:
    """Remove everything in an element, attributes included, but not the text after it."""
    element.clear(keep_tail=True)


def _clean_header(header: etree._Element) -> None:
    known = family().types[_HEADER].members
    _blank_attributes(header)
    header.text = _blank(header.text)
    for member in list(header):
        member.tail = _blank(member.tail)
        if is_credential(_HEADER, local_name(member)):
            header.remove(member)
        elif local_name(member) not in known:
            empty(member)
        else:
            _blank_attributes(member)
            if len(member):  # which makes it invalid, and still does
                _blank_content(member)


def _blank_content(member: etree._Element) -> None:
    member.text = _blank(member.text)
    for child in member:
        child.tail = _blank(child.tail)
        empty(child)


def _blank_attributes(element: etree._Element) -> None:
    attributes = few_attributes(element)
    element.attrib.clear()
    for name, value in attributes.items():
        element.set(name, value if name.startswith(XSI) else "")


def _blank(text: str | None) -> str | None:
    """Text where none is allowed stays, but says nothing."""
    return "…" if text and not text.isspace() else text
