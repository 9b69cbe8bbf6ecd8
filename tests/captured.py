"""Parsed documents and readings of a source, for tests that bypass the public functions."""

from ipsxml.capture import Opened, Source, only_capture, open_message
from ipsxml.codec import Document
from ipsxml.reading.door import read
from ipsxml.reading.json_door import read_json
from ipsxml.reading.question import Question, Reading


def open_source(source: Source) -> Opened:
    """The parsed document in a source; raises ``CaptureError`` if it has none."""
    return open_message(only_capture(source).message())


def read_plain(source: Source) -> Reading:
    """Read a source as a document in the plain form."""
    return read(only_capture(source), Question("plain"))


def plain_in(source: Source) -> Document:
    """The plain document in a source; raises ``InvalidDocument`` if it is not valid."""
    return read_plain(source).valid_document


def plain_in_json(content: bytes) -> Document:
    """The plain document in JSON; raises ``InvalidDocument`` if it is not valid."""
    return read_json(content, Question("plain")).valid_document
