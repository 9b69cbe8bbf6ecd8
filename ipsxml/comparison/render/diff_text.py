"""Diffs for people: grouped by job, a line a change, in the columns of a terminal."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from ipsxml.codec import Document
from ipsxml.comparison.changes import Change, Item, Step, path_of
from ipsxml.comparison.describe import SIGNS, describe, fate_of, name_of, state_of
from ipsxml.comparison.difference import Diff
from ipsxml.comparison.job_summary import JobDiff
from ipsxml.comparison.render.columns import Columns
from ipsxml.printable_text import Style, counted, plain, printable


def render_text(diff: Diff, names: tuple[str, str], *, width: int | None = None, style: Style = plain) -> str:
    """A diff as text, without a line end.

    ``names`` are those of the two sources. With ``width`` no line is wider than so many
    columns, and longer values are cut where they do not differ. ``style`` gives a text the
    looks of a kind of change, or of a ``"job"``.
    """
    columns = Columns(width, style)
    lines = [
        columns.line("--- ", _head(names[0], diff.old), "removed"),
        columns.line("+++ ", _head(names[1], diff.new), "added"),
        "",
        *_blocks(diff, columns, is_step=False),
    ]
    return "\n".join([*lines, *([""] if diff else []), summary_of(diff)])


def render_step(diff: Diff, names: tuple[str, str], *, width: int | None = None, style: Style = plain) -> str:
    """What changed from one document of a poll series to the next: like ``render_text``, as events."""
    columns = Columns(width, style)
    heading = columns.line("== ", printable(f"{names[0]} → {names[1]}"), "job")
    return "\n".join([heading, *(_blocks(diff, columns, is_step=True) if diff else ["no difference"])])


def summary_of(diff: Diff) -> str:
    """How much changed, in one line: ``2 jobs: 1 changed, 1 added; 7 changes``."""
    if not diff:
        return "no difference"
    kinds = [job.kind for job in diff.summary]
    counts = [f"{kinds.count(kind)} {kind}" for kind in diff.counts if kind in kinds]
    jobs = f"{counted(len(kinds), 'job')}: {', '.join(counts)}; " if kinds else ""
    return f"{jobs}{counted(len(diff), 'change')}"


def _head(name: str, document: Document) -> str:
    facts = [document.element, document.version.name]
    if document.soap_version:
        facts.append(f"SOAP {document.soap_version}")
    return printable(f"{name}: {', '.join(facts)}")


def _blocks(diff: Diff, columns: Columns, *, is_step: bool) -> Iterator[str]:
    """The lines of all changes, in document order: those of a job under its name."""
    job_of = {id(change): job for job in diff.summary for change in job.changes}
    for _, group in groupby(diff.changes, key=lambda change: id(job_of.get(id(change)))):
        changes = list(group)
        job = job_of.get(id(changes[0]))
        if job is None:
            yield from _lines(changes, 0, "", columns)
        else:
            yield _job_line(job, columns, is_step=is_step)
            inner = [change for change in changes if change.steps != job.steps or change.kind == "changed"]
            yield from _lines(inner, len(job.steps), "  ", columns)


def _job_line(job: JobDiff, columns: Columns, *, is_step: bool) -> str:
    fate = fate_of(job) if is_step else None
    state = state_of(job)
    if state and job.kind == "removed":
        state = f"was {state}"
    moves = [
        describe(change).note for change in job.changes if (change.kind, change.steps) == ("moved", job.steps)
    ]
    facts = ", ".join(fact for fact in (state, *(f"moved {move}" for move in moves)) if fact)
    sign = "" if job.kind == "changed" else f"{SIGNS[job.kind]} "
    after = (f": {fate}" if fate else "") + (f" ({facts})" if facts else "")
    return columns.line(sign, printable(name_of(job)), "job" if job.kind == "changed" else job.kind, after)


def _lines(changes: Iterable[Change], start: int, indent: str, columns: Columns) -> Iterator[str]:
    """A line a change, those inside an item of an array under a heading for it."""
    opened: list[str] = []
    for change in changes:
        *items, last = _split(change.steps[start:]) or [()]
        headings = [path_of(steps) for steps in items]
        common = next(
            (n for n, pair in enumerate(zip(opened, headings, strict=False)) if pair[0] != pair[1]),
            min(len(opened), len(headings)),
        )
        for depth in range(common, len(headings)):
            yield columns.line(indent + "  " * depth, printable(headings[depth]), "heading")
        opened = headings
        place = len(change.steps) - len(last)
        yield from columns.change(indent + "  " * len(headings), change.kind, describe(change, place))


def _split(steps: tuple[Step, ...]) -> list[tuple[Step, ...]]:
    """Steps cut behind each item, but for the last step: what leads to an item is a heading."""
    parts: list[tuple[Step, ...]] = []
    begin = 0
    for number, step in enumerate(steps[:-1], start=1):
        if isinstance(step, Item):
            parts.append(steps[begin:number])
            begin = number
    return [*parts, steps[begin:]] if steps else []
