"""Search directories for captures: by suffix, and files with other suffixes by their content."""

import os  # pathlib is slow to import
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from ipsxml.capture.content_kind import is_compressed, is_http
from ipsxml.capture.sources import STANDARD_INPUT, paths_of, read_head, standard_output_file, unreadable
from ipsxml.errors import MissingExtra, SourceError
from ipsxml.whole_files import TEMPORARY_PREFIX

if TYPE_CHECKING:
    from ipsxml.capture.other_content import Kind

# Files with these suffixes are always read, even if they turn out not to be captures.
CAPTURE_SUFFIXES = frozenset({".xml", ".json", ".http", ".txt", ".gz"})
# Other text files may contain documents that are only examples, so only logs are searched for documents.
_LOG_SUFFIXES = frozenset({".log", ".svclog", ".out"})
_VERSION_CONTROL = frozenset({".git", ".hg", ".svn"})


def find_sources(sources: Iterable[str | os.PathLike[str]]) -> Iterator[str]:
    """The sources one by one, with each directory replaced by the captures in it.

    A directory is searched recursively, in the order of names, for ``*.xml``, ``*.json``, ``*.http``,
    ``*.txt``, and ``*.gz`` files, and for other files whose beginning shows a job document, an HTTP
    message, or a container. A directory without captures is returned as it is, so that reading it reports
    the problem. Links to directories are followed last, and only if the directory has not been searched yet.
    The file that standard output is redirected to is left out, because this process is writing it.
    """
    for path in paths_of(sources):
        if path != STANDARD_INPUT and os.path.isdir(path):
            has_captures = False
            for each, kind in search(path):
                if kind is None:
                    has_captures = True
                    yield each
            if not has_captures:
                yield path
        else:
            yield path


def search(
    directory: str, include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> "Iterator[tuple[str, Kind | None]]":
    """Each file in a directory, in the order of names, with its kind; the kind of a capture is ``None``.

    A directory that cannot be listed counts as a capture, so that reading it reports the problem.
    ``include`` and ``exclude`` are patterns for paths in the directory, such as ``polls/*.har``. A pattern
    without a slash matches the name of a file or of any directory above it. Files that match no ``include``
    pattern, or any ``exclude`` pattern, are ignored.
    """
    for path, is_readable in _walk(directory):
        if (include or exclude) and not is_wanted(os.path.relpath(path, directory), include, exclude):
            continue
        yield path, _other_kind(path) if is_readable else None


def describe_directory(path: str) -> str:
    """Why a directory cannot be read as a capture: it contains captures, or none, or cannot be listed."""
    try:
        os.scandir(path).close()
    except OSError as error:
        return str(unreadable(error))
    kinds = []
    for _, kind in search(path):
        if kind is None:
            return "a directory"
        kinds.append(kind)
    return describe_without_captures(kinds)


def describe_without_captures(kinds: "Sequence[Kind]") -> str:
    """The message for a directory with files of these kinds, none of which is a capture."""
    from ipsxml.capture.other_content import counts_of

    counts = counts_of(kinds)
    return "a directory without captures" + (f": {counts}" if counts else "")


def _walk(directory: str) -> Iterator[tuple[str, bool]]:
    """Each file, and each directory that cannot be listed, once, with whether it can be read.

    Links are followed last, so that a file that is also reachable without a link keeps its own path.
    """
    seen: set[tuple[int, int]] = set()
    output = standard_output_file()
    waiting = [directory]
    while waiting:
        links: list[str] = []
        yield from _walk_without_links(waiting.pop(0), seen, links, output)
        waiting += sorted(links)


def _walk_without_links(
    folder: str, seen: set[tuple[int, int]], links: list[str], output: os.stat_result | None
) -> Iterator[tuple[str, bool]]:
    """Walk what is reachable without a link, in the order of paths. ``links`` gets links to directories.

    ``output`` is a file that is left out.
    """
    if not _is_new(folder, seen):
        return
    names: list[str] = []
    is_listed = True
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if is_internal(entry.name) or _is_file(entry, output):
                    continue
                if _is_true(entry.is_dir):
                    if entry.is_symlink():
                        links.append(entry.path)
                    else:
                        names.append(entry.name + os.sep)
                # Reading a named pipe would wait forever. A broken link is reported as unreadable.
                elif _is_true(entry.is_file) or (entry.is_symlink() and not os.path.exists(entry.path)):
                    names.append(entry.name)
    except OSError:
        is_listed = False
    prefix = os.path.join(folder, "")
    for name in sorted(names):
        if name.endswith(os.sep):
            yield from _walk_without_links(prefix + name[: -len(os.sep)], seen, links, output)
        else:
            yield prefix + name, True
    if not is_listed:
        yield folder, False


def _is_file(entry: "os.DirEntry[str]", status: os.stat_result | None) -> bool:
    """Whether an entry is the file with this status; the first comparison spares asking for the entry's."""
    if status is None or entry.inode() != status.st_ino:
        return False
    return os.path.samestat(entry.stat(follow_symlinks=False), status)


def _is_true(question: Callable[[], bool]) -> bool:
    """The answer to a question about a file; false for a link that leads to itself."""
    try:
        return question()
    except OSError:
        return False


def _is_new(folder: str, seen: set[tuple[int, int]]) -> bool:
    """Whether a directory is seen for the first time."""
    try:
        status = os.stat(folder)
    except OSError:  # it has been removed in the meantime
        return False
    identity = (status.st_dev, status.st_ino)
    is_new = identity not in seen
    seen.add(identity)
    return is_new


def _other_kind(path: str) -> "Kind | None":
    """The kind of a file that is not a capture; ``None`` for a capture."""
    if _suffix(path) in CAPTURE_SUFFIXES:
        return None
    from ipsxml.capture.other_content import FILE

    try:
        return other_kind_by_head(path, read_head(path))
    except SourceError:
        return FILE


def other_kind_by_head(name: str, head: bytes) -> "Kind | None":
    """The kind of a file that is not a capture, by its name and beginning; ``None`` for a capture.

    Raises ``SourceError`` if the file is compressed and cannot be read.
    """
    suffix = _suffix(name)
    if suffix in CAPTURE_SUFFIXES:
        return None
    from ipsxml.capture.containers import form_of  # needed only for other suffixes
    from ipsxml.capture.job_document_looks import is_job_document_from_the_start
    from ipsxml.capture.other_content import EMPTY_FILE, other_kind

    try:
        if is_compressed(head):
            from ipsxml.capture.compression import decompress_head

            head = decompress_head(head)
    except MissingExtra:  # reading the capture will report the missing extra
        return None
    form = form_of(head)
    if form is not None and form.takes_any_text and suffix not in _LOG_SUFFIXES:
        form = None
    if is_http(head) or form is not None or is_job_document_from_the_start(head):
        return None
    return other_kind(head) if head else EMPTY_FILE


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def is_internal(name: str) -> bool:
    """Whether a file or directory with this name is skipped: version control, or our own incomplete files."""
    return name in _VERSION_CONTROL or name.startswith(TEMPORARY_PREFIX)


def is_wanted(relative: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    """Whether the ``include`` and ``exclude`` patterns of ``search`` select a relative path."""
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
