"""Diffs as an HTML page: both documents side by side, without scripts or anything from elsewhere."""

from collections.abc import Iterator
from typing import get_args

from lxml.builder import E
from lxml.etree import SubElement, _Element

from ipsxml.codec import Document
from ipsxml.comparison.changes import API_VERSION, Kind
from ipsxml.comparison.difference import Diff
from ipsxml.comparison.render.html_rows import Documents, add_sign, add_value_cells
from ipsxml.printable_text import counted
from ipsxml.web_page import displayable, style_sheet, web_page

_ROOM = 5_000  # values beside the changes: with more, a page has megabytes that nobody opens
_FATES: dict[Kind, str] = {
    "changed": "changed",
    "added": "appeared",
    "removed": "vanished",
    "moved": "moved",
}
_LEGEND: dict[Kind, str] = {
    "added": "only in the new document",
    "removed": "only in the old document",
    "changed": "a different value",
    "moved": "in another place of its array",
}


def render_html(diff: Diff, names: tuple[str, str]) -> str:
    """One HTML page on a diff, complete in itself.

    ``names`` are those of the two sources. What changed is open to the eye; the rest is folded, or
    only counted where it is much.
    """
    main = E.main(translate="no")  # names of elements are no English
    main.append(_columns(names))
    documents = Documents(_ROOM)
    for tree in diff.payloads():
        documents.add(main, tree)
    header = _header(diff, names, documents.left_out)
    return web_page(f"{names[0]} → {names[1]}", style_sheet(__package__, "html_page.css"), header, main)


def _header(diff: Diff, names: tuple[str, str], left_out: int) -> _Element:
    header = E.header(E.h1("What changed"), E.p(*_outcome(diff), {"class": "outcome"}))
    header.append(_sources(diff, names))
    if diff:
        header.append(_legend())
    if left_out:
        told = (
            f"Besides the changes, this page has room for {_ROOM:,} values; {left_out:,} more are left out."
        )
        header.append(E.p(told, {"class": "left-out"}))
    return header


def _outcome(diff: Diff) -> Iterator[_Element]:
    """What there is to know first: how many changes of which kind, and in how many jobs."""
    if not diff:
        yield E.strong("No difference.")
        return
    kinds = [kind for kind, number in diff.counts.items() if number]
    yield E.strong(f"{counted(len(diff), 'change')}: ")
    yield E.span(", ".join(f"{diff.counts[kind]:,} {kind}" for kind in kinds))
    fates = [job.kind for job in diff.summary]
    if fates:
        told = (f"{fates.count(kind):,} {fate}" for kind, fate in _FATES.items() if kind in fates)
        yield E.strong(f"{counted(len(fates), 'job')}: ")
        yield E.span(", ".join(told))


def _sources(diff: Diff, names: tuple[str, str]) -> _Element:
    """The table of what the two documents are."""
    table = E.table(E.thead(E.tr(E.th("Document"), E.th("Old"), E.th("New"))))
    body = SubElement(table, "tbody")
    changed = {root.step for root in diff.roots if root.kind}
    _add_fact(body, "Source", names, is_changed=False)
    _add_fact(body, "Payload", (diff.old.element, diff.new.element), is_changed=bool(changed - {API_VERSION}))
    _add_fact(
        body, "API version", (diff.old.version.name, diff.new.version.name), is_changed=API_VERSION in changed
    )
    _add_fact(body, "SOAP version", (_soap(diff.old), _soap(diff.new)), is_changed=False)
    return E.div(table, {"class": "sources"})


def _add_fact(body: _Element, name: str, sides: tuple[str, str], *, is_changed: bool) -> None:
    row = SubElement(body, "tr", {"class": "changed"} if is_changed else {})
    head = SubElement(row, "th")
    if is_changed:
        add_sign(head, "changed").tail = name
    else:
        head.text = name
    before, after = map(displayable, sides)
    add_value_cells(row, before, after, "changed" if is_changed else None)


def _soap(document: Document) -> str:
    return document.soap_version or "no envelope"


def _legend() -> _Element:
    legend = E.ul({"class": "legend"})
    kinds: tuple[Kind, ...] = get_args(Kind)
    for kind in kinds:
        entry = SubElement(legend, "li")
        add_sign(SubElement(entry, "span", {"class": f"badge {kind}"}), kind).tail = f" {kind}"
        entry[-1].tail = f" {_LEGEND[kind]}"
    SubElement(legend, "li").text = "▸ folded: click to see what did not change"
    return legend


def _columns(names: tuple[str, str]) -> _Element:
    """The line that stays in sight above the columns; each table has its own, which is only heard."""
    old, new = (E.span(displayable(name)) for name in names)
    return E.div(E.span("Field"), old, new, {"class": "columns", "aria-hidden": "true"})
