"""Find the captures in a source: one by one, each with its origin."""

import os
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from ipsxml.capture.capture import Capture, Enclosed, Origin, failing, to_the_end
from ipsxml.capture.compression import decompress, decompress_head
from ipsxml.capture.content_kind import is_compressed, is_http, is_plain_xml, is_utf_16_text
from ipsxml.capture.directory_search import describe_directory, find_sources
from ipsxml.capture.encoding import UTF_8, utf_8_of_utf_16
from ipsxml.capture.message import Message
from ipsxml.capture.sources import HEAD_SIZE, Source, opened_file, read_bytes, read_head
from ipsxml.errors import CaptureError, SourceError
from ipsxml.issues import CHARSET_DOUBTS

if TYPE_CHECKING:
    from ipsxml.capture.containers.form import Form


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


def _captures_in(source: Source, origin: Origin) -> Iterator[Capture]:
    if not isinstance(source, str) or not os.path.isfile(source):
        if isinstance(source, str) and os.path.isdir(source):
            raise SourceError(describe_directory(source))
        # It may be a pipe, which can be read only once.
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
    for capture in open_enclosed(form.captures(file, origin)):
        if capture.origin.place != origin.place:
            capture.container = form.name
        is_empty = False
        yield capture
    if is_empty:
        message = f"{form.name} without captures"
        yield failing(origin, CaptureError("no-body", message) if origin.place else SourceError(message))


def open_enclosed(found: Iterator[Capture | Enclosed]) -> Iterator[Capture]:
    """Yield the captures in ``found``, and those in contents that may be containers themselves."""
    for each in found:
        if isinstance(each, Enclosed):
            yield from captures_in_bytes(each.content, each.origin)
        else:
            yield each


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
