"""A saved conversation: several HTTP messages in sequence.

Wireshark's "follow stream", many proxies, and, with redirects, ``curl -i -L`` save them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from ipsxml.capture.capture import Capture, Origin
from ipsxml.capture.containers.exchanges import Exchanged, captures_of
from ipsxml.capture.containers.form import Form
from ipsxml.capture.content_kind import is_http
from ipsxml.capture.http_boundaries import message_starts
from ipsxml.capture.http_head import Head, read_head
from ipsxml.capture.limits import MAX_BYTES, check_size
from ipsxml.errors import CaptureError

_SPACE = re.compile(rb"\s*+")


def captures(file: BinaryIO, origin: Origin) -> Iterator[Capture]:
    """The captures of the messages that have a body, each with its number: ``#message[2]``."""
    data = file.read(MAX_BYTES + 1)
    check_size(len(data), "the conversation")
    return captures_of(messages_in(data), origin)


def messages_in(data: bytes) -> list[Exchanged | CaptureError]:
    """The messages of a conversation, each with its body."""
    return _with_delayed_bodies(list(_messages(data)))


def _messages(data: bytes) -> Iterator[Exchanged | CaptureError]:
    """The messages in order. One with a malformed head is an error, and ends where the next one begins."""
    starts = list(message_starts(data)) or [0]
    place, line, counted = starts[0], 1, 0
    while place < len(data):
        line, counted = line + data.count(b"\n", counted, place), place
        after = _next_start(starts, place + 1, len(data))
        try:
            head = read_head(data, place, line, after)
        except CaptureError as error:
            yield error
            place = after
        else:
            start, place = place, _end_of_message(data, head, starts)
            lines_before = line - 1 + data.count(b"\n", counted, head.end)
            yield Exchanged(head, data[head.end : place], lines_before, place=start)


def _end_of_message(data: bytes, head: Head, starts: list[int]) -> int:
    """The end of a message: by ``Content-Length`` if another message begins there, else before the next one.

    Neither is reliable alone: the length is wrong if line ends were changed, and text may look like a start
    line.
    """
    length = head.fields.get("content-length", "")
    if length.isdecimal() and len(length) < 12:
        space = _SPACE.match(data, min(head.end + int(length), len(data)))
        end = space.end() if space else len(data)
        if head.end + int(length) <= len(data) and _next_start(starts, end, len(data)) == end:
            return end
    return _next_start(starts, head.end, len(data))


def _next_start(starts: list[int], place: int, end: int) -> int:
    """The first start at or after ``place``; ``end`` if there is none."""
    index = bisect_left(starts, place)
    return starts[index] if index < len(starts) else end


def _with_delayed_bodies(messages: list[Exchanged | CaptureError]) -> list[Exchanged | CaptureError]:
    """The messages, with bodies that were sent after ``100 Continue`` moved to their requests."""
    for index, (request, interim) in enumerate(pairwise(messages)):
        if isinstance(request, CaptureError) or isinstance(interim, CaptureError):
            continue
        if interim.head.status == 100 and not request.head.is_response and request.is_empty:
            messages[index] = request._replace(body=interim.body, lines_before=interim.lines_before)
            messages[index + 1] = interim._replace(body=b"")
    return messages


FORM = Form("an HTTP conversation", is_http, captures)
