"""Captures: the messages and documents in a source, one by one, each with its origin."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from ipsxml.capture.compression import decompress, decompress_head
from ipsxml.capture.content_kind import is_compressed, is_http, is_plain_xml, is_utf_16_text
from ipsxml.capture.directory_search import find_sources
from ipsxml.capture.encoding import UTF_8, utf_8_of_utf_16
from ipsxml.capture.message import Message
from ipsxml.capture.opening import message_in
from ipsxml.capture.sources import HEAD_SIZE, Source, opened_file, read_bytes, read_head
from ipsxml.errors import CaptureError, MissingExtra, SourceError
from ipsxml.issues import CHARSET_DOUBTS
from ipsxml.shortages import shortages_reported

if TYPE_CHECKING:
    from datetime import datetime

    from ipsxml.capture.containers.form import Form


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


def captures(source: Source) -> Iterator[Capture]:
    """Iterate over the captures in a source, in order. A directory gives the captures in each of its files.

    ``source`` is a path (a ``str`` always is), ``"-"`` for standard input, ``bytes`` with the document
    itself, or a binary file. A large file that is not a container is read when ``ipsxml.read`` needs it; a
    container is read while you iterate. Something that cannot be read is a capture, too: reading that
    capture raises the error.

    >>> [str(capture.origin) for capture in captures("fixtures/diff")][:2]
    ['fixtures/diff/after.xml', 'fixtures/diff/before.xml']
    """
    if isinstance(source, str | os.PathLike):
        for path in find_sources([source]):
            yield from captures_in_file(path)
    else:
        origin = Origin(str(getattr(source, "name", "")))
        yield from to_the_end(_captures_in(source, origin), origin)


def captures_in_file(path: str, origin: Origin | None = None) -> Iterator[Capture]:
    """The captures in a file, or the error of a directory that cannot be listed.

    ``origin`` replaces the origin of the path, for a file that is a copy.
    """
    origin = origin or Origin(path)
    return to_the_end(_captures_in(path, origin), origin)


def captures_in_bytes(content: bytes, origin: Origin) -> Iterator[Capture]:
    """The captures in bytes: one, or several if the bytes are a container."""
    return to_the_end(_captures_in_content(content, origin), origin)


def failing(origin: Origin, error: SourceError | CaptureError) -> Capture:
    """A capture that raises ``error`` when it is read."""

    def read() -> bytes:
        raise error

    return Capture(origin, read)


def only_capture(source: Source) -> Capture:
    """The only capture in a source.

    Raises ``SourceError`` for a container of several captures, and for any directory, even one with a
    single capture.
    """
    found = captures(source)
    first, second = next(found, None), next(found, None)
    why_not = None
    if isinstance(source, str | os.PathLike) and os.path.isdir(source):
        if first is None or first.origin.source != os.fspath(source):
            number = sum(1 for capture in (first, second) if capture) + sum(1 for _ in found)
            files = "1 capture" if number == 1 else f"{number:,} captures"
            why_not = f"a directory with {files}: use ipsxml.captures to read a directory"
    elif second is not None:
        advice = "use ipsxml.captures or ipsxml convert -o DIR to read each"
        why_not = f"contains more than one capture: {advice}"
    if first is None or why_not is not None:
        name = os.fspath(source) if isinstance(source, str | os.PathLike) else ""
        raise SourceError(why_not or "contains no captures").named(name)
    return first


_find_next = shortages_reported(next)


def to_the_end(found: Iterator[Capture], origin: Origin) -> Iterator[Capture]:
    """Yield the captures in ``found``. If an error ends them, yield one at ``origin`` that raises it."""
    try:
        while capture := _find_next(found, None):
            yield capture
    except (SourceError, CaptureError) as error:
        yield failing(origin, error)
    except MissingExtra as error:
        yield failing(origin, SourceError(f"cannot be read: {error}"))


def _captures_in(source: Source, origin: Origin) -> Iterator[Capture]:
    if not isinstance(source, str) or not os.path.isfile(source):  # a pipe can be read only once
        yield from _captures_in_content(read_bytes(source), origin)
        return
    head = read_head(source)
    if _needs_whole_content(head):
        yield from _captures_in_content(head if len(head) < HEAD_SIZE else read_bytes(source), origin)
        return
    form = _form_of(head)
    if form is None:
        is_whole = len(head) < HEAD_SIZE
        yield Capture(origin, (lambda: head) if is_whole else partial(read_bytes, source))
    elif is_compressed(head):
        yield from _captures_in_container(form, BytesIO(decompress(read_bytes(source))), origin)
    else:
        with opened_file(source) as file:
            yield from _captures_in_container(form, file, origin)


def _captures_in_content(content: bytes, origin: Origin) -> Iterator[Capture]:
    head = _plain_head(content[:HEAD_SIZE])
    if is_compressed(content) and _needs_whole_content(head):
        content = decompress(content)
    text = utf_8_of_utf_16(content) if is_utf_16_text(head) else None
    if text is not None:
        yield from (_as_text(capture) for capture in _captures_in_content(text, origin))
        return
    form = None if is_http(head) and _is_one_message(content) else _form_of(head)
    if form is None:
        yield Capture(origin, lambda: content)
    else:
        yield from _captures_in_container(
            form, BytesIO(decompress(content) if is_compressed(content) else content), origin
        )


def _captures_in_container(form: "Form", file: BinaryIO, origin: Origin) -> Iterator[Capture]:
    """The captures in a container, or a capture that raises an error if there are none."""
    is_empty = True
    for capture in form.captures(file, origin):
        if capture.origin.place != origin.place:
            capture.container = form.name
        is_empty = False
        yield capture
    if is_empty:
        message = f"{form.name} without captures"
        yield failing(origin, CaptureError("no-body", message) if origin.place else SourceError(message))


def _is_one_message(content: bytes) -> bool:
    from ipsxml.capture.http_boundaries import is_one_document  # not needed for a bare document

    return is_one_document(content)


def _as_text(capture: Capture) -> Capture:
    """The same capture for text that was converted to UTF-8, regardless of the charset that HTTP declares."""

    def read() -> Message:
        message = capture.message()
        warnings = tuple(issue for issue in message.warnings if issue.code not in CHARSET_DOUBTS)
        return message._replace(charset=UTF_8, warnings=warnings)

    return Capture(capture.origin, read, capture.container)


def _plain_head(head: bytes) -> bytes:
    return decompress_head(head) if is_compressed(head) else head


def _needs_whole_content(head: bytes) -> bool:
    """Whether the beginning is not enough to tell what this is: more HTTP messages may follow the first."""
    head = _plain_head(head)
    return is_http(head) or is_utf_16_text(head)


def _form_of(head: bytes) -> "Form | None":
    """The form of the container that begins with ``head``, compressed or not; ``None`` for a document."""
    head = _plain_head(head)
    if is_plain_xml(head):
        return None
    from ipsxml.capture.containers import form_of  # not needed for a plain document

    return form_of(head)
