"""Chunks on Dask: so many are under way at a time, and one over which workers die is done in parts.

Nothing else knows of Dask. A chunk that fails, whatever the reason, is tried again, then done in tenths, down
to a single object, which is named.
"""

import logging
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from secrets import token_hex
from typing import Any, NamedTuple, TypeVar

from ipsxml.cluster.object_chunks import Chunk, parts_of_chunk
from ipsxml.cluster.stored_objects import name_of
from ipsxml.errors import ClusterError, IpsXmlError, MissingExtra, TargetError
from ipsxml.extras import needed_extra
from ipsxml.worker_processes import ignore_ctrl_c, number_of_processes

_Made = TypeVar("_Made")

LOCAL = "local"
_AHEAD = 3  # chunks under way for each thread of a worker
_RETRIES = 2  # of what work raises, such as a store that did not answer
_SCHEDULING = {  # of the cluster that is started here
    "distributed.scheduler.allowed-failures": 1,  # a chunk over which two workers die is done in parts
    "distributed.scheduler.worker-saturation": 1.0,  # what only waits at a worker dies with it
    "distributed.deploy.lost-worker-timeout": "2s",  # then another is begun
}
_OF_THIS_MACHINE = "127.0.0.1:0"  # a free port, which no other machine reaches
_KEPT_EVERY = 1_000  # milliseconds
_MOST_FAILED = 100  # objects: where there are more, it is not the objects that are bad
_LOST = "the cluster is lost; another run goes on where this one ended"
_ADDRESS = re.compile(r"(?:[a-z]+://)?[^/]+:[0-9]+")
_WAIT = "30s"  # for a scheduler to answer


class Failed(NamedTuple):
    """An object over which work failed, and why."""

    name: str
    reason: str


@contextmanager
def client_of(address: str) -> Iterator[Any]:
    """A client of the scheduler at an address; ``"local"`` starts a process for each core of this machine.

    What Dask logs meanwhile stays unsaid. Raises ``ClusterError`` where there is no answer.
    """
    with needed_extra("cluster", "a cluster"):
        import distributed
        from dask import config
    if address != LOCAL and not _ADDRESS.fullmatch(address):
        raise ClusterError(f"{address} is neither local nor an address such as tcp://10.0.0.5:8786")
    with ExitStack() as opened:
        opened.enter_context(_silent())
        opened.enter_context(config.set(_SCHEDULING))
        scheduler = opened.enter_context(_local_cluster()) if address == LOCAL else address
        try:
            client = distributed.Client(scheduler, timeout=_WAIT, set_as_default=False)
        except OSError as error:
            raise ClusterError(f"no scheduler answers at {address}: {error}") from None
        yield opened.enter_context(client)


@contextmanager
def _local_cluster() -> Iterator[Any]:
    import distributed
    from dask import config
    from tornado.ioloop import PeriodicCallback

    processes = number_of_processes(0)
    with distributed.LocalCluster(
        n_workers=processes,
        threads_per_worker=1,
        processes=True,
        dashboard_address=_OF_THIS_MACHINE,
        worker_dashboard_address=_OF_THIS_MACHINE,
        preload=[*config.get("distributed.worker.preload"), __name__],
        silence_logs=logging.CRITICAL,
    ) as cluster:
        # A nanny begins no other worker in place of one that dies while it starts.
        kept = PeriodicCallback(lambda: cluster.scale(processes), _KEPT_EVERY)
        cluster.loop.add_callback(kept.start)
        try:
            yield cluster
        finally:
            cluster.loop.add_callback(kept.stop)


def dask_setup(_worker: object) -> None:
    """Prepare a worker of this machine as it starts."""
    ignore_ctrl_c()


@contextmanager
def _silent() -> Iterator[None]:
    levels = [(handler, handler.level) for handler in logging.getLogger("distributed").handlers]
    for handler, _ in levels:  # which all of its loggers share
        handler.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for handler, level in levels:
            handler.setLevel(level)


def done_on(
    client: Any, work: Callable[[Chunk], object], chunks: Iterable[Chunk]
) -> Iterator[Chunk | Failed]:
    """Do the work on every chunk: those that are done, in any order, and objects that failed.

    What work gives is left where it is. Raises ``ClusterError`` where the cluster is lost or more than 100
    objects fail, and what work raises of a target.
    """
    with _sharing(client, work) as sharing:
        for chunk in chunks:
            while sharing.is_full():
                yield from sharing.next_done()
            sharing.begin(chunk)
        while sharing.under_way:
            yield from sharing.next_done()


