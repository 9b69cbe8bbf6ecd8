"""A question about a capture, and the reading that answers it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from ipsxml.capture import Opened
from ipsxml.contract import Version
from ipsxml.reading.report import InvalidDocument, Report

if TYPE_CHECKING:
    from ipsxml.codec import Document
    from ipsxml.codec.leaf_values import Fraction

Wanted = Literal["verdict", "unordered", "plain", "typed"]
"""What a reading is for: only the verdict, or also the document, in one of its forms.

``"unordered"`` is the plain form in which a JSON document's members keep their order."""


class Question(NamedTuple):
    """What to find out about a capture.

    With ``advises``, the issues include advice; with ``strict``, advice is an error. ``api`` is the version
    that the document must have; ``None`` allows any. With ``is_trusted``, the document is not validated,
    and the result is undefined if it is invalid. ``fraction`` says how a typed document handles times
    with more than six fractional digits.
    """

    wanted: Wanted = "verdict"
    advises: bool = False
    api: Version | None = None
    strict: bool = False
    max_issues: int = 100
    is_trusted: bool = False
    fraction: "Fraction" = "exact"


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading one capture.

    ``report`` is the verdict, with all issues. ``document`` is set if it is valid and was asked for;
    ``form`` is the form it came in. ``opened`` is the parsed document, if it had to be parsed. ``date`` is
    the Date header of an HTTP response, verbatim.
    """

    report: Report
    document: "Document | None" = None
    form: Literal["json", "xml"] = "xml"
    opened: Opened | None = field(default=None, repr=False, compare=False)
    date: str | None = field(default=None, repr=False, compare=False)

    @property
    def valid_document(self) -> "Document":
        """The document; raises ``InvalidDocument`` if it is not valid."""
        if self.document is None:
            raise InvalidDocument(self.report)
        return self.document
