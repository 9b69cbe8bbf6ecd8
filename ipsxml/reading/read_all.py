"""Reading all captures of many sources: each is accounted for, and one bad source never stops the rest."""

from collections.abc import Iterable, Iterator, Sequence
from os import PathLike, fspath
from os.path import isdir
from typing import TYPE_CHECKING, Literal, NamedTuple

from ipsxml.capture import Capture, Origin
from ipsxml.capture.capture import captures_in_file
from ipsxml.capture.directory_search import search
from ipsxml.capture.sources import STANDARD_INPUT
from ipsxml.errors import DecodeError, SourceError
from ipsxml.reading.door import Question, Reading, read

if TYPE_CHECKING:
    from datetime import datetime

    from ipsxml.capture.other_content import Kind


Verdict = Literal["valid", "invalid", "unreadable", "passed over"]


class Attempt(NamedTuple):
    """What came of one capture, or of a source without any: one of the three is set.

    ``reading`` is the capture judged. ``unreadable`` says why it cannot be read. ``passed_over`` says
    what it is, such as ``"image"``, where it is no job document and nobody named it.
    """

    origin: Origin
    reading: Reading | None = None
    unreadable: str | None = None
    passed_over: str | None = None

    @property
    def verdict(self) -> Verdict:
        """What came of it in a word."""
        if self.unreadable is not None:
            return "unreadable"
        if self.reading is None:
            return "passed over"
        return "valid" if self.reading.report.valid else "invalid"

    @property
    def captured_at(self) -> "datetime | None":
        """When it was captured, by the container that holds it, or by the response itself."""
        if self.origin.captured_at is not None or self.reading is None or self.reading.date is None:
            return self.origin.captured_at
        from ipsxml.capture.containers.times import time_of  # wanted by those who ask for times

        return time_of(self.reading.date)


def read_all(
    sources: Iterable[str | PathLike[str]],
    question: Question,
    *,
    every_capture: bool = False,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> Iterator[Attempt]:
    """Read paths, ``"-"``, all captures in containers and in directories, one after the other.

    The options are those of ``ipsxml.validate_all``. Raises nothing for a source that cannot be read.
    """
    for found in found_sources(sources, include, exclude):
        if isinstance(found, Attempt):
            yield found
        else:
            yield from read_source(found, question, every_capture=every_capture)


class FoundSource(NamedTuple):
    """A file or standard input, and whether the caller named it or it was found in a directory."""

    path: str
    is_named: bool


def found_sources(
    sources: Iterable[str | PathLike[str]], include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> Iterator[FoundSource | Attempt]:
    """The sources with each directory replaced by those in it, and by what is passed over there."""
    if isinstance(sources, str | PathLike):  # whose characters would be taken for paths
        raise TypeError("sources are several: give a list of paths")
    for source in sources:
        path = fspath(source)
        if path == STANDARD_INPUT or not isdir(path):
            yield FoundSource(path, is_named=True)
            continue
        found = search(path, include, exclude)
        yield from (FoundSource(each, is_named=False) for each in found.captures)
        yield from (Attempt(Origin(each), passed_over=kind.one) for each, kind in found.passed_over)
        if not found.captures:
            yield Attempt(Origin(path), unreadable=found.why_none)


def number_of_sources(
    sources: Iterable[str | PathLike[str]], include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> int:
    """How many sources ``read_all`` reads."""
    return sum(isinstance(found, FoundSource) for found in found_sources(sources, include, exclude))


def read_captures(
    found: Iterable[Capture], question: Question, *, every_capture: bool = False
) -> Iterator[Attempt]:
    """Read captures, one after the other, as ``read_all`` does those of a source."""
    return Content(found).read(question, every_capture=every_capture)


def read_source(source: FoundSource, question: Question, *, every_capture: bool) -> Iterator[Attempt]:
    """Each capture in a source, and the source itself if all of them are passed over."""
    return read_found(source, captures_in_file(source.path), question, every_capture=every_capture)


def read_found(
    source: FoundSource, found: Iterable[Capture], question: Question, *, every_capture: bool
) -> Iterator[Attempt]:
    """What ``read_source`` gives, out of the captures that were found in the source."""
    content = Content(found)
    yield from content.read(question, every_capture=every_capture)
    yield from without_document(source, content.container, content.kinds, is_judged=content.is_judged)


class Content:
    """Captures of one source while they are read, and what there was to pass over."""

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
    """What there is to say of a container in which everything was passed over; nothing of any other."""
    if container and not is_judged:
        from ipsxml.reading.passing_over import described_without_document

        held = described_without_document(container, kinds)
        if source.is_named:
            yield Attempt(Origin(source.path), unreadable=held)
        else:
            yield Attempt(Origin(source.path), passed_over=held)


def _read_capture(
    capture: Capture, question: Question, *, every_capture: bool
) -> "tuple[Attempt, Kind | None]":
    origin = capture.origin
    try:
        if capture.container is None or every_capture:
            return Attempt(origin, read(capture, question)), None
        from ipsxml.reading.passing_over import read_unless_passed_over  # wanted for containers

        reading, kind = read_unless_passed_over(capture, question)
    except (SourceError, DecodeError) as error:
        return Attempt(origin, unreadable=str(error)), None
    return Attempt(origin, reading, passed_over=kind.one if kind else None), kind
