"""The message that a capture contains: a document, with what HTTP says about it."""

from typing import NamedTuple

from ipsxml.issues import Issue


class Message(NamedTuple):
    """The document in a capture, which is either an HTTP message or the document itself.

    ``charset`` is HTTP's charset, and ``lines_before`` the number of lines in the file before the document.
    ``warnings`` are about what surrounds the document. ``status`` is the status of an HTTP response, and
    ``date`` its ``Date`` field as written.
    """

    content: bytes
    charset: str | None = None
    lines_before: int = 0
    warnings: tuple[Issue, ...] = ()
    status: int | None = None
    date: str | None = None
