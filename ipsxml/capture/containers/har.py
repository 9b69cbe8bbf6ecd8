"""HAR 1.2, the export format of browsers and proxies: http://www.softwareishard.com/blog/har-12-spec/.

Entries are read one by one, and only the needed members: headers and cookies are ignored.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from ipsxml.capture.capture import Capture, Origin, failing
from ipsxml.capture.containers.bodies import decoded_body, from_base64, may_have_body, raw_body, without_body
from ipsxml.capture.containers.form import Form
from ipsxml.capture.containers.times import time_of
from ipsxml.capture.harmless_urls import harmless_url
from ipsxml.capture.json_items import items_in, value_of
from ipsxml.capture.message import Message
from ipsxml.errors import CaptureError

_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?\s*+\{\s*+"log"\s*+:\s*+\{')


def begins(head: bytes) -> bool:
    """Whether this is JSON that begins with a ``log`` member."""
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
    entry = value_of(item)
    if not isinstance(entry, dict):
        yield failing(origin, CaptureError("not-well-formed", "the HAR entry is not valid JSON"))
        return
    request, response = _object(entry, "request"), _object(entry, "response")
    origin = origin._replace(
        captured_at=time_of(entry.get("startedDateTime")),
        method=_text(request, "method"),
        url=harmless_url(request.get("url")),
    )
    if request.get("postData") or may_have_body(origin.method):
        yield from _captures_of_request(_object(request, "postData"), _at(origin, ".request"))
    status = response.get("status")
    answered = _at(origin, ".response")._replace(status=status if isinstance(status, int) else None)
    yield Capture(answered, partial(_body_of_response, _object(response, "content")))


def _captures_of_request(post_data: dict[str, Any], origin: Origin) -> Iterator[Capture]:
    """The body as text, or each field that contains XML."""
    params = post_data.get("params")
    if isinstance(params, list) and not _text(post_data, "text"):
        values = [(n, _text(param, "value")) for n, param in enumerate(params) if isinstance(param, dict)]
        documents = [(number, value) for number, value in values if value and value.lstrip().startswith("<")]
        for number, value in documents:
            yield Capture(_at(origin, f".params[{number}]"), partial(decoded_body, value))
        if documents:
            return
    yield Capture(origin, partial(_body, post_data))


def _body_of_response(content: dict[str, Any]) -> Message:
    if not _text(content, "text"):
        # The size does not help: some tools write it even for bodies that they omit.
        raise without_body("the HAR export has no body for this response")
    return _body(content)


def _body(holder: dict[str, Any]) -> Message:
    text = _text(holder, "text")
    if text and _text(holder, "encoding") == "base64":
        return raw_body(from_base64(text), _text(holder, "mimeType"))
    return decoded_body(text or "")


def _object(holder: dict[str, Any], name: str) -> dict[str, Any]:
    value = holder.get(name)
    return value if isinstance(value, dict) else {}


def _text(holder: dict[str, Any], name: str) -> str | None:
    value = holder.get(name)
    return value if isinstance(value, str) else None


FORM = Form("a HAR export", begins, captures)
