"""The rows of the HTML page: the diff trees as groups, tables, and collapsible folds.

A response of 1,000 jobs has 100,000 rows. So elements are created with ``SubElement``, which takes a third
of the time of lxml's builder.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from os.path import commonprefix
from typing import Any

from lxml.etree import SubElement, _Element

from ipsxml.comparison.change_words import SIGNS, describe, name_of, state_of, values_of
from ipsxml.comparison.changes import Kind, path_of
from ipsxml.comparison.diff_tree import Node, key_of
from ipsxml.printable_text import counted
from ipsxml.web_page import displayable

_LEAST_COMMON = 4  # characters; values that share fewer are marked as a whole


class Documents:
    """Adds the diff trees to a page.

    The page shows every change and up to ``room`` other values: unchanged ones, and those inside added or
    removed values. Beyond that, a job shows only its changes and counts the rest, so a page about
    thousands of jobs stays small. ``left_out`` is the number of values left out.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self.left_out = 0

    def add(self, parent: _Element, node: Node) -> None:
        """Add a tree to ``parent``."""
        self._add_parts(parent, [node], are_counted=False)

    def _add_parts(self, parent: _Element, parts: Sequence[Node], *, are_counted: bool) -> None:
        """Add groups or single values; ``are_counted`` says whether they already count toward ``room``."""
        if not _is_group(parts[0]):
            _add_table(parent, parts)
            return
        for part in parts:
            # Only jobs and parts without inner changes count toward ``room``; their parents are always shown.
            is_parent = are_counted or (part.changed_inside > 0 and not part.is_job)
            if is_parent or self._has_room([part]):
                self._add_inside(_add_group(parent, part), part, is_counted=are_counted or not is_parent)
            elif part.changed_inside:
                _add_changes(_add_group(parent, part), part)
            else:
                _add_group(parent, part, is_line=True)

    def _add_inside(self, holder: _Element, group: Node, *, is_counted: bool) -> None:
        """Add the content of a group; next to changes, unchanged parts are collapsed or only counted."""
        parts = list(group.contents())
        unmarked = [part for part in parts if not _is_marked(part)] if group.changed_inside else []
        is_shown = is_counted or self._has_room(unmarked)
        if not is_shown:
            parts = [part for part in parts if _is_marked(part)]
        for (is_group, is_marked), run in groupby(
            parts, key=lambda part: (_is_group(part), _is_marked(part))
        ):
            found = list(run)
            is_folded = bool(unmarked) and not is_marked
            # A collapsed group is already a single line, so only several of them in an array need a fold.
            is_wrapped = is_folded and (not is_group or (isinstance(group.known, list) and len(found) > 1))
            inner = _add_fold(holder, found, group) if is_wrapped else holder
            self._add_parts(inner, found, are_counted=is_counted or is_folded)
        if not is_shown:
            SubElement(holder, "p", {"class": "left-out"}).text = _unchanged(unmarked, group)

    def _has_room(self, parts: Iterable[Node]) -> bool:
        number = sum(_values_in(part.known) - part.changed_inside for part in parts)
        if number > self._room:
            self.left_out += number
            return False
        self._room -= number
        return True


def add_value_cells(
    row: _Element, before: str | None, after: str | None, kind: Kind | None, note: str | None = None
) -> None:
    """Add the two value cells of a row; ``kind`` is the change of the value, if any."""
    common = _common_ends(before, after) if kind == "changed" else (0, 0)
    for text, tag in ((before, "del"), (after, "ins")):
        cell = SubElement(row, "td")
        if text is None:
            continue
        if kind is None:
            cell.text = text
        else:
            _add_emphasized(SubElement(cell, tag), text, *common)
    if note:
        SubElement(cell, "small").text = note


def add_sign(parent: _Element, kind: Kind) -> _Element:
    """Add the sign of a kind of change; a screen reader reads it as the kind's name."""
    sign = SubElement(parent, "span", {"class": "sign", "role": "img", "aria-label": kind})
    sign.text = SIGNS[kind]
    return sign


def _is_group(node: Node) -> bool:
    """Whether there are values inside to show."""
    return node.complex_type is not None and bool(node.old or node.new)


def _is_marked(node: Node) -> bool:
    """Whether anything here or inside changed."""
    return node.kind is not None or node.count > 0


def _is_open(group: Node) -> bool:
    """Whether something inside changed, or all of it was added or removed."""
    return group.kind in ("added", "removed") or group.changed_inside > 0


def _values_in(value: Any) -> int:
    """The number of single values in a plain value."""
    if isinstance(value, dict):
        return sum(map(_values_in, value.values()))
    return sum(map(_values_in, value)) if isinstance(value, list) else 1


def _title(node: Node) -> str:
    """The name of a member, or an item's label, or its position if nothing identifies it."""
    if isinstance(node.step, str):
        return node.step
    old, new = node.step.old, node.step.new
    if node.step.label and key_of(node.complex_type):
        return node.step.label
    return f"item {(old or 0 if new is None else new) + 1}"


