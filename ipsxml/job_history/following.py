"""Following a poll series: the changes from each capture to the next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from os import PathLike
from typing import NamedTuple

from ipsxml.capture import find_sources
from ipsxml.capture.sources import paths_of
from ipsxml.codec import Document
from ipsxml.comparison import Diff, compare
from ipsxml.comparison.compare import Rules
from ipsxml.errors import DecodeError
from ipsxml.job_history.history import History
from ipsxml.job_history.history_record import Note
from ipsxml.job_history.instants import UNKNOWN, instant_of, time_at
from ipsxml.job_history.recorder import Recorder, note_on
from ipsxml.job_history.remarks import Remark
from ipsxml.job_history.stamps import natural_order
from ipsxml.reading.decoding import typed_document
from ipsxml.reading.question import Question
from ipsxml.reading.read_all import Attempt, found_sources, read_all


class Step(NamedTuple):
    """The diff between two consecutive captures of the same kind, and their names.

    ``later`` is the time between them, or ``None`` if it is unknown.
    """

    diff: Diff
    names: tuple[str, str]
    later: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Following:
    """What happened in a poll series of ``number`` captures.

    ``events`` are in the order of the captures. They are steps, including those without changes, and remarks:
    gaps, faults, and captures that are not valid documents.
    """

    events: tuple[Step | Remark, ...]
    number: int

    @property
    def steps(self) -> list[Step]:
        """All steps, with and without changes."""
        return [event for event in self.events if isinstance(event, Step)]

    @property
    def remarks(self) -> list[Remark]:
        """All remarks."""
        return [event for event in self.events if isinstance(event, Remark)]


def follow(sources: Iterable[str | PathLike[str]], rules: Rules) -> Following:
    """Compare each answer in a series of captures with the previous answer of the same kind.

    Captures are read in the order given, and those in a directory by name. Polls are compared with polls,
    logs with logs; requests are not compared. ``rules`` define what counts as a change.
    """
    recorder = Recorder()
    last: dict[str, tuple[str, Document, float]] = {}
    found: list[tuple[float, Step | Note]] = []
    number = 0
    for attempt in read_all(found_sources(_in_time_order(sources)), Question("plain")):
        typed = _typed(attempt)
        stamp = recorder.add(typed)
        note = note_on(typed, stamp)
        number += attempt.skipped is None
        document = attempt.reading.document if attempt.reading else None
        if note is not None:
            found.append((stamp.instant, note))
        elif document is not None and not document.element.endswith("Param"):
            here = str(attempt.origin), document, stamp.instant
            before = last.get(document.element)
            if before is not None:
                found.append((stamp.instant, _step(before, here, rules)))
            last[document.element] = here
    return Following(tuple(_with_gaps(found, History(recorder.record))), number)


def _step(before: tuple[str, Document, float], after: tuple[str, Document, float], rules: Rules) -> Step:
    is_known = UNKNOWN not in (before[2], after[2])
    later = timedelta(seconds=after[2] - before[2]) if is_known else None
    return Step(compare(before[1], after[1], rules), (before[0], after[0]), later)


def _typed(attempt: Attempt) -> Attempt:
    """The attempt with its document in the typed model, which the recorder needs."""
    if attempt.reading is None or attempt.reading.document is None:
        return attempt
    try:
        document = typed_document(attempt.reading.document, "cut")
    except DecodeError:  # a year that datetime cannot represent: there is no typed document to follow
        return attempt._replace(reading=replace(attempt.reading, document=None), skipped="document")
    return attempt._replace(reading=replace(attempt.reading, document=document))


def _with_gaps(found: Iterable[tuple[float, Step | Note]], history: History) -> Iterator[Step | Remark]:
    """The events, with each gap before the capture that ends it."""
    gaps = [remark for remark in history.remarks if remark.kind == "gap" and remark.until is not None]
    for instant, event in found:
        while gaps and gaps[0].until is not None and instant_of(gaps[0].until) <= instant:
            yield gaps.pop(0)
        if isinstance(event, Note):
            yield Remark(event.kind, event.text, event.where, time_at(instant, history.zone))
        else:
            yield event


def _in_time_order(sources: Iterable[str | PathLike[str]]) -> Iterator[str]:
    """The sources in the order given; files in a directory in natural order of their names."""
    for path in paths_of(sources):
        yield from sorted(find_sources([path]), key=natural_order)
