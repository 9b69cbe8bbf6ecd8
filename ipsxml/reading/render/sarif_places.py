"""Where a file is, in SARIF's words: relative to the working directory, so that no log names a machine's."""

import os
from typing import Any
from urllib.parse import quote

ROOT = "%SRCROOT%"  # the usual name of the directory that a repository is checked out into
_STANDARD_INPUT = "-"


def artifact_location(path: str) -> dict[str, Any]:
    """The artifactLocation of a source: a relative URI for what is below the working directory.

    What is elsewhere has an absolute one. Standard input has none, and a description (3.4.7).

    >>> artifact_location("polls/100 %.xml")
    {'uri': 'polls/100%20%25.xml', 'uriBaseId': '%SRCROOT%'}
    """
    if path == _STANDARD_INPUT:
        return {"description": {"text": "standard input"}}
    absolute, here = os.path.abspath(path), os.getcwd()
    if os.path.splitdrive(absolute)[0] == os.path.splitdrive(here)[0]:
        relative = os.path.relpath(absolute, here)
        if relative.split(os.sep)[0] != os.pardir:
            return {"uri": _uri_path(relative), "uriBaseId": ROOT}
    return {"uri": f"file://{'' if absolute.startswith('/') else '/'}{_uri_path(absolute)}"}


def _uri_path(path: str) -> str:
    """A path as that of a URI; what is not ASCII is escaped, and so is a colon, which would end a scheme."""
    return quote(os.fsencode(path.replace(os.sep, "/")))
