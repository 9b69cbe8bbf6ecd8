"""Turn links in Markdown files, which are also read in the repository, into links of the site.

Some files outside ``docs/`` are included in pages of the site: links to them lead to those pages. Other
files, such as sources and fixtures, are not part of the site: links to them become their paths. If the text
of a link is the name of its file, it becomes the title of the page.
"""

import re
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

# The page that includes or replaces a file, by the file's path in the repository.
_PAGES = {"README.md": "index.md", "CHANGELOG.md": "changes.md", "schemas/README.md": "schemas.md"}
_DOCS = PurePosixPath("docs")
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s#:]+)(#[^)\s]*)?\)")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Rewrite the links of every page, and of every file that one includes, before it is parsed."""
    app.connect("source-read", _rewrite_page)
    app.connect("include-read", _rewrite_included)
    return {"parallel_read_safe": True}


def _rewrite_page(_app: Sphinx, docname: str, content: list[str]) -> None:
    page = _DOCS / docname
    content[0] = site_links(content[0], written_in=page.parent, shown_in=page.parent)


def _rewrite_included(_app: Sphinx, path: Path, parent: str, content: list[str]) -> None:
    # MyST gives only the name of the including file, without its folder. All of them are in docs/ itself.
    written_in = PurePosixPath(normpath(_DOCS / PurePosixPath(path.as_posix()))).parent
    content[0] = site_links(content[0], written_in=written_in, shown_in=(_DOCS / parent).parent)


def site_links(text: str, *, written_in: PurePosixPath, shown_in: PurePosixPath) -> str:
    """Markdown with its links to files rewritten, from one folder of the repository to another."""

    def rewritten(link: re.Match[str]) -> str:
        label, target, fragment = link[1], link[2], link[3] or ""
        path = normpath(written_in / target)
        page = _DOCS / _PAGES[path] if path in _PAGES else PurePosixPath(path)
        if not page.is_relative_to(_DOCS):
            code = f"`{path}`"
            return code if label in {target, path} else f"{label} ({code})"
        title = "" if label in {target, path, page.name} else label
        return f"[{title}]({relpath(page, shown_in)}{fragment})"

    return _LINK.sub(rewritten, text)
