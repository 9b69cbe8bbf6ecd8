"""How Sphinx builds the documentation site: `make docs`.

Sphinx with MyST and Furo, because

- the docstrings are reST with doctests and the commands use click; autodoc and sphinx-click render both as
  they are, so the reference cannot become outdated;
- small extensions generate pages from the schemas while building;
- the search index is a script, so search also works in pages that are opened as files;
- MkDocs has had no release since 1.6.1 of August 2024, and 2.0 is announced without plugins; Material for
  MkDocs has been in maintenance mode since November 2025.
"""

import sys
from pathlib import Path

import ipsxml

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS / "extensions"))

project = "ipsxml"
author = "the ipsxml contributors"
copyright = "the ipsxml contributors, Apache License 2.0. Not affiliated with Adobe"  # noqa: A001
version = release = ipsxml.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx_click",
    "sphinx_copybutton",
    "command_help",
    "contract_pages",
    "issue_examples",
    "python_classes",
    "repository_links",
]
exclude_patterns = ["extensions", "static"]

smartquotes = False  # they would turn --option into –option
highlight_language = "text"  # for literal blocks in docstrings and in the help of commands

# The same anchors as on GitHub, because the pages are read there too.
myst_heading_anchors = 4

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_default_options = {"members": True}
python_maximum_signature_line_length = 80

nitpicky = True
nitpick_ignore_regex = [
    # Names of other projects: linking to them would mean fetching their inventories while building.
    ("py:.*", r"(?!ipsxml\.)\w+\..*"),
    # Type variables, aliases, and imports for type checkers only: autodoc sees just their names.
    ("py:class", r"Client|Fraction|Plain|datetime|_\w+"),
    ("py:class", r"ipsxml\.\w+(\.\w+)*\.(_\w+|\w+_co)"),
    # Internal types in signatures, which users do not need.
    (
        "py:class",
        r"ipsxml\.(capture\.(message|opening)|comparison\.diff_tree|contract\.contract_types|service\.http_answer)\.\w+",
    ),
    ("py:class", r"ipsxml\.job_history\.history_record\.HistoryRecord"),
]

copybutton_prompt_text = r"\$ |>>> |\.\.\. "
copybutton_prompt_is_regexp = True

html_theme = "furo"
html_title = "ipsxml"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_copy_source = False
