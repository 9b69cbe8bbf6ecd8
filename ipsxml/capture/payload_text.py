"""Split a document into its payload, as text, and its surroundings, parsed.

A decoder that proves from the text alone that a payload is well-formed and valid does not need a parser to
do so first. The surroundings are parsed like any document, with an empty element in place of the payload.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from ipsxml.capture.limits import MAX_TEXT_CHARACTERS
from ipsxml.capture.message import Message
from ipsxml.capture.opening import Opened, open_message
from ipsxml.errors import CaptureError
from ipsxml.xml_characters import are_xml_characters

_PROLOG = re.compile(r"""<\?xml version=["']1\.0["'](?: encoding=["'][Uu][Tt][Ff]-8["'])?\s*\?>""")
_ROOT = re.compile(r'<([A-Za-z]+) xmlns="([^"&<>]*)">')
_MARK = "payload-is-elsewhere"
# A reference other than to XML's five predefined entities.
_OTHER_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
# A text that is too long for the parser covers at least one window of this size, however wide its characters.
_WINDOW = MAX_TEXT_CHARACTERS // 8
_MAX_AROUND = 1 << 16
_LONGEST_COMMON = 1 << 12


class PayloadText(NamedTuple):
    """``text[start:end]`` is the content of the payload's root element, without its start and end tags.

    ``shell`` is the document with an empty payload.
    """

    shell: Opened
    text: str
    start: int
    end: int


def payload_text_of(message: Message) -> PayloadText | None:
    """Split a document; ``None`` if the result might be wrong, or it is not a document.

    A result guarantees this about the payload's content: it contains only characters that XML allows, its
    line ends are normalized as XML requires, its only references are to the five predefined entities, and
    no text is too long. Its tags are not checked.
    """
    content = message.content
    can_be_text = (message.charset or "utf-8").lower() == "utf-8" and _has_small_surroundings(content)
    text = as_text(content) if can_be_text else None
    root = _ROOT.search(text) if text else None
    if text is None or root is None:
        return None
    end_tag = f"</{root[1]}>"
    start, end = root.end(), text.rfind(end_tag, root.end())
    if end < 0 or not is_plain(text, start, end):
        return None
    head, tail = text[: root.start()], text[end + len(end_tag) :]
    prolog = _PROLOG.match(head)
    around = head[prolog.end() :] + tail if prolog else head + tail
    # Inside a comment, for example, something that looks like the payload might not be the payload.
    if any(sign in around for sign in ("<!", "<?", "]]>", _MARK)):
        return None
    around = f'{head}<{root[1]} xmlns="{root[2]}" {_MARK}=""/>{tail}'
    is_common = len(around) < _LONGEST_COMMON and "Header" not in around
    shell = (_common_shell if is_common else _shell)(message._replace(content=around.encode()))
    return None if shell is None else PayloadText(shell, text, start, end)


def _shell(message: Message) -> Opened | None:
    """The document with an empty payload, which is marked; ``None`` if this is not a document."""
    try:
        shell = open_message(message)
    except CaptureError:
        return None
    return None if shell.payload.attrib.pop(_MARK, None) is None else shell


# Successive answers have the same surroundings. (Headers are not cached: they may contain credentials.)
_common_shell = lru_cache(maxsize=64)(_shell)


def _has_small_surroundings(content: bytes) -> bool:
    """Whether the surroundings are small, so that little has to be copied."""
    return content.find(b' xmlns="', 0, _MAX_AROUND) >= 0 and content.rfind(b"</", -_MAX_AROUND) >= 0


def as_text(content: bytes) -> str | None:
    """The text of content that is certainly UTF-8, without carriage returns."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    if not are_xml_characters(text, content):
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")  # XML 1.0, 2.11
    return text


def is_plain(text: str, start: int, end: int) -> bool:
    """Whether the payload contains nothing that needs a parser, and no text that is too long for one."""
    reference = text.find("&", start, end)
    return (
        (reference < 0 or _OTHER_REFERENCE.search(text, reference, end) is None)
        and (text.find("]", start, end) < 0 or text.find("]]>", start, end) < 0)
        and (text.find("!", start, end) < 0 or text.find("<!", start, end) < 0)
        and (text.find("?", start, end) < 0 or text.find("<?", start, end) < 0)
        and all(text.find("<", at, at + _WINDOW) >= 0 for at in range(start, end - _WINDOW, _WINDOW))
    )
