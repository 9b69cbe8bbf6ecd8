"""WireMock's stub mappings, handwritten or recorded: one per file, or several under ``mappings``."""

import os
import re
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from ipsxml.capture.capture import Capture, Origin, failing
from ipsxml.capture.containers.bodies import decoded_body, from_base64, raw_body, without_body
from ipsxml.capture.containers.form import Form
from ipsxml.capture.harmless_urls import harmless_url
from ipsxml.capture.message import Message
from ipsxml.capture.sources import read_bytes
from ipsxml.errors import CaptureError

_KEYS = (
    b"id|uuid|name|priority|request|response|scenarioName|requiredScenarioState|newScenarioState|persistent|"
    b"insertionIndex|metadata|postServeActions|comment|_comment|mappings|meta"
)
_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?+\s*+\{\s*+"(?:%b)"\s*+:' % _KEYS)
_REQUEST = re.compile(
    rb'"request"\s*+:\s*+\{\s*+"(?:method|url\w*|headers|queryParameters|bodyPatterns|basicAuthCredentials)"'
)
_RESPONSE = re.compile(
    rb'"response"\s*+:\s*+\{\s*+"(?:status\w*|body\w*|base64Body|jsonBody|headers|transformers|fixedDelay\w*)"'
)
_URLS = ("url", "urlPath", "urlPattern", "urlPathPattern")


def begins(head: bytes) -> bool:
    """Whether this is JSON that begins like a mapping and has the members of a request or response."""
    is_meant = _BEGINS.match(head) is not None
    return is_meant and (_REQUEST.search(head) or _RESPONSE.search(head)) is not None


def captures(file: BinaryIO, origin: Origin) -> Iterator[Capture]:
    """The requests that a mapping specifies literally, and its response: ``stop.json#response``."""
    from ipsxml.capture.json_items import items_in, value_of

    is_empty = True
    for number, item in enumerate(items_in(file, b"mappings")):
        is_empty = False
        yield from _captures_in_mapping(value_of(item), _at(origin, f"#mappings[{number}]"), ".")
    if is_empty:
        file.seek(0)
        yield from _captures_in_mapping(value_of(read_bytes(file)), origin, "#")


def _captures_in_mapping(mapping: Any, origin: Origin, sign: str) -> Iterator[Capture]:
    request, response = _object(mapping, "request"), _object(mapping, "response")
    if not request and not response:
        yield failing(
            origin, CaptureError("not-well-formed", "the mapping has neither a request nor a response")
        )
        return
    method, status = request.get("method"), response.get("status")
    origin = origin._replace(
        method=method if isinstance(method, str) else None,
        url=next((harmless_url(request[name]) for name in _URLS if name in request), None),
    )
    patterns = request.get("bodyPatterns")
    for number, pattern in enumerate(patterns if isinstance(patterns, list) else []):
        if isinstance(pattern, dict) and not pattern.keys().isdisjoint(
            ("equalToXml", "equalTo", "binaryEqualTo")
        ):
            yield Capture(_at(origin, f"{sign}request.bodyPatterns[{number}]"), partial(_pattern, pattern))
    if response:
        answered = _at(origin, f"{sign}response")._replace(status=status if isinstance(status, int) else None)
        yield Capture(answered, partial(_body, response, origin))


def _pattern(pattern: dict[str, Any]) -> Message:
    binary = pattern.get("binaryEqualTo")
    if isinstance(binary, str):
        return raw_body(from_base64(binary))
    text = pattern.get("equalToXml", pattern.get("equalTo"))
    return decoded_body(text if isinstance(text, str) else "")


def _body(response: dict[str, Any], origin: Origin) -> Message:
    body, base64, name = (response.get(key) for key in ("body", "base64Body", "bodyFileName"))
    if isinstance(body, str):
        return decoded_body(body)
    if isinstance(base64, str):
        return raw_body(from_base64(base64))
    if isinstance(name, str):
        return raw_body(read_bytes(_body_file(name, origin)))
    if "jsonBody" in response:
        import msgspec

        return Message(msgspec.json.encode(response["jsonBody"]))
    raise without_body("the mapping's response has no body")


def _body_file(name: str, origin: Origin) -> str:
    """The path of a body file: in ``__files``, next to the folder ``mappings`` that contains the mapping.

    Raises ``CaptureError`` (``no-body``) if the path leads out of ``__files``, or the mapping is not in a
    folder.
    """
    if os.path.isfile(origin.source) and "\0" not in name:
        folder = os.path.join(os.path.dirname(os.path.realpath(origin.source)), "")
        root = folder.rpartition(f"{os.sep}mappings{os.sep}")[0] or os.path.dirname(folder[:-1])
        files = os.path.join(root, "__files", "")
        path = os.path.realpath(os.path.join(files, name))
        if path.startswith(files):
            return path
    raise without_body("the body is in a file that is not in the mapping's __files folder")


def _object(holder: Any, name: str) -> dict[str, Any]:
    value = holder.get(name) if isinstance(holder, dict) else None
    return value if isinstance(value, dict) else {}


def _at(origin: Origin, place: str) -> Origin:
    return origin._replace(place=origin.place + place)


FORM = Form("a WireMock mapping", begins, captures)
