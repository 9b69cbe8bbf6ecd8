"""Timelines of jobs for tests of the page, and helpers to read the page."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from lxml import html

from ipsxml import History, JobTimeline, encode, history, sample_series
from ipsxml.job_history import ItemTimeline, ProgressSeen, StateSeen, TaskTimeline
from ipsxml.job_history.history_record import HistoryRecord
from ipsxml.job_history.render.timeline_page import render_page

FIXTURES = Path(__file__).parents[2] / "fixtures"
NOTHING = History(HistoryRecord())
NOON = datetime(2013, 5, 1, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def job(handle: str, begin: float = 0, end: float = 10, **facts: Any) -> JobTimeline:
    """A job that runs from one minute to another."""
    found = JobTimeline(
        handle,
        name=f"{handle} name",
        type="UrlUpload",
        started=at(begin),
        first_seen=at(begin),
        last_seen=at(end),
        last_update=at(end),
        state="Running",
        percent=40,
        states=(StateSeen("New", at(begin), at(begin)), StateSeen("Running", at((begin + end) / 2), at(end))),
        progress=(ProgressSeen(at(begin), 0), ProgressSeen(at(end), 40)),
    )
    return replace(found, **facts)


def task(kind: str, *items: ItemTimeline, **facts: Any) -> TaskTimeline:
    found = TaskTimeline(kind, "Processing", 0.25, "", 2, 1, 3, at(1), (), items)
    return replace(found, **facts)


def items(number: int) -> tuple[ItemTimeline, ...]:
    return tuple(ItemTimeline(f"{place}.tif", 0.5, "Reading", at(1)) for place in range(number))


def page_of(*jobs: JobTimeline, of: History = NOTHING) -> html.HtmlElement:
    return html.document_fromstring(render_page(of, jobs))


def texts(elements: Iterable[html.HtmlElement]) -> list[str]:
    """The text of each element with normalized white space."""
    return [" ".join(element.text_content().split()) for element in elements]


def polled(directory: Path, **options: Any) -> History:
    """The history of a generated series of polls, with a gap, a fault, and an invalid answer."""
    for number, poll in enumerate(sample_series(30, api="2013-02-15", jobs=5, **options)):
        if not 12 <= number < 20:
            (directory / f"poll{number:02}.xml").write_bytes(encode(poll))
    fault = FIXTURES / "good/fault.xml"
    (directory / "poll04a.xml").write_bytes(fault.read_bytes())
    (directory / "poll06a.http").write_bytes(
        b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/html\r\n\r\n<html><body>busy</body></html>"
    )
    return history([directory])
