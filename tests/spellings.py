"""One document in many spellings, using the freedoms that XML gives a writer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ipsxml.codec import Document
from ipsxml.contract import ComplexType, Member

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XS = "http://www.w3.org/2001/XMLSchema"


def _escaped(text: str) -> str:
    for character, reference in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#xD;")):
        text = text.replace(character, reference)
    return text


def as_cdata(text: str) -> str:
    """The text in CDATA sections; what they can't contain is written outside."""
    parts = "]]>]]<![CDATA[".join(text.split("]]")) if "]]" in text else text
    return "<![CDATA[" + parts.replace("\r", "]]>&#13;<![CDATA[") + "]]>"


def as_references(text: str) -> str:
    """Every character as a reference, alternately hexadecimal and decimal."""
    return "".join(f"&#{ord(c)};" if i % 2 else f"&#x{ord(c):X};" for i, c in enumerate(text))


def with_comments(text: str) -> str:
    """The text with a comment before it, one after each character, and a processing instruction."""
    return "<!-- <a> -->" + "".join(f"{_escaped(c)}<!--{i}-->" for i, c in enumerate(text)) + '<?p a="b"?>'


@dataclass(frozen=True)
class Spelling:
    """How to write a document: the choices XML leaves open."""

    prefix: str = ""
    child_prefix: str | None = None
    text: Callable[[str], str] = _escaped
    leaf_padding: str = ""
    between: str = ""
    empty_in_short: bool = False
    root_attributes: str = ""
    child_attributes: str = ""
    xsi_type: bool = False


def spell(document: Document, spelling: Spelling) -> str:
    """The XML of a plain document in the given spelling, without an envelope or declaration."""
    assert document.complex_type is not None
    namespace = document.contract_version.namespace
    root_name = f"{spelling.prefix}{document.element}"
    declarations = f' xmlns:xsi="{XSI}" xmlns:xs="{XS}"'
    if namespace:
        for prefix in {spelling.prefix, _child_prefix(spelling)}:
            colon = ":" if prefix else ""
            declarations += f' xmlns{colon}{prefix.rstrip(":")}="{namespace}"'
    inside = _inside(document.payload, document.complex_type, spelling)
    return f"<{root_name}{declarations}{spelling.root_attributes}>{inside}</{root_name}>"


def _child_prefix(spelling: Spelling) -> str:
    return spelling.prefix if spelling.child_prefix is None else spelling.child_prefix


def _inside(value: Any, complex_type: ComplexType, spelling: Spelling) -> str:
    if not complex_type.members:  # even white space is not allowed here
        return ""
    if complex_type.is_array:
        parts = [(complex_type.members["items"], item) for item in value]
    else:
        parts = [(complex_type.members[name], inner) for name, inner in value.items()]
    written = [_element(member, inner, spelling) for member, inner in parts]
    if not written and spelling.empty_in_short:
        return ""
    return "".join([f"{spelling.between}{part}" for part in written]) + spelling.between


def _element(member: Member, value: Any, spelling: Spelling) -> str:
    prefix = _child_prefix(spelling)
    attributes = spelling.child_attributes
    if isinstance(member.type, ComplexType):
        inside = _inside(value, member.type, spelling)
        if spelling.xsi_type and member.type.name[0].isupper():
            attributes += f' xsi:type="{prefix}{member.type.name}"'
    else:
        inside = spelling.text(_leaf(value))
        if member.type.base != "xs:string":
            inside = f"{spelling.leaf_padding}{inside}{spelling.leaf_padding}"
        if spelling.xsi_type and not member.type.is_limited:
            attributes += f' xsi:type="{member.type.name}"'
    name = f"{prefix}{member.name}"
    if not inside and spelling.empty_in_short:
        return f"<{name}{attributes}/>"
    return f"<{name}{attributes}>{inside}</{name}>"


def _leaf(value: Any) -> str:
    if value is True or value is False:
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)
