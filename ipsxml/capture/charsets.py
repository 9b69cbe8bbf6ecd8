"""The charset in HTTP's Content-Type, checked against the encoding that the document declares."""

import re

from lxml import etree

from ipsxml.capture.encoding import declared_encoding
from ipsxml.capture.encoding_names import codec_name
from ipsxml.issues import Issue

# RFC 9110, 5.6.6: a value is a token or a quoted string, which may contain semicolons.
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;"]*)')


def parameter(field: str, name: str) -> str | None:
    """A parameter of a header field such as ``Content-Type``; ``None`` if it is missing or empty.

    >>> parameter('text/xml; action="urn:x;charset=foo"; charset=utf-8', "charset")
    'utf-8'
    """
    for found in _PARAMETER.finditer(field):
        if found[1].lower() == name:
            value = found[2].strip()
            return (re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value) or None
    return None


def charset_for(content_type: str, content: bytes, line: int | None) -> tuple[str | None, tuple[Issue, ...]]:
    """The charset that overrides the document's declared encoding, and warnings about it.

    RFC 7303, 3: the charset in ``Content-Type`` takes precedence unless there is a byte order mark. An
    unknown charset is ignored.
    """
    named = parameter(content_type, "charset")
    if named is None:
        return None, ()
    charset = _known(named)
    if charset is None:
        message = (
            "the charset of the Content-Type is unknown: the encoding that the document declares is used"
        )
        return None, (Issue("warning", "unknown-charset", message, line=line),)
    declared = declared_encoding(content)
    codec = declared and codec_name(declared)
    if codec is None or codec == codec_name(charset) or declared is None:
        return charset, ()
    message = f"the Content-Type says {charset}, but the XML declaration says {declared}: {charset} is used"
    return charset, (Issue("warning", "charset-mismatch", message, line=line),)


def _known(name: str) -> str | None:
    """The name, if Python or libxml2 knows an encoding of that name."""
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
