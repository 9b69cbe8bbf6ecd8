"""The output formats of a history: one table for the command, its help, the documentation, and the tests."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ipsxml.job_history.history import History
from ipsxml.job_history.job_timeline import JobTimeline
from ipsxml.job_history.render.text_layout import Look

Render = Callable[[History, Sequence[JobTimeline], Look], str]


class Format(NamedTuple):
    """A format: its description, and the function that renders some jobs of a history."""

    about: str
    render: Render


# Renderers are imported on demand, because most runs need only one.
def _text(history: History, jobs: Sequence[JobTimeline], look: Look) -> str:
    from ipsxml.job_history.render.jobs_table import render_table

    return render_table(history, jobs, look)


def _json(history: History, jobs: Sequence[JobTimeline], _look: Look) -> str:
    from ipsxml.job_history.render.history_json import render_json

    return render_json(history, jobs)


def _jsonl(_history: History, jobs: Sequence[JobTimeline], _look: Look) -> str:
    from ipsxml.job_history.render.history_json import render_lines

    return render_lines(jobs)


def _csv(_history: History, jobs: Sequence[JobTimeline], _look: Look) -> str:
    from ipsxml.job_history.render.jobs_csv import render_csv

    return render_csv(jobs)


def _html(history: History, jobs: Sequence[JobTimeline], _look: Look) -> str:
    from ipsxml.job_history.render.timeline_page import render_page

    return render_page(history, jobs)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": Format("a readable table", _text),
        "json": Format("everything known about the jobs, and the remarks", _json),
        "jsonl": Format("one job per line", _jsonl),
        "csv": Format("one row per job", _csv),
        "html": Format("an HTML page with a timeline", _html),
    }
)
