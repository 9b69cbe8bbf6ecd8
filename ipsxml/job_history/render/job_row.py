"""The row of a job: a summary beside its lane."""

from lxml.etree import SubElement, _Element

from ipsxml.job_history.job_timeline import JobTimeline
from ipsxml.job_history.render.job_lane import add_lane
from ipsxml.job_history.render.last_word import last_word
from ipsxml.job_history.render.page_clock import PageClock, length_in_words
from ipsxml.job_history.render.page_elements import add, shortened
from ipsxml.job_history.render.state_colours import color_of
from ipsxml.job_history.render.time_window import Window

LONGEST_NAME, LONGEST_TYPE, LONGEST_MESSAGE = 160, 60, 120
_LONGEST_WORD = 40


def add_row(details: _Element, job: JobTimeline, clock: PageClock, window: Window | None) -> None:
    """Add a job's row to ``details``, as its ``<summary>``."""
    row = SubElement(details, "summary")
    add(row, "h3", shortened(job.title, LONGEST_NAME))
    _add_status(row, job)
    facts = add(row, "span", css="facts")
    add(facts, "span", "" if job.percent is None else f"{job.percent}%")
    _add_beginning(facts, job, clock)
    took = length_in_words(job.took) if job.took is not None else ""
    add(facts, "span", took and f"{'took' if job.outcome else 'for'} {took}")
    add(facts, "span", f"{job.tasks_done} of {counted_tasks(job)}" if job.tasks else "")
    about = add(row, "small", shortened(job.type or "", LONGEST_TYPE))
    last = last_word(job)
    if last:
        about.text = f"{about.text} · " if about.text else None
        add(about, "bdi", shortened(last, LONGEST_MESSAGE)).tail = ""
    add_lane(row, job, window)


def _add_status(parent: _Element, job: JobTimeline) -> None:
    """Append the outcome or state as a word with a color; the style sheet puts a sign before it."""
    css = f"ended {job.outcome.kind}" if job.outcome else color_of(job.state)
    add(parent, "b", shortened(job.status, _LONGEST_WORD), css)


def counted_tasks(job: JobTimeline) -> str:
    """The number of tasks, with its noun."""
    return f"{len(job.tasks)} task{'' if len(job.tasks) == 1 else 's'}"


def _add_beginning(facts: _Element, job: JobTimeline, clock: PageClock) -> None:
    """Append when the job started, or else when it was first seen or requested."""
    asked = next(((asked.operation, asked.at) for asked in job.asked if asked.at), ("", None))
    found = (("from", job.started), ("seen", job.first_seen), asked)
    word, moment = next(((word, moment) for word, moment in found if moment), ("time unknown", None))
    fact = add(facts, "span", shortened(word, _LONGEST_WORD))
    if moment is not None:
        fact.text = f"{fact.text or ''} "
        clock.add(fact, moment).tail = ""
