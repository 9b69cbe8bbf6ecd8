"""Captures of HTTP messages that a container has already split into heads and bodies."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from ipsxml.capture.capture import Capture, Origin, failing
from ipsxml.capture.containers.times import time_of
from ipsxml.capture.http_head import Head
from ipsxml.capture.message import Message
from ipsxml.errors import CaptureError
from ipsxml.issues import Issue


class Exchanged(NamedTuple):
    """One message: its head, its body as it was sent, and the number of lines in the file before the body.

    ``place`` is the position of the message in the data that contains it.
    """

    head: Head
    body: bytes
    lines_before: int = 0
    captured_at: datetime | None = None
    warnings: tuple[Issue, ...] = ()
    place: int = 0

    def read(self) -> Message:
        """The document in the body; raises ``CaptureError``."""
        from ipsxml.capture.http import read_body  # h11 is slow to import

        message = read_body(self.head, self.body, self.lines_before)
        return message._replace(warnings=self.warnings + message.warnings)

    @property
    def is_empty(self) -> bool:
        """Whether it has no body."""
        return not self.body.strip()


def captures_of(messages: list[Exchanged | CaptureError], origin: Origin) -> Iterator[Capture]:
    """A capture for each message that has a body, with its number as the place: ``#message[2]``.

    Messages without a body are skipped: GET requests, interim answers, challenges. The last answer of a
    conversation is kept even if it is empty, because it should have a body. A ``CaptureError`` represents a
    message that cannot be read. If only one message is left, its capture has no place.
    """
    kept = [
        (number, message)
        for number, message in enumerate(messages, 1)
        if isinstance(message, CaptureError) or not message.is_empty
    ]
    if not kept or _is_unanswered(messages[-1]):
        kept.append((len(messages), messages[-1]))
    requests: dict[int, Head] = {}
    last: Head | None = None
    for number, message in enumerate(messages, 1):
        if isinstance(message, Exchanged) and not message.head.is_response:
            last = message.head
        if last is not None:
            requests[number] = last
    for number, message in kept:
        place = f"{origin.place}#message[{number}]" if len(kept) > 1 else origin.place
        yield from _captures(message, requests.get(number), origin._replace(place=place))


def _is_unanswered(last: Exchanged | CaptureError) -> bool:
    return isinstance(last, Exchanged) and last.is_empty and last.head.is_response


def _captures(message: Exchanged | CaptureError, request: Head | None, origin: Origin) -> Iterator[Capture]:
    """The captures in one message: one, or one for each field of a form."""
    if isinstance(message, CaptureError):
        yield failing(origin, message)
        return
    head = message.head
    origin = origin._replace(
        captured_at=message.captured_at or time_of(head.date),
        method=request.method if request else None,
        url=request.url if request else None,
        status=head.status,
    )
    if head.media_type != "multipart/form-data":
        yield Capture(origin, message.read)
        return
    from ipsxml.capture.containers.multipart_form import captures_in_form  # seldom needed
    from ipsxml.capture.http import decoded_body

    try:
        content = decoded_body(head, message.body)
    except CaptureError as error:
        yield failing(origin, error)
    else:
        yield from captures_in_form(content, head.fields["content-type"], origin, message.lines_before)
