"""Diffs as text: grouped by job, one line per change, fit to the columns of a terminal."""

from collections.abc import Iterator, Sequence
from typing import get_args

from ipsxml.codec import Document
from ipsxml.comparison.change_words import SIGNS, describe, fate_of, name_of, state_of
from ipsxml.comparison.changes import Item, Kind, Step, path_of
from ipsxml.comparison.columns import Columns
from ipsxml.comparison.diff_tree import Node
from ipsxml.comparison.job_summary import jobs_in, kind_of
from ipsxml.printable_text import Style, counted, plain


def render_text(
    roots: Sequence[Node],
    documents: tuple[Document, Document],
    names: tuple[str, str],
    *,
    width: int | None = None,
    style: Style = plain,
) -> str:
    """The diff trees of two documents as text, without a final line end; for the rest, see ``Diff.text``."""
    columns = Columns(width, style)
    old, new = map(_head, names, documents)
    heads = [columns.line("--- ", old, "removed"), columns.line("+++ ", new, "added"), ""]
    changes = list(_blocks(roots, columns, is_step=False))
    return "\n".join([*heads, *changes, *([""] if changes else []), _summary(roots)])


def render_step(
    roots: Sequence[Node],
    names: tuple[str, str],
    later: str | None = None,
    *,
    width: int | None = None,
    style: Style = plain,
) -> str:
    """The changes between two documents of a poll series, as events; ``later`` is the time between them."""
    columns = Columns(width, style)
    heading = columns.line("== ", f"{names[0]} → {names[1]}", "job", f" ({later})" if later else "")
    return "\n".join([heading, *_blocks(roots, columns, is_step=True)])


def _summary(roots: Sequence[Node]) -> str:
    """The number of changes, in one line: ``2 jobs: 1 changed, 1 added; 7 changes``."""
    number = sum(root.count for root in roots)
    if not number:
        return "no difference"
    kinds = [job.kind for root in roots for job in jobs_in(root, str(root.step))]
    counts = [f"{kinds.count(kind)} {kind}" for kind in get_args(Kind) if kind in kinds]
    jobs = f"{counted(len(kinds), 'job')}: {', '.join(counts)}; " if kinds else ""
    return f"{jobs}{counted(number, 'change')}"


def _head(name: str, document: Document) -> str:
    facts = [document.element, document.version.name]
    if document.soap_version:
        facts.append(f"SOAP {document.soap_version}")
    return f"{name}: {', '.join(facts)}"


def _blocks(roots: Sequence[Node], columns: Columns, *, is_step: bool) -> Iterator[str]:
    """The lines of all changes, in document order."""
    for root in roots:
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
