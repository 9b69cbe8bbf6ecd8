"""A capture: one message or document, with its origin."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ipsxml.capture.compression import decompress
from ipsxml.capture.content_kind import is_compressed
from ipsxml.capture.message import Message
from ipsxml.capture.opening import message_in
from ipsxml.errors import CaptureError, MissingExtra, SourceError
from ipsxml.shortages import shortages_reported

if TYPE_CHECKING:
    from datetime import datetime


class Origin(NamedTuple):
    """Where a capture comes from: its source, its place in the source, and its HTTP exchange.

    ``source`` is a path, ``"-"`` for standard input, or empty for bytes and for files without a name.
    ``place`` is empty if the source contains only this capture. The other fields are set if the container
    records them: ``captured_at`` is the time with its UTC offset, ``method`` and ``url`` are those of the
    request (the URL without credentials), and ``status`` is that of the response.
    """

    source: str
    place: str = ""
    captured_at: "datetime | None" = None
    method: str | None = None
    url: str | None = None
    status: int | None = None

    def __str__(self) -> str:
        """The source followed by the place."""
        return self.source + self.place


class Capture:
    """One captured message or document. Its bytes are read only when they are needed.

    ``read`` returns the bytes, or the message if the container has already parsed it. ``container`` names
    the kind of container that the capture is in, such as ``"a HAR export"``; it is ``None`` if the source
    itself is the capture.
    """

    __slots__ = ("_read", "container", "origin")

    def __init__(
        self, origin: Origin, read: Callable[[], bytes | Message], container: str | None = None
    ) -> None:
        self.origin = origin
        self.container = container
        self._read = read

    def message(self) -> Message:
        """The document in the capture, decompressed and without its HTTP framing.

        Raises ``SourceError`` if it cannot be read, and ``CaptureError`` if it is too large, cannot be
        decompressed, or is a malformed HTTP message.
        """
        try:
            read = self._read()
        except SourceError as error:
            error.named(str(self.origin))
            raise
        if isinstance(read, Message):
            return read
        return message_in(decompress(read) if is_compressed(read) else read)

    def __repr__(self) -> str:
        return f"<Capture {self.origin}>"


class Enclosed(NamedTuple):
    """The content of a file in a container. It may be a capture or another container."""

    origin: Origin
    content: bytes


def failing(origin: Origin, error: SourceError | CaptureError) -> Capture:
    """A capture that raises ``error`` when it is read."""

    def read() -> bytes:
        raise error

    return Capture(origin, read)


_Found = TypeVar("_Found", Capture, Capture | Enclosed)

_find_next = shortages_reported(next)


def to_the_end(found: Iterator[_Found], origin: Origin) -> Iterator[_Found | Capture]:
    """Yield the captures in ``found``. If an error ends them, yield one at ``origin`` that raises it."""
    try:
        while capture := _find_next(found, None):
            yield capture
    except (SourceError, CaptureError) as error:
        yield failing(origin, error)
    except MissingExtra as error:
        yield failing(origin, SourceError(f"cannot be read: {error}"))
