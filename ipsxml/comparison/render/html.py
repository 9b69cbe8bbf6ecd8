"""Diffs as an HTML page: both documents side by side, without scripts or external resources."""

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

_ROOM = 5_000  # values shown besides the changes; more would make the page too large to open
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
    "moved": "at another position in its array",
}


def render_html(diff: Diff, names: tuple[str, str]) -> str:
    """A diff as one self-contained HTML page.

    ``names`` are the names of the two sources. Changes are visible; the rest is collapsed, or only counted
    if it is large.
    """
    main = E.main(translate="no")  # element names must not be translated
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
        text = f"Besides the changes, this page shows up to {_ROOM:,} values; {left_out:,} more are left out."
        header.append(E.p(text, {"class": "left-out"}))
    return header


def _outcome(diff: Diff) -> Iterator[_Element]:
    """The summary: the number of changes by kind, and the number of jobs."""
    if not diff:
        yield E.strong("No difference.")
        return
    kinds = [kind for kind, number in diff.counts.items() if number]
    yield E.strong(f"{counted(len(diff), 'change')}: ")
    yield E.span(", ".join(f"{diff.counts[kind]:,} {kind}" for kind in kinds))
    fates = [job.kind for job in diff.summary]
    if fates:
        text = (f"{fates.count(kind):,} {fate}" for kind, fate in _FATES.items() if kind in fates)
        yield E.strong(f"{counted(len(fates), 'job')}: ")
        yield E.span(", ".join(text))


def _sources(diff: Diff, names: tuple[str, str]) -> _Element:
    """The table that describes the two documents."""
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
    SubElement(legend, "li").text = "▸ collapsed: click to see what did not change"
    return legend


def _columns(names: tuple[str, str]) -> _Element:
    """The sticky line of column heads. Each table also has its own heads, only for screen readers."""
    old, new = (E.span(displayable(name)) for name in names)
    return E.div(E.span("Field"), old, new, {"class": "columns", "aria-hidden": "true"})
