"""Jobs as a table for a terminal: one line per job, or two if the terminal is narrow."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ipsxml.comparison.columns import cut
from ipsxml.job_history.history import History
from ipsxml.job_history.job_timeline import JobTimeline
from ipsxml.job_history.remarks import Remark
from ipsxml.job_history.render.last_word import last_word
from ipsxml.job_history.render.text_layout import Look
from ipsxml.printable_text import Style, counted, printable

_GAP = "  "
_BAR = 8  # columns
_MIN_NAME = 12
_MIN_MESSAGE = 24
_MAX_NARROW_STATE = 12  # if the terminal is narrow
_MAX_REMARKS = 10


class _Column(NamedTuple):
    title: str
    text: Callable[[JobTimeline], str]
    is_number: bool = False


def render_table(history: History, jobs: Sequence[JobTimeline], look: Look) -> str:
    """A table of jobs, a summary line, and the remarks of the history."""
    clock = _Clock(history.zone, jobs)
    lines = [*_table(jobs, clock, look), ""] if jobs else []
    lines += _wrapped(_summary(history, jobs, clock), look.width)
    for remark in _remarks(history.remarks, clock):
        lines += [look.style(line, "remark") for line in _wrapped(remark, look.width)]
    return "\n".join(line.rstrip() for line in lines)


class _Clock:
    """Formats times, without the day if all jobs started on the same one."""

    def __init__(self, zone: tzinfo | None, jobs: Sequence[JobTimeline]) -> None:
        self._zone = zone
        starts = [self._here(job.started) for job in jobs if job.started]
        self._form = "%H:%M:%S" if len({start.date() for start in starts}) < 2 else "%m-%d %H:%M"

    def short(self, moment: datetime | None) -> str:
        """A time for the table; empty if unknown."""
        return self._here(moment).strftime(self._form) if moment else ""

    def full(self, moment: datetime) -> str:
        """A time with its date."""
        return self._here(moment).isoformat(" ", "seconds")

    def _here(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone) if self._zone and moment.tzinfo else moment


def _table(jobs: Sequence[JobTimeline], clock: _Clock, look: Look) -> Iterator[str]:
    bar = "#." if look.is_ascii else "█░"
    state = _Column("STATE", lambda job: job.status)
    middle = [
        _Column("PROGRESS", lambda job: _progress(job, bar)),
        _Column("STARTED", lambda job: clock.short(job.started)),
        _Column("TOOK", lambda job: _hours(job.took), is_number=True),
        _Column("TASKS", _tasks, is_number=True),
        _Column("EST. LEFT", lambda job: _hours(job.remaining), is_number=True),
    ]
    wide = [_NAME, _TYPE, state, *middle, _MESSAGE]
    widths = _wide(_widths(wide, jobs), look.width)
    if widths is not None:
        yield from _lines(wide, widths, jobs, look.style)
        return
    assert look.width is not None
    narrow = _fitting([_SHORT_NAME, state, *middle], jobs, look.width)
    heading, *rows = _lines(narrow, _narrow(_widths(narrow, jobs), look.width), jobs, look.style)
    yield heading
    for job, row in zip(jobs, rows, strict=True):
        yield row
        second = " · ".join(filter(None, (_TYPE.text(job), _MESSAGE.text(job))))
        if second:
            yield look.style(cut(f"{_GAP}{printable(second)}", look.width), "path")


def _fitting(columns: list[_Column], jobs: Sequence[JobTimeline], width: int) -> list[_Column]:
    """The columns that fit a narrow terminal, at least the name and the state."""
    while (
        len(columns) > 2 and sum(_narrow(_widths(columns, jobs), 0)) + len(_GAP) * (len(columns) - 1) > width
    ):
        columns = columns[:-1]
    return columns


def _wide(widths: list[int], width: int | None) -> list[int] | None:
    """The column widths if all columns fit on one line; ``None`` if the terminal is too narrow."""
    if width is None:
        return widths
    name, *others, message = widths
    room = width - sum(others) - len(_GAP) * (len(widths) - 1)
    if room < min(name, _MIN_NAME * 2) + _MIN_MESSAGE:
        return None
    name = min(name, max(room - message, room - _MIN_MESSAGE * 2, _MIN_NAME * 2))
    return [name, *others, min(message, room - name)]


def _narrow(widths: list[int], width: int) -> list[int]:
    """The column widths for two lines per job, with types and messages on the second."""
    name, state, *others = widths
    state = min(state, _MAX_NARROW_STATE)
    room = width - state - sum(others) - len(_GAP) * (len(widths) - 1)
    return [min(name, max(room, _MIN_NAME)), state, *others]


def _widths(columns: Sequence[_Column], jobs: Sequence[JobTimeline]) -> list[int]:
    return [
        max(len(column.title), *(cell_len(printable(column.text(job))) for job in jobs)) for column in columns
    ]


def _lines(
    columns: Sequence[_Column], widths: Sequence[int], jobs: Sequence[JobTimeline], style: Style
) -> Iterator[str]:
    titles = [_cell(column.title, width, column) for column, width in zip(columns, widths, strict=True)]
    yield style(_GAP.join(titles).rstrip(), "heading")
    for job in jobs:
        cells = [
            _cell(printable(column.text(job)), width, column)
            for column, width in zip(columns, widths, strict=True)
        ]
        styled = [
            style(cell, job.status) if column.title == "STATE" else cell
            for cell, column in zip(cells, columns, strict=True)
        ]
        styled[-1] = styled[-1].rstrip()
        yield _GAP.join(styled)


def _cell(text: str, width: int, column: _Column) -> str:
    text = cut(text, width)
    padding = " " * (width - cell_len(text))
    return padding + text if column.is_number else text + padding


def _progress(job: JobTimeline, bar: str) -> str:
    if job.percent is None:
        return ""
    filled = round(_BAR * min(max(job.percent, 0), 100) / 100)
    return f"{bar[0] * filled}{bar[1] * (_BAR - filled)} {job.percent:>3}%"


def _tasks(job: JobTimeline) -> str:
    return f"{job.tasks_done}/{len(job.tasks)}" if job.tasks else ""


def _hours(time: timedelta | None) -> str:
    """A duration in clock notation: ``1:05:09``, ``2:41``."""
    if time is None:
        return ""
    minutes, seconds = divmod(round(time.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


_NAME = _Column("NAME", lambda job: job.title)
_SHORT_NAME = _Column("NAME", lambda job: job.original_name or job.title)
_TYPE = _Column("TYPE", lambda job: job.type or "")
_MESSAGE = _Column("MESSAGE", last_word)


def _summary(history: History, jobs: Sequence[JobTimeline], clock: _Clock) -> str:
    """The number of jobs by status, and the number of polls with their period."""
    statuses = [job.status for job in jobs]
    counts = [f"{statuses.count(status)} {status}" for status in dict.fromkeys(statuses)]
    total = counted(len(history.jobs), "job")
    number = f"{len(jobs)} of {total}" if len(jobs) < len(history.jobs) else total
    by_status = f": {', '.join(counts)}" if counts else ""
    span = [clock.full(moment) for moment in (history.begin, history.end) if moment]
    when = f", {' to '.join(dict.fromkeys(span))}" if span else ""
    return f"{number}{by_status}; {counted(history.polls, 'poll')}{when}"


def _remarks(remarks: Sequence[Remark], clock: _Clock) -> Iterator[str]:
    for remark in remarks[:_MAX_REMARKS]:
        when = f"{clock.full(remark.at)} " if remark.at else ""
        where = f"{remark.where}: " if remark.where else ""
        more = f" (and {counted(remark.captures - 1, 'more capture')})" if remark.captures > 1 else ""
        yield f"{remark.kind}: {when}{where}{remark.text}{more}"
    if len(remarks) > _MAX_REMARKS:
        yield f"and {counted(len(remarks) - _MAX_REMARKS, 'more remark')}; --format json lists them all"


def _wrapped(text: str, width: int | None) -> list[str]:
    """A text wrapped at ``width`` columns."""
    text = printable(text)
    if width is None:
        return [text]
    return [line.plain for line in Text(text).wrap(Console(width=width), width)]
