"""A running service: an HTTP server in its own thread.

The server is aiohttp's. It keeps connections alive, supports TLS, stops without breaking off requests in
progress, and can delay answers without blocking a thread.
"""

import asyncio
import logging
import os
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Event, Thread
from types import TracebackType
from typing import Self

from aiohttp import web
from werkzeug.sansio.request import Request

from ipsxml.contract import version_named
from ipsxml.errors import SourceError, UnknownVersion
from ipsxml.service.addresses import PLAIN_PATH, SERVICE_PATH, UPLOAD_PATH, authority, is_base
from ipsxml.service.application import Application
from ipsxml.service.backend import Backend
from ipsxml.service.claims import Credentials
from ipsxml.service.clock import Clock
from ipsxml.service.control_pages import Control
from ipsxml.service.exchange import Exchange
from ipsxml.service.http_answer import HttpAnswer
from ipsxml.service.http_messages import read_body, send_half, without_io
from ipsxml.service.listening import listen
from ipsxml.service.tls import tls_context
from ipsxml.service.troubles import Trouble
from ipsxml.service.wsdl_pages import wsdl_path
from ipsxml.simulation.service_faults import ServiceFault

_LOG = logging.getLogger(__name__)
# The server's messages about invalid HTTP quote it, and it may contain a password.
_SILENT = logging.Logger("ipsxml.service.http", logging.CRITICAL + 1)
_DRAIN_TIMEOUT = 5.0  # seconds, for requests in progress
_POLL_INTERVAL, _IDLE_POLLS = 0.01, 3  # seconds; polls without a request after which draining is done
_SHUTDOWN_TIMEOUT = 0.1
_LINGERING_TIME = 2.0  # seconds, for clients that are still sending after the answer
_KEEP_ALIVE_TIMEOUT = 75.0  # seconds, for connections without a request
_THREADS = 8
_LONGEST_LINE = 1 << 16  # in HTTP's head: some clients send a SAML response in a header field
_ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - addresses that clients can connect to


