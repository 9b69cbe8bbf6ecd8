"""The charset that HTTP announces, held against what the document declares."""

import re

from lxml import etree

from ipsxml.capture.encoding import declared_encoding
from ipsxml.capture.encoding_names import codec_name
from ipsxml.issues import Issue

# RFC 9110, 5.6.6: a value is a token or a quoted string, in which a semicolon parts nothing.
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;"]*)')


def parameter(field: str, name: str) -> str | None:
    """A parameter of a header field such as ``Content-Type``; ``None`` where it is not there, or empty.

    >>> parameter('text/xml; action="urn:x;charset=foo"; charset=utf-8', "charset")
    'utf-8'
    """
    for found in _PARAMETER.finditer(field):
        if found[1].lower() == name:
            value = found[2].strip()
            return (re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value) or None
    return None


def charset_for(content_type: str, content: bytes, line: int | None) -> tuple[str | None, tuple[Issue, ...]]:
    """The charset that overrules what a document declares, and the warnings about it.

    RFC 7303, 3: the charset of ``Content-Type`` counts, if there is no byte order mark. One that nobody
    knows counts for nothing.
    """
    named = parameter(content_type, "charset")
    if named is None:
        return None, ()
    charset = _known(named)
    if charset is None:
        message = "the charset of the Content-Type is unknown: read as the document declares"
        return None, (Issue("warning", "unknown-charset", message, line=line),)
    declared = declared_encoding(content)
    codec = declared and codec_name(declared)
    if codec is None or codec == codec_name(charset) or declared is None:
        return charset, ()
    message = f"the Content-Type says {charset}, the XML declaration {declared}: read as {charset}"
    return charset, (Issue("warning", "charset-mismatch", message, line=line),)


def _known(name: str) -> str | None:
    """The encoding of this name, if Python or libxml2 has one."""
    if not re.fullmatch(r"[\w.:+-]+", name, re.ASCII):
        return None
    codec = codec_name(name)
    if codec is not None:
        return name
    try:
        etree.XMLParser(encoding=name)
    except LookupError:
        return None
    return name
