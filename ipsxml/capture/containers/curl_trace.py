"""The output of ``curl --trace`` and ``curl --trace-ascii``: a dump of everything sent and received."""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from ipsxml.capture.capture import Capture, Origin
from ipsxml.capture.containers.exchanges import Exchanged, captures_of
from ipsxml.capture.containers.form import Form
from ipsxml.capture.http_head import read_head
from ipsxml.capture.limits import MAX_BYTES, check_size
from ipsxml.errors import CaptureError
from ipsxml.issues import Issue

_STAMP = rb"(?:\d\d:\d\d:\d\d\.\d{6} )?(?:\[\d+-\d+\] )?"
_METER = rb"(?: *% Total[^\n]*\n[^\n]*\n\r?[ \d:-]*)?"
_BEGINS = re.compile(_METER + _STAMP + rb"(?:== Info: |[=<][=>] (?:Send|Recv) )")
_BLOCK = re.compile(_STAMP + rb"(?:=>|<=) (Send|Recv) (header|data), (\d+) bytes \(0x[0-9a-f]+\)")
_ROW = re.compile(rb"([0-9a-f]{4,}): (.*)", re.DOTALL)
_HEX = re.compile(rb"(?:[0-9a-f]{2} )+")
_WIDTH = 16
# Dots between two tags, except dots that are an element's text.
_DOTS = re.compile(rb"(<(/?)[^\s/<>]++[^<>]*+>)(\.[. ]*)(?=<(/?))")
_LOSSY = Issue(
    "warning",
    "lossy-dump",
    "curl --trace-ascii replaces each line feed and each byte outside ASCII with a dot",
    hint="use curl --trace, which keeps them",
)


class _Block(NamedTuple):
    """One block of the dump."""

    is_sent: bool
    is_head: bool
    content: bytes
    line: int
    is_ascii: bool


def begins(head: bytes) -> bool:
    """Whether this begins like one of curl's dumps."""
    return _BEGINS.match(head) is not None


def captures(file: BinaryIO, origin: Origin) -> Iterator[Capture]:
    """The captures of the messages that have a body, requests and answers."""
    text = file.read(MAX_BYTES + 1)
    check_size(len(text), "the curl trace")
    return captures_of(list(_messages(text)), origin)


def _messages(text: bytes) -> Iterator[Exchanged | CaptureError]:
    """The messages: the blocks of a head, followed by those of its body."""
    head: list[_Block] = []
    body: list[_Block] = []
    for block in _blocks(text):
        is_other = bool(head) and head[0].is_sent != block.is_sent
        if head and (is_other or (block.is_head and _ends_a_head(head))):
            yield _message(head, body)
            head, body = [], []
        (head if block.is_head else body).append(block)
    if head:
        yield _message(head, body)


def _ends_a_head(blocks: list[_Block]) -> bool:
    return b"".join(block.content for block in blocks).endswith((b"\r\n\r\n", b"\n\n"))


def _message(head: list[_Block], body: list[_Block]) -> Exchanged | CaptureError:
    try:
        read = read_head(b"".join(block.content for block in head), 0, head[0].line)
    except CaptureError as error:
        return error
    content = b"".join(block.content for block in body)
    if not any(block.is_ascii for block in body):
        return Exchanged(read, content)
    return Exchanged(read, _DOTS.sub(_line_ends, content), warnings=(_LOSSY,))


def _line_ends(found: re.Match[bytes]) -> bytes:
    """The dots between tags, replaced by the line feeds that they represent."""
    is_text_of_one = found[4] and not found[2] and not found[1].endswith((b"/>", b"?>"))
    return found[0] if is_text_of_one else found[1] + found[3].replace(b".", b"\n")


def _blocks(text: bytes) -> Iterator[_Block]:
    start: re.Match[bytes] | None = None
    rows: list[tuple[int, bytes]] = []
    line = 0
    for number, written in enumerate(text.split(b"\n"), 1):
        row = _ROW.match(written)
        if row and start:
            rows.append((int(row[1], 16), row[2].removesuffix(b"\r")))
            continue
        if start:
            yield _block(start, rows, line)
        start, rows, line = _BLOCK.match(written), [], number
    if start:
        yield _block(start, rows, line)


def _block(start: re.Match[bytes], rows: list[tuple[int, bytes]], line: int) -> _Block:
    ends = [place for place, _ in rows[1:]] + [int(start[3])]
    sized = [(row, end - place) for (place, row), end in zip(rows, ends, strict=True)] if rows else []
    is_ascii = not all(size <= _WIDTH and _HEX.fullmatch(row[: 3 * size]) for row, size in sized)
    content = b"".join(_from_ascii(*row) if is_ascii else _from_hex(*row) for row in sized)
    return _Block(start[1] == b"Send", start[2] == b"header", content, line, is_ascii)


def _from_hex(row: bytes, size: int) -> bytes:
    return bytes.fromhex(row[: 3 * size].decode())


def _from_ascii(row: bytes, size: int) -> bytes:
    """The bytes of a row. If the next row begins two bytes later, the row ended with CR and LF."""
    return row + (b"\r\n" if size == len(row) + 2 else b"")


FORM = Form("a curl trace", begins, captures)
