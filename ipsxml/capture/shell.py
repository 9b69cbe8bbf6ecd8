"""A document in two: its payload as text, and the shell around it, parsed.

A decoder that proves a payload well-formed and valid from its text alone needs no parser to do
the same before. What stands around the payload is parsed as any document is, with an empty
element in the payload's place.
"""

import re
from typing import NamedTuple

from ipsxml.capture.capture import Capture, capture_in
from ipsxml.capture.limits import MAX_TEXT_CHARACTERS
from ipsxml.capture.recognize import is_http
from ipsxml.errors import CaptureError

_PROLOG = re.compile(r"""<\?xml version=["']1\.0["'](?: encoding=["'][Uu][Tt][Ff]-8["'])?\s*\?>""")
_ROOT = re.compile(r'<([A-Za-z]+) xmlns="([^"&<>]*)">')
_MARK = "payload-is-elsewhere"
# A reference to anything but the five characters that XML has names for.
_OTHER_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
# XML 1.0, 2.2: what UTF-8 can write, and is no character of XML.
_CONTROLS_AS_NUL = bytes(0 if code < 0x20 and code not in (0x09, 0x0A, 0x0D) else code for code in range(256))
_NO_CHARACTERS = ("\ufffe", "\uffff")
# A text that is too long for the parser covers one of these windows, however wide its characters.
_WINDOW = MAX_TEXT_CHARACTERS // 8


class Shell(NamedTuple):
    """``text[start:end]`` is the inside of the payload's root, without its start and end tags.

    ``capture`` is the document with an empty payload.
    """

    capture: Capture
    text: str
    start: int
    end: int


def read_shell(content: bytes) -> Shell | None:
    """Take a document apart; ``None`` where that is not certain to be right, or it is no document.

    What is certain about the inside of the payload: there are only characters that XML
    allows, in lines that end as XML has it, and no reference but to the five that every
    parser knows; and no text is too long. Its tags are not looked at.
    """
    text = None if is_http(content) else _as_text(content)
    root = _ROOT.search(text) if text else None
    if text is None or root is None:
        return None
    end_tag = f"</{root[1]}>"
    start, end = root.end(), text.rfind(end_tag, root.end())
    if end < 0 or not _is_plain(text, start, end):
        return None
    head, tail = text[: root.start()], text[end + len(end_tag) :]
    prolog = _PROLOG.match(head)
    around = head[prolog.end() :] + tail if prolog else head + tail
    # In a comment or the like what looks like the payload might be none.
    if any(sign in around for sign in ("<!", "<?", "]]>", _MARK)):
        return None
    try:
        capture = capture_in(f'{head}<{root[1]} xmlns="{root[2]}" {_MARK}=""/>{tail}'.encode())
    except CaptureError:
        return None
    if capture.payload.attrib.pop(_MARK, None) is None:
        return None
    return Shell(capture, text, start, end)


def _as_text(content: bytes) -> str | None:
    """The text of what is UTF-8 beyond doubt, without carriage returns."""
    if b"\0" in content.translate(_CONTROLS_AS_NUL):
        return None
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    if not text.isascii() and any(character in text for character in _NO_CHARACTERS):
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")  # XML 1.0, 2.11
    return text


def _is_plain(text: str, start: int, end: int) -> bool:
    """Whether no text in the payload needs a parser to understand, or is too long for one."""
    reference = text.find("&", start, end)
    return (
        (reference < 0 or _OTHER_REFERENCE.search(text, reference, end) is None)
        and (text.find("]", start, end) < 0 or text.find("]]>", start, end) < 0)
        and all(text.find("<", at, at + _WINDOW) >= 0 for at in range(start, end - _WINDOW, _WINDOW))
    )
