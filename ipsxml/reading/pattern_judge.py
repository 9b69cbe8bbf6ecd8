"""Verdicts by matching the whole payload against one pattern, without a parser."""

from ipsxml.capture import Message, Opened, PayloadText, local_name, open_message
from ipsxml.codec.valid_pattern import valid_pattern
from ipsxml.errors import CaptureError
from ipsxml.reading.judging import settled_version
from ipsxml.reading.question import Question, Reading
from ipsxml.reading.report import shared_report


def ask_pattern(text: PayloadText, message: Message, question: Question) -> Reading | Opened | None:
    """The reading of a document whose payload matches its pattern.

    If only some items of an array do not match, the result is the parsed document, in which each matching
    item is replaced by the smallest valid one; judging it gives the same report. Otherwise, it is ``None``.
    """
    shell = text.shell
    version, element = settled_version(shell, question), local_name(shell.payload)
    pattern = None if version is None else valid_pattern(version, element)
    if version is None or pattern is None:
        return None
    matched = pattern.match(text.text, text.start, text.end)
    if matched.is_all:
        return Reading(shared_report(version.name, element, shell.soap_version, shell.issues))
    if pattern.array is None or not matched.items:
        return None
    return _opened_with(pattern.array.smallest_item, matched.items, text.text, message)


def _opened_with(smallest_item: str, items: list[slice], text: str, message: Message) -> Opened | None:
    """The document with each of ``items`` replaced by ``smallest_item`` and the item's line feeds.

    The result is ``None`` if the rest is not well-formed.
    """
    if b"\r" in message.content:  # libxml2 does not count every line end that the text has normalized
        return None
    pieces, place = [], 0
    for each in items:
        pieces += [text[place : each.start], smallest_item, "\n" * text.count("\n", each.start, each.stop)]
        place = each.stop
    pieces.append(text[place:])
    try:
        return open_message(message._replace(content="".join(pieces).encode()))
    except CaptureError:  # the whole document may have a different error
        return None