class Service:
    """A running service, made by ``serve``. It stops at ``stop``, or at the end of a ``with`` block.

    ``clock`` is the clock of a simulated queue, and ``backend`` produces the answers.
    """

    def __init__(  # noqa: PLR0913 - the options of serve
        self,
        application: Application,
        *,
        host: str | None,
        port: int,
        tls: ssl.SSLContext | None,
        control: bool,
        public_url: str | None,
    ) -> None:
        self.clock = application.clock
        self.backend = application.backend
        self._application = application
        self._control = Control(application) if control else None
        self._tls = tls
        self._listeners = listen(host, port)
        self._public_url = public_url
        self._address = self._listeners[0].getsockname()[:2]
        self._pool = ThreadPoolExecutor(_THREADS, "ipsxml-service")
        self._started = Event()
        self._in_progress = 0
        self._stop: Callable[[], object] = lambda: None
        self._thread = Thread(target=self._run, name="ipsxml-service", daemon=True)
        self._thread.start()
        self._started.wait()

    @property
    def base_url(self) -> str:
        """``http://127.0.0.1:PORT``, without a path: the public URL if given, else where it listens."""
        if self._public_url is not None:
            return self._public_url.rstrip("/").removesuffix(SERVICE_PATH)
        host, port = self._address
        scheme = "http" if self._tls is None else "https"
        return f"{scheme}://{authority(_ANY_ADDRESS.get(host, host), port)}"

    @property
    def url(self) -> str:
        """The URL to POST requests to. The service accepts them at any other path, too."""
        return self.base_url + SERVICE_PATH

    @property
    def plain_url(self) -> str:
        """The URL to POST requests without SOAP to, as ``Request`` elements. ``url`` accepts them, too."""
        return self.base_url + PLAIN_PATH

    @property
    def upload_url(self) -> str:
        """The URL to POST files to, as ``multipart/form-data``."""
        return self.base_url + UPLOAD_PATH

    def wsdl_url(self, api: str) -> str:
        """The URL of a version's WSDL; raises ``UnknownVersion``, also for ``"reference"``."""
        version = version_named(api)
        if version.is_reference:
            raise UnknownVersion("the reference contract has no namespace, so it has no WSDL")
        return self.base_url + wsdl_path(version.name)

    @property
    def requests(self) -> list[Exchange]:
        """The latest requests, in the order in which they were answered, each with its answer.

        At most 1,000 are kept, and fewer if they are large. ``reset`` clears them.
        """
        return self._application.journal.exchanges

    def advance(self, *, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Move the clock forward; raises ``ValueError`` for a negative step."""
        self.clock.advance(hours=hours, minutes=minutes, seconds=seconds)

    def reset(self) -> None:
        """Start over: no jobs, no recorded requests, no pending trouble, and the clock at its start."""
        self._application.reset()

    def make_trouble(  # noqa: PLR0913 - one for each kind of trouble
        self,
        operation: str | None = None,
        *,
        times: int = 1,
        delay: float = 0.0,
        fault: ServiceFault | None = None,
        status: int | None = None,
        cut: bool = False,
    ) -> None:
        """Make the next calls of an operation, or of any, meet a ``Trouble``.

        Raises ``ValueError`` if no kind of trouble is given, or several that cannot be combined.
        """
        trouble = Trouble(operation, times, delay, fault, status, cut)
        self._application.troubles.add(trouble)

    def stop(self) -> None:
        """Stop when the requests in progress are answered, or after a few seconds at most.

        A stopped service cannot be restarted.
        """
        if self._thread.is_alive():
            self._stop()
            self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        finally:
            self._started.set()
            self._pool.shutdown(wait=False, cancel_futures=True)

    async def _serve(self) -> None:
        # The server does not limit or decompress bodies, so that our faults can say what is wrong with them.
        app = web.Application(client_max_size=0)
        app.router.add_route("*", "/{path:.*}", self._handle)
        runner = web.AppRunner(
            app,
            logger=_SILENT,
            access_log=None,
            auto_decompress=False,
            keepalive_timeout=_KEEP_ALIVE_TIMEOUT,
            shutdown_timeout=_SHUTDOWN_TIMEOUT,
            lingering_time=_LINGERING_TIME,
            max_line_size=_LONGEST_LINE,
            max_field_size=_LONGEST_LINE,
        )
        await runner.setup()
        sites = [web.SockSite(runner, listener, ssl_context=self._tls) for listener in self._listeners]
        for site in sites:
            await site.start()
        self._stopping = asyncio.Event()
        self._stop = partial(asyncio.get_running_loop().call_soon_threadsafe, self._stopping.set)
        self._started.set()
        await self._stopping.wait()
        await self._drain()
        await runner.cleanup()

    async def _drain(self) -> None:
        """Answer the requests that arrived before the stop, including those not read yet."""
        deadline = asyncio.get_running_loop().time() + _DRAIN_TIMEOUT
        idle = 0
        while idle < _IDLE_POLLS and asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(_POLL_INTERVAL)
            idle = 0 if self._in_progress else idle + 1

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self._in_progress += 1
        try:
            return await self._response(request)
        finally:
            self._in_progress -= 1

    async def _response(self, request: web.Request) -> web.StreamResponse:
        body = await read_body(request)
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._pool, self._respond, without_io(request), body)
        if answer.delay:
            with suppress(TimeoutError):  # stopping the service ends the delay
                await asyncio.wait_for(self._stopping.wait(), answer.delay)
        if answer.is_cut:
            return await send_half(request, answer)
        response = web.Response(status=answer.status, body=answer.content, headers=answer.headers)
        if self._stopping.is_set():
            response.force_close()
        return response

    def _respond(self, request: Request, body: bytes) -> HttpAnswer:
        try:
            answer = None if self._control is None else self._control.respond(request, body)
            return self._application.respond(request, body) if answer is None else answer
        except Exception:  # from on_exchange, for example, which users write
            _LOG.exception("failed to answer a request")
            raise


def serve(  # noqa: PLR0913 - one per option of a service
    backend: Backend | None = None,
    *,
    clock: Clock | None = None,
    host: str | None = None,
    port: int = 0,
    credentials: Credentials | None = None,
    cert: str | os.PathLike[str] | None = None,
    key: str | os.PathLike[str] | None = None,
    public_url: str | None = None,
    control: bool = False,
    on_exchange: Callable[[Exchange], None] | None = None,
) -> Service:
    """Start a service on this machine. It answers until ``stop``, or the end of its ``with`` block.

    ``backend`` is a ``SimulatedQueue`` by default, with the time of ``clock``, by default the system's. The
    service listens on the loopback interface or, if given, on the addresses of ``host`` (``"0.0.0.0"``: all
    addresses of this machine). ``port`` 0 is any free port. With ``credentials``, requests must have them.
    With ``cert``, a file of PEM certificates, the service uses TLS; ``key`` is the file of the private key,
    if it is a separate one. ``public_url`` is the URL at which clients reach the service, if that is not
    where it listens. ``control`` opens the pages below ``/control``. ``on_exchange`` is called with each
    answered request, in the thread that answered it.

    Raises ``OSError`` if the port is in use or the host is unknown, ``SourceError`` for files that are not
    a certificate and its key, and ``ValueError`` for a ``public_url`` that is not a URL.

    >>> from ipsxml.service.series_backend import SeriesBackend
    >>> with serve(SeriesBackend(seed=7)) as service:
    ...     service.requests
    []
    """
    if public_url is not None and not is_base(public_url):
        raise ValueError(f"public_url must be a URL such as https://ips.example.com:8443, not {public_url!r}")
    tls = None if cert is None else tls_context(cert, key)
    if cert is None and key is not None:
        raise SourceError("a key requires a certificate")
    clock = clock or Clock()
    if backend is None:
        from ipsxml.simulation.job_queue import SimulatedQueue  # loads the whole simulation

        backend = SimulatedQueue(clock=clock)
    application = Application(
        backend, credentials=credentials, on_exchange=on_exchange, clock=clock, public_url=public_url
    )
    return Service(application, host=host, port=port, tls=tls, control=control, public_url=public_url)
