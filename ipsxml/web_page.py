"""What the HTML pages share: a document complete in itself, its policy and colours, and safe text."""

from functools import cache
from importlib.resources import files

from lxml.builder import E
from lxml.etree import _Element, tostring

from ipsxml.printable_text import printable

# No page needs more; so it stays harmless whatever a document manages to say.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LAYOUT = "\n\t\u3000"  # not "printable", but harmless in a page, and seen there: CJK text has such spaces


def web_page(title: str, style: str, *body: _Element) -> str:
    """An HTML page without scripts or anything from elsewhere.

    ``style`` is added to the style sheet that all pages have: colours, light and dark, and letters.
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
    """A style sheet that lies in a package."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def displayable(text: str) -> str:
    """``text`` with what a page cannot hold, or a reader not see, escaped.

    >>> displayable("冬　一\\u202e")
    '冬\\u3000一\\\\u202e'
    """
    if text.isprintable():
        return text
    return "".join(character if character in _LAYOUT else printable(character) for character in text)
