"""Listing the objects of sources: local files, and objects in stores."""

import os
from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from typing import Any, NamedTuple

from ipsxml.capture import Origin
from ipsxml.capture.directory_search import is_internal, is_wanted
from ipsxml.capture.sources import STANDARD_INPUT, paths_of
from ipsxml.cluster.file_systems import file_system_of, local_path, without_credentials
from ipsxml.errors import SourceError
from ipsxml.reading.read_all import Attempt, FoundSource, found_sources

# The keys that stores use for the version of an object: S3, Google, Azure, files, the memory file system.
_VERSIONS = ("ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "last_modified", "created")


class StoredObject(NamedTuple):
    """A file or an object in a store, with the facts that show whether it has changed.

    ``name`` is the source in origins. ``location`` is the URL given by the caller, empty for a file; ``path``
    is the object's path in the file system of that URL. ``size`` is in bytes, ``None`` if unknown before
    reading. ``is_named`` is as in ``FoundSource``.
    """

    name: str
    location: str
    path: str
    size: int | None
    version: str
    is_named: bool


Member = StoredObject | Attempt
"""An object to read, or a finished attempt if there is nothing left to read."""


def stored_objects(
    sources: Iterable[str | PathLike[str]], include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> list[Member]:
    """The objects of sources, each once, in order of names.

    Local directories are searched as in ``directory_search.search``. For other directories every object is
    listed, and reading decides whether it is a capture. Raises ``SourceError`` for standard input and if a
    store cannot be listed, and ``MissingExtra`` if a library is not installed.
    """
    found: dict[str, Member] = {}
    for source in paths_of(sources):
        for each in _in_source(source, include, exclude):
            known = found.get(name_of(each))
            if known is None or (isinstance(each, StoredObject) and each.is_named):
                found[name_of(each)] = each
    return [found[name] for name in sorted(found)]


def name_of(member: Member) -> str:
    """The name of an object, or the origin of an attempt."""
    return member.name if isinstance(member, StoredObject) else str(member.origin)


def _in_source(source: str, include: Sequence[str], exclude: Sequence[str]) -> Iterator[Member]:
    if source == STANDARD_INPUT:
        raise SourceError("a cluster cannot read standard input: use files or URLs")
    path = local_path(source)
    if path is None:
        return _listed(source, include, exclude)
    return (
        each if isinstance(each, Attempt) else _file(each) for each in found_sources([path], include, exclude)
    )


def _file(found: FoundSource) -> StoredObject:
    try:
        status = os.stat(found.path)
        size, version = status.st_size, str(status.st_mtime_ns)
    except (OSError, ValueError):  # reading it will report the error
        size, version = 0, ""
    return StoredObject(found.path, "", os.path.abspath(found.path), size, version, found.is_named)


def _listed(url: str, include: Sequence[str], exclude: Sequence[str]) -> Iterator[Member]:
    system, root = file_system_of(url)
    name = without_credentials(url)
    try:
        about: dict[str, Any] = {"type": "directory"} if url.endswith("/") else system.info(root)
        is_named = about["type"] != "directory"
        details = {root: about} if is_named else system.find(root, detail=True)
    except FileNotFoundError:
        yield Attempt(Origin(name), unreadable="cannot be read: no such file or object")
        return
    except Exception as error:  # noqa: BLE001 - store libraries raise errors of any type
        raise SourceError(f"{name} cannot be listed: {type(error).__name__}") from None
    is_empty = True
    for path, detail in details.items():
        below = path[len(root) :].strip("/")
        if detail["type"] != "file" or not (is_named or _is_selected(below, include, exclude)):
            continue
        is_empty = False
        origin = name if is_named else without_credentials(f"{name.rstrip('/')}/{below}")
        yield StoredObject(origin, url, path, detail.get("size"), _version(detail), is_named)
    if is_empty:
        yield Attempt(Origin(name), unreadable="a directory without captures")


def _is_selected(below: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    return not any(map(is_internal, below.split("/"))) and is_wanted(below, include, exclude)


def _version(detail: dict[str, Any]) -> str:
    return next((str(detail[key]) for key in _VERSIONS if detail.get(key) is not None), "")
