"""Processing chunks on Dask, with a limited number of chunks in flight.

This is the only module that depends on Dask. A chunk that fails for any reason is retried, then split into
tenths, repeatedly if necessary, until the failure is narrowed down to a single object.
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
from ipsxml.ctrl_c import ignore_ctrl_c
from ipsxml.errors import ClusterError, IpsXmlError, MissingExtra, TargetError
from ipsxml.extras import needed_extra
from ipsxml.worker_processes import number_of_processes

_Made = TypeVar("_Made")

LOCAL = "local"
_CHUNKS_PER_THREAD = 3  # in flight
_RETRIES = 2  # if work raises, for example because a store did not respond
_SCHEDULING = {  # of the cluster started here
    "distributed.scheduler.allowed-failures": 1,  # split a chunk after two workers died on it
    "distributed.scheduler.worker-saturation": 1.0,  # do not queue chunks on a worker: they would die with it
    "distributed.deploy.lost-worker-timeout": "2s",  # then start another worker
}
_LOOPBACK = "127.0.0.1:0"  # a free port that other machines cannot reach
_RESCALE_EVERY = 1_000  # milliseconds
_MAX_FAILED = 100  # objects; beyond that, the objects are probably not the cause
_LOST = "lost the connection to the cluster; the next run continues where this one stopped"
_ADDRESS = re.compile(r"(?:[a-z]+://)?[^/]+:[0-9]+")
_WAIT = "30s"  # for a response from the scheduler


class Failed(NamedTuple):
    """An object whose processing failed, and why."""

    name: str
    reason: str


@contextmanager
def client_of(address: str) -> Iterator[Any]:
    """A client of the scheduler at an address; ``"local"`` starts one process per core of this machine.

    Dask's log messages are suppressed. Raises ``ClusterError`` if the scheduler does not respond.
    """
    with needed_extra("cluster", "a cluster"):
        import distributed
        from dask import config
    if address != LOCAL and not _ADDRESS.fullmatch(address):
        raise ClusterError(
            f"{address} is not a scheduler address: expected local, or one such as tcp://10.0.0.5:8786"
        )
    with ExitStack() as opened:
        opened.enter_context(_silent())
        opened.enter_context(config.set(_SCHEDULING))
        scheduler = opened.enter_context(_local_cluster()) if address == LOCAL else address
        try:
            client = distributed.Client(scheduler, timeout=_WAIT, set_as_default=False)
        except OSError as error:
            raise ClusterError(f"no response from a scheduler at {address}: {error}") from None
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
        dashboard_address=_LOOPBACK,
        worker_dashboard_address=_LOOPBACK,
        preload=[*config.get("distributed.worker.preload"), __name__],
        silence_logs=logging.CRITICAL,
    ) as cluster:
        # A nanny does not replace a worker that dies while starting.
        rescale = PeriodicCallback(lambda: cluster.scale(processes), _RESCALE_EVERY)
        cluster.loop.add_callback(rescale.start)
        try:
            yield cluster
        finally:
            cluster.loop.add_callback(rescale.stop)


def dask_setup(_worker: object) -> None:
    """Prepare a worker on this machine at its start."""
    ignore_ctrl_c()


@contextmanager
def _silent() -> Iterator[None]:
    levels = [(handler, handler.level) for handler in logging.getLogger("distributed").handlers]
    for handler, _ in levels:  # all Dask loggers share these handlers
        handler.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for handler, level in levels:
            handler.setLevel(level)


def done_on(
    client: Any, work: Callable[[Chunk], object], chunks: Iterable[Chunk]
) -> Iterator[Chunk | Failed]:
    """Process every chunk; yield finished chunks in any order, and objects that failed.

    Results of ``work`` are not transferred. Raises ``ClusterError`` if the connection to the cluster is lost
    or more than 100 objects fail, and any ``TargetError`` or ``MissingExtra`` that ``work`` raises.
    """
    with _sharing(client, work) as sharing:
        for chunk in chunks:
            while sharing.is_full():
                yield from sharing.next_done()
            sharing.begin(chunk)
        while sharing.under_way:
            yield from sharing.next_done()


def made_on(client: Any, work: Callable[[Chunk], _Made], chunks: Iterable[Chunk]) -> Iterator[_Made | Failed]:
    """Process every chunk; yield the results of chunks, or of their parts, in order, and failed objects.

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
    """Work distributed on the cluster; on exit, unfinished work is canceled."""
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
    """The chunks that the cluster is working on."""

    def __init__(self, client: Any, work: Callable[[Chunk], object]) -> None:
        self.under_way: dict[Any, Chunk] = {}
        self._client = client
        self._work = work
        self._failed = 0

    def is_full(self) -> bool:
        """Whether enough chunks are in flight for the current number of workers."""
        threads = sum(self._client.nthreads().values())
        return len(self.under_way) >= _CHUNKS_PER_THREAD * max(int(threads), 1)

    def begin(self, chunk: Chunk) -> Any:
        """Submit a chunk; return its future."""
        future = self._client.submit(self._work, chunk, key=_key(chunk), retries=_RETRIES, pure=False)
        self.under_way[future] = chunk
        return future

    def next_done(self) -> Iterator[Chunk | Failed]:
        """Wait until a chunk finishes; yield it if it succeeded, or submit its parts."""
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
        """The results for the chunk of a future, or for its parts if it failed."""
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
        """Retry a single failed object while nothing else is running; return its future, or the failure.

        When a worker dies, Dask blames every chunk that was waiting on it.
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
        if self._failed > _MAX_FAILED:
            raise ClusterError(f"{self._failed} objects failed, most recently {failed.name}: {reason}")
        return failed


def _first_done(client: Any, futures: Iterable[Any]) -> set[Any]:
    """Wait until at least one future is done; return those that are.

    If a worker dies after finishing a chunk, Dask runs that chunk again, but ``wait`` counts it as done.
    """
    from distributed import wait

    done: set[Any] = set()
    while not done:
        with client.as_current():
            wait(list(futures), return_when="FIRST_COMPLETED")
        done = {future for future in futures if future.done()}
    return done


def _key(chunk: Chunk) -> str:
    """The key of the task for a chunk; Dask's dashboard groups tasks by its prefix."""
    return f"ipsxml-{chunk.hash}-{token_hex(4)}"


def _why_failed(future: Any) -> str | None:
    """Why a future failed; ``None`` if it succeeded."""
    from distributed import KilledWorker

    error = future.exception()
    if future.cancelled():
        raise CancelledError
    if error is None:
        return None
    if isinstance(error, KilledWorker):
        return "cannot be read: worker processes died reading it, possibly because they ran out of memory"
    if isinstance(error, TargetError | MissingExtra):
        raise error
    return str(error) if isinstance(error, IpsXmlError) else f"cannot be read: {type(error).__name__}"
