"""Gaps and faults: a table of them, and marks across all lanes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lxml.etree import SubElement, _Element

from ipsxml.job_history.instants import instant_of
from ipsxml.job_history.remarks import Remark, RemarkKind
from ipsxml.job_history.render.page_clock import PageClock
from ipsxml.job_history.render.page_elements import add, add_table
from ipsxml.job_history.render.time_window import Window
from ipsxml.printable_text import counted

_MAX_ROWS = 500
_MAX_MARKS = 100
MARKED: tuple[RemarkKind, ...] = ("gap", "fault", "invalid", "unreadable")
_NOUNS: dict[RemarkKind, str] = {
    "gap": "gap",
    "fault": "fault",
    "invalid": "invalid capture",
    "unreadable": "unreadable capture",
    "repeated": "repeated poll",
    "out of order": "out-of-order poll",
}


def add_remarks(parent: _Element, remarks: Sequence[Remark], clock: PageClock) -> None:
    """Append the remarks, collapsed."""
    if not remarks:
        return
    fold = SubElement(parent, "details", {"class": "remarks"})
    line = SubElement(fold, "summary")
    add(line, "h2", counted(len(remarks), "remark"))
    add(line, "span", ", ".join(_counts(remarks)), "about")
    body = add_table(fold, ("Remark", "From", "To", "Message", "Capture"))
    for remark in remarks[:_MAX_ROWS]:
        _add_row(body, remark, clock)
    if len(remarks) > _MAX_ROWS:
        add(fold, "p", f"{counted(len(remarks) - _MAX_ROWS, 'more remark')} not shown", "left-out")


def marks_of(remarks: Iterable[Remark], window: Window | None) -> str:
    """The marks across all lanes as one CSS background, so they add nothing to each lane."""
    marks = dict.fromkeys(_marks(remarks, window)) if window else ()
    return ",".join([*marks][:_MAX_MARKS]) or "none"


def _marks(remarks: Iterable[Remark], window: Window) -> Iterator[str]:
    for remark in remarks:
        if remark.kind not in MARKED or remark.at is None:
            continue
        begin = instant_of(remark.at)
        end = instant_of(remark.until) if remark.until else begin
        if end < window.begin or begin > window.end:
            continue
        left, right = round(window.place(begin), 1), round(window.place(end), 1)
        width = right - left
        # In CSS, the position of a background is the percentage of the free space that is on its left.
        place = left / (100 - width) * 100 if width < 100 else 0
        paint = "--gap" if remark.kind == "gap" else "--fault"
        yield f"var({paint}) {place:.4g}% 0/max(2px,{width:.4g}%) 100% no-repeat"


def _counts(remarks: Iterable[Remark]) -> Iterator[str]:
    for kind, number in Counter(remark.kind for remark in remarks).most_common():
        yield counted(number, _NOUNS[kind])


def _add_row(body: _Element, remark: Remark, clock: PageClock) -> None:
    row = SubElement(body, "tr")
    add(row, "th", remark.kind)
    for moment in (remark.at, remark.until):
        cell = SubElement(row, "td")
        if moment is not None:
            clock.add(cell, moment)
    text = remark.text if remark.captures == 1 else f"{remark.text} ({remark.captures:,} captures)"
    add(row, "td", text)
    add(row, "td", remark.where)
