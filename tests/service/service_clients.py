"""zeep as a client of a running service."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
import zeep
from zeep.transports import Transport

from ipsxml.service import Service

PORTS = {"1.1": "IpsApiSoapPort", "1.2": "IpsApiSoap12Port"}


@contextmanager
def zeep_client(service: Service, api: str, soap: str = "1.1") -> Iterator[Any]:
    """A zeep proxy of the service, with its operations as methods."""
    with zeep_clients(service, api) as clients:
        yield clients[soap]


@contextmanager
def zeep_clients(service: Service, api: str) -> Iterator[dict[str, Any]]:
    """A zeep proxy for each SOAP version, from a WSDL that is read only once."""
    with requests.Session() as session:
        session.trust_env = False  # ignore proxies set in the environment
        client = zeep.Client(service.wsdl_url(api), transport=Transport(session=session))  # type: ignore[no-untyped-call]
        yield {soap: client.bind("IpsApiService", port) for soap, port in PORTS.items()}


def fault_code(error: zeep.exceptions.Fault) -> int:
    """The code in the detail of a fault raised by zeep."""
    return int(error.detail.findtext(".//{*}code"))
