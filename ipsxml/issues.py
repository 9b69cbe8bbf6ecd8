"""What can be wrong with a document: one issue, and the table of all issue codes."""

from dataclasses import dataclass
from typing import Literal

from ipsxml.errors import UnknownCode
from ipsxml.printable_text import Style, plain, printable

Severity = Literal["error", "warning"]

# Every code an Issue can have, and what it means. The codes are stable; docs/issues.md says more.
CODES = {
    "unexpected-element": "an element that has no place here, in this version or at all",
    "missing-element": "a required element is not there",
    "repeated-element": "an element appears more often than it may",
    "misplaced-element": "an element is out of order",
    "wrong-namespace": "an element of the right name in a wrong namespace",
    "wrong-version": "the document speaks another version than the one asked for",
    "unexpected-attribute": "an attribute that the contract does not allow, or not with this value",
    "unexpected-text": "text between elements, where only elements are allowed",
    "bad-value": "a value that its type does not allow",
    "not-allowed": "something else that the contract does not allow",
    "unlisted-value": "a value that no reference page lists",
    "out-of-range": "a value outside the range that the reference pages give",
    "unknown-version": "an IPS namespace of an unknown version",
    "unsupported-payload": "well-formed XML that is not a job document",
    "not-well-formed": "bytes that are not well-formed XML or JSON",
    "bad-encoding": "bytes that are not in the encoding they claim to be in",
    "doctype-forbidden": "a document type declaration, which is never needed and often an attack",
    "limit-exceeded": "more bytes, depth or text than is read",
    "bad-gzip": "gzip or deflate data that is damaged or cut short",
    "bad-http": "an HTTP message, or a multipart body, that is malformed",
    "no-body": "a message that has no body, or whose body the tool that saved it has not kept",
    "cut-short": "a body, a document or a container that ends before it is complete",
    "bad-archive": "an archive or a compressed file that is damaged, encrypted or in too many others",
    "other-content": "an HTML page, a text, an archive or the like, where a document is expected",
    "bad-envelope": "a SOAP envelope that is not built as SOAP says",
    "header-not-understood": "a SOAP header that must be understood, and is not",
    "leading-whitespace": "white space before the XML declaration",
    "leading-bom": "a byte order mark before the XML declaration",
    "length-mismatch": "a Content-Length that disagrees with a body that is complete",
    "unknown-charset": "a charset in the Content-Type that does not exist",
    "charset-mismatch": "a charset in the Content-Type that disagrees with the XML declaration",
    "lossy-dump": "a dump that does not tell some characters from others",
    "dropped-element": "an element that the version converted to does not have",
    "filled-element": "an element that the version converted to requires, and that got a stated value",
    "unreadable": "a source whose bytes cannot be read; in the command line's output only",
}

# Advice: where a wire document breaks what the reference pages promise. Strictness makes it count.
ADVISORIES = frozenset({"unlisted-value", "out-of-range"})

# About the charset of a Content-Type, which does not count where the document was text already.
CHARSET_DOUBTS = frozenset({"unknown-charset", "charset-mismatch"})


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is wrong (``error``) or doubtful (``warning``) about a document.

    ``path`` is an XPath from the document's root, names without prefixes, with positions
    where an element has siblings of its name; ``None`` where there is no element to point
    at. ``line`` counts from 1 in the file as it was read (in the body, where an HTTP message
    carries it compressed or chunked); ``None`` where lines make no sense. ``message`` says
    what is there and what was expected, ``hint`` what to do, where that can be guessed.
    """

    severity: Severity
    code: str
    message: str
    path: str | None = None
    line: int | None = None
    hint: str | None = None

    def __str__(self) -> str:
        """What the command prints of it: a line, and under it the path and the hint, if there are any."""
        return "\n".join(self.lines())

    def lines(self, style: Style = plain) -> list[str]:
        """The lines of its text; ``style`` gives parts of them the looks of a role."""
        where = f"line {self.line}: " if self.line is not None else ""
        told = f"{style(self.severity, self.severity)}: {printable(self.message)} [{self.code}]"
        lines = [where + told]
        if self.path is not None:
            lines.append(f"  {style(printable(self.path), 'path')}")
        if self.hint is not None:
            lines.append(f"  {style('hint: ' + printable(self.hint), 'hint')}")
        return lines


def known_code(code: str) -> str:
    """The ``code`` itself; raises ``UnknownCode``, whose text says what was meant, where no issue has it."""
    if code not in CODES:
        from ipsxml.near_misses import did_you_mean  # wanted only for a misspelt code

        hint = did_you_mean(code, CODES) or f"; there are {', '.join(CODES)}"
        raise UnknownCode(f"no issue has the code {code!r}{hint}")
    return code
