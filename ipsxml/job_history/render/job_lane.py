"""The lane of a job: its states as bars, with its progress as an area below them.

Lanes are hidden from screen readers, because the text beside them says the same.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from lxml.etree import SubElement, _Element

from ipsxml.job_history.instants import instant_of
from ipsxml.job_history.job_timeline import JobTimeline, StateSeen
from ipsxml.job_history.render.page_elements import shortened
from ipsxml.job_history.render.state_colours import SIGNS, color_of
from ipsxml.job_history.render.time_window import Window, extent_of
from ipsxml.web_page import displayable

_MIN_WIDTH = 0.004  # of the window: anything narrower would be invisible
_SHORTEST = 0.001  # seconds
_LONGEST_STATE = 24


def add_lane(parent: _Element, job: JobTimeline, window: Window | None) -> None:
    """Append the lane; it is empty if no time of the job is known."""
    lane = SubElement(parent, "span", {"class": "lane", "aria-hidden": "true"})
    extent = extent_of(job)
    if window is None or extent is None:
        lane.set("class", "lane empty")
        return
    _add_curve(_add_bar(lane, "life", *extent, window), job, extent, window)
    bars = list(_bars(job.states))
    if job.outcome and not bars:  # no poll shows the job, only its log
        _add_bar(lane, f"bar {job.outcome.kind}", *extent, window).text = job.outcome.kind
    for state, begin, end in bars:
        bar = _add_bar(lane, f"bar {color_of(state)}", begin, end, window)
        bar.text = displayable(shortened(state, _LONGEST_STATE))
    if extent[0] < window.begin:
        _add_mark(lane, "before", "◂", 0)
    if extent[1] > window.end:
        _add_mark(lane, "after", "▸", 100)
    elif job.outcome:
        _add_mark(lane, f"end {job.outcome.kind}", SIGNS[job.outcome.kind], window.place(extent[1]))


def _bars(states: Sequence[StateSeen]) -> Iterator[tuple[str, float, float]]:
    """The states with their beginnings and ends; each lasts until the next one is seen."""
    known = [(state, instant_of(state.entered)) for state in states if state.entered]
    for (state, begin), following in zip_longest(known, known[1:]):
        last_seen = instant_of(state.last_seen) if state.last_seen else begin
        yield state.state, begin, following[1] if following else last_seen


def _add_bar(lane: _Element, css: str, begin: float, end: float, window: Window) -> _Element:
    left, right = window.place(begin), window.place(end)
    style = f"left:{round(left, 2):g}%;width:{round(right - left, 2):g}%"
    return SubElement(lane, "i", {"class": css, "style": style})


def _add_mark(lane: _Element, css: str, sign: str, place: float) -> None:
    SubElement(lane, "b", {"class": css, "style": f"left:{round(place, 2):g}%"}).text = sign


def _add_curve(track: _Element, job: JobTimeline, extent: tuple[float, float], window: Window) -> None:
    """Append the area under the progress curve, in percent of the width and height of the job's track."""
    begin, length = extent[0], max(extent[1] - extent[0], _SHORTEST)
    least = min(_MIN_WIDTH * window.length / length, 100)
    points = [
        ((instant_of(seen.at) - begin) / length * 100, min(max(seen.percent, 0), 100))
        for seen in job.progress
        if seen.at is not None
    ]
    if not any(percent for _, percent in points):
        return
    kept = list(_corners(points, least))
    first, (last, percent) = kept[0][0], kept[-1]
    kept = [(first, 0), *kept, (max(last, min(first + least, 100)), percent), (last, 0)]
    shape = ",".join(f"{left:.3g}% {100 - percent}%" for left, percent in dict.fromkeys(kept))
    SubElement(track, "i", {"style": f"clip-path:polygon({shape})"})


def _corners(points: Sequence[tuple[float, int]], least: float) -> Iterator[tuple[float, int]]:
    """The points of the curve, without those inside level stretches and those too close together to see."""
    before = points[0]
    yield before
    for point, after in pairwise(points[1:]):
        is_level = before[1] == point[1] == after[1]
        if not is_level and point[0] - before[0] >= least:
            yield point
            before = point
    if len(points) > 1:
        yield points[-1]
