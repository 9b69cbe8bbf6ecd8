"""A preload module for workers: they die when they read objects with certain names."""

import os
import signal
from collections.abc import Iterator
from typing import Any

from ipsxml.cluster import object_reading
from ipsxml.reading.read_all import Attempt, FoundSource, read_found


def _read_unless_deadly(source: FoundSource, *arguments: Any, **options: Any) -> Iterator[Attempt]:
    if source.path.endswith("deadly.xml"):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_found(source, *arguments, **options)


def dask_setup(_worker: object) -> None:
    """Make the starting worker mortal, but no other process that imports this file."""
    object_reading.read_found = _read_unless_deadly  # type: ignore[attr-defined]
