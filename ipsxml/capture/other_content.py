"""Classify content that is not a job document by its beginning, so that such content can be counted."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of content, in the singular and in the plural."""

    one: str
    several: str

    def counted(self, number: int) -> str:
        """A number of this kind: ``12 images``."""
        return f"{number:,} {self.one if number == 1 else self.several}"


IMAGE = Kind("image", "images")
HTML = Kind("HTML page", "HTML pages")
JSON = Kind("other JSON document", "other JSON documents")
XML = Kind("other XML document", "other XML documents")
WSDL = Kind("Web service description", "Web service descriptions")
SOAP = Kind("SOAP message from another service", "SOAP messages from other services")
TEXT = Kind("text document", "text documents")
BINARY = Kind("binary file", "binary files")
PDF = Kind("PDF", "PDFs")
FONT = Kind("font", "fonts")
MEDIA = Kind("video or audio file", "video or audio files")
ARCHIVE = Kind("archive", "archives")
EMPTY = Kind("message without a body", "messages without a body")
OPERATION = Kind("operation outside the job family", "operations outside the job family")
EMPTY_FILE = Kind("empty file", "empty files")
FILE = Kind("other file", "other files")

_LEAD = rb"(?:\xef\xbb\xbf)?\s*+(?:<[?!](?!(?i:doctype html))[^>]*+>\s*+)*+"
_STARTS: tuple[tuple[bytes, Kind], ...] = (
    (rb"\x89PNG\r\n|GIF8|\xff\xd8\xff|RIFF....WEBP|BM....\0\0\0\0|\0\0\x01\0|II\*\0|MM\0\*|8BPS", IMAGE),
    (rb"....ftypavif|....ftyphei", IMAGE),
    (rb"%PDF-", PDF),
    (rb"wOF[F2]|OTTO|\0\x01\0\0\0|true\0|ttcf", FONT),
    (rb"....ftyp|RIFF....(?:AVI |WAVE)|\x1aE\xdf\xa3|ID3|OggS|FLV\x01", MEDIA),
    (rb"PK\x03\x04|\x1f\x8b\x08|7z\xbc\xaf|Rar!", ARCHIVE),
    (_LEAD + rb"(?i:<!doctype html|<html[\s>])", HTML),
    (_LEAD + rb"<(?:\w++:)?svg[\s>]", IMAGE),
    (_LEAD + rb"<(?:[\w.-]++:)?(?:definitions|schema)[\s>]", WSDL),
    (_LEAD + rb"<(?:[\w.-]++:)?Envelope[\s>]", SOAP),
    (_LEAD + rb"<", XML),
    (rb"(?:\xef\xbb\xbf)?\s*+[{\[]", JSON),
    (rb"\s*\Z", EMPTY),
)
_PATTERNS = tuple((re.compile(pattern, re.DOTALL), kind) for pattern, kind in _STARTS)
_HEAD = 1 << 12


def other_kind(content: bytes) -> Kind:
    """The kind of content that is not a job document.

    >>> other_kind(b"<!DOCTYPE html><html>").one
    'HTML page'
    """
    head = content[:_HEAD]
    found = next((kind for pattern, kind in _PATTERNS if pattern.match(head)), None)
    return found or (BINARY if b"\0" in head else TEXT)


def counts_of(kinds: Sequence[Kind]) -> str:
    """The number of each kind, most frequent first: ``12 images, 5 HTML pages``."""
    return ", ".join(kind.counted(number) for kind, number in Counter(kinds).most_common())
