"""Explaining an issue code: its meaning, and an example that is validated to show the actual issue."""

import errno
import os
from dataclasses import dataclass

from ipsxml.capture import captures
from ipsxml.capture.sources import unreadable
from ipsxml.document_conversion import convert
from ipsxml.issue_examples import EXAMPLES, Example
from ipsxml.issues import ADVISORIES, CODES, Issue, known_code
from ipsxml.reading.door import read
from ipsxml.reading.validating import question_of


@dataclass(frozen=True, slots=True)
class Explanation:
    """The meaning of an issue code, with an example.

    ``example`` is a source with such an issue, as text; ``command`` is the command line that reports it,
    and ``issue`` is the reported issue. All three are ``None`` for the fallback code ``not-allowed``,
    which no known document has. ``is_advice`` is true if the issue is advice: a warning in a document with
    a namespace, and an error in one without, or with ``strict``.
    """

    code: str
    meaning: str
    is_advice: bool
    example: str | None = None
    command: str | None = None
    issue: Issue | None = None


def explain(code: str) -> Explanation:
    """Explain an issue ``code``, with an example.

    Raises ``UnknownCode``, which suggests a similar code.

    >>> explanation = explain("bad-value")
    >>> explanation.meaning
    'a value that its type does not allow'
    >>> explanation.issue.message
    "'half' is not a number such as 0.5 or 1E3, INF, -INF, or NaN"
    """
    example = EXAMPLES.get(known_code(code))
    is_advice = code in ADVISORIES
    if example is None:
        return Explanation(code, CODES[code], is_advice)
    issue = next(each for each in _issues_of(example) if each.code == code)
    return Explanation(code, CODES[code], is_advice, _text_of(example), _command_of(example), issue)


def _issues_of(example: Example) -> tuple[Issue, ...]:
    if example.content is None:
        error = unreadable(FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))
        return (Issue("error", "unreadable", str(error)),)
    if example.is_converted:
        return convert(example.content, to="xml", api=example.api, fill=example.fill).warnings
    question = question_of(api=example.api)
    return tuple(
        issue for capture in captures(example.content) for issue in read(capture, question).report.issues
    )


def _text_of(example: Example) -> str:
    return example.shown or (example.content or b"").decode().replace("\r\n", "\n").rstrip("\n")


def _command_of(example: Example) -> str:
    action = "convert --to xml" if example.is_converted else "validate"
    options = (f" --api {example.api}" if example.api else "") + (" --fill" if example.fill else "")
    return f"ipsxml {action}{options} example"
