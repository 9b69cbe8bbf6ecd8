"""Chunks: groups of objects that are read together, and the hash that identifies their tables."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

import msgspec

from ipsxml.cluster.stored_objects import Member, StoredObject, name_of

_MEBIBYTE = 1 << 20
_MIN_BYTES, _MAX_BYTES = 4 * _MEBIBYTE, 64 * _MEBIBYTE
_MIN_OBJECTS, _MAX_OBJECTS = 64, 1_000
_TARGET_CHUNKS = 64  # enough to keep many machines busy
_PARTS = 10


class Chunk(NamedTuple):
    """Objects, and how they are read: everything that determines their rows.

    ``form`` identifies the format of the rows. ``every_capture`` is as in ``read_all``.
    """

    members: tuple[Member, ...]
    form: str
    every_capture: bool = False

    @property
    def hash(self) -> str:
        """The identity of the chunk: the same for the same objects on every machine."""
        facts = [self.form, self.every_capture, [_facts(member) for member in self.members]]
        return sha256(msgspec.json.encode(facts)).hexdigest()[:32]


def chunks_of_objects(members: Sequence[Member], form: str, *, every_capture: bool = False) -> list[Chunk]:
    """Group objects into chunks of at most 64 MiB and 1,000 objects, smaller if there are few objects.

    A larger object gets a chunk of its own.
    """
    sizes = [_size(member) for member in members]
    max_bytes = _share(sum(sizes), _MIN_BYTES, _MAX_BYTES)
    max_objects = _share(len(members), _MIN_OBJECTS, _MAX_OBJECTS)
    chunks: list[Chunk] = []
    waiting: list[Member] = []
    waiting_bytes = 0
    for member, size in zip(members, sizes, strict=True):
        if waiting and (len(waiting) >= max_objects or waiting_bytes + size > max_bytes):
            chunks.append(Chunk(tuple(waiting), form, every_capture))
            waiting, waiting_bytes = [], 0
        waiting.append(member)
        waiting_bytes += size
    return [*chunks, Chunk(tuple(waiting), form, every_capture)] if waiting else chunks


def parts_of_chunk(chunk: Chunk) -> list[Chunk]:
    """A chunk split into up to ten parts; empty if it is a single object."""
    number = len(chunk.members)
    if number == 1:
        return []
    step = -(-number // _PARTS)
    return [chunk._replace(members=chunk.members[start : start + step]) for start in range(0, number, step)]


def parts_within(chunk: Chunk) -> Iterator[Chunk]:
    """The parts of a chunk, and recursively their parts, down to single objects."""
    for part in parts_of_chunk(chunk):
        yield part
        yield from parts_within(part)


def _share(whole: int, least: int, most: int) -> int:
    """The limit per chunk. It grows in powers of two, so a few more objects do not change the chunks."""
    share = least
    while share < most and share * _TARGET_CHUNKS < whole:
        share *= 2
    return min(share, most)


def _size(member: Member) -> int:
    return (member.size or 0) if isinstance(member, StoredObject) else 0


def _facts(member: Member) -> tuple[str | int | bool | None, ...]:
    name = name_of(member).encode("utf-8", "backslashreplace").decode()
    if isinstance(member, StoredObject):
        return name, member.size, member.version, member.is_named
    return name, member.unreadable, member.skipped
