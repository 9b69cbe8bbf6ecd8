"""Issues: what can be wrong with a document, and the table of all issue codes."""

from dataclasses import dataclass
from typing import Literal

from ipsxml.errors import UnknownCode
from ipsxml.printable_text import Style, plain, printable

Severity = Literal["error", "warning"]

# Every code an Issue can have, and its meaning. The codes are stable; docs/issues.md has more about them.
CODES = {
    "unexpected-element": "an element that is not allowed here, in this version or in any",
    "missing-element": "a required element is missing",
    "repeated-element": "an element appears more often than allowed",
    "misplaced-element": "an element is out of order",
    "wrong-namespace": "an element with the right name but in the wrong namespace",
    "wrong-version": "the document's version is not the required one",
    "unexpected-attribute": "an attribute that the contract does not allow, or not with this value",
    "unexpected-text": "text in an element that may contain only elements",
    "bad-value": "a value that its type does not allow",
    "not-allowed": "something else that the contract does not allow",
    "unlisted-value": "a value that the reference pages do not list",
    "out-of-range": "a value outside the range that the reference pages give",
    "unknown-version": "an IPS namespace of an unknown version",
    "unsupported-payload": "well-formed XML that is not a job document",
    "not-well-formed": "bytes that are not well-formed XML or JSON",
    "bad-encoding": "bytes that are not valid in their declared encoding",
    "doctype-forbidden": "a document type declaration, which is never needed and often an attack",
    "limit-exceeded": "more bytes, nesting, or text than ipsxml reads",
    "bad-gzip": "gzip or deflate data that is damaged or incomplete",
    "bad-http": "a malformed HTTP message or multipart body",
    "no-body": "a message without a body, or whose body the capture tool did not save",
    "cut-short": "a body, a document, or a container that ends too early",
    "bad-archive": "an archive or a compressed file that is damaged, encrypted, or nested too deeply",
    "other-content": "an HTML page, plain text, an archive, or other content instead of a document",
    "bad-envelope": "a SOAP envelope that breaks the rules of SOAP",
    "header-not-understood": "a SOAP header with mustUnderstand that IPS does not know",
    "leading-whitespace": "white space before the XML declaration",
    "leading-bom": "a byte order mark before the XML declaration",
    "length-mismatch": "a Content-Length that differs from the length of a complete body",
    "unknown-charset": "a charset in the Content-Type that does not exist",
    "charset-mismatch": "a charset in the Content-Type that contradicts the XML declaration",
    "lossy-dump": "a dump that does not preserve every character",
    "dropped-element": "an element that the target version does not have",
    "filled-element": "an element that the target version requires, filled with a stated value",
    "unreadable": "a source that cannot be read; only in the output of commands",
}

# Advice: a document on the wire differs from what the reference pages promise. An error if strict.
ADVISORIES = frozenset({"unlisted-value", "out-of-range"})

# Doubts about the charset of a Content-Type; they do not matter if the document was already decoded to text.
CHARSET_DOUBTS = frozenset({"unknown-charset", "charset-mismatch"})


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is wrong (``error``) or doubtful (``warning``) about a document.

    ``path`` is an XPath from the document's root; its names have no prefixes, and elements with siblings
    of the same name have positions. It is ``None`` if the issue is not about an element. ``line`` counts
    from 1 in the file as read (or in the body, if an HTTP message has it compressed or chunked); it is
    ``None`` if no line can be named. ``message`` says what was found and what was expected; ``hint``
    suggests a fix, if one can be guessed.
    """

    severity: Severity
    code: str
    message: str
    path: str | None = None
    line: int | None = None
    hint: str | None = None

    def __str__(self) -> str:
        """The issue as commands print it: one line, followed by the path and the hint, if any."""
        return "\n".join(self.lines())

    def lines(self, style: Style = plain) -> list[str]:
        """The lines of the issue's text; ``style`` is applied to the severity, the path, and the hint."""
        where = f"line {self.line}: " if self.line is not None else ""
        lines = [f"{where}{style(self.severity, self.severity)}: {printable(self.message)} [{self.code}]"]
        if self.path is not None:
            lines.append(f"  {style(printable(self.path), 'path')}")
        if self.hint is not None:
            lines.append(f"  {style('hint: ' + printable(self.hint), 'hint')}")
        return lines


def known_code(code: str) -> str:
    """Return the ``code``; raise ``UnknownCode``, which suggests a similar one, if no issue has it."""
    if code not in CODES:
        from ipsxml.near_misses import did_you_mean  # needed only for a misspelled code

        hint = did_you_mean(code, CODES) or f"; known codes: {', '.join(CODES)}"
        raise UnknownCode(f"unknown issue code {code!r}{hint}")
    return code
