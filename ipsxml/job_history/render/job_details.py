"""The details that open under the row of a job: its facts, states, tasks with items, and log entries."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from lxml.etree import SubElement, _Element

from ipsxml.comparison.change_words import shown
from ipsxml.job_history.instants import instant_of
from ipsxml.job_history.job_timeline import (
    ItemTimeline,
    JobTimeline,
    LogEntry,
    StateSeen,
    TaskTimeline,
)
from ipsxml.job_history.render.job_row import LONGEST_MESSAGE, LONGEST_NAME, LONGEST_TYPE
from ipsxml.job_history.render.last_word import last_word
from ipsxml.job_history.render.page_clock import PageClock, length_in_words
from ipsxml.job_history.render.page_elements import add, add_table
from ipsxml.job_history.render.state_colours import color_of
from ipsxml.model.types import JobLog
from ipsxml.printable_text import counted
from ipsxml.web_page import displayable

_MAX_LINES = 10_000  # more would make a page of many megabytes
_MIN_INNER_LINES = 200
_MIN_LINES_PER_JOB = 3
_MAX_LINES_PER_LIST = 100

Cell = str | datetime | None


class JobDetails:
    """Adds the details of jobs to a page, up to a limited number of lines.

    Each job gets an equal share of lines for its tasks and states, and may use lines that earlier jobs did
    not need. The remaining lines are for task items and log entries. ``items_left_out`` counts the items that
    are not shown.
    """

    def __init__(self, clock: PageClock, jobs: Sequence[JobTimeline]) -> None:
        self.clock = clock
        self.items_left_out = 0
        lines = sum(len(job.states) + len(job.tasks) for job in jobs)
        self._lines_left, self._inner_lines_left = _MAX_LINES, max(_MIN_INNER_LINES, _MAX_LINES - lines)
        self._jobs_left = len(jobs)
        self._has_companies = len({job.company for job in jobs}) > 1

    def add(self, parent: _Element, job: JobTimeline) -> None:
        """Append everything known about a job that its row does not show."""
        share = min(max(self._lines_left // self._jobs_left, _MIN_LINES_PER_JOB), _MAX_LINES_PER_LIST)
        tasks = job.tasks[:share]
        states = job.states[: max(share - len(tasks), 1)]
        self._lines_left -= len(tasks) + len(states)
        self._jobs_left -= 1
        holder = SubElement(parent, "div", {"class": "more"})
        self._add_facts(holder, job)
        if states:
            self._add_states(holder, job, states)
        if tasks:
            self._add_tasks(holder, job, tasks)
        if job.entries:
            self._add_entries(holder, job.entries)

    def _add_facts(self, holder: _Element, job: JobTimeline) -> None:
        facts = SubElement(holder, "dl")
        for name, value in _facts_of(job):
            if name == "Company" and not self._has_companies:
                continue  # the header of the page shows it
            if value is None or value == "":
                continue
            fact = SubElement(facts, "div")
            add(fact, "dt", name)
            self._fill(SubElement(fact, "dd"), value)
        for asked in job.asked:
            fact = SubElement(facts, "div")
            add(fact, "dt", "Requested")
            self._fill(SubElement(fact, "dd"), asked.at, f"{asked.operation} ")

    def _add_states(self, holder: _Element, job: JobTimeline, states: Sequence[StateSeen]) -> None:
        lines = _add_lines(holder, "States", len(job.states) - len(states))
        for number, state in enumerate(states, start=1):
            line = SubElement(lines, "li")
            add(line, "b", state.state, color_of(state.state))
            self._add_span(line, state, is_last=number == len(job.states))
            add(line, "span", _progress_in(state, job))

    def _add_span(self, line: _Element, state: StateSeen, *, is_last: bool) -> None:
        """Append when a state was first seen; for the last state also when it was last seen."""
        span = add(line, "span")
        if state.entered is None:
            span.text = "time unknown"
            return
        self.clock.add(span, state.entered).tail = ""
        if is_last and state.last_seen not in (None, state.entered):
            span[-1].tail = " to "
            self.clock.add(span, state.last_seen).tail = ""

    def _add_tasks(self, holder: _Element, job: JobTimeline, tasks: Sequence[TaskTimeline]) -> None:
        reported = job.last_update and self.clock.words(job.last_update)
        lines = _add_lines(holder, "Tasks", len(job.tasks) - len(tasks))
        for task in tasks:
            line = SubElement(lines, "li")
            add(line, "b", task.type)
            add(line, "b", task.state or "", color_of(task.state) if task.state else "")
            add(line, "span", _percent(task.progress))
            add(line, "span", _numbers(task))
            if self.clock.words(task.last_update) != reported:
                self._add_report(line, task.last_update)
            if task.message:
                add(line, "span", task.message)
            if len(task.states) > 1:
                self._add_states_of_task(line, task.states)
            if task.items:
                self._add_items(line, task.items)

    def _add_report(self, line: _Element, moment: datetime) -> None:
        report = add(line, "span")
        report.text = "reported "
        self.clock.add(report, moment).tail = ""

    def _add_states_of_task(self, line: _Element, states: Sequence[StateSeen]) -> None:
        inner = SubElement(line, "p")
        for state in states:
            add(inner, "span", state.state).tail = " from " if state.entered else "; "
            if state.entered:
                self.clock.add(inner, state.entered).tail = "; "
        inner[-1].tail = ""

    def _add_items(self, line: _Element, items: Sequence[ItemTimeline]) -> None:
        granted = self._take_inner_lines(len(items))
        self.items_left_out += len(items) - granted
        if not granted:
            return
        fold = SubElement(line, "details")
        add(fold, "summary", counted(len(items), "item"))
        lines = _add_lines(fold, "", len(items) - granted)
        for item in items[:granted]:
            inner = SubElement(lines, "li")
            add(inner, "b", item.name)
            add(inner, "span", _percent(item.progress))
            self._add_report(inner, item.last_update)
            if item.message:
                add(inner, "span", item.message)

    def _add_entries(self, holder: _Element, entries: Sequence[LogEntry]) -> None:
        add(holder, "h4", "Errors and warnings in the log")
        body = add_table(holder, ("Severity", "Time", "Type", "Asset", "Message"))
        granted = self._take_inner_lines(len(entries))
        # If there are too many entries, errors take precedence.
        places = sorted(range(len(entries)), key=lambda place: entries[place].severity == "warning")
        for entry in (entries[place] for place in sorted(places[:granted])):
            row = SubElement(body, "tr", {"class": entry.severity})
            add(row, "th", entry.severity)
            for cell in (entry.at, entry.type, entry.asset, entry.message):
                self._fill(add(row, "td"), cell)
        if len(entries) > granted:
            add(holder, "p", f"{len(entries) - granted:,} more not shown", "left-out")

    def _take_inner_lines(self, lines: int) -> int:
        """Reserve lines for items or log entries; return how many of ``lines`` were granted."""
        granted = min(lines, self._inner_lines_left, _MAX_LINES_PER_LIST)
        self._inner_lines_left -= granted
        return granted

    def _fill(self, cell: _Element, value: Cell, before: str = "") -> None:
        if isinstance(value, datetime):
            cell.text = displayable(before)
            self.clock.add(cell, value).tail = ""
        else:
            cell.text = displayable(f"{before}{value or ''}")


def _facts_of(job: JobTimeline) -> Iterator[tuple[str, Cell]]:
    """The facts that the row of a job leaves out or cuts."""
    last = last_word(job)
    is_cut = len(last) > LONGEST_MESSAGE
    if len(job.title) > LONGEST_NAME:
        yield "Name", job.title
    if job.original_name and not job.title.startswith(job.original_name):
        yield "Submitted as", job.original_name
    yield "Handle", job.handle
    if job.type and len(job.type) > LONGEST_TYPE:
        yield "Type", job.type
    yield "Company", job.company
    yield "Submitted by", job.user
    if job.outcome and is_cut:
        yield "Outcome", job.outcome.text
    yield "Ended", job.ended
    yield "Estimated time left", length_in_words(job.remaining) if job.remaining is not None else None
    yield "Last report", job.last_update
    if is_cut or job.message != last:
        yield "Message", job.message
    if job.log:
        yield "Log", ", ".join(_counts_of(job.log))


def _counts_of(log: JobLog) -> Iterator[str]:
    yield counted(log.total_file_count, "file")
    files = (
        ("succeeded", log.file_success_count),
        ("failed", log.file_error_count),
        ("with a warning", log.file_warning_count),
        ("already there", log.file_duplicate_count),
        ("updated", log.file_update_count),
        ("transferred", log.transfer_success_count),
        ("not transferred", log.transfer_error_count),
        ("transferred with a warning", log.transfer_warning_count),
    )
    for what, number in files:
        if number:
            yield f"{number:,} {what}"


def _progress_in(state: StateSeen, job: JobTimeline) -> str:
    """The first and the last progress of a job in a state."""
    if state.entered is None or state.last_seen is None:
        return ""
    begin, end = instant_of(state.entered), instant_of(state.last_seen)
    seen = [point.percent for point in job.progress if point.at and begin <= instant_of(point.at) <= end]
    if not seen:
        return ""
    return f"{seen[0]}%" if seen[0] == seen[-1] else f"{seen[0]}% → {seen[-1]}%"


def _percent(progress: float) -> str:
    return shown(progress, "xs:double", "progress")


def _numbers(task: TaskTimeline) -> str:
    return f"{task.processed:,} done, {task.processing:,} in progress, {task.pending:,} waiting"


def _add_lines(holder: _Element, title: str, left_out: int) -> _Element:
    """A list; the style sheet aligns its lines in columns if there is room."""
    if title:
        add(holder, "h4", title)
    lines = SubElement(holder, "ol")
    if left_out:
        add(holder, "p", f"{left_out:,} more not shown", "left-out")
    return lines
