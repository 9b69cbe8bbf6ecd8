"""The legend of the lanes: only what appears on this page."""

from collections.abc import Iterable, Iterator, Sequence

from lxml.etree import SubElement, _Element

from ipsxml.job_history.job_timeline import JobTimeline
from ipsxml.job_history.remarks import Remark
from ipsxml.job_history.render.page_elements import add, shortened
from ipsxml.job_history.render.remark_marks import MARKED
from ipsxml.job_history.render.state_colours import SIGNS, Color, color_of

_MAX_STATES = 3  # per color


def add_legend(parent: _Element, jobs: Sequence[JobTimeline], remarks: Iterable[Remark]) -> None:
    """Append the legend. Like the lanes, it is hidden from screen readers."""
    legend = SubElement(parent, "ul", {"class": "legend", "aria-hidden": "true"})
    for css, sign, text in (*_states(jobs), *_outcomes(jobs), *_marks(jobs, remarks)):
        entry = SubElement(legend, "li")
        add(entry, "i", sign, css)
        add(entry, "span", text)


def _states(jobs: Iterable[JobTimeline]) -> Iterator[tuple[str, str, str]]:
    found: dict[Color, dict[str, None]] = {}
    for job in jobs:
        for state in job.states:
            found.setdefault(color_of(state.state), {}).setdefault(state.state)
    for color, states in found.items():
        names = [shortened(state, 24) for state in states][:_MAX_STATES]
        yield f"bar {color}", "", ", ".join(names) + ("…" if len(states) > _MAX_STATES else "")
    if any(seen.at for job in jobs for seen in job.progress):
        yield "curve", "", "progress"


def _outcomes(jobs: Iterable[JobTimeline]) -> Iterator[tuple[str, str, str]]:
    kinds = {job.outcome.kind for job in jobs if job.outcome}
    for kind, sign in SIGNS.items():
        if kind in kinds:
            yield kind, sign, kind


def _marks(jobs: Iterable[JobTimeline], remarks: Iterable[Remark]) -> Iterator[tuple[str, str, str]]:
    if any(job.states and job.started for job in jobs):
        yield "life", "", "from start to end"
    kinds = {remark.kind for remark in remarks if remark.at}
    if "gap" in kinds:
        yield "gap", "", "gap: no polls"
    if kinds & {*MARKED} - {"gap"}:
        yield "fault", "", "fault or invalid capture"
