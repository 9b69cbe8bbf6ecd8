"""A service to test against: answers the job operations over HTTP on the loopback interface.

``serve`` runs it; a backend decides what is answered. Whatever needs the HTTP library, werkzeug,
is imported when it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ipsxml.service.application import Application
    from ipsxml.service.backend import Backend, ServiceFault
    from ipsxml.service.captures import CapturesBackend
    from ipsxml.service.clock import Clock
    from ipsxml.service.credentials import Credentials
    from ipsxml.service.exchange import Exchange
    from ipsxml.service.queue import SimulatedQueue
    from ipsxml.service.series import SeriesBackend
    from ipsxml.service.server import Service, serve

__all__ = [
    "Application",
    "Backend",
    "CapturesBackend",
    "Clock",
    "Credentials",
    "Exchange",
    "SeriesBackend",
    "Service",
    "ServiceFault",
    "SimulatedQueue",
    "serve",
]

_LATER = {
    "Application": "application",
    "Backend": "backend",
    "CapturesBackend": "captures",
    "Clock": "clock",
    "Credentials": "credentials",
    "Exchange": "exchange",
    "SeriesBackend": "series",
    "Service": "server",
    "ServiceFault": "backend",
    "SimulatedQueue": "queue",
    "serve": "server",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"ipsxml.service.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
