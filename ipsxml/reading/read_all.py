"""Reading all captures of many sources: each is accounted for, and one bad source never stops the rest."""

from collections.abc import Iterable, Iterator, Sequence
from os import PathLike, fspath
from os.path import isdir
from typing import TYPE_CHECKING, Literal, NamedTuple

from ipsxml.capture import Capture, Origin, captures
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
    if isinstance(sources, str | PathLike):  # whose characters would be taken for paths
        raise TypeError("sources are several: give a list of paths")
    for source in sources:
        path = fspath(source)
        if path == STANDARD_INPUT or not isdir(path):
            yield from _read_source(path, question, every_capture=every_capture, is_named=True)
            continue
        found = search(path, include, exclude)
        for each in found.captures:
            yield from _read_source(each, question, every_capture=every_capture, is_named=False)
        for each, kind in found.passed_over:
            yield Attempt(Origin(each), passed_over=kind.one)
        if not found.captures:
            yield Attempt(Origin(path), unreadable=found.why_none)


def read_captures(
    found: Iterable[Capture], question: Question, *, every_capture: bool = False
) -> Iterator[Attempt]:
    """Read captures, one after the other, as ``read_all`` does those of a source."""
    for capture in found:
        yield _read_capture(capture, question, every_capture=every_capture)[0]


def _read_source(path: str, question: Question, *, every_capture: bool, is_named: bool) -> Iterator[Attempt]:
    """Each capture in a source, and the source itself if all of them are passed over."""
    kinds: list[Kind] = []
    container, is_judged = None, False
    for capture in captures(path):
        attempt, kind = _read_capture(capture, question, every_capture=every_capture)
        container = container or capture.container
        is_judged = is_judged or kind is None
        kinds += [kind] if kind else []
        yield attempt
    if container and not is_judged:
        from ipsxml.reading.passing_over import without_document

        held = without_document(container, kinds)
        yield Attempt(Origin(path), unreadable=held) if is_named else Attempt(Origin(path), passed_over=held)


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
