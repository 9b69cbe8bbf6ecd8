"""The bytes before a document, and the encoding of the document."""

import codecs
import re
from typing import NamedTuple

from ipsxml.capture.limits import check_space
from ipsxml.errors import CaptureError

UTF_8 = "utf-8"

# The longer marks come first, because UTF-32's begins with UTF-16's.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, UTF_8),
)
_SPACE = " \t\r\n"
# Only encodings that libxml2 also knows.
_LIKE_ASCII = re.compile("utf-?8|(us-)?ascii|iso-8859-(1[0-6]?|[2-9])|windows-125[0-8]", re.IGNORECASE)
_LEAD_IN_UTF_8 = re.compile(rb"(?:[ \t\r\n]++|\xef\xbb\xbf)*+")
_DECLARATION = r"<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([A-Za-z][\w.:-]*)[\"']"
# A declaration of two or four bytes per character that is itself written in single bytes.
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
    """What comes before a document, and ``rest``: the document from its first character.

    ``bom_codec`` is the codec that a byte order mark announces. ``rest`` keeps a mark that its reader
    needs. ``skipped_lines`` is the number of lines in the file before ``rest``.
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


def take_lead(content: bytes, lines_before: int = 0) -> Lead:
    """Remove white space and byte order marks from the beginning, and record what was there.

    ``lines_before`` is the number of lines in the file before ``content``.

    White space is stray only before an XML declaration; elsewhere XML allows it. The same is true of a
    UTF-8 byte order mark; UTF-16 and UTF-32 need theirs.
    """
    if content.startswith(b"<"):
        return Lead(content, skipped_lines=lines_before)
    position = _end_of_lead_in_utf_8(content)
    marks = content.count(codecs.BOM_UTF8, 0, position)
    spaces = position - marks * len(codecs.BOM_UTF8)
    bom, bom_codec = (codecs.BOM_UTF8, UTF_8) if marks else (b"", None)
    while True:
        mark, mark_codec = _mark_at(content, position)
        end = position + len(mark) if mark else _skip_space(content, position, bom_codec)
        if end == position:
            break
        if mark:
            bom, bom_codec, marks = bom or mark, bom_codec or mark_codec, marks + 1
        else:
            spaces += end - position
        position = end
    check_space(position)
    start = content[position : position + 24].decode(
        bom_codec or _unmarked_codec(content, position), "ignore"
    )
    is_declared = re.match(r"<\?xml\s", start) is not None
    return Lead(
        rest=bom + content[position:] if position < len(content) else b"",
        bom_codec=bom_codec,
        skipped_lines=lines_before + content.count(b"\n", 0, position),
        has_stray_space=is_declared and spaces > 0,
        has_stray_bom=is_declared and (marks > 1 or bom == codecs.BOM_UTF8),
    )


def _end_of_lead_in_utf_8(content: bytes) -> int:
    """The end of the white space and marks if they are in UTF-8; skips nearly every real lead in one step."""
    found = _LEAD_IN_UTF_8.match(content)
    end = found.end() if found else 0
    return end - 1 if end and content.startswith(b"\0", end) else end  # a zero byte means UTF-16


def _mark_at(content: bytes, position: int) -> tuple[bytes, str | None]:
    for mark, codec in _BOMS:
        if content.startswith(mark, position):
            return mark, codec
    return b"", None


def _skip_space(content: bytes, position: int, bom_codec: str | None) -> int:
    """The position after the white space at ``position``."""
    codec = bom_codec or _unmarked_codec(content, position)
    units = b"|".join(re.escape(space.encode(codec)) for space in _SPACE)
    found = re.compile(rb"(?:%b)*+" % units).match(content, position)
    return found.end() if found else position


def _unmarked_codec(content: bytes, position: int) -> str:
    """Detect UTF-16 without a byte order mark by the zeros between its first characters."""
    if content[position : position + 1] == b"\0":
        return "utf-16-be"
    return "utf-16-le" if content[position + 1 : position + 2] == b"\0" else UTF_8


def check_declaration(lead: Lead) -> None:
    """Raise ``CaptureError`` (``bad-encoding``) if the declared encoding cannot be correct.

    XML 1.0, 4.3.3: a document whose encoding is not the one it declares is in error.
    """
    if lead.bom_codec is None:
        wide = _WIDE_DECLARATION.match(lead.rest)
        if wide:
            raise CaptureError(
                "bad-encoding",
                f"the XML declaration says {wide[1].decode()}, but the document is not encoded that way",
                line=lead.skipped_lines + 1,
            )
        return
    declared = _declared_name(lead)
    if declared and not _is_same(declared.lower(), lead.bom_codec):
        raise CaptureError(
            "bad-encoding",
            f"the XML declaration says {declared}, but the byte order mark says {lead.bom_codec.upper()}",
            line=lead.skipped_lines + 1,
        )


def _is_same(declared: str, bom_codec: str) -> bool:
    for family, names in _SAME_FAMILY.items():
        if bom_codec.startswith(family):
            order = bom_codec.removeprefix(family + "-")
            return declared in names or declared == family + order
    return declared in ("utf-8", "utf8")


def _declared_name(lead: Lead) -> str | None:
    if lead.rest.startswith(_EBCDIC_DECLARATION):
        codec = "cp037"
    else:
        codec = lead.bom_codec or _unmarked_codec(lead.rest, 0).replace(UTF_8, "latin-1")
    start = lead.rest[:_DECLARATION_SIZE].decode(codec, "replace").removeprefix("\ufeff")
    declared = re.match(_DECLARATION, start)
    return declared[1] if declared else None


def declared_encoding(content: bytes) -> str | None:
    """The encoding that an XML declaration names; ``None`` with a byte order mark or no declaration."""
    lead = take_lead(content[:_DECLARATION_SIZE])
    return None if lead.bom else _declared_name(lead)


def utf_8_of_utf_16(content: bytes) -> bytes | None:
    """Convert UTF-16 text with a byte order mark to UTF-8; ``None`` if it is damaged.

    PowerShell's ``>`` writes UTF-16.
    """
    try:
        return content.decode("utf-16").encode()
    except UnicodeError:
        return None


def encoding_of(lead: Lead, charset: str | None) -> str:
    """The encoding of a document: from its byte order mark, else HTTP's charset, else its declaration."""
    return lead.bom_codec or charset or _declared_name(lead) or _unmarked_codec(lead.rest, 0)


