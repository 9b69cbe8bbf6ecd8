"""Verdicts by matching the whole payload against one pattern."""

from ipsxml.capture import PayloadText, local_name
from ipsxml.codec.valid_pattern import valid_pattern
from ipsxml.contract import Version
from ipsxml.reading.door import Question, Reading, settled_version
from ipsxml.reading.report import Report


def accept_by_pattern(text: PayloadText, question: Question) -> Reading | None:
    """The verdict on a document whose payload matches its pattern; ``None`` if it does not match."""
    shell = text.shell
    version, element = settled_version(shell, question), local_name(shell.payload)
    pattern = None if version is None else valid_pattern(version, element)
    if version is None or pattern is None or pattern.fullmatch(text.text, text.start, text.end) is None:
        return None
    return Reading(Report(version.name, element, shell.soap_version, shell.issues))


def matches_pattern(payload: str, element: str, version: Version) -> bool:
    """Whether a payload written by the encoder matches its pattern."""
    pattern = valid_pattern(version, element)
    start, end = payload.index(">") + 1, len(payload) - len(f"</{element}>")
    return pattern is not None and pattern.fullmatch(payload, start, end) is not None
