"""The answers to GET: the WSDL of each version, and a page that lists them."""

from werkzeug.sansio.request import Request

from ipsxml.contract import PRE_4_0, Version, versions
from ipsxml.service.addresses import (
    PLAIN_PATH,
    SERVICE_PATH,
    UPLOAD_PATH,
    base_address,
    is_address,
    service_address,
)
from ipsxml.service.http_answer import HttpAnswer, http_answer, text_answer
from ipsxml.service.wsdl import wsdl

_VERSIONS = {version.name: version for version in versions() if not version.is_reference}
_NEWEST = next(version for version in reversed(_VERSIONS.values()) if not version.name.endswith("-beta"))
# IpsApi.wsdl, without a version, is the WSDL whose namespace has no date.
_WSDLS = {"IpsApi.wsdl": PRE_4_0, **{f"IpsApi-{name}.wsdl": version for name, version in _VERSIONS.items()}}


def wsdl_path(api: str) -> str:
    """The path of a version's WSDL. The same file name is also served in any other directory."""
    return f"/IpsApi-{api}.wsdl"


def page(request: Request, public_url: str | None) -> HttpAnswer:
    """The answer to a request other than POST. ``public_url`` is the base of the addresses in it."""
    if request.method not in ("GET", "HEAD"):
        answer = text_answer(request, "Use POST to call an operation, GET to fetch a WSDL.", 405)
        return HttpAnswer(405, answer.content, answer.headers | {"Allow": "GET, HEAD, POST"})
    options = _options(request)
    version = _WSDLS.get(request.path.rpartition("/")[2])
    if options.get("wsdl"):
        version = _VERSIONS.get(options["wsdl"])
    elif version is None and "wsdl" in options:
        version = _NEWEST
    elif request.path.rstrip("/") in ("", SERVICE_PATH):
        return text_answer(request, _list(request, public_url))
    if version is None:
        return text_answer(request, f"Page not found.\n\n{_list(request, public_url)}", 404)
    return _wsdl_answer(request, version, public_url)


def _options(request: Request) -> dict[str, str]:
    """The parameters of the query, by lower-case name: some clients ask for ``?WSDL``."""
    return {name.lower(): value for name, value in request.args.items()}


def _wsdl_answer(request: Request, version: Version, public_url: str | None) -> HttpAnswer:
    address = _options(request).get("serviceurl", service_address(request, public_url))
    if not is_address(address):
        return text_answer(request, "serviceUrl must be an http or https URL", 400)
    return http_answer(request, wsdl(version, address), "text/xml; charset=utf-8")


def _list(request: Request, public_url: str | None) -> str:
    base = base_address(request, public_url).removesuffix(SERVICE_PATH)
    lines = [f"{base}/{name}" for name in _WSDLS]
    return "\n".join(
        [
            "A test service for the job operations of IPS.",
            "",
            f"POST SOAP 1.1 or 1.2 requests to {service_address(request, public_url)}.",
            f"POST requests without SOAP to {base}{PLAIN_PATH}, and file uploads to {base}{UPLOAD_PATH}.",
            f"GET ?wsdl for the WSDL of version {_NEWEST.name}, or ?wsdl=VERSION for any other:",
            "",
            *lines,
        ]
    )
