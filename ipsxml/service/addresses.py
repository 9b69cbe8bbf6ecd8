"""Where a service says that it is: the address in a WSDL, and those of the WSDLs."""

import ipaddress
import re
import socket
from urllib.parse import urlsplit

from werkzeug.sansio.request import Request

SERVICE_PATH = "/scene7/services/IpsApiService"
"""Where a WSDL says that the service is. A POST to any other path is answered, too."""

PLAIN_PATH = "/scene7/api/IpsApiService"
"""Where clients POST requests without SOAP; at other paths, the next one aside, they are answered, too."""

UPLOAD_PATH = "/scene7/UploadFile"
"""Where clients POST files, maybe with a path before it."""

_URL = re.compile(r"https?://[\w.~:/?#\[\]@!$&'()*+,;=%-]+", re.ASCII | re.IGNORECASE)
_AUTHORITY = re.compile(r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?", re.ASCII)


def is_address(text: str) -> bool:
    """Whether a text is an address of HTTP, with a host, that XML can hold.

    >>> is_address("http://localhost:8081/ips"), is_address("localhost:8081"), is_address("http://a b/")
    (True, False, False)
    """
    if not _URL.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # no port, no IPv6 address
        return False


def is_base(text: str) -> bool:
    """Whether a text is an address that a path can follow."""
    return is_address(text) and "?" not in text and "#" not in text


def base_address(request: Request, public_url: str | None) -> str:
    """The address of the service as it is put before a path: what is public, or else what was asked.

    What a client says of the host counts if it is a name of this machine: a proxy or a container
    may have another port. Anything else might be made up, and then it is the address that the
    request arrived at.
    """
    if public_url is not None:
        return public_url.rstrip("/")
    host = request.headers.get("Host", "")
    if _is_this_machine(host, request):
        return f"{request.scheme}://{host}"
    assert request.server is not None
    return f"{request.scheme}://{authority(*request.server)}"


def service_address(request: Request, public_url: str | None) -> str:
    """Where a WSDL says that the service is."""
    base = base_address(request, public_url)
    return base if base.endswith(SERVICE_PATH) else base + SERVICE_PATH


def authority(host: str, port: int | None) -> str:
    """A host and a port as they are in an address.

    >>> authority("::1", 8080)
    '[::1]:8080'
    """
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _is_this_machine(host: str, request: Request) -> bool:
    if not _AUTHORITY.fullmatch(host) or not is_address(f"http://{host}"):
        return False
    name = urlsplit(f"//{host}").hostname or ""
    if name in ("localhost", socket.gethostname().lower()) or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or (request.server is not None and name == request.server[0])
