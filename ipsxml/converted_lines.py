"""Converting captures to JSON lines: their documents as one content, and what there is to report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from time import monotonic

from ipsxml.document_conversion import Conversion, ConvertedCapture, convert_attempts
from ipsxml.quick_pickles import LargeContent
from ipsxml.reading.read_all import Attempt

_MOST_BYTES = 1 << 20
_MOST_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class ConvertedLines:
    """Some captures, converted to JSON lines.

    ``lines`` has one line for each converted document. ``silent`` is the number of documents about which
    there is nothing to report; ``reported`` are the results for all other captures, without their content.
    ``sources`` are the sources of the captures, each with whether it is a container. Files that were skipped
    in a directory are left out.
    """

    lines: LargeContent
    silent: int
    reported: tuple[ConvertedCapture, ...]
    sources: tuple[tuple[str, bool], ...]


class _Collected:
    """Results that are collected until they are many, or old."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._size = 0
        self._end = monotonic() + _MOST_SECONDS
        self._silent = 0
        self._reported: list[ConvertedCapture] = []
        self._sources: list[tuple[str, bool]] = []

    def __bool__(self) -> bool:
        return bool(self._sources)

    @property
    def is_complete(self) -> bool:
        return self._size >= _MOST_BYTES or monotonic() > self._end

    def add(self, result: ConvertedCapture) -> None:
        if result.is_other_file:
            return
        source = result.origin.source, bool(result.origin.place)
        if not (source[1] and self._sources and self._sources[-1] == source):
            self._sources.append(source)
        converted = result.converted
        if converted is not None:
            self._lines.append(converted.content)
            self._size += len(converted.content)
            if not converted.warnings:
                self._silent += 1
                return
            result = result._replace(converted=replace(converted, content=b""))
        self._reported.append(result)

    def result(self, directory: str | None) -> ConvertedLines:
        lines = LargeContent(b"\n".join([*self._lines, b""]), directory)
        return ConvertedLines(lines, self._silent, tuple(self._reported), tuple(self._sources))


def convert_to_lines(
    attempts: Iterable[Attempt], conversion: Conversion, directory: str | None = None
) -> Iterator[ConvertedLines]:
    """Convert captures that were read with ``conversion.question``; ``conversion.to`` must be ``"json"``.

    Yields a result for about every megabyte, or quarter of a second. If it is sent to another process, its
    content is in ``directory`` on the way.
    """
    collected = _Collected()
    for result in convert_attempts(attempts, conversion):
        collected.add(result)
        if collected.is_complete:
            yield collected.result(directory)
            collected = _Collected()
    if collected:
        yield collected.result(directory)
