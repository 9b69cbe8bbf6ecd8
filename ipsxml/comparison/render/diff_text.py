"""Diffs as text: grouped by job, one line per change, fit to the columns of a terminal."""

from collections.abc import Iterator

from ipsxml.codec import Document
from ipsxml.comparison.change_words import SIGNS, describe, fate_of, name_of, state_of
from ipsxml.comparison.changes import Item, Step, path_of
from ipsxml.comparison.diff_tree import Node
from ipsxml.comparison.difference import Diff
from ipsxml.comparison.job_summary import kind_of
from ipsxml.comparison.render.columns import Columns
from ipsxml.printable_text import Style, counted, plain


def render_text(diff: Diff, names: tuple[str, str], *, width: int | None = None, style: Style = plain) -> str:
    """A diff as text, without a final line end.

    ``names`` are the names of the two sources. ``width`` is the maximum number of columns; long values are
    cut where they do not differ. ``style`` styles a text as a kind of change or as a ``"job"``.
    """
    columns = Columns(width, style)
    lines = [
        columns.line("--- ", _head(names[0], diff.old), "removed"),
        columns.line("+++ ", _head(names[1], diff.new), "added"),
        "",
        *_blocks(diff, columns, is_step=False),
    ]
    return "\n".join([*lines, *([""] if diff else []), summary_of(diff)])


def render_step(
    diff: Diff,
    names: tuple[str, str],
    later: str | None = None,
    *,
    width: int | None = None,
    style: Style = plain,
) -> str:
    """The changes between two documents of a poll series, as events; ``later`` is the time between them."""
    columns = Columns(width, style)
    heading = columns.line("== ", f"{names[0]} → {names[1]}", "job", f" ({later})" if later else "")
    return "\n".join([heading, *_blocks(diff, columns, is_step=True)])


def summary_of(diff: Diff) -> str:
    """The number of changes, in one line: ``2 jobs: 1 changed, 1 added; 7 changes``."""
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
    return f"{name}: {', '.join(facts)}"


def _blocks(diff: Diff, columns: Columns, *, is_step: bool) -> Iterator[str]:
    """The lines of all changes, in document order."""
    for root in diff.roots:
        yield from _Lines(columns, is_step=is_step).of(root, (), "")


class _Lines:
    """One line per change: under the name of its job, or under a heading for other array items."""

    def __init__(self, columns: Columns, *, is_step: bool) -> None:
        self._columns = columns
        self._is_step = is_step

    def of(self, node: Node, way: tuple[Step, ...], indent: str) -> Iterator[str]:
        """The lines of a node; ``way`` is the path to it from the last heading."""
        if not node.count:
            return
        what = path_of(way) or str(node.step)
        if node.is_job and not indent:
            yield self._job(node)
            way, indent = (), "  "
        else:
            if node.kind:
                yield from self._columns.change(indent, node.kind, what, describe(node))
            if node.changed_inside and isinstance(node.step, Item):
                yield self._columns.line(indent, what, "heading")
                way, indent = (), indent + "  "
        for part in node.parts:
            yield from self.of(part, (*way, part.step), indent)

    def _job(self, job: Node) -> str:
        kind = kind_of(job)
        state, fate = state_of(job), fate_of(job) if self._is_step else None
        moved = f"moved {describe(job).note}" if job.kind == "moved" else None
        facts = ", ".join(filter(None, (f"was {state}" if state and kind == "removed" else state, moved)))
        after = (f": {fate}" if fate else "") + (f" ({facts})" if facts else "")
        is_open = kind == "changed"
        sign = "" if is_open else f"{SIGNS[kind]} "
        return self._columns.line(sign, name_of(job), "job" if is_open else kind, after)
