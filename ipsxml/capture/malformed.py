"""Saying in words why XML is not well-formed, without repeating text of the document.

What cannot be parsed may hold a password anywhere, and the parser's own messages quote the
document. So each kind of error has a sentence of ours, and names are quoted only where they
are names of the contract or of SOAP.
"""

import re
from contextlib import suppress

from lxml import etree

from ipsxml.capture.encoding import Lead
from ipsxml.capture.limits import MAX_DEPTH, MAX_TEXT_CHARACTERS
from ipsxml.contract import family, spaced_printed_names, uses_of_printed_name
from ipsxml.errors import CaptureError

_Types = etree.ErrorTypes

# libxml2's error types: our issue code and sentence.
_SENTENCES: dict[int, tuple[str, str]] = {
    _Types.ERR_DOCUMENT_EMPTY: ("not-well-formed", "the content does not begin as XML does, with <"),
    _Types.ERR_DOCUMENT_END: ("not-well-formed", "something follows the end of the document's root element"),
    _Types.ERR_TAG_NOT_FINISHED: ("not-well-formed", "the document ends before its elements are closed"),
    _Types.ERR_GT_REQUIRED: ("not-well-formed", "the document ends, or goes wrong, inside a tag"),
    _Types.ERR_TAG_NAME_MISMATCH: ("not-well-formed", "an end tag does not match the start tag"),
    _Types.ERR_NAME_REQUIRED: ("not-well-formed", "a < or & that begins neither a tag nor a reference"),
    _Types.ERR_UNDECLARED_ENTITY: ("not-well-formed", "a reference to an entity that XML does not define"),
    _Types.ERR_ENTITYREF_SEMICOL_MISSING: ("not-well-formed", "a & without the ; that ends a reference"),
    _Types.ERR_ATTRIBUTE_WITHOUT_VALUE: (
        "not-well-formed",
        "a name with a space in it, or an attribute without a value",
    ),
    _Types.ERR_ATTRIBUTE_REDEFINED: ("not-well-formed", "an attribute stands twice in one tag"),
    _Types.ERR_RESERVED_XML_NAME: (
        "not-well-formed",
        "an XML declaration that is not at the start of the document",
    ),
    _Types.ERR_UNKNOWN_VERSION: (
        "not-well-formed",
        "the XML declaration names a version of XML that does not exist",
    ),
    _Types.NS_ERR_UNDEFINED_NAMESPACE: ("not-well-formed", "a namespace prefix that is not declared"),
    _Types.ERR_INVALID_CHAR: ("not-well-formed", "a character that XML does not allow"),
    _Types.ERR_INVALID_ENCODING: ("bad-encoding", "bytes that are not in the document's encoding"),
}
_LIMITS = {
    "depth": f"elements are nested deeper than {MAX_DEPTH}, the most that is read",
    "Text node": f"a text is longer than {MAX_TEXT_CHARACTERS:,} characters, the most that is read",
    "Buffer": f"a name or attribute is longer than {MAX_TEXT_CHARACTERS:,} characters, the most that is read",
}
_MISMATCH = re.compile(r"mismatch: (\S+) line (\d+) and ([^\s,]+)")
_SOAP_NAMES = frozenset({"Envelope", "Header", "Body", "Fault", "detail", "Detail"})


def explain(error: etree.XMLSyntaxError, lead: Lead) -> CaptureError:
    """The error to raise for libxml2's ``error`` about the document ``lead.rest``."""
    if _has_doctype(lead.rest):
        return doctype_error(lead)
    line = error.lineno + lead.skipped_lines if error.lineno else None
    if error.code == _Types.ERR_RESOURCE_LIMIT:
        sentence = next(
            (text for part, text in _LIMITS.items() if part in error.msg), "the document is too large"
        )
        return CaptureError("limit-exceeded", sentence, line=line)
    code, sentence = _SENTENCES.get(error.code) or (
        "not-well-formed",
        f"not well-formed XML ({_type_name(error)})",
    )
    if error.code == _Types.ERR_TAG_NAME_MISMATCH:
        sentence = _describe_mismatch(error.msg, lead) or sentence
    return CaptureError(code, sentence, line=line, hint=_printed_name_hint(error, lead))


def doctype_error(lead: Lead) -> CaptureError:
    """The error to raise for a document with a DOCTYPE."""
    return CaptureError(
        "doctype-forbidden",
        "the document has a document type declaration (DOCTYPE), which is not read",
        line=lead.line_of(b"<!DOCTYPE"),
        hint="remove it: job documents never have one",
    )


class _DoctypeSpotter:
    """A parser target that notices a DOCTYPE and builds nothing."""

    seen = False

    def doctype(self, _name: str, _public_id: str | None, _system_url: str | None) -> None:
        self.seen = True

    def close(self) -> None:
        """Required of a parser target."""


def _has_doctype(content: bytes) -> bool:
    spotter = _DoctypeSpotter()
    options = {"load_dtd": False, "no_network": True, "resolve_entities": False}
    # The stubs want a target to inherit from a class that exists in the stubs only.
    parser = etree.XMLParser(target=spotter, **options)  # type: ignore[call-overload]
    with suppress(etree.XMLSyntaxError):  # the content is known to be malformed
        etree.fromstring(content, parser)
    return spotter.seen


def _type_name(error: etree.XMLSyntaxError) -> str:
    last = error.error_log.last_error
    return last.type_name if last is not None else f"libxml2 error {error.code}"


def _describe_mismatch(message: str, lead: Lead) -> str | None:
    found = _MISMATCH.search(message)
    if found is None or not {_local(found[1]), _local(found[3])} <= _known_names():
        return None
    return f"<{found[1]}>, opened in line {int(found[2]) + lead.skipped_lines}, is closed by </{found[3]}>"


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _known_names() -> set[str]:
    contract = family()
    members = {name for complex_type in contract.types.values() for name in complex_type.members}
    return members | contract.elements.keys() | _SOAP_NAMES


def _printed_name_hint(error: etree.XMLSyntaxError, lead: Lead) -> str | None:
    """A hint where the reference pages' name of an element holds a space, as in ``<회사 핸들>``."""
    if error.code != _Types.ERR_ATTRIBUTE_WITHOUT_VALUE or not error.lineno:
        return None
    line = lead.rest.split(b"\n")[error.lineno - 1].decode(lead.bom_codec or "utf-8", "replace")
    for name in spaced_printed_names():
        if f"<{name}>" in line:
            return f"{name} is {uses_of_printed_name(name)[0].describe()}; an XML name holds no space"
    return None
