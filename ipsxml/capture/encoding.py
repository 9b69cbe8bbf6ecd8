"""What stands before the document proper, and which encoding it announces."""

import codecs
import re
from typing import NamedTuple

from ipsxml.errors import CaptureError

UTF_8 = "utf-8"

# The longer ones first: UTF-32's mark begins as UTF-16's does.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, UTF_8),
)
_SPACE = " \t\r\n"
_DECLARATION = re.compile(r"<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([A-Za-z][\w.:-]*)[\"']")
# A declaration of two or four bytes a character that is itself written in single bytes.
_WIDE_DECLARATION = re.compile(
    rb"<\?xml\s[^>]*?\bencoding\s*=\s*[\"']((?:utf-16|utf-32|ucs-|iso-10646-ucs-)[\w-]*)", re.IGNORECASE
)
_DECLARATION_SIZE = 1024
_EBCDIC_DECLARATION = b"\x4c\x6f\xa7\x94"  # "<?xm"
_SAME_FAMILY = {
    "utf-16": ("utf-16", "ucs-2", "iso-10646-ucs-2"),
    "utf-32": ("utf-32", "ucs-4", "iso-10646-ucs-4"),
}


class Lead(NamedTuple):
    """What stood before a document, and the ``rest``: the document from its first character.

    ``bom_codec`` is the codec that a byte order mark announces. ``rest`` keeps a mark that
    its reader needs, and ``skipped_lines`` counts the lines taken away before it.
    """

    rest: bytes
    bom_codec: str | None = None
    skipped_lines: int = 0
    has_stray_space: bool = False
    has_stray_bom: bool = False

    @property
    def bom(self) -> bool:
        """Whether there is a byte order mark."""
        return self.bom_codec is not None

    def line_of(self, token: bytes) -> int | None:
        """The line in which ASCII ``token`` first stands, in an encoding that extends ASCII."""
        found = self.rest.find(token)
        return None if found < 0 else self.skipped_lines + 1 + self.rest.count(b"\n", 0, found)


def take_lead(content: bytes) -> Lead:
    """Take white space and byte order marks off the front, and note what was there.

    White space is stray only before an XML declaration: elsewhere XML allows it. The same
    goes for a UTF-8 mark; UTF-16 and UTF-32 need theirs.
    """
    if content.startswith(b"<"):
        return Lead(content)
    rest, bom, bom_codec, lines, spaces, marks = content, b"", None, 0, 0, 0
    while True:
        unit = _space(bom_codec)
        mark, codec = next(((mark, codec) for mark, codec in _BOMS if rest.startswith(mark)), (b"", None))
        if mark:
            bom, bom_codec, rest, marks = bom or mark, bom_codec or codec, rest[len(mark) :], marks + 1
        elif rest.startswith(unit):
            stripped = _strip(rest, unit)
            skipped = rest[: len(rest) - len(stripped)]
            rest, spaces, lines = stripped, spaces + len(skipped), lines + skipped.count(b"\n")
        else:
            break
    is_declared = rest.startswith("<?xml".encode(bom_codec or UTF_8))
    return Lead(
        rest=bom + rest if rest else b"",
        bom_codec=bom_codec,
        skipped_lines=lines,
        has_stray_space=is_declared and spaces > 0,
        has_stray_bom=is_declared and (marks > 1 or bom == codecs.BOM_UTF8),
    )


def _space(codec: str | None) -> tuple[bytes, ...]:
    return tuple(space.encode(codec or UTF_8) for space in _SPACE)


def _strip(rest: bytes, units: tuple[bytes, ...]) -> bytes:
    width = len(units[0])
    if width == 1:
        return rest.lstrip(b"".join(units))
    start = 0
    while rest[start : start + width] in units:
        start += width
    return rest[start:]


def check_declaration(lead: Lead) -> None:
    """Raise ``CaptureError`` (``bad-encoding``) where the declared encoding cannot be true.

    XML 1.0, 4.3.3: a document in another encoding than the one it declares is in error.
    """
    if lead.bom_codec is None:
        wide = _WIDE_DECLARATION.match(lead.rest)
        if wide:
            raise CaptureError(
                "bad-encoding",
                f"the XML declaration says {wide[1].decode()}, but the document is written in single bytes",
                line=lead.skipped_lines + 1,
            )
        return
    declared = _DECLARATION.match(_decode_start(lead))
    if declared and not _is_same(declared[1].lower(), lead.bom_codec):
        raise CaptureError(
            "bad-encoding",
            f"the XML declaration says {declared[1]}, but the byte order mark says {lead.bom_codec.upper()}",
            line=lead.skipped_lines + 1,
        )


def _is_same(declared: str, bom_codec: str) -> bool:
    for family, names in _SAME_FAMILY.items():
        if bom_codec.startswith(family):
            order = bom_codec.removeprefix(family + "-")
            return declared in names or declared == family + order
    return declared in ("utf-8", "utf8")


def _decode_start(lead: Lead) -> str:
    start = lead.rest[:_DECLARATION_SIZE].decode(lead.bom_codec or UTF_8, "replace")
    return start.removeprefix("\ufeff")


def as_utf_8(lead: Lead) -> bytes:
    """The document in UTF-8, by the Python codec that its declaration names.

    Raises ``CaptureError`` (``bad-encoding``) where there is no such codec, or it fails.
    """
    is_ebcdic = lead.rest.startswith(_EBCDIC_DECLARATION)
    start = lead.rest[:_DECLARATION_SIZE].decode("cp037" if is_ebcdic else "latin-1", "replace")
    declared = _DECLARATION.match(start)
    name = declared[1] if declared else "an unknown encoding"
    try:
        text = lead.rest.decode(name)
    except (LookupError, UnicodeError):
        text = ""
    if not text.startswith("<"):
        message = f"the document cannot be read as {name}, the encoding it declares"
        raise CaptureError("bad-encoding", message, line=lead.skipped_lines + 1)
    return text.encode(UTF_8)
