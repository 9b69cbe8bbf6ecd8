"""Reading sources in several processes; the results arrive in the order of the sources."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Generic, TypeVar

from ipsxml.capture import Origin
from ipsxml.capture.sources import STANDARD_INPUT
from ipsxml.reading.chunks import (
    Chunk,
    PartRead,
    PartSummary,
    SourcesRead,
    attempts_at_whole,
    chunks_of,
    halves_of,
)
from ipsxml.reading.pattern_worth import expect_much
from ipsxml.reading.question import Question
from ipsxml.reading.read_all import Attempt, FoundSource, read_all
from ipsxml.worker_processes import in_processes

_Made = TypeVar("_Made")
Make = Callable[[Iterable[Attempt]], Iterable[_Made]]
"""Makes results of captures that were read. The function and its results are pickled."""


@dataclass(frozen=True, slots=True)
class _Result(Generic[_Made]):
    """The results of a chunk.

    ``left`` are the chunks that were left over. For a part of a source, ``summary`` is that of the part,
    and ``ended`` is the source if this was its last part.
    """

    made: list[_Made]
    left: tuple[Chunk, ...] = ()
    summary: PartSummary | None = None
    ended: FoundSource | None = None


def read_in_processes(
    found: Iterable[FoundSource | Attempt],
    question: Question,
    make: Make[_Made],
    *,
    jobs: int,
    every_capture: bool = False,
) -> Iterator[_Made]:
    """Yield what ``make`` makes of the captures of the sources that were found, in order.

    ``jobs`` is the number of worker processes; 0 means one per core. The rest is as in ``read_all``. A
    capture that kills its process is unreadable; if the capture cannot be identified, its source is. The
    parent process reads standard input itself, because worker processes have none.
    """
    for is_stdin, some in groupby(found, key=_is_standard_input):
        if is_stdin:
            yield from make(read_all(some, question, every_capture=every_capture))
        else:
            work = partial(_work, question=question, make=make, every_capture=every_capture)
            yield from _distributed(work, make, chunks_of(some), jobs)


def _is_standard_input(found: FoundSource | Attempt) -> bool:
    return isinstance(found, FoundSource) and found.path == STANDARD_INPUT


def _distributed(
    work: Callable[[Chunk], "_Result[_Made]"], make: Make[_Made], chunks: Iterable[Chunk], jobs: int
) -> Iterator[_Made]:
    summaries: list[PartSummary] = []
    results: Iterator[_Result[_Made]] = in_processes(
        work,
        chunks,
        jobs,
        halved=halves_of,
        died=partial(_died, make=make),
        left=lambda result: result.left,
    )
    for result in results:
        yield from result.made
        summaries += [result.summary] if result.summary else []
        if result.ended is not None:
            yield from make(attempts_at_whole(result.ended, summaries))
            summaries = []


def _work(chunk: Chunk, question: Question, make: Make[_Made], *, every_capture: bool) -> _Result[_Made]:
    expect_much()
    if chunk.part is None:
        sources = SourcesRead(chunk.sources)
        made = list(make(sources.read(question, every_capture=every_capture)))
        return _Result(made, sources.left)
    part = PartRead(chunk.part)
    made = list(make(part.read(question, every_capture=every_capture)))
    return _Result(made, summary=part.summary, ended=chunk.ended)


def _died(chunk: Chunk, make: Make[_Made]) -> _Result[_Made]:
    reason = "cannot be read: worker processes died reading it, possibly because they ran out of memory"
    source = chunk.sources[0]
    if isinstance(source, Attempt):  # it was already read
        return _Result(list(make([source])))
    if chunk.part is None:
        return _Result(list(make([Attempt(Origin(source.path), unreadable=reason)])))
    attempt = Attempt(Origin(source.path, chunk.part.place), unreadable=reason)
    summary = PartSummary(None, (), is_judged=True)
    return _Result(list(make([attempt])), summary=summary, ended=chunk.ended)
