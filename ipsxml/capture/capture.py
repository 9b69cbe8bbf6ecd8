"""Captures: what a source holds, one by one, each with its origin."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from ipsxml.capture.compression import gunzip
from ipsxml.capture.content_kind import is_gzip
from ipsxml.capture.sources import Source, find_sources, read_bytes
from ipsxml.errors import SourceError


class Origin(NamedTuple):
    """Where a capture comes from: its source, and its place in there.

    ``source`` is a path, ``"-"`` for standard input, empty for bytes and files without a name;
    ``place`` is empty where the source holds one capture and nothing else.
    """

    source: str
    place: str = ""

    def __str__(self) -> str:
        """The source, and the place behind it."""
        return self.source + self.place


class Capture:
    """One captured message or document; its bytes are read when they are asked for."""

    __slots__ = ("_read", "origin")

    def __init__(self, origin: Origin, read: Callable[[], bytes]) -> None:
        self.origin = origin
        self._read = read

    def content(self) -> bytes:
        """Its bytes, decompressed where it is a gzip file.

        Raises ``SourceError`` where they cannot be read, ``CaptureError`` where there are too
        many, or they cannot be decompressed.
        """
        content = self._read()
        return gunzip(content) if is_gzip(content) else content

    def __repr__(self) -> str:
        return f"<Capture {self.origin}>"


def captures(source: Source) -> Iterator[Capture]:
    """The captures that a source holds, in order: of a directory each file in it, of others one.

    ``source`` is a path (a ``str`` always is), ``"-"`` for standard input, ``bytes`` holding the
    document itself, or a binary file. Nothing is read before ``Capture.content`` or
    ``ipsxml.read`` ask for it, and a capture that cannot be read is yielded as well.

    >>> [str(capture.origin) for capture in captures("fixtures/diff")][:2]
    ['fixtures/diff/after.xml', 'fixtures/diff/before.xml']
    """
    if isinstance(source, str | os.PathLike):
        for path in find_sources([source]):
            yield Capture(Origin(path), partial(read_bytes, path))
    else:
        yield Capture(Origin(str(getattr(source, "name", ""))), partial(read_bytes, source))


def only_capture(source: Source) -> Capture:
    """The one capture that a source holds.

    Raises ``SourceError`` for a directory, even one with a single capture in it.
    """
    if isinstance(source, str | os.PathLike) and os.path.isdir(source):
        found = list(captures(source))
        if len(found) > 1 or found[0].origin.source != os.fspath(source):
            files = "1 capture" if len(found) == 1 else f"{len(found):,} captures"
            raise SourceError(f"a directory with {files}: ipsxml.captures gives them one by one")
        return found[0]
    return next(captures(source))
