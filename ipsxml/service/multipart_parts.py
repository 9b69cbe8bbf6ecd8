"""Split a ``multipart/form-data`` body into its parts.

This uses werkzeug's decoder: the service depends on werkzeug anyway, and the decoder takes bytes, as the
application does. aiohttp's reader requires a connection, and python-multipart would be another dependency.
"""

from collections.abc import Iterator
from typing import NamedTuple

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Event, Field, File, MultipartDecoder, NeedData
from werkzeug.sansio.request import Request

from ipsxml.service.request_body import INVALID_XML
from ipsxml.service.too_large import TooLarge
from ipsxml.simulation.service_faults import named_fault

MOST_PARTS = 1_000
_PIECE = 1 << 16
_LONGEST_HEAD = 4 * _PIECE  # limits the head of a part and the text before the first part, but not files


class Part(NamedTuple):
    """One part: its name, file name, charset, and content."""

    name: str
    filename: str | None
    charset: str | None
    content: bytes


def parts_of(request: Request, body: bytes) -> list[Part]:
    """The parts of a body; raises ``ServiceFault`` (30003) if it is not multipart, and ``TooLarge``."""
    boundary = request.mimetype_params.get("boundary")
    if request.mimetype != "multipart/form-data" or not boundary:
        raise named_fault(INVALID_XML, "an upload must be multipart/form-data with a boundary")
    try:
        decoder = MultipartDecoder(boundary.encode(), _LONGEST_HEAD, max_parts=MOST_PARTS)
        return list(_parts(decoder, body))
    except RequestEntityTooLarge:
        reason = (
            f"the request exceeds the limit of {MOST_PARTS:,} parts or, in the head of a part, "
            f"{_LONGEST_HEAD >> 10} KiB"
        )
    except ValueError:  # its text may quote the body
        raise named_fault(INVALID_XML, "the body is not valid multipart/form-data for its boundary") from None
    raise named_fault(INVALID_XML, reason, TooLarge)


def _parts(decoder: MultipartDecoder, body: bytes) -> Iterator[Part]:
    part, content = Part("", None, None, b""), bytearray()
    for event in _events(decoder, body):
        if isinstance(event, Field | File):
            filename = event.filename if isinstance(event, File) else None
            _, options = parse_options_header(event.headers.get("Content-Type"))
            part, content = Part(event.name or "", filename, options.get("charset"), b""), bytearray()
        elif isinstance(event, Data):
            content += event.data
            if not event.more_data:
                yield part._replace(content=bytes(content))


def _events(decoder: MultipartDecoder, body: bytes) -> Iterator[Event]:
    for start in range(0, len(body), _PIECE):
        decoder.receive_data(body[start : start + _PIECE])
        while not isinstance(event := decoder.next_event(), NeedData):
            yield event
    decoder.receive_data(None)
    while not isinstance(event := decoder.next_event(), Epilogue):
        yield event
