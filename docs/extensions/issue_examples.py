"""Add an example of each code to the page of issue codes, as ``ipsxml explain`` prints it.

Each code gets a heading, and its row in the table links to the heading's anchor.
"""

import re

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

import ipsxml
from ipsxml.issues import CODES

_PAGE = "issues"
_ROW = re.compile(r"^\| `([a-z-]+)` \|", re.MULTILINE)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the examples when the page is read."""
    app.connect("source-read", _add_examples)
    return {"parallel_read_safe": True}


def _add_examples(_app: Sphinx, docname: str, content: list[str]) -> None:
    if docname == _PAGE:
        table = _ROW.sub(r"| [`\1`](#\1) |", content[0])
        content[0] = "\n".join([table, "## Each code, with an example\n", *map(_section, CODES)])


def _section(code: str) -> str:
    explanation = ipsxml.explain(code)
    lines = [f"### {code}", "", f"{explanation.meaning[:1].upper()}{explanation.meaning[1:]}.", ""]
    if explanation.example is not None:
        lines += [
            _fenced(explanation.example, "xml" if explanation.example.lstrip()[:1] == "<" else "text"),
            "",
        ]
        lines += [f"`{explanation.command}` reports:", "", _fenced(str(explanation.issue), "text"), ""]
    return "\n".join(lines)


def _fenced(text: str, language: str) -> str:
    return f"````{language}\n{text}\n````"
