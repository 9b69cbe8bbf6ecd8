"""Reading a chunk: fetch its objects, many small ones at once, and read their captures."""

import os
from collections.abc import Iterator, Sequence
from tempfile import TemporaryDirectory

from ipsxml.capture import Origin
from ipsxml.capture.capture_search import captures_in_bytes, captures_in_file
from ipsxml.capture.directory_search import other_kind_by_head
from ipsxml.capture.sources import HEAD_SIZE, read_head
from ipsxml.cluster.file_systems import file_system_of
from ipsxml.cluster.object_chunks import Chunk
from ipsxml.cluster.stored_objects import StoredObject
from ipsxml.errors import SourceError
from ipsxml.reading.question import Question
from ipsxml.reading.read_all import Attempt, FoundSource, read_found

# The limits of one fetch into memory; larger objects are copied to a file.
_MAX_AT_ONCE = 64
_MAX_BYTES_AT_ONCE = 8 << 20


def read_chunk_of_objects(chunk: Chunk, question: Question) -> Iterator[Attempt]:
    """Read the captures in the objects of a chunk, in order.

    An object that is missing or not permitted is unreadable. Raises ``SourceError`` if a store fails in any
    other way, because that may be temporary.
    """
    for group in _groups(chunk):
        contents = _fetched(group)
        for member, content in zip(group, contents, strict=True):
            if isinstance(member, Attempt):
                yield member
            elif isinstance(content, Exception):
                yield _failed(member, content)
            elif content is not None:
                yield from _read_content(member, content, question, chunk)
            elif not member.location:
                yield from _read_file(member, member.path, question, chunk)
            else:
                yield from _read_copy(member, question, chunk)


Group = list[StoredObject | Attempt]


def _groups(chunk: Chunk) -> Iterator[Group]:
    """The objects in groups: small objects of one store together, all others alone."""
    group: Group = []
    size = 0
    for member in chunk.members:
        length = _size_to_fetch(member)
        if group and (
            length is None
            or _size_to_fetch(group[0]) is None
            or _location(group[0]) != _location(member)
            or len(group) >= _MAX_AT_ONCE
            or size + length > _MAX_BYTES_AT_ONCE
        ):
            yield group
            group, size = [], 0
        group.append(member)
        size += length or 0
    if group:
        yield group


def _location(member: StoredObject | Attempt) -> str:
    return member.location if isinstance(member, StoredObject) else ""


def _size_to_fetch(member: StoredObject | Attempt) -> int | None:
    """The size of an object to fetch into memory; ``None`` for all others."""
    if not _location(member):
        return None
    assert isinstance(member, StoredObject)
    return member.size if member.size is not None and member.size <= _MAX_BYTES_AT_ONCE else None


def _fetched(group: Group) -> Sequence[bytes | Exception | None]:
    """The contents of a group, or the errors; ``None`` for an object that is not fetched into memory."""
    if _size_to_fetch(group[0]) is None:
        return [None]
    system, _ = file_system_of(_location(group[0]))
    paths = [member.path for member in group if isinstance(member, StoredObject)]
    contents: list[bytes | Exception] = system.cat_ranges(paths, None, None, on_error="return")
    return contents


def _failed(member: StoredObject, error: Exception) -> Attempt:
    """The attempt at an object that cannot be fetched; raises ``SourceError`` if a retry may help."""
    if isinstance(error, FileNotFoundError | PermissionError):
        reason = "no such file or object" if isinstance(error, FileNotFoundError) else "permission denied"
        return Attempt(Origin(member.name), unreadable=f"cannot be read: {reason}")
    raise SourceError(f"{member.name} cannot be fetched: {type(error).__name__}") from None


def _read_content(
    member: StoredObject, content: bytes, question: Question, chunk: Chunk
) -> Iterator[Attempt]:
    source = FoundSource(member.name, member.is_named)
    other = _other(member, content[:HEAD_SIZE])
    if other is not None:
        yield other
        return
    found = captures_in_bytes(content, Origin(member.name))
    yield from read_found(source, found, question, every_capture=chunk.every_capture)


def _read_file(member: StoredObject, path: str, question: Question, chunk: Chunk) -> Iterator[Attempt]:
    source = FoundSource(member.name, member.is_named)
    found = captures_in_file(path, Origin(member.name))
    return read_found(source, found, question, every_capture=chunk.every_capture)


def _read_copy(member: StoredObject, question: Question, chunk: Chunk) -> Iterator[Attempt]:
    """Read an object that is large or of unknown size from a local copy."""
    with TemporaryDirectory() as folder:
        copy = os.path.join(folder, "copy")
        system, _ = file_system_of(member.location)
        try:
            system.get_file(member.path, copy)
        except Exception as error:  # noqa: BLE001 - store libraries raise errors of any type
            yield _failed(member, error)
            return
        other = _other(member, read_head(copy))
        if other is not None:
            yield other
        else:
            yield from _read_file(member, copy, question, chunk)


def _other(member: StoredObject, head: bytes) -> Attempt | None:
    """The attempt at an object that was found in a listing and is not a capture; ``None`` for a capture."""
    if member.is_named:
        return None
    kind = other_kind_by_head(member.name, head)
    return None if kind is None else Attempt(Origin(member.name), skipped=kind.one)
