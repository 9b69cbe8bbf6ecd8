"""HAR 1.2, as browsers and proxies export what they have seen: http://www.softwareishard.com/blog/har-12-spec/.

Entries are read one by one, and of each only what is wanted: headers and cookies are passed by.
"""

import json
import re
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

import msgspec

from ipsxml.capture.capture import Capture, Origin, failing
from ipsxml.capture.containers.bodies import decoded_body, from_base64, raw_body, without_body
from ipsxml.capture.containers.form import Form
from ipsxml.capture.containers.times import time_of
from ipsxml.capture.harmless_urls import harmless_url
from ipsxml.capture.json_items import items_in
from ipsxml.capture.opening import Message
from ipsxml.errors import CaptureError

_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?\s*+\{\s*+"log"\s*+:\s*+\{')
# What these are answered with has no body, and no tool has lost it.
_WITHOUT_BODY = frozenset({"GET", "HEAD", "OPTIONS", "CONNECT", "TRACE", "DELETE"})


class _Request(msgspec.Struct, rename="camel"):
    method: Any = None
    url: Any = None
    post_data: Any = None


class _Response(msgspec.Struct):
    status: Any = None
    content: Any = None


class _Entry(msgspec.Struct, rename="camel"):
    started_date_time: Any = None
    request: _Request | None = None
    response: _Response | None = None


_DECODER = msgspec.json.Decoder(_Entry)


def begins(head: bytes) -> bool:
    """Whether it is JSON with a ``log`` first in it."""
    return _BEGINS.match(head) is not None


def captures(file: BinaryIO, origin: Origin) -> Iterator[Capture]:
    """A capture for each request with a body, and each response: ``session.har#entries[3].response``."""
    number, failure = 0, None
    try:
        for number, item in enumerate(items_in(file, b"log", b"entries"), 1):
            yield from _captures_in_entry(item, _at(origin, f"#entries[{number - 1}]"))
    except CaptureError as error:
        failure = error
    if failure is not None:
        yield failing(_at(origin, f"#entries[{number}]"), failure)


def _at(origin: Origin, place: str) -> Origin:
    return origin._replace(place=origin.place + place)


def _captures_in_entry(item: bytes, origin: Origin) -> Iterator[Capture]:
    entry = _entry_in(item)
    if entry is None:
        yield failing(origin, CaptureError("not-well-formed", "the entry is not what a HAR export has there"))
        return
    request, response = entry.request or _Request(), entry.response or _Response()
    origin = origin._replace(
        captured_at=time_of(entry.started_date_time),
        method=request.method if isinstance(request.method, str) else None,
        url=harmless_url(request.url),
    )
    if request.post_data or (origin.method and origin.method not in _WITHOUT_BODY):
        yield from _captures_of_request(request.post_data, _at(origin, ".request"))
    status = response.status if isinstance(response.status, int) else None
    answered = _at(origin, ".response")._replace(status=status)
    yield Capture(answered, partial(_body_of_response, response.content))


def _entry_in(item: bytes) -> _Entry | None:
    try:
        return _DECODER.decode(item)
    except (ValueError, RecursionError):
        pass
    try:  # which takes half of a character, too, as browsers write one where they cut a text
        return msgspec.convert(json.loads(item.decode("utf-8", "replace")), _Entry)
    except (ValueError, RecursionError):
        return None


def _captures_of_request(post_data: object, origin: Origin) -> Iterator[Capture]:
    """The body as text, or each of the fields that hold XML."""
    params = post_data.get("params") if isinstance(post_data, dict) else None
    if isinstance(params, list) and not _member(post_data, "text"):
        values = [(number, _member(param, "value")) for number, param in enumerate(params)]
        documents = [(number, value) for number, value in values if value and value.lstrip().startswith("<")]
        for number, value in documents:
            yield Capture(_at(origin, f".params[{number}]"), partial(decoded_body, value))
        if documents:
            return
    yield Capture(origin, partial(_body, post_data))


def _body_of_response(content: object) -> Message:
    if not _member(content, "text"):
        # A size is no more than a hint: some tools write it of bodies that they leave out.
        raise without_body("the HAR export has no body for this response")
    return _body(content)


def _body(holder: object) -> Message:
    text = _member(holder, "text")
    if text and _member(holder, "encoding") == "base64":
        return raw_body(from_base64(text), _member(holder, "mimeType"))
    return decoded_body(text or "")


def _member(holder: object, name: str) -> str | None:
    value = holder.get(name) if isinstance(holder, dict) else None
    return value if isinstance(value, str) else None


FORM = Form("a HAR export", begins, captures)
