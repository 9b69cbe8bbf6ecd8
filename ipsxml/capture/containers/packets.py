"""Packet captures of tcpdump and Wireshark, pcap and pcapng: the unencrypted HTTP in them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from ipsxml.capture.capture import Capture, Origin, failing
from ipsxml.capture.containers.conversation import messages_in
from ipsxml.capture.containers.exchanges import Exchanged, captures_of
from ipsxml.capture.containers.form import Form
from ipsxml.capture.containers.tcp_streams import Stream, connections
from ipsxml.capture.http_boundaries import message_starts
from ipsxml.capture.message import Message
from ipsxml.errors import CaptureError

_MAGIC = (
    b"\xa1\xb2\xc3\xd4",
    b"\xd4\xc3\xb2\xa1",
    b"\xa1\xb2\x3c\x4d",
    b"\x4d\x3c\xb2\xa1",
    b"\x0a\x0d\x0d\x0a",
)
_SHOWN_BYTES = 64  # enough to identify another protocol

_Messages = list[Exchanged | CaptureError]


def begins(head: bytes) -> bool:
    """Whether this begins like a pcap or pcapng file."""
    return head.startswith(_MAGIC)


def captures(file: BinaryIO, origin: Origin) -> Iterator[Capture]:
    """The captures of the messages in each connection: ``traffic.pcap#tcp.stream[3]#message[2]``.

    The connections have the numbers that Wireshark uses as filters. A connection that is encrypted or
    speaks another protocol gives one capture of its first bytes.
    """
    found, failure = connections(file)
    for number, connection in enumerate(found):
        here = origin._replace(place=f"{origin.place}#tcp.stream[{number}]")
        streams = [direction.joined() for direction in connection.sent.values() if direction.segments]
        sides = [_messages_in(stream) for stream in streams]
        if any(sides):
            yield from captures_of(_interleaved([messages or [_missing_start()] for messages in sides]), here)
        elif streams:
            yield _other_protocol(streams[0], here)
    if failure is not None:
        yield failing(origin, failure)


def _other_protocol(stream: Stream, origin: Origin) -> Capture:
    message = Message(stream.content[:_SHOWN_BYTES])
    return Capture(origin._replace(captured_at=_time(stream.time_at(0))), lambda: message)


def _messages_in(stream: Stream) -> _Messages:
    """The messages that one end has sent; none if it speaks another protocol."""
    content = stream.content
    if next(message_starts(content), None) is None:
        return []
    found = messages_in(content)
    places = [message.place if isinstance(message, Exchanged) else None for message in found]
    ends = [place if place is not None else len(content) for place in [*places[1:], len(content)]]
    return [
        message if isinstance(message, CaptureError) else _timed(message, stream, end)
        for message, end in zip(found, ends, strict=True)
    ]


def _missing_start() -> CaptureError:
    return CaptureError("cut-short", "the beginning of the message is not in the packet capture")


def _timed(message: Exchanged, stream: Stream, end: int) -> Exchanged | CaptureError:
    if not stream.is_whole_between(message.place, end):
        return CaptureError("cut-short", "the message is cut short: some of its packets were not captured")
    # A binary file has no lines, so lines are counted from the start of the document.
    return message._replace(lines_before=0, captured_at=_time(stream.time_at(message.place)))


def _interleaved(sides: list[_Messages]) -> _Messages:
    """The requests of a connection, each followed by its answers."""
    is_request = [_begins_with_a_request(messages) for messages in sides]
    requests = [
        message for messages, asks in zip(sides, is_request, strict=True) if asks for message in messages
    ]
    answers = iter(
        [
            message
            for messages, asks in zip(sides, is_request, strict=True)
            if not asks
            for message in messages
        ]
    )
    turns: _Messages = []
    for request in requests:
        turns.append(request)
        for answer in answers:
            turns.append(answer)
            if isinstance(answer, CaptureError) or (answer.head.status or 0) >= 200:
                break
    return [*turns, *answers]


def _begins_with_a_request(messages: _Messages) -> bool:
    first = next((message for message in messages if isinstance(message, Exchanged)), None)
    return first is not None and not first.head.is_response


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


FORM = Form("a packet capture", begins, captures)
