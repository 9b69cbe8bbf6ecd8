"""File locations for SARIF, relative to the working directory, so that a log is the same on any machine."""

import os
from typing import Any
from urllib.parse import quote

ROOT = "%SRCROOT%"  # the customary name for the root of a repository's checkout
_STANDARD_INPUT = "-"


def artifact_location(path: str) -> dict[str, Any]:
    """The artifactLocation of a source: a URI, relative if the source is below the working directory.

    Standard input has a description instead of a URI (3.4.7).

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
    """A path as a URI path; escapes what is not ASCII, and colons, which would end a URI scheme."""
    return quote(os.fsencode(path.replace(os.sep, "/")))
