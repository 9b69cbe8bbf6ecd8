"""What GET is answered: the WSDL of each version, and a page that lists them."""

import re

from werkzeug import Request, Response
from werkzeug.exceptions import MethodNotAllowed, NotFound

from ipsxml.contract import versions
from ipsxml.service.answer import http_answer
from ipsxml.service.wsdl import wsdl

SERVICE_PATH = "/scene7/services/IpsApiService"
"""Where a WSDL says that the service is. A POST to any other path is answered, too."""

_WSDLS = {f"IpsApi-{version.name}.wsdl": version for version in versions() if not version.is_reference}


def wsdl_path(api: str) -> str:
    """The path of a version's WSDL; below any other directory it is answered, too."""
    return f"/IpsApi-{api}.wsdl"


def page(request: Request) -> Response:
    """The answer to a request that is no POST; raises ``NotFound`` and ``MethodNotAllowed``."""
    if request.method not in ("GET", "HEAD"):
        raise MethodNotAllowed(["GET", "HEAD", "POST"])
    if request.path == "/":
        return http_answer(request, _list(request).encode(), "text/plain; charset=utf-8")
    version = _WSDLS.get(request.path.rpartition("/")[2])
    if version is None:
        raise NotFound("There is a WSDL of each API version; the page at / lists them.")
    content = wsdl(version, _address(request, SERVICE_PATH))
    return http_answer(request, content, "text/xml; charset=utf-8")


def _list(request: Request) -> str:
    lines = [_address(request, wsdl_path(version.name)) for version in _WSDLS.values()]
    return "\n".join(["The job operations of IPS, to test against. POST asks for one.", "", *lines, ""])


def _address(request: Request, path: str) -> str:
    # What a client says of the host is not to be trusted: it may hold what XML cannot.
    host = re.sub(r"[^\w.:\[\]-]", "", request.host, flags=re.ASCII)
    return f"{request.scheme}://{host}{path}"
