"""Explain why XML is not well-formed, without quoting the document.

A document that cannot be parsed may contain a password anywhere, and the parser's own messages quote the
document. So this module has its own message for each kind of error, and a message quotes names only if they
are names of the contract or of SOAP.
"""

import re
from itertools import islice

from lxml import etree

from ipsxml.capture.encoding import UTF_8, Lead, decode, encoding_of, text_before_damage
from ipsxml.capture.limits import MAX_DEPTH, MAX_NAME_CHARACTERS, MAX_TEXT_CHARACTERS, TEXT_TOO_LONG
from ipsxml.capture.soap import SOAP_NAMESPACES
from ipsxml.contract import family, uses_of_printed_name, versions
from ipsxml.errors import CaptureError
from ipsxml.near_misses import near_miss
from ipsxml.xml_characters import no_xml_character

_Types = etree.ErrorTypes

# A complete message for each of libxml2's error types. None quotes the document.
_SENTENCES: dict[int, str] = {
    _Types.ERR_DOCUMENT_EMPTY: "not XML: the content does not begin with <",
    _Types.ERR_DOCUMENT_END: "unexpected content after the root element",
    _Types.ERR_TAG_NOT_FINISHED: "the document ends before all elements are closed",
    _Types.ERR_GT_REQUIRED: "a tag is malformed, or the document ends inside it",
    _Types.ERR_ATTRIBUTE_NOT_STARTED: "an attribute value is not in quotes",
    _Types.ERR_ATTRIBUTE_NOT_FINISHED: "an attribute value has no closing quote",
    _Types.ERR_LT_IN_ATTRIBUTE: "an attribute value contains a <",
    _Types.ERR_SPACE_REQUIRED: "a space is missing in a tag or declaration",
    _Types.ERR_TAG_NAME_MISMATCH: "an end tag does not match the start tag",
    _Types.ERR_NAME_REQUIRED: "a < or & does not begin a tag or reference",
    _Types.ERR_UNDECLARED_ENTITY: "a reference names an undefined entity",
    _Types.ERR_ENTITYREF_SEMICOL_MISSING: "a reference is missing its ;",
    _Types.ERR_ENTITYREF_NO_NAME: "an & does not begin a reference",
    _Types.ERR_ENTITYREF_AT_EOF: "the document ends inside a reference",
    _Types.ERR_CHARREF_AT_EOF: "the document ends inside a reference",
    _Types.ERR_INVALID_CHARREF: "a character reference refers to a character that XML does not allow",
    _Types.ERR_INVALID_HEX_CHARREF: "a character reference is not a number",
    _Types.ERR_INVALID_DEC_CHARREF: "a character reference is not a number",
    _Types.ERR_ATTRIBUTE_WITHOUT_VALUE: "an attribute is missing its value (names cannot contain spaces)",
    _Types.ERR_ATTRIBUTE_REDEFINED: "an attribute appears twice in one tag",
    _Types.NS_ERR_ATTRIBUTE_REDEFINED: "an attribute appears twice in one tag",
    _Types.ERR_RESERVED_XML_NAME: "an XML declaration is malformed or not at the start of the document",
    _Types.ERR_STRING_NOT_STARTED: "a value in the XML declaration is not in quotes",
    _Types.ERR_STRING_NOT_CLOSED: "a value in the XML declaration has no closing quote",
    _Types.ERR_EQUAL_REQUIRED: "an = is missing in the XML declaration",
    _Types.ERR_XMLDECL_NOT_STARTED: "the XML declaration is malformed",
    _Types.ERR_XMLDECL_NOT_FINISHED: "the XML declaration does not end with ?>",
    _Types.ERR_VERSION_MISSING: "the XML declaration has no version",
    _Types.ERR_VERSION_MISMATCH: "the XML declaration names an XML version other than 1.0",
    _Types.ERR_UNKNOWN_VERSION: "the XML declaration names an unknown XML version",
    _Types.ERR_STANDALONE_VALUE: "the XML declaration's standalone must be yes or no",
    _Types.ERR_ENCODING_NAME: "the XML declaration has no valid encoding name",
    _Types.ERR_MISSING_ENCODING: "the XML declaration has no valid encoding name",
    _Types.ERR_UNKNOWN_ENCODING: "the document is in an unknown encoding",
    _Types.ERR_UNSUPPORTED_ENCODING: "the document is in an unknown encoding",
    _Types.ERR_LT_REQUIRED: "a tag is missing its <",
    _Types.ERR_LTSLASH_REQUIRED: "an end tag is missing",
    _Types.ERR_NOT_WELL_BALANCED: "elements are not closed in the reverse order of their start tags",
    _Types.ERR_EXTRA_CONTENT: "unexpected content after the root element",
    _Types.ERR_COMMENT_ABRUPTLY_ENDED: "a comment is malformed",
    _Types.ERR_COMMENT_NOT_FINISHED: "a comment is not closed",
    _Types.ERR_HYPHEN_IN_COMMENT: "a comment contains --",
    _Types.ERR_PI_NOT_STARTED: "a processing instruction has no name",
    _Types.ERR_PI_NOT_FINISHED: "a processing instruction is not closed",
    _Types.ERR_CDATA_NOT_FINISHED: "a CDATA section is not closed",
    _Types.ERR_MISPLACED_CDATA_END: "a ]]> is outside a CDATA section",
    _Types.NS_ERR_UNDEFINED_NAMESPACE: "a namespace prefix is not declared",
    _Types.NS_ERR_XML_NAMESPACE: "a namespace declaration is not allowed",
    _Types.NS_ERR_EMPTY: "a prefix is bound to an empty namespace",
    _Types.NS_ERR_QNAME: "a name has too many colons",
    _Types.NS_ERR_COLON: "a name begins or ends with a colon",
    _Types.ERR_INVALID_CHAR: "a character is not allowed in XML",
}
# Errors that libxml2 may also report if the document ends inside a tag.
_INSIDE_A_TAG = frozenset(
    {_Types.ERR_ATTRIBUTE_NOT_STARTED, _Types.ERR_ATTRIBUTE_NOT_FINISHED, _Types.ERR_SPACE_REQUIRED}
)
_TEXT_LIMIT = f"the limit of {MAX_TEXT_CHARACTERS:,} characters"
# Substrings of libxml2's messages about its limits, and our message for each.
_LIMITS = {
    "Excessive depth": f"elements are nested deeper than the limit of {MAX_DEPTH}",
    "Text node too long": TEXT_TOO_LONG,
    "Buffer size limit": f"a name or attribute is longer than {_TEXT_LIMIT}",
    "Name too long": f"a name is longer than the limit of {MAX_NAME_CHARACTERS:,} characters",
    "too big found": f"a comment or processing instruction is longer than {_TEXT_LIMIT}",
}
_MISMATCH = re.compile(r"mismatch: (\S+) line (\d+) and ([^\s,]+)")
_PROLOG_TO_DOCTYPE = re.compile(r"(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)
# The content of a start tag, without its prefix, up to the length of the longest printed names.
_TAG = re.compile(r"<(?:\w{1,50}:)?([^<>/=\"]{1,60})")
_MOST_TAGS = 1000
_NAMESPACE_DECLARATION = re.compile(r"""\bxmlns(?::[\w.-]{1,50})?\s{0,9}=\s{0,9}["']([^"'<]{1,200})["']""")
_TYPOGRAPHIC_QUOTE = re.compile("=\\s*([“”„‟«»‘’‚‹›＂])")
_SOAP_NAMES = frozenset({"Envelope", "Header", "Body", "Fault", "detail", "Detail"})


def explain(error: etree.XMLSyntaxError, lead: Lead, charset: str | None) -> CaptureError:
    """The error to raise for libxml2's ``error`` about the document ``lead.rest``.

    Raises ``MemoryError`` if the error is not about the document.
    """
    _check_memory(error)
    if _has_doctype(lead, charset):
        return doctype_error(lead, charset)
    limit = next((sentence for part, sentence in _LIMITS.items() if part in error.msg), None)
    line = error.lineno + lead.skipped_lines if error.lineno else None
    if limit or error.code == _Types.ERR_RESOURCE_LIMIT:
        return CaptureError("limit-exceeded", limit or "the document is too large", line=line)
    if error.code == _Types.ERR_INVALID_ENCODING:
        return CaptureError(
            "bad-encoding",
            "the document contains bytes that are not valid in its encoding",
            line=_damage(lead, charset),
        )
    if error.code == _Types.WAR_NS_URI:
        return _namespace_error(lead, charset, line)
    hint = _printed_name_hint(error, lead, charset)
    return CaptureError("not-well-formed", _sentence(error, lead, charset), line=line, hint=hint)


def _check_memory(error: etree.XMLSyntaxError) -> None:
    """Raise ``MemoryError`` if libxml2 ran out of memory, or reports no reason, which has the same cause."""
    is_at_a_loss = error.code == _Types.ERR_INTERNAL_ERROR and error.msg.startswith("unknown error")
    if error.code == _Types.ERR_NO_MEMORY or is_at_a_loss:
        raise MemoryError


def doctype_error(lead: Lead, charset: str | None) -> CaptureError:
    """The error to raise for a document with a DOCTYPE."""
    found = _PROLOG_TO_DOCTYPE.match(decode(lead.rest, encoding_of(lead, charset)) or "")
    return CaptureError(
        "doctype-forbidden",
        "the document has a document type declaration (DOCTYPE), which is not allowed",
        line=lead.skipped_lines + 1 + found[0].count("\n") if found else None,
        hint="remove it: job documents never have one",
    )


class _DoctypeSpotter:
    """A parser target that detects a DOCTYPE and builds nothing."""

    seen = False

    def doctype(self, _name: str, _public_id: str | None, _system_url: str | None) -> None:
        self.seen = True

    def close(self) -> None:
        """Required of a parser target."""


def _has_doctype(lead: Lead, charset: str | None) -> bool:
    text = decode(lead.rest, encoding_of(lead, charset))
    content, encoding = (lead.rest, charset) if text is None else (text.encode(UTF_8, "replace"), UTF_8)
    spotter = _DoctypeSpotter()
    options = {"encoding": encoding, "load_dtd": False, "no_network": True, "resolve_entities": False}
    try:
        # The stubs require a target to inherit from a class that exists only in the stubs.
        parser = etree.XMLParser(target=spotter, **options)  # type: ignore[call-overload]
        etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:  # the content is known to be malformed
        _check_memory(error)
    except LookupError:
        pass
    return spotter.seen


def _damage(lead: Lead, charset: str | None) -> int | None:
    before = text_before_damage(lead, charset)
    return None if before is None else lead.skipped_lines + 1 + before.count("\n")


def _sentence(error: etree.XMLSyntaxError, lead: Lead, charset: str | None) -> str:
    if error.code in _INSIDE_A_TAG and _ends_inside_a_tag(lead, charset):
        return _SENTENCES[_Types.ERR_GT_REQUIRED]
    if error.code == _Types.ERR_TAG_NAME_MISMATCH:
        return _describe_mismatch(error, lead) or _SENTENCES[error.code]
    if error.code == _Types.ERR_INVALID_CHAR:
        return _describe_character(lead, charset) or _SENTENCES[error.code]
    if error.code == _Types.ERR_ATTRIBUTE_NOT_STARTED:
        return _describe_quotation_mark(error, lead, charset) or _SENTENCES[error.code]
    if error.code == _Types.ERR_DOCUMENT_EMPTY and lead.rest.startswith(b"<"):
        return "the document has no root element"
    return _SENTENCES.get(error.code, "the XML is malformed")


def _ends_inside_a_tag(lead: Lead, charset: str | None) -> bool:
    text = decode(lead.rest, encoding_of(lead, charset)) or ""
    return text.rfind("<") > text.rfind(">")


def _describe_mismatch(error: etree.XMLSyntaxError, lead: Lead) -> str | None:
    found = _MISMATCH.search(error.msg)
    if found is None or not {_local(found[1]), _local(found[3])} <= _known_names():
        return None
    return f"<{found[1]}>, opened on line {int(found[2]) + lead.skipped_lines}, is closed by </{found[3]}>"


def _describe_character(lead: Lead, charset: str | None) -> str | None:
    found = no_xml_character().search(decode(lead.rest, encoding_of(lead, charset)) or "")
    return f"the character U+{ord(found[0]):04X} is not allowed in XML" if found else None


def _describe_quotation_mark(error: etree.XMLSyntaxError, lead: Lead, charset: str | None) -> str | None:
    found = _TYPOGRAPHIC_QUOTE.search(_line(error, lead, charset))
    if found is None:
        return None
    return f"an attribute value is in typographic quotation marks (U+{ord(found[1]):04X}) instead of \" or '"


def _line(error: etree.XMLSyntaxError, lead: Lead, charset: str | None) -> str:
    """The line that contains the error; empty if it is not known."""
    text = decode(lead.rest, encoding_of(lead, charset)) or ""
    return "".join(text.split("\n")[error.lineno - 1 : error.lineno]) if error.lineno else ""


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _known_names() -> set[str]:
    contract = family()
    members = {name for complex_type in contract.types.values() for name in complex_type.members}
    return members | contract.elements.keys() | _SOAP_NAMES


def _namespace_error(lead: Lead, charset: str | None, line: int | None) -> CaptureError:
    """The error for a namespace that is not a URI, such as one of ours with a space after it."""
    text = decode(lead.rest, encoding_of(lead, charset)) or ""
    known = [*filter(None, (version.namespace for version in versions())), *SOAP_NAMESPACES.values()]
    for declared in _NAMESPACE_DECLARATION.finditer(text):
        near = None if declared[1] in known else near_miss(declared[1], known)
        if near is not None:
            is_padded = declared[1].strip() == near
            message = "a namespace has white space around it" if is_padded else "a namespace is not a URI"
            return CaptureError("wrong-namespace", message, line=line, hint=f"write {near}")
    return CaptureError("not-well-formed", "a namespace is not a URI", line=line)


def _printed_name_hint(error: etree.XMLSyntaxError, lead: Lead, charset: str | None) -> str | None:
    """A hint if a name from the reference pages is not an XML name because it contains a space."""
    if not error.lineno:
        return None
    line = _line(error, lead, charset)
    for tag in islice(_TAG.finditer(line), _MOST_TAGS):
        words = tag[1].split()
        for number in range(len(words), 1, -1):
            uses = uses_of_printed_name(" ".join(words[:number]))
            if uses:
                return f"{' '.join(words[:number])} is {uses[0].describe()}; XML names cannot contain spaces"
    return None