def made_on(client: Any, work: Callable[[Chunk], _Made], chunks: Iterable[Chunk]) -> Iterator[_Made | Failed]:
    """What work makes of every chunk, or of the parts that it was done in, in the order of the chunks.

    Raises what ``done_on`` raises.
    """
    order: deque[Any] = deque()
    with _sharing(client, work) as sharing:
        for chunk in chunks:
            while sharing.is_full():
                yield from sharing.made_of(order.popleft())
            order.append(sharing.begin(chunk))
        while order:
            yield from sharing.made_of(order.popleft())


@contextmanager
def _sharing(client: Any, work: Callable[[Chunk], object]) -> Iterator["_Sharing"]:
    """Work that is shared out, of which nothing more is begun in the end."""
    sharing = _Sharing(client, work)
    try:
        yield sharing
    except CancelledError:
        raise ClusterError(_LOST) from None
    except IpsXmlError:
        raise
    except Exception:
        if client.status == "running":
            raise
        raise ClusterError(_LOST) from None
    finally:
        if client.status == "running":
            client.cancel(list(sharing.under_way), force=True)


class _Sharing:
    """What the cluster is at."""

    def __init__(self, client: Any, work: Callable[[Chunk], object]) -> None:
        self.under_way: dict[Any, Chunk] = {}
        self._client = client
        self._work = work
        self._failed = 0

    def is_full(self) -> bool:
        """Whether as much is under way as the workers there are now can do with."""
        threads = sum(self._client.nthreads().values())
        return len(self.under_way) >= _AHEAD * max(int(threads), 1)

    def begin(self, chunk: Chunk) -> Any:
        """The future of the work on a chunk."""
        future = self._client.submit(self._work, chunk, key=_key(chunk), retries=_RETRIES, pure=False)
        self.under_way[future] = chunk
        return future

    def next_done(self) -> Iterator[Chunk | Failed]:
        """Wait for something, and give it if it is done."""
        for future in _first_done(self._client, self.under_way):
            chunk = self.under_way.pop(future)
            if _why_failed(future) is None:
                yield chunk
                continue
            parts = parts_of_chunk(chunk)
            for part in parts:
                self.begin(part)
            if not parts:
                done_alone = self._alone(chunk)
                yield done_alone if isinstance(done_alone, Failed) else chunk

    def made_of(self, future: Any) -> Iterator[Any]:
        """What is made of the chunk of a future."""
        _first_done(self._client, [future])
        chunk = self.under_way.pop(future)
        if _why_failed(future) is None:
            yield future.result()
            return
        parts = parts_of_chunk(chunk)
        for part in parts:
            yield from self.made_of(self.begin(part))
        if not parts:
            done_alone = self._alone(chunk)
            yield done_alone if isinstance(done_alone, Failed) else done_alone.result()

    def _alone(self, chunk: Chunk) -> Any:
        """The future of the work on a single object that has failed, when nothing else could be the reason.

        A worker that dies takes what waits there along, and Dask blames all of it.
        """
        while pending := [future for future in self.under_way if not future.done()]:
            _first_done(self._client, pending)
        future = self.begin(chunk)
        _first_done(self._client, [future])
        del self.under_way[future]
        reason = _why_failed(future)
        if reason is None:
            return future
        self._failed += 1
        failed = Failed(name_of(chunk.members[0]), reason)
        if self._failed > _MOST_FAILED:
            raise ClusterError(f"{self._failed} objects failed, the last of them {failed.name}: {reason}")
        return failed


def _first_done(client: Any, futures: Iterable[Any]) -> set[Any]:
    """Those that are done, when one is.

    What has been done by a worker that is dead now is done again, though ``wait`` counts it as done.
    """
    from distributed import wait

    done: set[Any] = set()
    while not done:
        with client.as_current():
            wait(list(futures), return_when="FIRST_COMPLETED")
        done = {future for future in futures if future.done()}
    return done


def _key(chunk: Chunk) -> str:
    """The name of the work on a chunk, for which Dask's dashboard groups it."""
    return f"ipsxml-{chunk.hash}-{token_hex(4)}"


def _why_failed(future: Any) -> str | None:
    """Why work has failed; ``None`` where it has not."""
    from distributed import KilledWorker

    error = future.exception()
    if future.cancelled():
        raise CancelledError
    if error is None:
        return None
    if isinstance(error, KilledWorker):
        return "cannot be read: the processes that read it die, maybe for lack of memory"
    if isinstance(error, TargetError | MissingExtra):
        raise error
    return str(error) if isinstance(error, IpsXmlError) else f"cannot be read: {type(error).__name__}"
