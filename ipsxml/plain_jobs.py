"""Streaming jobs without a parser, as long as they are in the plainest spelling.

A compiled decoder proves from a job's text alone that the job is valid. From the first job that needs a
parser on, a parser reads the response, without the jobs before that one.
"""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from ipsxml.capture import Message, local_name, payload_text_of
from ipsxml.capture.byte_streams import Stream
from ipsxml.capture.payload_text import as_text, is_plain
from ipsxml.codec.decoder import Decoder, decoders
from ipsxml.codec.decoder_patterns import compiled
from ipsxml.contract import ComplexType, contract
from ipsxml.model import Payload
from ipsxml.reading.judging import settled_version
from ipsxml.reading.question import Question

_CHUNK = 1 << 18
_PAYLOAD_AND_ARRAY = compiled(r'<([A-Za-z]+) xmlns="[^"&<>]*">\s*+<([A-Za-z]+)>(?=\s*+<items>)')
_TAG = compiled(r"<(/?)([^\s<>/!?]++)[^<>]*?(/?)>")
_START_OF_ITEM, _END_OF_ITEM = compiled(r"\s*+<items>\s*+<"), "/items>"


class PlainJobs:
    """The jobs at the beginning of a response, and then the remaining bytes, for a parser."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._rest: Iterator[bytes] = iter(())

    def jobs(self) -> Iterator[Payload]:
        """Yield the jobs up to the first that needs a parser; raises ``CaptureError``, as the stream does."""
        content = self._stream.read(_CHUNK)
        start = _start_of_items(content)
        if start is None:
            self._rest = iter([content])
            return
        before, content, lines = content[: start.place], content[start.place :], 0
        while (text := _plain_text(content)) is not None:
            place = 0
            while found := _job_at(text, place, start.decode):
                job, place = found
                yield job
            lines += text.count("\n", 0, place)
            content = content[len(text[:place].encode()) :]
            more = self._stream.read(_CHUNK) if place or len(content) < _CHUNK else b""
            content += more
            if not more:
                break
        self._rest = chain([before], _line_feeds(lines), [content])

    def read_rest(self) -> bytes:
        """The next bytes of the response without the jobs that were yielded; line numbers do not change."""
        return next(self._rest, b"") or self._stream.read(_CHUNK)


class _Start(NamedTuple):
    """The position at which the items of a response start, and the decoder of their type."""

    place: int
    decode: Decoder


def _start_of_items(content: bytes) -> _Start | None:
    """The start of the items in the first bytes of a response; ``None`` if only a parser can find it."""
    text = _plain_text(content, start=content.find(b"?>") + 1)
    found = _PAYLOAD_AND_ARRAY.search(text) if text else None
    if text is None or found is None:
        return None
    before = text[: found.end()]
    end_tags = "".join(f"</{name}>" for name in reversed(_open_elements(before)))
    document = payload_text_of(Message(f"{before}{end_tags}".encode()))
    version = settled_version(document.shell, Question()) if document else None
    if document is None or version is None or local_name(document.shell.payload) != found[1]:
        return None
    payload = contract(version).elements.get(found[1])
    array = payload.members.get(found[2]) if payload else None
    item = array.type.members.get("items") if array and isinstance(array.type, ComplexType) else None
    decode = decoders(version, typed=True).get(item.type.name) if item else None
    return _Start(len(before.encode()), decode) if decode else None


def _open_elements(text: str) -> list[str]:
    """The names of the elements that are open at the end of a text."""
    names: list[str] = []
    for is_end, name, is_empty in _TAG.findall(text):
        if is_end:
            del names[-1:]
        elif not is_empty:
            names.append(name)
    return names


def _plain_text(content: bytes, start: int = 0) -> str | None:
    """The text up to the end of the last tag; ``None`` if anything from ``start`` on needs a parser."""
    content = content[: content.rfind(b">") + 1]
    # Without carriage returns, the text has as many bytes as the content.
    text = None if b"\r" in content else as_text(content)
    return text if text is not None and is_plain(text, start, len(text)) else None


def _job_at(text: str, place: int, decode: Decoder) -> tuple[Payload, int] | None:
    """The job that is the next item, and the item's end; ``None`` if the decoder does not accept it."""
    start = _START_OF_ITEM.match(text, place)
    if start is None:
        return None
    try:
        job, end = decode(text, start.end())
    except (ValueError, OverflowError):
        return None
    return (job, end + len(_END_OF_ITEM)) if text.startswith(_END_OF_ITEM, end) else None


def _line_feeds(number: int) -> Iterator[bytes]:
    """This many line feeds, in comments: the parser drops comments, but limits the length of a text."""
    full, rest = divmod(number, _CHUNK)
    for each in (*[_CHUNK] * full, rest):
        yield b"<!--%b-->" % (b"\n" * each)
