"""Chunks: objects that are read at once, and the hash that names what is made of them."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

import msgspec

from ipsxml.cluster.stored_objects import Member, StoredObject, name_of

_MEBIBYTE = 1 << 20
_LEAST_BYTES, _MOST_BYTES = 4 * _MEBIBYTE, 64 * _MEBIBYTE
_LEAST_OBJECTS, _MOST_OBJECTS = 64, 1_000
_WISHED = 64  # chunks, so that many machines have something to do
_PARTS = 10


class Chunk(NamedTuple):
    """Objects, and how they are read: what decides the rows that are made of them.

    ``form`` names the form of what is made. ``every_capture`` is as in ``read_all``.
    """

    members: tuple[Member, ...]
    form: str
    every_capture: bool = False

    @property
    def hash(self) -> str:
        """What names the chunk: the same for the same objects, whichever machine asks."""
        facts = [self.form, self.every_capture, [_facts(member) for member in self.members]]
        return sha256(msgspec.json.encode(facts)).hexdigest()[:32]


def chunks_of_objects(members: Sequence[Member], form: str, *, every_capture: bool = False) -> list[Chunk]:
    """Objects in chunks of up to 64 MiB or 1,000, of less where there are few; a large one is alone."""
    sizes = [_size(member) for member in members]
    most_bytes = _share(sum(sizes), _LEAST_BYTES, _MOST_BYTES)
    most_objects = _share(len(members), _LEAST_OBJECTS, _MOST_OBJECTS)
    chunks: list[Chunk] = []
    waiting: list[Member] = []
    waiting_bytes = 0
    for member, size in zip(members, sizes, strict=True):
        if waiting and (len(waiting) >= most_objects or waiting_bytes + size > most_bytes):
            chunks.append(Chunk(tuple(waiting), form, every_capture))
            waiting, waiting_bytes = [], 0
        waiting.append(member)
        waiting_bytes += size
    return [*chunks, Chunk(tuple(waiting), form, every_capture)] if waiting else chunks


def parts_of_chunk(chunk: Chunk) -> list[Chunk]:
    """A chunk in ten; none where it is a single object."""
    number = len(chunk.members)
    if number == 1:
        return []
    step = -(-number // _PARTS)
    return [chunk._replace(members=chunk.members[start : start + step]) for start in range(0, number, step)]


def parts_within(chunk: Chunk) -> Iterator[Chunk]:
    """The parts of a chunk, and those of the parts, down to single objects."""
    for part in parts_of_chunk(chunk):
        yield part
        yield from parts_within(part)


def _share(whole: int, least: int, most: int) -> int:
    """A part of the whole for each chunk, in steps of two: a few more objects leave it as it is."""
    share = least
    while share < most and share * _WISHED < whole:
        share *= 2
    return min(share, most)


def _size(member: Member) -> int:
    return (member.size or 0) if isinstance(member, StoredObject) else 0


def _facts(member: Member) -> tuple[str | int | bool | None, ...]:
    name = name_of(member).encode("utf-8", "backslashreplace").decode()
    if isinstance(member, StoredObject):
        return name, member.size, member.version, member.is_named
    return name, member.unreadable, member.passed_over
