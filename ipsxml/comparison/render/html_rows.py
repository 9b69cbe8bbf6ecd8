"""The rows of the HTML page: two aligned documents as groups, tables and folds.

Elements are made one by one with ``SubElement``, which takes a third of the time of lxml's
builder: a response of 1,000 jobs has 100,000 rows.
"""

from collections.abc import Sequence
from itertools import groupby
from os.path import commonprefix

from lxml.etree import SubElement, _Element

from ipsxml.comparison.changes import Kind
from ipsxml.comparison.describe import SIGNS, describe, shown
from ipsxml.comparison.render.aligned import Aligned
from ipsxml.printable_text import counted, printable

_LEAST_COMMON = 4  # characters: two values that share fewer differ as a whole
_LAYOUT = "\n\t\u3000"  # not "printable", but harmless in a page, and seen there: CJK text has such spaces


def add_documents(parent: _Element, payloads: Sequence[Aligned]) -> None:
    """Put aligned payloads into ``parent``."""
    for payload in payloads:
        if payload.is_group:
            _add_group(parent, payload)
        else:
            _add_table(parent, [payload])


def add_value_cells(
    row: _Element, before: str | None, after: str | None, kind: Kind | None, note: str | None = None
) -> None:
    """The two cells of a row; ``kind`` says what happened to the value, if anything did."""
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
    """The sign of a kind of change, which a screen reader reads as its name."""
    sign = SubElement(parent, "span", {"class": "sign", "role": "img", "aria-label": kind})
    sign.text = SIGNS[kind]
    return sign


def displayable(text: str) -> str:
    """``text`` with what a page cannot hold, or a reader not see, escaped."""
    if text.isprintable():
        return text
    return "".join(character if character in _LAYOUT else printable(character) for character in text)


def _add_group(parent: _Element, group: Aligned) -> None:
    """A value with others inside; open only if any of those changed."""
    classes = ["group", *(["job"] if group.is_job else []), *(change.kind for change in group.marks.here)]
    details = SubElement(parent, "details", {"class": " ".join(classes)})
    if group.is_marked_inside:
        details.set("open", "")
    summary = SubElement(details, "summary")
    if group.is_job:
        SubElement(summary, "h2").text = displayable(group.job_name())
        _add_span(summary, "state", displayable(group.job_state()))
    else:
        _add_span(summary, "title", displayable(group.title))
    _add_badges(summary, group)
    _add_span(summary, "about", _about(group))
    _add_inside(details, group)


def _add_inside(parent: _Element, group: Aligned) -> None:
    """The whole of a group; what did not change, beside what did, is folded."""
    for (is_group, is_marked), run in groupby(
        group.inside(), key=lambda part: (part.is_group, part.is_marked)
    ):
        parts = list(run)
        is_folded = group.is_marked_inside and not is_marked
        if not is_group:
            _add_table(_add_fold(parent, parts, group) if is_folded else parent, parts)
            continue
        # A group is one line when folded: only several in an array want another fold.
        is_row_of_items = is_folded and isinstance(group.known, list) and len(parts) > 1
        holder = _add_fold(parent, parts, group) if is_row_of_items else parent
        for part in parts:
            _add_group(holder, part)


def _add_fold(parent: _Element, parts: Sequence[Aligned], group: Aligned) -> _Element:
    details = SubElement(parent, "details", {"class": "fold"})
    summary = SubElement(details, "summary")
    are_items = isinstance(group.known, list)
    noun = ("job" if parts[0].is_job else "item") if are_items else "field"
    if all(part.old == part.new for part in parts):
        summary.text = counted(len(parts), f"unchanged {noun}")
    else:
        summary.text = f"{counted(len(parts), noun)} without a change that counts"
    if not are_items:
        _add_span(summary, "about", ", ".join(part.title for part in parts))
    return details


def _add_table(parent: _Element, parts: Sequence[Aligned]) -> None:
    table = SubElement(parent, "table")
    heads = SubElement(SubElement(table, "thead"), "tr")
    for head in ("Field", "Old", "New"):
        SubElement(heads, "th").text = head
    body = SubElement(table, "tbody")
    for part in parts:
        _add_row(body, part)


def _add_row(body: _Element, part: Aligned) -> None:
    row = SubElement(body, "tr")
    name = SubElement(row, "th")
    before, after = (
        None if value is None else displayable(shown(value, part.xsd_type.name, part.title))
        for value in (part.old, part.new)
    )
    if not part.is_marked:
        name.text = part.title
        add_value_cells(row, before, after, None)
        return
    kind = part.whole or "changed"
    row.set("class", kind)
    add_sign(name, kind).tail = part.title
    note = describe(part.marks.here[0]).note if part.marks.here else None
    add_value_cells(row, before, after, kind, note)


def _add_badges(summary: _Element, group: Aligned) -> None:
    for change in group.marks.here:
        note = describe(change).note if change.kind == "moved" else None
        _add_badge(summary, change.kind, note)
    if group.is_job and group.whole is None and group.is_marked_inside:
        _add_badge(summary, "changed")


def _add_badge(summary: _Element, kind: Kind, note: str | None = None) -> None:
    badge = SubElement(summary, "span", {"class": f"badge {kind}"})
    sign = SubElement(badge, "span", {"aria-hidden": "true"})
    sign.text = SIGNS[kind]
    sign.tail = f" {kind} {note}" if note else f" {kind}"


def _about(group: Aligned) -> str:
    """What a group's line says of it beside its name."""
    size = counted(len(group.known), "item" if isinstance(group.known, list) else "field")
    if group.whole is not None:
        return size
    if group.is_marked_inside:
        return counted(group.marks.count, "change")
    return f"{'unchanged' if group.old == group.new else 'no change that counts'}, {size}"


def _add_span(parent: _Element, name: str, text: str) -> None:
    if text:
        SubElement(parent, "span", {"class": name}).text = text


def _common_ends(before: str | None, after: str | None) -> tuple[int, int]:
    """How many characters two values share at their beginnings and ends; none if too few to matter."""
    if before is None or after is None:
        return 0, 0
    start = _common_start(before, after)
    end = _common_start(before[start:][::-1], after[start:][::-1])
    return (start, end) if start + end >= _LEAST_COMMON else (0, 0)


def _common_start(one: str, other: str) -> int:
    return len(commonprefix([one, other]))  # noqa: RUF071 - these are texts, no paths


def _add_emphasized(element: _Element, text: str, start: int, end: int) -> None:
    """The text, with what is between its first and last so many characters emphasized."""
    inner = text[start : len(text) - end]
    if not inner or len(inner) == len(text):
        element.text = text
        return
    element.text = text[:start]
    emphasis = SubElement(element, "b")
    emphasis.text = inner
    emphasis.tail = text[len(text) - end :] if end else ""
