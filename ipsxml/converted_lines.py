"""Converting captures to JSON lines: their documents as one content, and what there is to report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ipsxml.document_conversion import Conversion, ConvertedCapture, convert_attempts
from ipsxml.quick_pickles import LargeContent
from ipsxml.reading.read_all import Attempt

_MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class ConvertedLines:
    """Some captures, converted to JSON lines.

    ``lines`` has one line for each converted document. ``silent`` is the number of documents about which
    there is nothing to report; ``reported`` are the results for all other captures, without their content.
    ``sources`` are the paths of the sources that the captures come from.
    """

    lines: LargeContent
    silent: int
    reported: tuple[ConvertedCapture, ...]
    sources: tuple[str, ...]


@dataclass(slots=True)
class _Collected:
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    silent: int = 0
    reported: list[ConvertedCapture] = field(default_factory=list)
    sources: dict[str, None] = field(default_factory=dict)

    def add(self, result: ConvertedCapture) -> None:
        self.sources[result.origin.source] = None
        converted = result.converted
        if converted is not None:
            self.lines.append(converted.content)
            self.size += len(converted.content)
            if not converted.warnings:
                self.silent += 1
                return
            result = result._replace(converted=replace(converted, content=b""))
        self.reported.append(result)

    def result(self, directory: str | None) -> ConvertedLines:
        lines = LargeContent(b"\n".join([*self.lines, b""]), directory)
        return ConvertedLines(lines, self.silent, tuple(self.reported), tuple(self.sources))


def convert_to_lines(
    attempts: Iterable[Attempt], conversion: Conversion, directory: str | None = None
) -> Iterator[ConvertedLines]:
    """Convert captures that were read with ``conversion.question``, whose form is JSON.

    Yields a result for about every megabyte. If it is sent to another process, ``directory`` holds its
    content on the way.
    """
    collected = _Collected()
    for result in convert_attempts(attempts, conversion):
        collected.add(result)
        if collected.size >= _MOST_BYTES:
            yield collected.result(directory)
            collected = _Collected()
    if collected.sources:
        yield collected.result(directory)
