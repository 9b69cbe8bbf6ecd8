"""Adapt autodoc to our classes.

- The directive ``model-classes`` documents every class of the typed model, as ``ipsxml`` exports it. Their
  docstrings list their attributes; the list becomes a reST list. The types are in the signature.
- The fields of named tuples are skipped: they are in the signature, and have no docstrings of their own.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from ipsxml.model import Payload, types

_HEADING = "Attributes:"
_ATTRIBUTE = re.compile(r"^    (\w+): ")
_GENERATED = "Alias for field number"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive, and connect to the events of autodoc."""
    app.add_directive("model-classes", _ModelClasses)
    app.connect("autodoc-process-docstring", _process_docstring)
    app.connect("autodoc-skip-member", _skip_tuple_field)
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
        lines[start:] = _as_list(lines[start + 1 :])


def _as_list(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        is_first = _ATTRIBUTE.match(line) is not None
        yield _ATTRIBUTE.sub(r"- ``\1``: ", line) if is_first else f"  {line.strip()}".rstrip()


def _skip_tuple_field(
    _app: Sphinx, _what: str, _name: str, member: Any, _skip: bool, _options: Any
) -> bool | None:
    is_field = (getattr(member, "__doc__", None) or "").startswith(_GENERATED)
    return True if is_field else None
