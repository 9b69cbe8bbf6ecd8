"""The addresses of a service: the one in its WSDLs, and those of the WSDLs themselves."""

import ipaddress
import re
import socket
from urllib.parse import urlsplit

from werkzeug.sansio.request import Request

SERVICE_PATH = "/scene7/services/IpsApiService"
"""The path of the service in a WSDL. POST requests to any other path are answered, too."""

PLAIN_PATH = "/scene7/api/IpsApiService"
"""The path for requests without SOAP. They are answered at other paths, too, except at ``UPLOAD_PATH``."""

UPLOAD_PATH = "/scene7/UploadFile"
"""The path for file uploads. Other path segments may precede it."""

_URL = re.compile(r"https?://[\w.~:/?#\[\]@!$&'()*+,;=%-]+", re.ASCII | re.IGNORECASE)
_AUTHORITY = re.compile(r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?", re.ASCII)


def is_address(text: str) -> bool:
    """Whether a text is an HTTP or HTTPS URL with a host, without characters that XML does not allow.

    >>> is_address("http://localhost:8081/ips"), is_address("localhost:8081"), is_address("http://a b/")
    (True, False, False)
    """
    if not _URL.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # an invalid port or IPv6 address
        return False


def is_base(text: str) -> bool:
    """Whether a text is a URL to which a path can be appended."""
    return is_address(text) and "?" not in text and "#" not in text


def base_address(request: Request, public_url: str | None) -> str:
    """The base URL of the service: ``public_url`` if given, else the address that the client used.

    The client's ``Host`` field is used if it names this machine, because a proxy or a container may use a
    different port. Any other value may be forged; then the address at which the request arrived is used.
    """
    if public_url is not None:
        return public_url.rstrip("/")
    host = request.headers.get("Host", "")
    if _is_this_machine(host, request):
        return f"{request.scheme}://{host}"
    assert request.server is not None
    return f"{request.scheme}://{authority(*request.server)}"


def service_address(request: Request, public_url: str | None) -> str:
    """The address of the service in a WSDL."""
    base = base_address(request, public_url)
    return base if base.endswith(SERVICE_PATH) else base + SERVICE_PATH


def authority(host: str, port: int | None) -> str:
    """A host and a port as they are written in a URL.

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
