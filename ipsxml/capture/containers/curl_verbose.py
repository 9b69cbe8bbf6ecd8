"""The output of ``curl -v``: the heads of requests and answers, line by line, and the answers' bodies.

If standard error and standard output go to one file, curl's remarks and its progress meter can appear
before, after, and in the middle of a body.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

from ipsxml.capture.capture import Capture, Origin
from ipsxml.capture.containers.conversation import messages_in
from ipsxml.capture.containers.exchanges import Exchanged, captures_of
from ipsxml.capture.containers.form import Form
from ipsxml.capture.content_kind import is_http, is_whole
from ipsxml.capture.http_head import read_head
from ipsxml.capture.limits import MAX_BYTES, check_size
from ipsxml.errors import CaptureError

# Written with curl --trace-time, and with --trace-ids in curl 8.
_STAMP = rb"(?:\d\d:\d\d:\d\d\.\d{6} )?(?:\[\d+-\d+\] )?"
_START_LINE = re.compile(_STAMP + rb"([<>]) ((?:[A-Z]+ [^\r\n]* )?HTTP/\d[^\r\n]*)")
_HEAD_LINE = re.compile(_STAMP + rb"([<>])(?: ([^\r\n]*))?\r*\n?\Z")
_REMARK = re.compile(_STAMP + rb"\* ")
_MARK = re.compile(_STAMP + rb"[*<>{}] ")
# Some remarks and the progress meter may interrupt a body, even in the middle of a line.
_NOISE = re.compile(
    rb"(?:"
    + _STAMP
    + rb"(?:\* (?:Connection #\d+ to host [^\n]{0,300} left intact|Closing connection[^\r\n]*"
    rb"|shutting down connection #\d+|Excess found[^\r\n]*)|[{}] \[\d+ bytes data\])\r*\n?"
    rb"|\r *\d+ +[\d.]+[kMGTP]? +\d+ [ \d.kMGTP:-]*(?:\r?\n)?"
    rb"|^Script (?:started|done) on [^\n]*\n?"
    rb"|^ *% Total +% Received[^\n]*\n|^ +Dload +Upload[^\n]*\n)+",
    re.MULTILINE,
)
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:Script started[^\n]*\n)?(?:%b[*<>] | *%% Total +%% Received)" % _STAMP
)
_HAS_START = re.compile(rb"^" + _START_LINE.pattern, re.MULTILINE)

_EDGE = 20  # lines, enough to show how a document begins or ends


def begins(head: bytes) -> bool:
    """Whether this begins with a remark of curl, its progress meter, or a head, and has a start line."""
    return _BEGINS.match(head) is not None and _HAS_START.search(head) is not None


def captures(file: BinaryIO, origin: Origin) -> Iterator[Capture]:
    """The captures of the answers, with the request's method and URL. curl does not show request bodies."""
    text = file.read(MAX_BYTES + 1)
    check_size(len(text), "the curl output")
    return captures_of([message for part in _parts(text) for message in part.messages()], origin)


@dataclass(slots=True)
class _Part:
    """The lines of one head, without curl's marks, and of the body after it."""

    direction: bytes = b""
    head: list[bytes] = field(default_factory=list)
    head_line: int = 0
    body: list[bytes] = field(default_factory=list)
    body_line: int = 0

    def goes_on(self, direction: bytes) -> bool:
        """Whether a line with this mark can belong to the head."""
        return bool(self.head) and self.head[-1] != b"" and direction == self.direction

    def add_to_body(self, line: bytes, number: int) -> None:
        """Add a line to the body, unless it is one of curl's remarks."""
        if _REMARK.match(line) and (not self.body or self._is_whole()):
            return
        if self.body or line.strip():
            self.body_line = self.body_line or number
            self.body.append(line)

    def _is_whole(self) -> bool:
        ends = self.body if len(self.body) < 2 * _EDGE else self.body[:_EDGE] + self.body[-_EDGE:]
        return is_whole(b"".join(ends))

    def messages(self) -> Iterator[Exchanged | CaptureError]:
        """The message; with ``curl -i``, those in the body, which repeats the heads."""
        body = b"".join(self.body) if self.direction == b"<" else b""
        lines_before = max(self.body_line - 1, 0)
        if is_http(body):
            yield from (_moved(message, lines_before) for message in messages_in(body))
            return
        try:
            head = read_head(b"\r\n".join([*self.head, b"", b""]), 0, self.head_line)
        except CaptureError as error:
            yield error
        else:
            yield Exchanged(head, body, lines_before)


def _moved(message: Exchanged | CaptureError, lines: int) -> Exchanged | CaptureError:
    if isinstance(message, CaptureError):
        return message
    return message._replace(lines_before=message.lines_before + lines)


def _parts(text: bytes) -> Iterator[_Part]:
    part: _Part | None = None
    for number, line in _lines(text):
        marked, start = _HEAD_LINE.match(line), _START_LINE.match(line)
        if start:
            if part is not None:
                yield part
            part = _Part(start[1], [start[2]], number)
        elif part is not None and marked and part.goes_on(marked[1]):
            part.head.append(marked[2] or b"")
        elif part is not None:
            part.add_to_body(line, number)
    if part is not None:
        yield part


def _lines(text: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines, each with its number in the file, without interruptions."""
    kept, shifts = BytesIO(), []
    position = 0
    for found in _NOISE.finditer(text):
        kept.write(text[position : found.start()])
        position = found.end()
        breaks = found[0].count(b"\n")
        if breaks and _MARK.match(text, position):  # the body before this mark has no final line break
            kept.write(b"\n")
            breaks -= 1
        shifts += [kept.tell()] * breaks
    kept.write(text[position:])
    kept.seek(0)
    place, shift = 0, 0
    for number, line in enumerate(kept, 1):
        while shift < len(shifts) and shifts[shift] <= place:
            shift += 1
        yield number + shift, line
        place += len(line)


FORM = Form("the output of curl -v", begins, captures)
