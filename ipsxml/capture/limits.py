"""Limits on what is read and written. Real captures never reach them; they stop hostile ones."""

from codecs import BOM_UTF8, BOM_UTF16

from ipsxml.errors import CaptureError, EncodeError

MEBIBYTE = 1 << 20

# The size of a source, and also of its decompressed content. 10,000 jobs take about 40 MiB.
MAX_BYTES = 512 * MEBIBYTE

# Jobs compress about 40-fold. A gzip bomb reaches 1,000-fold and is caught early.
MAX_EXPANSION = 250
MAX_GZIP_MEMBERS = 100_000
LEAST_HEAD = 1 << 10  # bytes that are decompressed to recognize content: enough for a tar archive

# Other formats have larger windows, so they compress repeated polls further.
MAX_EXPANSION_BY_OTHERS = 10 * MAX_EXPANSION
MAX_COMPRESSED_STREAMS = 1_000
MAX_DECOMPRESSOR_MEMORY = 128 * MEBIBYTE

# Archives, and everything that is unpacked from one, including the archives in it.
MAX_ARCHIVE_MEMBERS = 100_000
MAX_ARCHIVE_DIRECTORY = 16 * MEBIBYTE
MAX_UNPACKED = 16 * MAX_BYTES
MAX_ARCHIVE_DEPTH = 2

# libxml2's limits, which it enforces itself. They are needed for other input, and in messages.
MAX_DEPTH = 256
MAX_TEXT_CHARACTERS = 10_000_000  # libxml2 counts bytes of UTF-8
TEXT_TOO_LONG = f"a text is longer than the limit of {MAX_TEXT_CHARACTERS:,} characters"
MAX_NAME_CHARACTERS = 50_000

# The service's documents have four namespaces of 50 characters each.
MAX_NAMESPACES = 256
MAX_NAMESPACE_CHARACTERS = 2_000

# A run of white space: the size of a text of 10,000,000 characters in UTF-32.
MAX_SPACE = 40 * MEBIBYTE
_SPACE = b" \t\r\n\0" + BOM_UTF8 + BOM_UTF16  # the bytes of white space and byte order marks in any encoding

# HTTP messages. h11 takes about 20 µs per chunk.
MAX_CHUNKS = 100_000
MAX_CODINGS = 4
MAX_PARTS = 1000


def check_size(size: int, what: str, most: int | None = None) -> None:
    """Raise ``CaptureError`` (``limit-exceeded``) if ``size`` is more than ``most`` bytes."""
    most = MAX_BYTES if most is None else most
    if size > most:
        raise CaptureError("limit-exceeded", f"{what} is larger than the limit of {most // MEBIBYTE} MiB")


def check_ratio(size: int, consumed: int, most: int = MAX_EXPANSION) -> None:
    """Raise ``CaptureError`` (``limit-exceeded``) if the compression ratio exceeds ``most``."""
    if size > 16 * MEBIBYTE and size > most * consumed:
        raise CaptureError(
            "limit-exceeded", f"the content's compression ratio exceeds the limit of {most:,}:1"
        )


class WhiteSpaceRuns:
    """Detects overly long runs of white space in bytes that arrive in parts.

    Such a run takes time to parse and carries no information, and libxml2 does not limit it around a
    document.
    """

    def __init__(self) -> None:
        self._length = 0

    def add(self, part: bytes) -> None:
        """Raise ``CaptureError`` (``limit-exceeded``) if a run up to the end of ``part`` is too long."""
        trailing = len(part) - len(part.rstrip(_SPACE))
        if trailing < len(part):
            if self._length:
                check_space(self._length + len(part) - len(part.lstrip(_SPACE)))
            self._length = 0
        self._length += trailing
        check_space(self._length)


def check_space(length: int) -> None:
    """Raise ``CaptureError`` (``limit-exceeded``) if a run of white space is longer than ``MAX_SPACE``."""
    if length > MAX_SPACE:
        limit = f"the limit of {MAX_SPACE // MEBIBYTE} MiB"
        raise CaptureError("limit-exceeded", f"a run of white space is longer than {limit}")


def is_text_too_long(text: str) -> bool:
    """Whether a text is longer than ``MAX_TEXT_CHARACTERS`` bytes in UTF-8."""
    return len(text) > MAX_TEXT_CHARACTERS // 4 and len(text.encode("utf-8", "replace")) > MAX_TEXT_CHARACTERS


def check_written(content: bytes) -> bytes:
    """Return a written document unchanged; raises ``EncodeError`` if it is too large to be read back."""
    if len(content) > MAX_BYTES:
        raise EncodeError(f"the document would be larger than the limit of {MAX_BYTES // MEBIBYTE} MiB")
    return content
