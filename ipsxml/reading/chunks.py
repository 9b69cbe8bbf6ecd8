"""Chunks: units of work, of a fraction of a second, that can be read in parallel.

A chunk is either several whole sources or a part of a large one: some files of a zip archive, or a range of
bytes of JSON lines.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from ipsxml.reading.question import Question
from ipsxml.reading.read_all import (
    Attempt,
    Content,
    FoundSource,
    read_source,
    without_document,
)

if TYPE_CHECKING:
    from ipsxml.capture.container_parts import Part
    from ipsxml.capture.other_content import Kind

_MOST_SOURCES = 256
_GROWTH = 8  # a chunk has at most an eighth as many sources as all chunks before it, but at least one
_MOST_SECONDS = 0.25  # for the sources of a chunk, but always enough for one
_MOST_BYTES = 4 << 20  # in a part
_UNDIVIDED = ".xml"  # files with this suffix are whole documents: their sizes are not looked up
_COMPRESSED = 16  # an archive may expand to this many times its size


class Chunk(NamedTuple):
    """One unit of work: whole sources, and finished attempts at others; or a part of one source."""

    sources: tuple[FoundSource | Attempt, ...]
    part: "Part | None" = None

    @property
    def ended(self) -> FoundSource | None:
        """The source that ends with this chunk, if the chunk is a part of one."""
        source = self.sources[0]
        if self.part is None or not self.part.is_last or isinstance(source, Attempt):
            return None
        return source


class PartSummary(NamedTuple):
    """The content of a part of a container: the kinds of skipped captures, and whether any was judged."""

    container: str | None
    kinds: "tuple[Kind, ...]"
    is_judged: bool


def chunks_of(found: Iterable[FoundSource | Attempt]) -> Iterator[Chunk]:
    """The chunks of the sources that were found, in order."""
    waiting: list[FoundSource | Attempt] = []
    for number, source in enumerate(found):
        parts = _parts_of(source) if isinstance(source, FoundSource) else None
        if parts is None:
            waiting.append(source)
        # The first chunks are small, so that a few large files are distributed, too.
        if waiting and (parts is not None or len(waiting) >= min(_MOST_SOURCES, 1 + number // _GROWTH)):
            yield Chunk(tuple(waiting))
            waiting = []
        if parts is not None:
            yield from (Chunk((source,), part) for part in parts)
    if waiting:
        yield Chunk(tuple(waiting))


def halves_of(chunk: Chunk) -> tuple[Chunk, Chunk] | None:
    """The two halves of a chunk; ``None`` if it is a single source, or a single capture of one."""
    if chunk.part is not None:
        parts = chunk.part.halves()
        return None if parts is None else (Chunk(chunk.sources, parts[0]), Chunk(chunk.sources, parts[1]))
    middle = len(chunk.sources) // 2
    return (Chunk(chunk.sources[:middle]), Chunk(chunk.sources[middle:])) if middle else None


class SourcesRead:
    """The whole sources of a chunk while they are read, for a limited time; then, what is left of them.

    This bounds the memory for the results of large sources, whose sizes nobody has looked up.
    """

    def __init__(self, sources: tuple[FoundSource | Attempt, ...]) -> None:
        self._sources = sources
        self.left: tuple[Chunk, ...] = ()

    def read(self, question: Question, *, every_capture: bool) -> Iterator[Attempt]:
        """Read each source, and at least one."""
        end = monotonic() + _MOST_SECONDS
        for number, source in enumerate(self._sources):
            if number and monotonic() > end:
                starts = range(number, len(self._sources), number)
                self.left = tuple(Chunk(self._sources[start : start + number]) for start in starts)
                return
            if isinstance(source, Attempt):
                yield source
            else:
                yield from read_source(source, question, every_capture=every_capture)


class PartRead:
    """A part of a source while it is read, and then a summary of its content."""

    def __init__(self, part: "Part") -> None:
        from ipsxml.capture.container_parts import captures_in_part

        self._content = Content(captures_in_part(part))

    def read(self, question: Question, *, every_capture: bool) -> Iterator[Attempt]:
        """Read each capture in it."""
        return self._content.read(question, every_capture=every_capture)

    @property
    def summary(self) -> PartSummary:
        """The summary of the part, once it has been read."""
        content = self._content
        return PartSummary(content.container, tuple(content.kinds), content.is_judged)


def attempts_at_whole(source: FoundSource, parts: Sequence[PartSummary]) -> Iterator[Attempt]:
    """The attempt at a source as a whole, if there is anything to report after reading all its parts."""
    container = next((part.container for part in parts if part.container), None)
    kinds = [kind for part in parts for kind in part.kinds]
    return without_document(source, container, kinds, is_judged=any(part.is_judged for part in parts))


def _parts_of(source: FoundSource) -> "Iterator[Part] | None":
    """The parts of a large source that can be divided; ``None`` for any other source."""
    if source.path.endswith(_UNDIVIDED) or _size(source.path) <= _MOST_BYTES // _COMPRESSED:
        return None
    from ipsxml.capture.container_parts import parts_of  # needed only for large sources

    return parts_of(source.path, _MOST_BYTES)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):  # reading it will report the error
        return 0
