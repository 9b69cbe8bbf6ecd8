"""A test service that answers the job operations over HTTP on this machine.

``serve`` starts it, and a backend decides the answers. Names that need the libraries of the extra ``serve``
are imported on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ipsxml.extras import needed_extra
from ipsxml.shortages import with_enough_stack

if TYPE_CHECKING:
    from ipsxml.service.application import Application
    from ipsxml.service.backend import Backend
    from ipsxml.service.captures import CapturesBackend
    from ipsxml.service.claims import Credentials
    from ipsxml.service.clock import Clock
    from ipsxml.service.exchange import Exchange
    from ipsxml.service.series_backend import SeriesBackend
    from ipsxml.service.server import Service, serve
    from ipsxml.service.troubles import Trouble
    from ipsxml.simulation.job_queue import SimulatedQueue
    from ipsxml.simulation.posted_uploads import PostedFile
    from ipsxml.simulation.service_faults import ServiceFault

__all__ = [
    "Application",
    "Backend",
    "CapturesBackend",
    "Clock",
    "Credentials",
    "Exchange",
    "PostedFile",
    "SeriesBackend",
    "Service",
    "ServiceFault",
    "SimulatedQueue",
    "Trouble",
    "serve",
]

_LATER = {
    "Application": "service.application",
    "Backend": "service.backend",
    "CapturesBackend": "service.captures",
    "Clock": "service.clock",
    "Credentials": "service.claims",
    "Exchange": "service.exchange",
    "PostedFile": "simulation.posted_uploads",
    "SeriesBackend": "service.series_backend",
    "Service": "service.server",
    "ServiceFault": "simulation.service_faults",
    "SimulatedQueue": "simulation.job_queue",
    "Trouble": "service.troubles",
    "serve": "service.server",
}


@with_enough_stack
def __getattr__(name: str) -> Any:
    if name in _LATER:
        with needed_extra("serve", "the test service"):
            return getattr(import_module(f"ipsxml.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
