"""Making tables on a cluster: all of them written chunk by chunk, or some as batches."""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from os import PathLike, fspath
from typing import Any, NamedTuple

from ipsxml.capture import Origin
from ipsxml.cluster.dask_driver import Failed, done_on, made_on
from ipsxml.cluster.file_systems import local_path
from ipsxml.cluster.object_chunks import Chunk
from ipsxml.cluster.object_reading import read_chunk_of_objects
from ipsxml.errors import TargetError
from ipsxml.reading.read_all import Attempt
from ipsxml.tables.chunk_directory import ChunkDirectory
from ipsxml.tables.chunk_tables import all_chunks, chunks_to_do, work
from ipsxml.tables.flat_tables import TableName
from ipsxml.tables.record_batches import QUESTION, NamedBatch, batches_of


class OnCluster(NamedTuple):
    """The numbers of captures by verdict and of rows by table at the destination, and the failed objects."""

    verdicts: Counter[str]
    rows: dict[TableName, int]
    failed: list[Failed]


def write_tables_on(  # noqa: PLR0913 - one for each option of the command
    client: Any,
    sources: Iterable[str | PathLike[str]],
    destination: str | PathLike[str],
    *,
    every_capture: bool = False,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    force: bool = False,
    seen: Callable[[int], object] | None = None,
) -> OnCluster:
    """Write the six tables of sources on the workers of a Dask ``client``; chunks already there are kept.

    The options are those of ``table_chunks``; ``seen`` is called with the number of objects in each finished
    chunk. An object whose processing fails is in no table, and the next run tries it again. Raises what
    ``table_chunks`` raises, and ``ClusterError`` if the connection to the cluster is lost or more than 100
    objects fail.
    """
    folder = local_path(fspath(destination))
    place = fspath(destination) if folder is None else os.path.abspath(folder)
    chunks = all_chunks(
        sources, every_capture=every_capture, include=include, exclude=exclude, destination=place
    )
    failed: list[Failed] = []
    for done in done_on(client, partial(work, destination=place), chunks_to_do(chunks, place, force=force)):
        if isinstance(done, Failed):
            failed.append(done)
        elif seen is not None:
            seen(len(done.members))
    # A worker presumed dead may have finished its chunk: then both the chunk and its parts exist. Remove the
    # parts.
    missing = len(chunks_to_do(chunks, place, force=True))
    if missing and not failed:
        raise TargetError(f"{fspath(destination)} lost files of this run: another run is writing to it")
    verdicts, rows = ChunkDirectory(place).settle()
    return OnCluster(verdicts, rows, failed)


def batches_on(  # noqa: PLR0913 - one for each option
    client: Any,
    sources: Iterable[str | PathLike[str]],
    wanted: Collection[TableName],
    *,
    every_capture: bool = False,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> Iterator[NamedBatch]:
    """Batches of the wanted tables from the workers of a Dask ``client``, in order of object names."""
    chunks = all_chunks(sources, every_capture=every_capture, include=include, exclude=exclude)
    for made in made_on(client, partial(_batches_of_chunk, wanted=tuple(wanted)), chunks):
        if isinstance(made, Failed):
            yield from batches_of([Attempt(Origin(made.name), unreadable=made.reason)], wanted)
        else:
            yield from made


def _batches_of_chunk(chunk: Chunk, wanted: Collection[TableName]) -> list[NamedBatch]:
    return list(batches_of(read_chunk_of_objects(chunk, QUESTION), wanted))
