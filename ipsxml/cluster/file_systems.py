"""File systems by URL: those that fsspec supports, and the local one."""

import os
import re
from typing import Any

from ipsxml.capture.harmless_urls import harmless_url
from ipsxml.errors import MissingExtra, SourceError
from ipsxml.extras import needed_extra

_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")  # a single letter is a Windows drive
_LOCAL_SCHEMES = ("file", "local")
_WEB_SCHEMES = ("http", "https")


def is_url(source: str) -> bool:
    """Whether a source or destination is a URL, such as ``s3://bucket/polls``, rather than a path."""
    return _URL.match(source) is not None


def local_path(source: str) -> str | None:
    """The path of a source or destination in the local file system; ``None`` for any other URL.

    >>> local_path("file:///polls"), local_path("polls"), local_path("s3://polls")
    ('/polls', 'polls', None)
    """
    url = _URL.match(source)
    if url is None:
        return source
    return source[url.end() :] if url[1].lower() in _LOCAL_SCHEMES else None


def file_system_of(location: str) -> tuple[Any, str]:
    """The file system of a path or URL, with its cache of listings cleared, and the name in that file system.

    Raises ``MissingExtra`` if the library for such URLs is not installed, and ``SourceError`` if the scheme
    is not supported.
    """
    with needed_extra("cluster", "a cluster"):
        from fsspec.core import url_to_fs
    path = local_path(location)
    try:
        system, name = url_to_fs(location if path is None else os.path.abspath(path))
    except ImportError as error:  # the text names the library to install
        raise MissingExtra(f"{without_credentials(location)} cannot be opened: {error}") from None
    except ValueError as error:
        raise SourceError(f"{without_credentials(location)} cannot be opened: {error}") from None
    system.invalidate_cache()
    return system, name


def without_credentials(url: str) -> str:
    """A URL that is safe to show: without user and password, and for the web without secret query values.

    >>> without_credentials("sftp://me:word@host/polls"), without_credentials("s3://bucket/a?b.xml")
    ('sftp://host/polls', 's3://bucket/a?b.xml')
    """
    scheme = _URL.match(url)
    if scheme is None:
        return url
    if scheme[1].lower() in _WEB_SCHEMES:
        return harmless_url(url) or f"{scheme[0]}…"
    host, slash, path = url[scheme.end() :].partition("/")
    return f"{scheme[0]}{host.rpartition('@')[2]}{slash}{path}"
