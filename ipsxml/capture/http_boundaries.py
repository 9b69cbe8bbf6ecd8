"""Find where HTTP messages begin in a file of several, without parsing them or importing h11."""

import re
from collections.abc import Iterator

# A start line is followed by a field or an empty line. Text that merely quotes a start line seldom is.
_NEXT_LINE = rb"\r?\n(?=\r?\n|[!-9;-~]{1,200}[ \t]*:)"
_STATUS_LINE = re.compile(rb"HTTP/[0-9](?:\.[0-9])? [0-9]{3}(?: [^\r\n]{0,500})?" + _NEXT_LINE)
_REQUEST_END = re.compile(rb"HTTP/[0-9](?:\.[0-9])?" + _NEXT_LINE)
_REQUEST_START = re.compile(rb"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT) [^\s]{1,8000} \Z")
_LONGEST_REQUEST_LINE = 8100
_HEAD = 1 << 14


def message_starts(data: bytes, start: int = 0) -> Iterator[int]:
    """The positions from ``start`` on at which a message seems to begin, in order.

    In a saved stream a message may begin in the middle of a line, because a body can end without a line
    end.
    """
    place = start
    while (place := data.find(b"HTTP/", place)) >= 0:
        if _STATUS_LINE.match(data, place):
            yield place
        elif _REQUEST_END.match(data, place):
            line = max(start, data.rfind(b"\n", start, place) + 1, place - _LONGEST_REQUEST_LINE)
            request = _REQUEST_START.search(data[line:place])
            if request:
                yield line + request.start()
        place += 1


def is_one_document(data: bytes) -> bool:
    """Whether this HTTP message contains one document, and nothing follows it."""
    if b"multipart/form-data" in data[:_HEAD].lower():
        return False
    starts = message_starts(data)
    next(starts, None)
    return next(starts, None) is None
