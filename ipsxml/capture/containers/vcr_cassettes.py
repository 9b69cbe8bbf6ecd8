"""VCR cassettes of Python's vcrpy and Ruby's VCR, as YAML or JSON."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from ipsxml.capture.capture import Capture, Origin, failing
from ipsxml.capture.containers.bodies import decoded_body, from_base64, may_have_body, raw_body, without_body
from ipsxml.capture.containers.form import Form
from ipsxml.capture.containers.times import time_of
from ipsxml.capture.content_kind import is_json
from ipsxml.capture.harmless_urls import harmless_url
from ipsxml.capture.message import Message
from ipsxml.errors import CaptureError

_LISTS = ("http_interactions", "interactions")  # of Ruby's VCR and of vcrpy
_BEGINS = re.compile(
    rb"""(?:\xef\xbb\xbf)?+
    (?: (?:\#[^\n]*+\n|---[^\n]*+\n|[ \t\r]*+\n|(?:version|recorded_with):[^\n]*+\n)*+
        (?:http_)?interactions:\s
      | \s*+\{\s*+(?:"(?:version|recorded_with)"\s*+:[^,{\[]*+,\s*+)?+"(?:http_)?interactions"\s*+:\s*+\[
    )""",
    re.VERBOSE,
)
_ERB_HINT = "the cassette contains ERB (<%= … %>): render it in Ruby first"


def begins(head: bytes) -> bool:
    """Whether this is YAML or JSON that begins with a list of interactions."""
    return _BEGINS.match(head) is not None


def captures(file: BinaryIO, origin: Origin) -> Iterator[Capture]:
    """A capture for each request with a body, and each response: ``stop.yml#interactions[3].response``."""
    place, failure = "", None
    numbers = dict.fromkeys(_LISTS, 0)
    try:
        for name, interaction in _interactions(file):
            place = f"#{name}[{numbers[name]}]"
            numbers[name] += 1
            yield from _captures_in_interaction(interaction, origin._replace(place=origin.place + place))
    except CaptureError as error:
        failure = error
    if failure is not None:
        failure.hint = failure.hint or _erb_hint(file, failure)
        yield failing(origin, failure)


def _interactions(file: BinaryIO) -> Iterator[tuple[str, Any]]:
    head = file.read(1 << 10)
    file.seek(0)
    if is_json(head):
        from ipsxml.capture.json_items import items_in, value_of

        name = next(name for name in _LISTS if f'"{name}"'.encode() in head)
        return ((name, value_of(item)) for item in items_in(file, name.encode()))
    from ipsxml.capture.yaml_items import yaml_items

    return yaml_items(file, *_LISTS)


def _erb_hint(file: BinaryIO, error: CaptureError) -> str | None:
    """A hint if the malformed YAML contains ERB near its beginning."""
    if error.code != "not-well-formed" or error.line is None:
        return None
    file.seek(0)
    return _ERB_HINT if b"<%" in file.read(1 << 20) else None


def _captures_in_interaction(interaction: Any, origin: Origin) -> Iterator[Capture]:
    request, response = _member(interaction, "request"), _member(interaction, "response")
    if not isinstance(request, dict) and not isinstance(response, dict):
        yield failing(
            origin, CaptureError("not-well-formed", "the interaction has neither a request nor a response")
        )
        return
    method = _member(request, "method")
    origin = origin._replace(
        captured_at=time_of(_member(interaction, "recorded_at")),
        method=method.upper() if isinstance(method, str) else None,
        url=harmless_url(_member(request, "uri")),
    )
    if _member(request, "body") or may_have_body(origin.method):
        yield _capture(request, origin._replace(place=f"{origin.place}.request"))
    status = str(_member(_member(response, "status"), "code"))
    answered = origin._replace(
        place=f"{origin.place}.response",
        status=int(status) if status.isdecimal() and len(status) == 3 else None,
    )
    yield _capture(response, answered)


def _capture(message: Any, origin: Origin) -> Capture:
    return Capture(origin, partial(_body, message))


def _body(message: Any) -> Message:
    """The body as text, or as bytes that may be compressed as they were sent."""
    body = _member(message, "body")
    if isinstance(body, dict):
        base64 = body.get("base64_string")
        body = from_base64(base64) if isinstance(base64, str) else base64 or body.get("string")
    if isinstance(body, bytes):
        return raw_body(body, _header(message, "content-type"), _header(message, "content-encoding"))
    if not isinstance(body, str):
        raise without_body()
    return decoded_body(body)


def _header(message: Any, name: str) -> str | None:
    """The first value of a header field."""
    headers = _member(message, "headers")
    for key, values in headers.items() if isinstance(headers, dict) else ():
        if key.lower() == name:
            value = values[0] if isinstance(values, list) and values else values
            return value if isinstance(value, str) else None
    return None


def _member(holder: Any, name: str) -> Any:
    return holder.get(name) if isinstance(holder, dict) else None


FORM = Form("a VCR cassette", begins, captures)