def _add_group(parent: _Element, group: Node, *, is_line: bool = False) -> _Element:
    """Add a group's title and badges as a fold, open if anything in it changed, or as a line."""
    classes = " ".join(filter(None, ("group", "job" if group.is_job else None, group.kind)))
    holder = SubElement(parent, "div" if is_line else "details", {"class": classes})
    if _is_open(group) and not is_line:
        holder.set("open", "")
    line = SubElement(holder, "div", {"class": "line"}) if is_line else SubElement(holder, "summary")
    if group.is_job:
        SubElement(line, "h2").text = displayable(name_of(group))
        _add_span(line, "state", displayable(state_of(group) or ""))
    else:
        _add_span(line, "title", displayable(_title(group)))
    _add_badges(line, group)
    _add_span(line, "about", _about(group))
    return holder


def _add_fold(parent: _Element, parts: Sequence[Node], group: Node) -> _Element:
    details = SubElement(parent, "details", {"class": "fold"})
    summary = SubElement(details, "summary")
    summary.text = _unchanged(parts, group)
    if isinstance(group.known, dict):
        _add_span(summary, "about", ", ".join(map(_title, parts)))
    return details


def _unchanged(parts: Sequence[Node], group: Node) -> str:
    noun = "field" if isinstance(group.known, dict) else "job" if parts[0].is_job else "item"
    if all(part.old == part.new for part in parts):
        return counted(len(parts), f"unchanged {noun}")
    return f"{counted(len(parts), noun)} without relevant changes"


def _add_changes(parent: _Element, job: Node) -> None:
    """Add only the changes in a job, one row each, at any depth."""
    body = _add_body(parent)
    for steps, node in job.places():
        if steps and node.kind:
            _add_row(body, node, displayable(path_of(steps)))


def _add_table(parent: _Element, parts: Sequence[Node]) -> None:
    body = _add_body(parent)
    for part in parts:
        _add_row(body, part, displayable(_title(part)))


def _add_body(parent: _Element) -> _Element:
    table = SubElement(parent, "table")
    heads = SubElement(SubElement(table, "thead"), "tr")
    for head in ("Field", "Old", "New"):
        SubElement(heads, "th").text = head
    return SubElement(table, "tbody")


def _add_row(body: _Element, part: Node, title: str) -> None:
    row = SubElement(body, "tr")
    name = SubElement(row, "th")
    values = (None, None) if part.kind == "moved" else values_of(part)
    before, after = (None if value is None else displayable(value) for value in values)
    if part.kind is None:
        name.text = title
        add_value_cells(row, before, after, None)
        return
    row.set("class", part.kind)
    add_sign(name, part.kind).tail = title
    add_value_cells(row, before, after, part.kind, describe(part).note)


def _add_badges(line: _Element, group: Node) -> None:
    # The content of an added or removed value gets no badges of its own.
    if group.kind is not None and group.count:
        _add_badge(line, group.kind, describe(group).note if group.kind == "moved" else None)
    if group.is_job and group.changed_inside > 0:
        _add_badge(line, "changed")


def _add_badge(summary: _Element, kind: Kind, note: str | None = None) -> None:
    badge = SubElement(summary, "span", {"class": f"badge {kind}"})
    sign = SubElement(badge, "span", {"aria-hidden": "true"})
    sign.text = SIGNS[kind]
    sign.tail = f" {kind} {note}" if note else f" {kind}"


def _about(group: Node) -> str:
    """The text next to a group's title."""
    size = counted(len(group.known), "item" if isinstance(group.known, list) else "field")
    if group.kind in ("added", "removed"):
        return size
    if _is_open(group):
        return counted(group.count, "change")
    return f"{'unchanged' if group.old == group.new else 'no relevant change'}, {size}"


def _add_span(parent: _Element, name: str, text: str) -> None:
    if text:
        SubElement(parent, "span", {"class": name}).text = text


def _common_ends(before: str | None, after: str | None) -> tuple[int, int]:
    """How many characters two values share at their start and end; zero if too few to matter."""
    if before is None or after is None:
        return 0, 0
    start = _common_start(before, after)
    end = _common_start(before[start:][::-1], after[start:][::-1])
    return (start, end) if start + end >= _LEAST_COMMON else (0, 0)


def _common_start(one: str, other: str) -> int:
    return len(commonprefix([one, other]))  # noqa: RUF071 - not paths


def _add_emphasized(element: _Element, text: str, start: int, end: int) -> None:
    """Add the text, with everything but its first ``start`` and last ``end`` characters emphasized."""
    inner = text[start : len(text) - end]
    if not inner or len(inner) == len(text):
        element.text = text
        return
    element.text = text[:start]
    emphasis = SubElement(element, "b")
    emphasis.text = inner
    emphasis.tail = text[len(text) - end :] if end else ""
