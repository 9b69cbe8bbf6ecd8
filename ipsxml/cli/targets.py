"""Where ``ipsxml convert`` writes: file names in the -o directory, safe on every file system."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import click

from ipsxml.capture import Origin
from ipsxml.capture.sources import standard_output_file, status_of_file
from ipsxml.cli.output import write_output
from ipsxml.document_conversion import Converted, Form
from ipsxml.errors import TargetError
from ipsxml.reading.read_all import Attempt, FoundSource, found_sources

if TYPE_CHECKING:
    from ipsxml.file_groups import FileGroup

SEVERAL = "several documents need -o with a directory or a .jsonl file, or --to jsonl"
STANDARD_OUTPUT = ("-", "/dev/stdout")

_FORMS: dict[str, Form] = {".json": "json", ".xml": "xml"}
_LINES = (".jsonl", ".ndjson")

_SUFFIXES = (".gz", ".xml", ".json", ".http", ".txt")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)  # on Windows, with any suffix
_LONGEST = 120


def named_sources(given: str) -> Iterator[tuple[FoundSource | Attempt, str]]:
    """The sources that an argument covers, each with the name of its target, without a suffix."""
    directory = os.path.join(given, "")
    for found in found_sources([given]):
        path = found.path if isinstance(found, FoundSource) else found.origin.source
        name = path.removeprefix(directory) if path != given else os.path.basename(path)
        yield found, _without_suffix(name)


def is_json_lines(output: str | None) -> bool:
    """Whether the name of an output file implies one JSON document per line."""
    return output is not None and _ending(output) in _LINES and not os.path.isdir(output)


def form_by_name(output: str) -> Form | None:
    """The format that the name of an output file implies; ``None`` for a device or a name without a suffix.

    Raises ``click.UsageError`` for a file with any other suffix.
    """
    ending = _ending(output)
    form = _FORMS.get(ending)
    if ending and form is None and (os.path.isfile(output) or not os.path.exists(output)):
        expected = alternatives([*_FORMS, *_LINES])
        raise click.UsageError(f"the output file must end with {expected}, not {ending}")
    return form


def _ending(output: str) -> str:
    return os.path.splitext(output)[1].lower()


def alternatives(names: Iterable[str]) -> str:
    """Two or more names in a sentence: ``.xml, .json, or .jsonl``."""
    *others, last = names
    return f"{', '.join(others)}, or {last}"


def source_kept(target: str) -> TargetError:
    """The error for a target that is also a source."""
    return TargetError(f"{target} is a source of this run and will not be overwritten")


def replaced(target: str) -> str:
    """The real path that writing a target replaces: a link itself, not the file that it points to."""
    return os.path.join(os.path.realpath(os.path.dirname(target)), os.path.basename(target))


def without_target(found: Iterable[FoundSource | Attempt], target: str) -> Iterator[FoundSource | Attempt]:
    """The sources that were found; raises ``TargetError`` if one of several is the file that is replaced."""
    status = status_of_file(target)
    number, is_source = 0, False
    for each in found:
        if isinstance(each, FoundSource):
            number += 1
            is_same = _is_file(each.path, status)
            is_source = is_source or (is_same and os.path.realpath(each.path) == replaced(target))
        if is_source and number > 1:
            raise source_kept(target)
        yield each


def without_standard_output(found: Iterable[FoundSource | Attempt]) -> Iterator[FoundSource | Attempt]:
    """The sources that were found, but a file that standard output is redirected to is unreadable.

    That file would grow without end. A search leaves it out, but it may be named.
    """
    status = standard_output_file()
    for each in found:
        if isinstance(each, FoundSource) and _is_file(each.path, status):
            yield Attempt(Origin(each.path), unreadable="cannot be read: it is the output of this run")
        else:
            yield each


def _is_file(path: str, status: os.stat_result | None) -> bool:
    """Whether a path is the file with this status; links are followed."""
    if status is None:
        return False
    found = status_of_file(path)
    return found is not None and os.path.samestat(found, status)


class TargetNames:
    """Names the target of each document; documents of a container go into a directory named after it."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, source_name: str, origin: Origin) -> str:
        """The name of a document's target, without a suffix.

        A document in a container is named after its place there, reduced to letters, digits, and hyphens. If
        a name is taken, a number is appended.
        """
        if not origin.place:
            return source_name
        plain = re.sub(r"[^\w]+", "-", _without_suffix(origin.place)).strip("-")[:_LONGEST] or "document"
        plain = f"_{plain}" if _RESERVED.fullmatch(plain) else plain
        name, number = os.path.join(source_name, plain), 1
        while name.casefold() in self._taken:
            number += 1
            name = os.path.join(source_name, f"{plain}-{number}")
        self._taken.add(name.casefold())
        return name


class Files:
    """Writes each document to its own file in a directory, or a single one to ``output`` or standard output.

    The first document of a container is kept until a second one arrives; then both go to a directory.
    """

    def __init__(
        self,
        output: str | None,
        sources: Sequence[str],
        start_group: "Callable[[], FileGroup[Origin]]",
        *,
        to_directory: bool,
        force: bool,
    ) -> None:
        self._output = output
        self._start_group = start_group
        self._group: FileGroup[Origin] | None = None
        self._sources = sources
        self._to_directory = to_directory
        self._force = force
        self._names = TargetNames()
        self._written: set[str] = set()
        self._first: tuple[Converted, str, Origin] | None = None
        self._is_first = True

    def write(self, result: Converted, name: str, origin: Origin) -> None:
        """Write a document, whose file appears soon, or keep it for later; raises ``TargetError``."""
        if not origin.place and not self._to_directory:
            self._write(result, self._output, origin)
            return
        named = (result, f"{self._names.name(name, origin)}.{result.form}", origin)
        if self._is_first and not self._to_directory:
            self._first, self._is_first = named, False
            return
        if self._output is None:
            raise click.UsageError(SEVERAL)
        first, self._first, self._to_directory = self._first, None, True
        for each in (first, named):
            if each is not None:
                self._write_below(self._output, *each)

    def close(self) -> None:
        """Write the only document, if it was kept; raises ``TargetError``."""
        if self._first is not None:
            result, _, origin = self._first
            self._write(result, self._output, origin)

    def _write_below(self, directory: str, result: Converted, name: str, origin: Origin) -> None:
        target = os.path.join(directory, name)
        if target in self._written:
            raise TargetError(f"{target} was already written for another source")
        self._written.add(target)
        self._check(target, origin)
        if self._group is None:
            self._group = self._start_group()
        self._group.write(result.content + b"\n", target, origin, force=self._force)

    def _write(self, result: Converted, target: str | None, origin: Origin) -> None:
        self._check(target, origin)
        write_output(result.content, target, force=self._force)

    @cached_property
    def _real_sources(self) -> set[str]:
        return set(map(os.path.realpath, self._sources))

    def _check(self, target: str | None, origin: Origin) -> None:
        """Raise ``TargetError`` if the target is another source of this run, which may not be read yet."""
        if target is None or not os.path.lexists(target):
            return
        real = replaced(target)
        if real in self._real_sources and real != os.path.realpath(origin.source):
            raise source_kept(target)


def _without_suffix(name: str) -> str:
    for suffix in _SUFFIXES:
        name = name.removesuffix(suffix)
    return name
