"""Reading all captures of many sources: each has a result, and a bad source never stops the others."""

from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from os.path import isdir
from typing import TYPE_CHECKING, Literal, NamedTuple

from ipsxml.capture import Capture, Origin
from ipsxml.capture.capture_search import captures_in_file
from ipsxml.capture.directory_search import describe_without_captures, search
from ipsxml.capture.sources import STANDARD_INPUT, paths_of
from ipsxml.errors import DecodeError, SourceError
from ipsxml.reading.door import read
from ipsxml.reading.question import Question, Reading

if TYPE_CHECKING:
    from datetime import datetime

    from ipsxml.capture.other_content import Kind


Verdict = Literal["valid", "invalid", "unreadable", "skipped"]


class Attempt(NamedTuple):
    """The result of reading one capture, or a source without any; exactly one of its optional fields is set.

    ``reading`` is the reading of the capture. ``unreadable`` says why it cannot be read. ``skipped``
    says what it is, such as ``"image"``, if it was skipped: it is not a job document, and is in a container
    or a directory.
    """

    origin: Origin
    reading: Reading | None = None
    unreadable: str | None = None
    skipped: str | None = None

    @property
    def verdict(self) -> Verdict:
        """The result in one word."""
        if self.unreadable is not None:
            return "unreadable"
        if self.reading is None:
            return "skipped"
        return "valid" if self.reading.report.valid else "invalid"

    @property
    def captured_at(self) -> "datetime | None":
        """When it was captured, according to its container or to the response itself."""
        if self.origin.captured_at is not None or self.reading is None or self.reading.date is None:
            return self.origin.captured_at
        from ipsxml.capture.containers.times import time_of  # rarely needed

        return time_of(self.reading.date)


class FoundSource(NamedTuple):
    """A file or standard input; ``is_named`` is true if the caller named it, false if it was found."""

    path: str
    is_named: bool


def found_sources(
    sources: Iterable[str | PathLike[str]], include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> Iterator[FoundSource | Attempt]:
    """The sources; each directory is replaced by its files. An ``Attempt`` represents a skipped file.

    The arguments are those of ``ipsxml.validate_all``.
    """
    for path in paths_of(sources):
        if path == STANDARD_INPUT or not isdir(path):
            yield FoundSource(path, is_named=True)
            continue
        kinds: list[Kind] = []
        has_captures = False
        for each, kind in search(path, include, exclude):
            if kind is None:
                has_captures = True
                yield FoundSource(each, is_named=False)
            else:
                kinds.append(kind)
                yield Attempt(Origin(each), skipped=kind.one)
        if not has_captures:
            yield Attempt(Origin(path), unreadable=describe_without_captures(kinds))


def number_of_sources(
    sources: Iterable[str | PathLike[str]], include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> int:
    """The number of sources, without skipped files."""
    return sum(map(is_source, found_sources(sources, include, exclude)))


def is_source(found: FoundSource | Attempt) -> bool:
    """Whether this is a source, rather than a file in a directory that was skipped."""
    return isinstance(found, FoundSource) or found.skipped is None


def read_all(
    found: Iterable[FoundSource | Attempt], question: Question, *, every_capture: bool = False
) -> Iterator[Attempt]:
    """Read all captures of the sources that were found, one after the other.

    A source that cannot be read raises nothing. ``every_capture`` is as in ``ipsxml.validate_all``.
    """
    for each in found:
        if isinstance(each, Attempt):
            yield each
        else:
            yield from read_source(each, question, every_capture=every_capture)


def read_captures(
    found: Iterable[Capture], question: Question, *, every_capture: bool = False
) -> Iterator[Attempt]:
    """Read captures, one after the other, as ``read_all`` does those of a source."""
    return Content(found).read(question, every_capture=every_capture)


def read_source(source: FoundSource, question: Question, *, every_capture: bool) -> Iterator[Attempt]:
    """Read each capture in a source. If all of them are skipped, also yield an attempt for the source."""
    return read_found(source, captures_in_file(source.path), question, every_capture=every_capture)


def read_found(
    source: FoundSource, found: Iterable[Capture], question: Question, *, every_capture: bool
) -> Iterator[Attempt]:
    """Like ``read_source``, with the captures that were found in the source."""
    content = Content(found)
    yield from content.read(question, every_capture=every_capture)
    yield from without_document(source, content.container, content.kinds, is_judged=content.is_judged)


class Content:
    """Reads the captures of one source, and collects the kinds of those that were skipped."""

    def __init__(self, found: Iterable[Capture]) -> None:
        self._found = found
        self.container: str | None = None
        self.kinds: list[Kind] = []
        self.is_judged = False

    def read(self, question: Question, *, every_capture: bool) -> Iterator[Attempt]:
        """Read each capture."""
        for capture in self._found:
            attempt, kind = _read_capture(capture, question, every_capture=every_capture)
            self.container = self.container or capture.container
            self.is_judged = self.is_judged or kind is None
            self.kinds += [kind] if kind else []
            yield attempt


def without_document(
    source: FoundSource, container: str | None, kinds: "Sequence[Kind]", *, is_judged: bool
) -> Iterator[Attempt]:
    """An attempt for a container in which every capture was skipped; nothing for any other source."""
    if container and not is_judged:
        from ipsxml.reading.skipping import described_without_document

        description = described_without_document(container, kinds)
        if source.is_named:
            yield Attempt(Origin(source.path), unreadable=description)
        else:
            yield Attempt(Origin(source.path), skipped=description)


def _read_capture(
    capture: Capture, question: Question, *, every_capture: bool
) -> "tuple[Attempt, Kind | None]":
    origin = capture.origin
    try:
        if capture.container is None or every_capture:
            return Attempt(origin, read(capture, question)), None
        from ipsxml.reading.skipping import read_unless_skipped  # needed only for containers

        reading, kind = read_unless_skipped(capture, question)
    except (SourceError, DecodeError) as error:
        return Attempt(origin, unreadable=str(error)), None
    return Attempt(origin, reading, skipped=kind.one if kind else None), kind
