"""Following a poll series: what happened from each capture to the next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from os import PathLike, fspath
from typing import NamedTuple

from ipsxml.capture import find_sources
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
from ipsxml.reading.door import Question
from ipsxml.reading.read_all import Attempt, read_all


class Step(NamedTuple):
    """What happened from one capture to the next of its kind: the diff, and the names of the two.

    ``later`` is the time between them, where it is known.
    """

    diff: Diff
    names: tuple[str, str]
    later: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Following:
    """A poll series, followed: what happened, in the order of the captures, of which there are ``number``.

    ``events`` are steps, of which those without a change say that nothing happened, and remarks:
    gaps, faults, and what is no answer.
    """

    events: tuple[Step | Remark, ...]
    number: int

    @property
    def steps(self) -> list[Step]:
        """The steps, with and without changes."""
        return [event for event in self.events if isinstance(event, Step)]

    @property
    def remarks(self) -> list[Remark]:
        """The remarks."""
        return [event for event in self.events if isinstance(event, Remark)]


def follow(sources: Iterable[str | PathLike[str]], rules: Rules) -> Following:
    """What happened in captures, in the order in which they are given, those of a directory by their names.

    An answer is compared to the one before of the same kind: polls to polls, logs to logs. A request is
    compared to nothing. ``rules`` say what counts as a change.
    """
    recorder = Recorder()
    last: dict[str, tuple[str, Document, float]] = {}
    found: list[tuple[float, Step | Note]] = []
    number = 0
    for attempt in read_all(_in_time_order(sources), Question("plain")):
        typed = _typed(attempt)
        stamp = recorder.add(typed)
        note = note_on(typed, stamp)
        number += attempt.passed_over is None
        document = attempt.reading.document if attempt.reading else None
        if note is not None:
            found.append((stamp.instant, note))
        elif document is not None and not document.element.endswith("Param"):
            here = str(attempt.origin), document, stamp.instant
            before = last.get(document.element)
            if before is not None:
                found.append((stamp.instant, _step(before, here, rules)))
            last[document.element] = here
    return Following(tuple(_told(found, History(recorder.record))), number)


def _step(before: tuple[str, Document, float], after: tuple[str, Document, float], rules: Rules) -> Step:
    is_known = UNKNOWN not in (before[2], after[2])
    later = timedelta(seconds=after[2] - before[2]) if is_known else None
    return Step(compare(before[1], after[1], rules), (before[0], after[0]), later)


def _typed(attempt: Attempt) -> Attempt:
    """The attempt with its document in the typed model, as it is recorded."""
    if attempt.reading is None or attempt.reading.document is None:
        return attempt
    try:
        document = typed_document(attempt.reading.document, "cut")
    except DecodeError:  # a year that no datetime has: what there is to follow is in the plain form
        return attempt._replace(reading=replace(attempt.reading, document=None), passed_over="document")
    return attempt._replace(reading=replace(attempt.reading, document=document))


def _told(found: Iterable[tuple[float, Step | Note]], history: History) -> Iterator[Step | Remark]:
    """The events, with each gap in front of the capture that ends it."""
    gaps = [remark for remark in history.remarks if remark.kind == "gap" and remark.until is not None]
    for instant, event in found:
        while gaps and gaps[0].until is not None and instant_of(gaps[0].until) <= instant:
            yield gaps.pop(0)
        if isinstance(event, Note):
            yield Remark(event.kind, event.text, event.where, time_at(instant, history.zone))
        else:
            yield event


def _in_time_order(sources: Iterable[str | PathLike[str]]) -> Iterator[str]:
    """The sources as given, those of a directory by their names, numbers in them as numbers."""
    for source in sources:
        yield from sorted(find_sources([fspath(source)]), key=natural_order)
