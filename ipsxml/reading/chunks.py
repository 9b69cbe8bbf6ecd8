"""Chunks: units of work of a few megabytes that can be read in parallel.

A chunk is either several whole sources or a part of a large one: some files of a zip archive, or a range of
bytes of JSON lines.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from typing import TYPE_CHECKING, NamedTuple

from ipsxml.reading.question import Question
from ipsxml.reading.read_all import (
    Attempt,
    Content,
    FoundSource,
    found_sources,
    read_source,
    without_document,
)

if TYPE_CHECKING:
    from ipsxml.capture.container_parts import Part
    from ipsxml.capture.other_content import Kind

_MOST_SOURCES = 64
_MOST_BYTES = 4 << 20
_COMPRESSED = 16  # an archive may expand to this many times its size


class Chunk(NamedTuple):
    """One unit of work: whole sources, and finished attempts at others; or a part of one source."""

    sources: tuple[FoundSource | Attempt, ...]
    part: "Part | None" = None


class PartSummary(NamedTuple):
    """The content of a part of a container: the kinds of skipped captures, and whether any was judged."""

    container: str | None
    kinds: "tuple[Kind, ...]"
    is_judged: bool


def chunks_of(
    sources: Iterable[str | PathLike[str]], include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> Iterator[Chunk]:
    """The chunks of the sources, in order; ``include`` and ``exclude`` are as in ``read_all``."""
    waiting: list[FoundSource | Attempt] = []
    size = 0
    for found in found_sources(sources, include, exclude):
        length = _size(found)
        of_found = _parts_of(found) if length > _MOST_BYTES // _COMPRESSED else None
        if of_found is None:
            waiting.append(found)
            size += length
        if waiting and (of_found is not None or len(waiting) >= _MOST_SOURCES or size >= _MOST_BYTES):
            yield Chunk(tuple(waiting))
            waiting, size = [], 0
        if of_found is not None:
            yield from (Chunk((found,), part) for part in of_found)
    if waiting:
        yield Chunk(tuple(waiting))


def halves_of(chunk: Chunk) -> tuple[Chunk, Chunk] | None:
    """The two halves of a chunk; ``None`` if it is a single source, or a single capture of one."""
    if chunk.part is not None:
        parts = chunk.part.halves()
        return None if parts is None else (Chunk(chunk.sources, parts[0]), Chunk(chunk.sources, parts[1]))
    middle = len(chunk.sources) // 2
    return (Chunk(chunk.sources[:middle]), Chunk(chunk.sources[middle:])) if middle else None


def read_chunk(chunk: Chunk, question: Question, *, every_capture: bool) -> Iterator[Attempt]:
    """Read the whole sources of a chunk; for a part, use ``PartRead``."""
    for source in chunk.sources:
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


def _size(found: FoundSource | Attempt) -> int:
    try:
        return os.stat(found.path).st_size if isinstance(found, FoundSource) else 0
    except (OSError, ValueError):  # reading it will report the error
        return 0


def _parts_of(found: FoundSource | Attempt) -> "Iterator[Part] | None":
    if not isinstance(found, FoundSource):
        return None
    from ipsxml.capture.container_parts import parts_of  # needed only for large sources

    return parts_of(found.path, _MOST_BYTES)