def is_like_ascii(lead: Lead, charset: str | None) -> bool:
    """Whether libxml2 knows the encoding, and the encoding represents markup as ASCII does."""
    return _LIKE_ASCII.fullmatch(encoding_of(lead, charset)) is not None


def _codec_name(encoding: str) -> str | None:
    from ipsxml.capture.encoding_names import codec_name  # not needed if the parser knows the encoding

    return codec_name(encoding)


def decode(content: bytes, encoding: str) -> str | None:
    """Decode ``content``; ``None`` if Python does not know the encoding, or the bytes are not valid in it."""
    codec = _codec_name(encoding)
    try:
        return None if codec is None else content.decode(codec).removeprefix("\ufeff")
    except UnicodeError:
        return None


def text_before_damage(lead: Lead, charset: str | None) -> str | None:
    """The document up to the first bytes that are invalid in its encoding; ``None`` if there are none."""
    codec = _codec_name(encoding_of(lead, charset))
    try:
        if codec is not None:
            lead.rest.decode(codec)
    except UnicodeDecodeError as error:
        return lead.rest[: error.start].decode(error.encoding, "replace")
    except UnicodeError:
        return None
    return None


def as_utf_8(lead: Lead, charset: str | None) -> bytes:
    """Convert the document to UTF-8, with Python's codec for its encoding.

    Raises ``CaptureError`` (``bad-encoding``) if there is no such codec, or decoding fails.
    """
    encoding = encoding_of(lead, charset)
    text = decode(lead.rest, encoding)
    if text is None or not text.startswith("<"):
        declared = f"as {encoding}, the encoding it declares"
        how = "with the charset of its Content-Type" if charset else declared
        message = f"the document cannot be decoded {how}"
        raise CaptureError("bad-encoding", message, line=lead.skipped_lines + 1)
    return text.encode(UTF_8, "replace")
