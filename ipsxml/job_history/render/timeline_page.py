"""Histories as a self-contained HTML page without scripts: a timeline with one lane per job."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.builder import E
from lxml.etree import SubElement, _Element

from ipsxml.job_history.history import History
from ipsxml.job_history.job_timeline import JobTimeline
from ipsxml.job_history.render.job_details import JobDetails
from ipsxml.job_history.render.job_filters import JobFilters
from ipsxml.job_history.render.job_row import add_row
from ipsxml.job_history.render.lane_legend import add_legend
from ipsxml.job_history.render.page_clock import PageClock, length_in_words
from ipsxml.job_history.render.page_elements import add, shortened
from ipsxml.job_history.render.remark_marks import add_remarks, marks_of
from ipsxml.job_history.render.time_ticks import Tick, day_of, lines_of, ticks_of
from ipsxml.job_history.render.time_window import Window, window_of
from ipsxml.printable_text import counted
from ipsxml.web_page import style_sheet, web_page

_MAX_STATUSES = 8
_OPTIONAL_ENDS = re.compile("</(?:li|dt|dd)>")  # a twentieth of a page with thousands of jobs
_LATE = 95  # percent: a label to the right of this tick would not fit


def render_page(history: History, jobs: Sequence[JobTimeline]) -> str:
    """Render a history as one self-contained HTML page.

    ``jobs`` are the jobs to show, in this order. Each gets a row with a summary and a lane; details open
    below it. Gaps and faults are marked across the lanes.
    """
    window = window_of(history, jobs)
    ticks = ticks_of(window, history.zone) if window else []
    clock = PageClock(history.zone, window)
    filters = JobFilters(jobs)
    header = E.header(E.h1("Jobs over time"))
    _add_outcome(header, history, jobs)
    _add_captures(header, history, jobs, clock)
    add_remarks(header, history.remarks, clock)
    main = E.main(translate="no")  # names of jobs and states are not English
    if jobs:
        filters.add(main)
        add_legend(main, jobs, history.remarks)
        _add_axis(main, ticks)
        details = JobDetails(clock, jobs)
        _add_jobs(main, jobs, details, window, filters)
        filters.add_count(main, len(jobs))
        if details.items_left_out:
            number = counted(details.items_left_out, "task item")
            add(header, "p", f"To limit the size of this page, it does not show {number}.", "left-out")
    marks = f":root{{--ticks:{lines_of(ticks)};--marks:{marks_of(history.remarks, window)}}}"
    style = style_sheet(__package__, "timeline_page.css") + marks + filters.rules()
    return _OPTIONAL_ENDS.sub("", web_page(_title(history), style, header, main))


def _title(history: History) -> str:
    days = [f"{day_of(moment)} {moment.year}" for moment in (history.begin, history.end) if moment]
    return ", ".join(["Jobs over time", *([" to ".join(dict.fromkeys(days))] if days else [])])


def _add_outcome(header: _Element, history: History, jobs: Sequence[JobTimeline]) -> None:
    """Append the number of jobs, in total and by status."""
    outcome = add(header, "p", css="outcome")
    if not jobs:
        add(outcome, "strong", "No jobs to show." if history.jobs else "No jobs in these captures.")
        return
    is_part = len(jobs) < len(history.jobs)
    number = f"{len(jobs):,} of {counted(len(history.jobs), 'job')}" if is_part else counted(len(jobs), "job")
    add(outcome, "strong", f"{number}:")
    add(outcome, "span", ", ".join(_counts_of_statuses(jobs)))


def _counts_of_statuses(jobs: Sequence[JobTimeline]) -> Iterator[str]:
    counts = Counter(job.status for job in jobs).most_common()
    for status, number in counts[:_MAX_STATUSES]:
        yield f"{number:,} {shortened(status, 40)}"
    rest = sum(number for _, number in counts[_MAX_STATUSES:])
    if rest:
        yield f"{rest:,} in other states"


def _add_captures(header: _Element, history: History, jobs: Sequence[JobTimeline], clock: PageClock) -> None:
    """Append the number of polls, their period, the zone, and the company if there is only one."""
    line = add(header, "p", css="captures")
    begin, end = history.begin, history.end
    polls = add(line, "span", counted(history.polls, "poll"))
    if begin is not None and end is not None:
        polls.text = f"{polls.text} from " if begin != end else f"{polls.text} at "
        clock.add(polls, begin, is_whole=True)
        if begin != end:
            polls[-1].tail = " to "
            clock.add(polls, end, is_whole=True).tail = f", {length_in_words(end - begin)}"
    add(line, "span", f"Times: {clock.name}")
    companies = {job.company for job in jobs if job.company}
    if len(companies) == 1:
        add(line, "span", f"Company: {companies.pop()}")


def _add_axis(main: _Element, ticks: Sequence[Tick]) -> None:
    """Append the time axis above the lanes. It is hidden from screen readers: each row has its own times."""
    axis = SubElement(main, "div", {"class": "axis", "aria-hidden": "true"})
    add(axis, "span", "Job")
    if not ticks:
        add(axis, "em", "No times are known.")
        return
    plot = SubElement(axis, "div", {"class": "plot"})
    for tick in ticks:
        mark = SubElement(plot, "i", {"style": f"left:{tick.place:.4g}%"})
        if tick.place > _LATE:
            mark.set("class", "late")
        if tick.heading:
            SubElement(mark, "b").text = tick.heading
        add(mark, "span", tick.label)


def _add_jobs(
    main: _Element,
    jobs: Sequence[JobTimeline],
    details: JobDetails,
    window: Window | None,
    filters: JobFilters,
) -> None:
    add(main, "h2", "Timeline", "heard")
    rows = SubElement(main, "ol", {"class": f"jobs {details.clock.reach}"})
    for job in jobs:
        row = SubElement(rows, "li", {"class": filters.css_classes(job)})
        fold = SubElement(row, "details")
        add_row(fold, job, details.clock, window)
        details.add(fold, job)
