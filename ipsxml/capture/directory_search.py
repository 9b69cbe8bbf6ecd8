"""Searching directories for captures: by their suffix, and what has another by its content."""

import os  # and not pathlib, which takes long to import
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from ipsxml.capture.content_kind import is_compressed, is_http
from ipsxml.capture.sources import STANDARD_INPUT, read_head
from ipsxml.errors import MissingExtra, SourceError

if TYPE_CHECKING:
    from ipsxml.capture.other_content import Kind

# What is named so is meant to be read, whatever is in it.
CAPTURE_SUFFIXES = frozenset({".xml", ".json", ".http", ".txt", ".gz"})
# Of other text nobody knows whether a document in it was captured, or is an example.
_LOG_SUFFIXES = frozenset({".log", ".svclog", ".out"})
# What version control keeps for itself.
OF_VERSION_CONTROL = frozenset({".git", ".hg", ".svn"})


class Found(NamedTuple):
    """The captures in a directory, with the directories that may not be read; and what else is there."""

    captures: list[str]
    passed_over: "list[tuple[str, Kind]]"

    @property
    def why_none(self) -> str:
        """What to say where there is no capture."""
        from ipsxml.capture.other_content import counts_of

        held = counts_of([kind for _, kind in self.passed_over])
        return "a directory without captures" + (f": {held}" if held else "")


def find_sources(sources: Iterable[str | os.PathLike[str]]) -> Iterator[str]:
    """The sources one by one, with each directory replaced by the captures in it.

    A directory is searched recursively, in the order of names, for ``*.xml``, ``*.json``, ``*.http``,
    ``*.txt`` and ``*.gz`` files, and for others in which a job document, an HTTP message or a container
    is recognised by how they begin. One without any is given back as it is, so that reading it says
    so. A link to a directory is followed where that has not been searched.
    """
    if isinstance(sources, str | os.PathLike):  # whose characters would be taken for paths
        raise TypeError("sources are several: give a list of paths")
    for source in sources:
        path = os.fspath(source)
        if path != STANDARD_INPUT and os.path.isdir(path):
            yield from search(path).captures or [path]
        else:
            yield path


def search(directory: str, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> Found:
    """Search a directory.

    ``include`` and ``exclude`` are patterns for paths below it, such as ``polls/*.har``, or without a
    slash for the name of a file or of any directory above it: what matches none of ``include``, or one
    of ``exclude``, is not looked at.
    """
    captures, passed_over = [], []
    for path, is_readable in _walk(directory):
        if (include or exclude) and not is_wanted(os.path.relpath(path, directory), include, exclude):
            continue
        kind = _other_kind(path) if is_readable else None
        if kind is None:
            captures.append(path)
        else:
            passed_over.append((path, kind))
    return Found(sorted(captures), sorted(passed_over))


def _walk(directory: str) -> Iterator[tuple[str, bool]]:
    """Every file, and every directory that may not be listed, each once, with whether it can be read.

    What is reached without a link is reached so: links are followed after everything else.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [directory]
    while waiting:
        links: list[str] = []
        yield from _walk_without_links(waiting.pop(0), seen, links)
        waiting += sorted(links)


def _walk_without_links(
    folder: str, seen: set[tuple[int, int]], links: list[str]
) -> Iterator[tuple[str, bool]]:
    """The same of what is reached without a link; ``links`` gets those that lead to directories."""
    if not _is_new(folder, seen):
        return
    folders: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if _is_true(entry.is_dir):
                    if entry.name not in OF_VERSION_CONTROL:
                        (links if entry.is_symlink() else folders).append(entry.path)
                # Reading a named pipe would wait for ever; a link that leads nowhere is worth an outcome.
                elif _is_true(entry.is_file) or (entry.is_symlink() and not os.path.exists(entry.path)):
                    yield entry.path, True
    except OSError:
        yield folder, False
    for each in folders:
        yield from _walk_without_links(each, seen, links)


def _is_true(question: Callable[[], bool]) -> bool:
    """The answer to a question about a file; a link that leads to itself is nothing at all."""
    try:
        return question()
    except OSError:
        return False


def _is_new(folder: str, seen: set[tuple[int, int]]) -> bool:
    """Whether a directory is met for the first time."""
    try:
        status = os.stat(folder)
    except OSError:  # it has gone in the meantime
        return False
    identity = (status.st_dev, status.st_ino)
    is_new = identity not in seen
    seen.add(identity)
    return is_new


def _other_kind(path: str) -> "Kind | None":
    """What a file is that is no capture; ``None`` for a capture."""
    if _suffix(path) in CAPTURE_SUFFIXES:
        return None
    from ipsxml.capture.other_content import FILE

    try:
        return other_kind_by_head(path, read_head(path))
    except SourceError:
        return FILE


def other_kind_by_head(name: str, head: bytes) -> "Kind | None":
    """What is stored under a name, and begins with ``head``, if it is no capture; ``None`` for a capture.

    Raises ``SourceError`` where it is compressed and cannot be read.
    """
    suffix = _suffix(name)
    if suffix in CAPTURE_SUFFIXES:
        return None
    from ipsxml.capture.containers import form_of  # wanted for what has another suffix
    from ipsxml.capture.job_document_looks import is_job_document_from_the_start
    from ipsxml.capture.other_content import EMPTY_FILE, other_kind

    try:
        if is_compressed(head):
            from ipsxml.capture.compression import decompress_head

            head = decompress_head(head)
    except MissingExtra:  # reading it names the extra
        return None
    form = form_of(head)
    if form is not None and form.takes_any_text and suffix not in _LOG_SUFFIXES:
        form = None
    if is_http(head) or form is not None or is_job_document_from_the_start(head):
        return None
    return other_kind(head) if head else EMPTY_FILE


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def is_wanted(relative: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    """Whether the patterns of ``search`` let a path below what is searched be looked at."""
    relative = relative.replace(os.sep, "/")
    return (not include or _matches(relative, include)) and not _matches(relative, exclude)


def _matches(relative: str, patterns: Sequence[str]) -> bool:
    parts = relative.split("/")
    return any(
        fnmatchcase(relative, pattern)
        if "/" in pattern
        else any(fnmatchcase(part, pattern) for part in parts)
        for pattern in patterns
    )
