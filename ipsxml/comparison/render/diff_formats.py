"""The formats of a diff, in one table for the command, its help, the documentation, and the tests."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ipsxml.comparison.difference import Diff
from ipsxml.printable_text import Style, plain


class Look(NamedTuple):
    """How text looks: its columns (``None``: unlimited) and its style."""

    width: int | None = None
    style: Style = plain


Names = tuple[str, str]


class Format(NamedTuple):
    """A format: a description and a render function."""

    about: str
    render: Callable[[Diff, Names, Look], str]


# Each renderer is imported when it is used, because most runs need only one.
def _text(diff: Diff, names: Names, look: Look) -> str:
    return diff.text(names, width=look.width, style=look.style)


def _json(diff: Diff, names: Names, _look: Look) -> str:
    from ipsxml.comparison.render.diff_json import render_json

    return render_json(diff, names)


def _json_patch(diff: Diff, _names: Names, _look: Look) -> str:
    from ipsxml.comparison.render.diff_json import render_patch

    return render_patch(diff)


def _html(diff: Diff, names: Names, _look: Look) -> str:
    from ipsxml.comparison.render.html import render_html

    return render_html(diff, names)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": Format("for people, one line per change", _text),
        "json": Format("the changes with their paths and values", _json),
        "json-patch": Format("a JSON Patch (RFC 6902) on the JSON form", _json_patch),
        "html": Format("a page with the two documents side by side", _html),
    }
)
