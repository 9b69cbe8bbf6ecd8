"""The output formats for following a poll series."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from ipsxml.comparison.change_words import duration
from ipsxml.comparison.diff_text import render_step
from ipsxml.comparison.render.diff_formats import Look
from ipsxml.comparison.render.diff_json import diff_content
from ipsxml.job_history.following import Following
from ipsxml.job_history.remarks import Remark
from ipsxml.job_history.render.history_json import remark_content
from ipsxml.printable_text import counted, printable


def _text(found: Following, look: Look) -> str:
    """The steps with changes, and the remarks."""
    blocks = []
    for event in found.events:
        if isinstance(event, Remark):
            when = f"{event.at.isoformat(' ', 'seconds')} " if event.at else ""
            where = f"{event.where}: " if event.where else ""
            blocks.append(look.style(printable(f"!! {event.kind}: {when}{where}{event.text}"), "removed"))
        elif event.diff:
            later = f"{duration(event.later)} later" if event.later else None
            blocks.append(
                render_step(event.diff.roots, event.names, later, width=look.width, style=look.style)
            )
    return "\n\n".join(blocks) or f"no difference in {counted(found.number, 'capture')}"


def _json(found: Following, _look: Look) -> str:
    content = [
        remark_content(event) if isinstance(event, Remark) else diff_content(event.diff, event.names)
        for event in found.events
        if isinstance(event, Remark) or event.diff
    ]
    return json.dumps(content, ensure_ascii=False, indent=2)


FOLLOW_FORMATS: Mapping[str, Callable[[Following, Look], str]] = MappingProxyType(
    {"text": _text, "json": _json}
)
