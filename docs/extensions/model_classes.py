"""A directive that documents every class of the typed model, as ``ipsxml`` exports it.

Their docstrings list their attributes; the list becomes one of reST. The types are in the signature.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ipsxml.model import Payload, types

_HEADING = "Attributes:"
_ATTRIBUTE = re.compile(r"^    (\w+): (.*)")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive, and take part in what autodoc does with docstrings."""
    app.add_directive("model-classes", _ModelClasses)
    app.connect("autodoc-process-docstring", _process_docstring)
    return {"parallel_read_safe": True}


class _ModelClasses(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        lines = [f".. autoclass:: ipsxml.{name}" for name in types.__all__]
        found = nodes.container()
        self.state.nested_parse(StringList(["```{eval-rst}", *lines, "```"], source=__file__), 0, found)
        return found.children


def _process_docstring(
    _app: Sphinx, _what: str, _name: str, documented: Any, _options: Any, lines: list[str]
) -> None:
    if isinstance(documented, type) and issubclass(documented, Payload) and _HEADING in lines:
        start = lines.index(_HEADING)
        lines[start:] = _fields(lines[start + 1 :])


def _fields(lines: Iterable[str]) -> Iterator[str]:
    """Attributes as fields; a line that goes on with a text is indented deeper, in both."""
    return (_ATTRIBUTE.sub(r":ivar \1: \2", line) for line in lines)
