"""Writing tables chunk by chunk: the list of chunks to do, and the work on each of them.

``work`` is a plain function with picklable arguments that any engine can call. It is idempotent, so it can be
repeated after an interruption.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from os import PathLike, fspath

from ipsxml.cluster.file_systems import local_path, without_credentials
from ipsxml.cluster.object_chunks import Chunk, chunks_of_objects, parts_of_chunk, parts_within
from ipsxml.cluster.object_reading import read_chunk_of_objects
from ipsxml.cluster.stored_objects import name_of, stored_objects
from ipsxml.contract.made_once import once
from ipsxml.errors import TargetError
from ipsxml.tables.chunk_directory import ChunkDirectory
from ipsxml.tables.flat_tables import TABLES
from ipsxml.tables.member_columns import columns_of
from ipsxml.tables.record_batches import QUESTION, batches_of

_FORMAT = 1  # increase it when rows change in a way that their columns do not show


def work(chunk: Chunk, destination: str) -> None:
    """Write the tables of a chunk to a destination, unless they are already there.

    ``destination`` is a path that is valid on every machine, or a URL. Raises ``TargetError`` if it cannot be
    written, and ``SourceError`` if a store fails; the call can then be repeated.
    """
    target = ChunkDirectory(destination)
    name = chunk.hash
    if not target.is_complete(name):
        target.write(name, batches_of(read_chunk_of_objects(chunk, QUESTION), TABLES))


def table_chunks(  # noqa: PLR0913 - one for each option of the command
    sources: Iterable[str | PathLike[str]],
    destination: str | PathLike[str],
    *,
    every_capture: bool = False,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    force: bool = False,
) -> list[Chunk]:
    """The chunks of sources whose tables are not at the destination yet.

    Sources and destination are paths, or URLs that fsspec supports. ``force`` removes tables of other sources
    from the destination. The other options are those of ``ipsxml.table``.

    Raises ``TargetError`` if the destination contains tables of other sources and ``force`` is false,
    ``SourceError`` if a store cannot be listed, and ``MissingExtra`` if the extra ``cluster`` is not
    installed.
    """
    chunks = all_chunks(
        sources, every_capture=every_capture, include=include, exclude=exclude, destination=destination
    )
    return chunks_to_do(chunks, destination, force=force)


def all_chunks(
    sources: Iterable[str | PathLike[str]],
    *,
    every_capture: bool = False,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    destination: str | PathLike[str] | None = None,
) -> list[Chunk]:
    """The chunks of sources, without objects inside the destination."""
    members = stored_objects(sources, include, exclude)
    if destination is not None:
        inside = _place(fspath(destination)).rstrip("/") + "/"
        members = [member for member in members if not _place(name_of(member)).startswith(inside)]
    return chunks_of_objects(members, _form(), every_capture=every_capture)


def chunks_to_do(
    chunks: Sequence[Chunk], destination: str | PathLike[str], *, force: bool = False
) -> list[Chunk]:
    """The chunks, or parts of them, missing from the destination; ``force`` is as in ``table_chunks``."""
    target = ChunkDirectory(fspath(destination))
    complete = target.complete()
    if complete <= {chunk.hash for chunk in chunks}:
        return [chunk for chunk in chunks if chunk.hash not in complete]
    to_do: list[Chunk] = []
    others = set(complete)
    for chunk in chunks:
        to_do += _not_done(chunk, complete, others)
    if others and not force:
        number = "1 chunk" if len(others) == 1 else f"{len(others):,} chunks"
        raise TargetError(
            f"{fspath(destination)} contains tables of other or changed sources ({number}); "
            "--force removes them"
        )
    target.remove(others)
    return to_do


def _not_done(chunk: Chunk, complete: set[str], others: set[str]) -> Iterator[Chunk]:
    """The parts of a chunk that are not done yet; hashes of done parts are removed from ``others``."""
    if chunk.hash in complete:
        others.discard(chunk.hash)
    elif any(part.hash in complete for part in parts_within(chunk)):
        for part in parts_of_chunk(chunk):
            yield from _not_done(part, complete, others)
    else:
        yield chunk


def _place(name: str) -> str:
    """A name in a form whose prefixes show whether one place is inside another."""
    path = local_path(name)
    return without_credentials(name) if path is None else os.path.abspath(path).replace(os.sep, "/")


@once(most=1)
def _form() -> str:
    columns = [(name, column.name, column.kind) for name in TABLES for column in columns_of(name)]
    return sha256(repr((_FORMAT, columns)).encode()).hexdigest()[:16]
