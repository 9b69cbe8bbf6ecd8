"""File systems by URL: those that fsspec knows, and that of this machine."""

import os
import re
from typing import Any

from ipsxml.capture.harmless_urls import harmless_url
from ipsxml.errors import MissingExtra, SourceError
from ipsxml.extras import needed_extra

_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")  # with one letter it is a drive of Windows
_OF_THIS_MACHINE = ("file", "local")
_OF_THE_WEB = ("http", "https")


def is_url(source: str) -> bool:
    """Whether a source or destination is a URL, such as ``s3://bucket/polls``, and no path."""
    return _URL.match(source) is not None


def local_path(source: str) -> str | None:
    """The path of what is in the file system of this machine; ``None`` for a URL of any other.

    >>> local_path("file:///polls"), local_path("polls"), local_path("s3://polls")
    ('/polls', 'polls', None)
    """
    url = _URL.match(source)
    if url is None:
        return source
    return source[url.end() :] if url[1].lower() in _OF_THIS_MACHINE else None


def file_system_of(location: str) -> tuple[Any, str]:
    """The file system that holds a path or URL, and the name that this has in there.

    What it lists is new. Raises ``MissingExtra`` where the library for such URLs is not installed, and
    ``SourceError`` where there is none.
    """
    with needed_extra("cluster", "a cluster"):
        from fsspec.core import url_to_fs
    path = local_path(location)
    try:
        system, name = url_to_fs(location if path is None else os.path.abspath(path))
    except ImportError as error:  # of a library for some URLs: its text names that
        raise MissingExtra(f"{without_credentials(location)} cannot be opened: {error}") from None
    except ValueError as error:
        raise SourceError(f"{without_credentials(location)} cannot be opened: {error}") from None
    system.invalidate_cache()
    return system, name


def without_credentials(url: str) -> str:
    """A URL as it may be told: without user, password, and on the web without secret query values.

    >>> without_credentials("sftp://me:word@host/polls"), without_credentials("s3://bucket/a?b.xml")
    ('sftp://host/polls', 's3://bucket/a?b.xml')
    """
    scheme = _URL.match(url)
    if scheme is None:
        return url
    if scheme[1].lower() in _OF_THE_WEB:
        return harmless_url(url) or f"{scheme[0]}…"
    host, slash, path = url[scheme.end() :].partition("/")
    return f"{scheme[0]}{host.rpartition('@')[2]}{slash}{path}"
