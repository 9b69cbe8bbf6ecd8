"""Parse the head of an HTTP/1.1 message: what it says about the body and the exchange.

All other fields, such as ``Authorization`` and ``Cookie``, are dropped here. Not even their names are kept,
and it does not matter if they are malformed.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ipsxml.capture.harmless_urls import harmless_url
from ipsxml.errors import CaptureError

_END = re.compile(rb"\n\r?\n")
_LEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*+")
_STATUS_LINE = re.compile(r"HTTP/\d(?:\.\d)? (\d{3})\b", re.IGNORECASE)
_REQUEST_LINE = re.compile(r"([A-Z]{3,10}) (\S+) ")
_HOST = re.compile(r"([\w.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")
_MAX_SIZE = 1 << 20
_FIELDS = ("content-type", "content-encoding", "content-length", "transfer-encoding", "host", "date")
_FIRST_VALUE_COUNTS = ("content-type", "host", "date")


class Head(NamedTuple):
    """The head of a message.

    ``method`` and ``url`` are set for a request, ``status`` for a response. ``fields`` contains only the
    fields that are needed, by lower-case name; ``lines`` contains their line numbers. ``start`` and ``end``
    are the positions in the data where the head begins and the body begins. ``line`` is the line of the
    start line.
    """

    method: str | None
    url: str | None
    status: int | None
    fields: dict[str, str]
    lines: dict[str, int]
    start: int
    end: int
    line: int

    @property
    def is_response(self) -> bool:
        """Whether this is the head of a response."""
        return self.status is not None

    @property
    def date(self) -> str | None:
        """The ``Date`` field of a response, as written."""
        return self.fields.get("date") if self.is_response else None

    @property
    def media_type(self) -> str:
        """The media type of the body in lower case, without parameters; empty if there is none."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()


def read_head(data: bytes, start: int = 0, line: int | None = None, stop: int | None = None) -> Head:
    """Parse the head that begins at ``start`` and ends before ``stop``.

    ``line`` is the line of ``start``; it is counted if not given. A byte order mark and blank lines before
    the head are skipped. Raises ``CaptureError`` (``bad-http``) if the head has no end, or a line is not a
    header field.
    """
    found = _LEAD.match(data, start)
    first = found.end() if found else start
    end = _END.search(data, first, min(first + _MAX_SIZE, len(data) if stop is None else stop))
    if end is None:
        raise CaptureError("bad-http", "the HTTP head is not followed by an empty line")
    if line is None:
        line = data.count(b"\n", 0, first) + 1
    text = data[first : end.end()].decode("latin-1").rstrip("\r\n")
    start_line, *rest = (each.rstrip("\r") for each in text.split("\n"))
    found_values: dict[str, list[str]] = {}
    lines: dict[str, int] = {}
    for number, name, value in _fields(rest, line + 1):
        if name in _FIELDS and not (name in lines and name in _FIRST_VALUE_COUNTS):
            found_values.setdefault(name, []).append(value)
            lines.setdefault(name, number)
    fields = {name: ", ".join(values) for name, values in found_values.items()}
    return Head(*_exchange(start_line, fields, line), fields, lines, first, end.end(), line)


def _fields(lines: list[str], first: int) -> Iterator[tuple[int, str, str]]:
    """The fields: line number, lower-case name, value. Folded lines are joined (RFC 9112, 5.2)."""
    unfolded: list[tuple[int, str]] = []
    for number, line in enumerate(lines, first):
        if line[:1] in (" ", "\t") and unfolded:
            unfolded[-1] = (unfolded[-1][0], f"{unfolded[-1][1]} {line.strip()}")
        else:
            unfolded.append((number, line))
    for number, line in unfolded:
        name, colon, value = line.partition(":")
        if not name and not colon:
            continue
        if not colon:
            raise CaptureError(
                "bad-http", "a line of the HTTP head is not a header field: it has no colon", line=number
            )
        yield number, name.strip().lower(), value.strip()


def _exchange(
    start_line: str, fields: dict[str, str], line: int
) -> tuple[str | None, str | None, int | None]:
    """The method, the URL, and the status; raises ``CaptureError`` if the start line is malformed."""
    status_line = _STATUS_LINE.match(start_line)
    if status_line is None:
        request_line = _REQUEST_LINE.match(start_line)
        if request_line is None:
            raise CaptureError("bad-http", "the start line of the HTTP message is malformed", line=line)
        method, target = request_line[1], request_line[2]
        host = _HOST.fullmatch(fields.get("host", ""))
        url = target if "://" in target or host is None else f"http://{host[0]}{target}"
        return method, harmless_url(url), None
    status = int(status_line[1])
    if status < 100:
        raise CaptureError("bad-http", f"{status_line[1]} is not an HTTP status", line=line)
    return None, None, status
