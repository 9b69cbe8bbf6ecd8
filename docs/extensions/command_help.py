"""Convert the help of the commands, which is plain text for a terminal, to reST for sphinx-click.

A paragraph that click does not wrap (``\\b``) becomes a literal block, under its first line if that ends
with a colon. In all other text, characters that reST would interpret are escaped.
"""

import re
from collections.abc import Iterable, Iterator
from inspect import cleandoc

import click
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

_UNWRAPPED = "\b\n"
_CODE = re.compile(r"`([^`]+)`")
_MARKUP = re.compile(r"[*`|\\]|_(?=\W|$)")
_OF_SPHINX_CLICK = re.compile(r"\s*(\.\. |:\w+: )")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Convert the texts when sphinx-click processes a command."""
    app.connect("sphinx-click-process-description", _describe)
    app.connect("sphinx-click-process-options", _escape_options)
    return {"parallel_read_safe": True}


def _describe(_app: Sphinx, context: click.Context, lines: list[str]) -> None:
    lines[:] = help_as_rest(context.command.help or "")


def _escape_options(_app: Sphinx, _context: click.Context, lines: list[str]) -> None:
    lines[:] = [line if _OF_SPHINX_CLICK.match(line) else _escaped(line) for line in lines]


def help_as_rest(text: str) -> Iterator[str]:
    """The lines of a help text as reST."""
    for paragraph in re.split(r"\n{2,}", cleandoc(text)):
        if paragraph.startswith(_UNWRAPPED):
            yield from _literal(paragraph.removeprefix(_UNWRAPPED).splitlines())
        else:
            yield from map(_escaped, paragraph.splitlines())
        yield ""


def _literal(lines: list[str]) -> Iterator[str]:
    if lines[0].endswith(":"):
        yield from (_escaped(lines.pop(0)), "")
    yield from ("::", "", *_indented(lines))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


def _escaped(line: str) -> str:
    text, *parts = _CODE.split(line)
    escaped = [_MARKUP.sub(r"\\\g<0>", text)]
    for code, after in zip(parts[::2], parts[1::2], strict=True):
        escaped += [f"``{code}``", _MARKUP.sub(r"\\\g<0>", after)]
    return "".join(escaped)
