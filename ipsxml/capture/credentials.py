"""Remove credentials from a tree, wherever they are in it.

The header that IPS defines keeps its harmless members, so that it can be checked. The content of every
other SOAP header block is removed. An invalid header stays invalid: only text changes.
"""

from collections import Counter

from lxml import etree

from ipsxml.capture.few_attributes import XSI, few_attributes
from ipsxml.capture.paths import local_name, namespace_of
from ipsxml.contract import FAMILY_NAMESPACE, Version, credentials, family, version_of
from ipsxml.contract.api_versions import is_from, is_until

_HEADER = "authHeader"
# The headers that clients sent before authHeader existed: the user and the password.
OLD_NAMESPACE = "http://www.scene7.com/IpsApi"
OLD_HEADERS = ("AuthUser", "AuthPassword")


def drop_credentials(root: etree._Element) -> None:
    """Remove what identifies the user from each ``authHeader``, and empty the older credential headers.

    This is fast for a document without any of them: lxml keeps a dictionary of the names it has seen.
    """
    for element in list(root.iter(*(f"{{*}}{name}" for name in OLD_HEADERS))):
        empty(element)
    for element in list(root.iter(f"{{*}}{_HEADER}")):
        _clean_header(element)


def is_credential(type_name: str, member: str) -> bool:
    """Whether a member of a type is a credential. Case is ignored."""
    return member.lower() in {name.lower() for name in credentials().get(type_name, ())}


def empty(element: etree._Element) -> None:
    """Remove everything in an element, attributes included, but keep the text after it."""
    element.clear(keep_tail=True)


def _clean_header(header: etree._Element) -> None:
    known = family().types[_HEADER].members
    _blank_attributes(header)
    header.text = _blank(header.text)
    times = Counter(member.tag for member in header)
    for member in list(header):
        member.tail = _blank(member.tail)
        if is_credential(_HEADER, local_name(member)):
            _drop_credential(member, header, is_single=times[member.tag] == 1)
        elif local_name(member) not in known:
            empty(member)
        else:
            _blank_attributes(member)
            if len(member):  # child elements make the member invalid, and it must stay invalid
                _blank_content(member)


def _drop_credential(member: etree._Element, header: etree._Element, *, is_single: bool) -> None:
    """Remove a member that the contract allows. If it makes the header invalid, remove only its content."""
    is_plain = not len(member) and not member.attrib
    is_known = _has_credential(_version_of(header), local_name(member))
    is_own = is_known and namespace_of(member) == namespace_of(header)
    if is_plain and is_single and is_own:
        header.remove(member)
        return
    _blank_attributes(member)
    member.text = None
    for child in member:
        child.tail = _blank(child.tail)
        empty(child)


def _has_credential(version: Version | None, name: str) -> bool:
    """Whether the ``authHeader`` of ``version`` (``None``: any version) has a credential of this name."""
    member = family().types[_HEADER].members.get(name)
    if member is None or name not in credentials()[_HEADER]:
        return False
    if version is None or version.is_reference:
        return True
    return is_from(version, member.since) and is_until(version, member.until)


def _version_of(header: etree._Element) -> Version | None:
    """The version of a header; ``None`` for one in a document, in the namespace that all versions use."""
    is_of_any = namespace_of(header) == FAMILY_NAMESPACE and header.getparent() is not None
    return None if is_of_any else version_of(namespace_of(header))


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
    """Replace text where none is allowed with a placeholder: it stays invalid, but reveals nothing."""
    return "…" if text and not text.isspace() else text
