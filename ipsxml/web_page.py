"""The common parts of all HTML pages: a self-contained document, its policy and colors, and safe text."""

from functools import cache
from importlib.resources import files

from lxml.builder import E
from lxml.etree import _Element, tostring

from ipsxml.printable_text import printable

# No page needs more, and the policy keeps pages harmless even if document content were not escaped.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LAYOUT = "\n\t\u3000"  # not str.isprintable, but harmless and visible; U+3000 is common in CJK text


def web_page(title: str, style: str, *body: _Element) -> str:
    """An HTML page without scripts or external resources.

    ``style`` is appended to the common style sheet, which sets fonts and light and dark colors.
    """
    head = E.head(
        E.meta(charset="utf-8"),
        E.meta({"http-equiv": "Content-Security-Policy", "content": _POLICY}),
        E.meta(name="viewport", content="width=device-width, initial-scale=1"),
        E.meta(name="color-scheme", content="light dark"),
        E.title(displayable(title)),
        E.style(style_sheet(__package__, "web_page.css") + style),
    )
    page = E.html(head, E.body(*body), lang="en")
    return tostring(page, method="html", doctype="<!DOCTYPE html>", encoding="unicode") + "\n"


@cache
def style_sheet(package: str, name: str) -> str:
    """The text of a style sheet in a package."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def displayable(text: str) -> str:
    """``text`` with characters escaped that a page cannot contain or a reader cannot see.

    >>> displayable("冬　一\\u202e")
    '冬\\u3000一\\\\u202e'
    """
    if text.isprintable():
        return text
    return "".join(character if character in _LAYOUT else printable(character) for character in text)
