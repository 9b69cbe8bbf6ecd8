"""The service running: an HTTP server on the loopback interface, in threads of its own.

The server is werkzeug's: small, pure Python, kept by the Pallets project, and made for just this.
"""

import socket
from collections.abc import Callable
from threading import Thread
from types import TracebackType
from typing import Any, Self

from werkzeug.serving import WSGIRequestHandler, make_server

from ipsxml.contract import version_named
from ipsxml.errors import UnknownVersion
from ipsxml.service.application import Application
from ipsxml.service.backend import Backend
from ipsxml.service.clock import Clock
from ipsxml.service.credentials import Credentials
from ipsxml.service.exchange import Exchange
from ipsxml.service.pages import SERVICE_PATH, wsdl_path

_HOST = "127.0.0.1"
_STOPS_WITHIN = 0.02  # seconds


class Service:
    """A service that runs, until it is stopped: in a ``with`` block, at its end. ``serve`` makes one.

    ``clock`` is the time of a simulated queue, ``backend`` what answers.
    """

    def __init__(
        self, backend: Backend, application: Application, clock: Clock, listener: socket.socket
    ) -> None:
        self.backend = backend
        self.clock = clock
        self._application = application
        self._server = make_server(
            _HOST,
            listener.getsockname()[1],
            application,
            threaded=True,
            request_handler=_QuietHandler,
            fd=listener.fileno(),
        )
        self._thread = Thread(target=self._server.serve_forever, args=(_STOPS_WITHIN,), daemon=True)
        self._thread.start()

    @property
    def base_url(self) -> str:
        """``http://127.0.0.1:PORT``, without a path."""
        return f"http://{_HOST}:{self._server.port}"

    @property
    def url(self) -> str:
        """Where to POST requests to; any other path will do, too."""
        return self.base_url + SERVICE_PATH

    def wsdl_url(self, api: str) -> str:
        """Where the WSDL of a version is; raises ``UnknownVersion``, also for ``"reference"``."""
        version = version_named(api)
        if version.is_reference:
            raise UnknownVersion("no service speaks the reference contract: it has no namespace")
        return self.base_url + wsdl_path(version.name)

    @property
    def requests(self) -> list[Exchange]:
        """The requests that were answered so far, in that order, each with what was answered."""
        return list(self._application.exchanges)

    def advance(self, *, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Put the clock forward; raises ``ValueError`` for a time that lies back."""
        self.clock.advance(hours=hours, minutes=minutes, seconds=seconds)

    def stop(self) -> None:
        """Stop; a service that has been stopped stays so."""
        self._server.shutdown()
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


class _QuietHandler(WSGIRequestHandler):
    """A handler that logs no requests: ``Service.requests`` has them."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - as werkzeug has it
        pass


def serve(
    backend: Backend | None = None,
    *,
    clock: Clock | None = None,
    port: int = 0,
    credentials: Credentials | None = None,
    on_exchange: Callable[[Exchange], None] | None = None,
) -> Service:
    """Start a service on the loopback interface; it answers until ``stop``, or the end of its ``with`` block.

    ``backend`` is a ``SimulatedQueue`` by default, whose time is that of ``clock``: by default the
    system's. ``port`` 0 is any free one. With ``credentials``, a request
    must have them. ``on_exchange`` is told of each request that was answered, in the thread that
    answered it.

    Raises ``OSError`` where the port is not to be had.

    >>> from ipsxml.service.series import SeriesBackend
    >>> with serve(SeriesBackend(seed=7)) as service:
    ...     service.requests
    []
    """
    clock = clock or Clock()
    if backend is None:
        from ipsxml.service.queue import SimulatedQueue  # with the samples it is made of

        backend = SimulatedQueue(clock=clock)
    application = Application(backend, credentials=credentials, on_exchange=on_exchange)
    # Where werkzeug itself opens the port and cannot have it, it prints, and exits.
    with socket.create_server((_HOST, port)) as listener:
        return Service(backend, application, clock, listener)
