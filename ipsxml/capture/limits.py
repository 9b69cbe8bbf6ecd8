"""How much is read, and so written: bounds that no honest capture meets, and that stop a hostile one."""

from codecs import BOM_UTF8, BOM_UTF16

from ipsxml.errors import CaptureError, EncodeError

MEBIBYTE = 1 << 20

# A source, and also what comes out of it decompressed. 10,000 jobs take about 40 MiB.
MAX_BYTES = 512 * MEBIBYTE

# Jobs compress about 40-fold. A gzip bomb reaches a thousand, and is noticed early.
MAX_EXPANSION = 250
MAX_GZIP_MEMBERS = 100_000

# Others remember more of what was before, such as the poll that the next one repeats.
MAX_EXPANSION_BY_OTHERS = 10 * MAX_EXPANSION
MAX_COMPRESSED_STREAMS = 1_000
MAX_DECOMPRESSOR_MEMORY = 128 * MEBIBYTE

# What archives may hold, and all that comes out of one, those in it included.
MAX_ARCHIVE_MEMBERS = 100_000
MAX_ARCHIVE_DIRECTORY = 16 * MEBIBYTE
MAX_UNPACKED = 16 * MAX_BYTES
MAX_ARCHIVES_DEEP = 2

# libxml2's own bounds, which it enforces while parsing; here for what it does not parse, and for messages.
MAX_DEPTH = 256
MAX_TEXT_CHARACTERS = 10_000_000  # in UTF-8: it counts bytes
TEXT_TOO_LONG = f"a text is longer than {MAX_TEXT_CHARACTERS:,} characters, the most that is read"
MAX_NAME_CHARACTERS = 50_000

# A document of the service has four namespaces, of 50 characters each.
MAX_NAMESPACES = 256
MAX_NAMESPACE_CHARACTERS = 2_000

# White space in a row. As much as a text of 10,000,000 characters takes in UTF-32.
MAX_SPACE = 40 * MEBIBYTE
_SPACE = b" \t\r\n\0" + BOM_UTF8 + BOM_UTF16  # and what its characters, and byte order marks, are made of

# What an HTTP message may be made of. h11 takes some 20 µs for each chunk.
MAX_CHUNKS = 100_000
MAX_CODINGS = 4
MAX_PARTS = 1000


def check_size(size: int, what: str, most: int | None = None) -> None:
    """Raise ``CaptureError`` (``limit-exceeded``) where ``size`` bytes are more than ``most``."""
    most = MAX_BYTES if most is None else most
    if size > most:
        raise CaptureError(
            "limit-exceeded", f"{what} is larger than {most // MEBIBYTE} MiB, the most that is read"
        )


class SpaceInARow:
    """Notices too much white space in a row in bytes that come part by part, wherever they are parted.

    It takes time, and carries nothing: around a document, libxml2 has no limit for it.
    """

    def __init__(self) -> None:
        self._length = 0

    def add(self, part: bytes) -> None:
        """Raise ``CaptureError`` (``limit-exceeded``) where there is too much up to the end of ``part``."""
        behind = len(part) - len(part.rstrip(_SPACE))
        if behind < len(part):
            if self._length:
                check_space(self._length + len(part) - len(part.lstrip(_SPACE)))
            self._length = 0
        self._length += behind
        check_space(self._length)


def check_space(length: int) -> None:
    """Raise ``CaptureError`` (``limit-exceeded``) for more white space in a row than is read."""
    if length > MAX_SPACE:
        limit = f"{MAX_SPACE // MEBIBYTE} MiB, the most that is read"
        raise CaptureError("limit-exceeded", f"there is more white space in a row than {limit}")


def is_text_too_long(text: str) -> bool:
    """Whether a text is longer than is read."""
    return len(text) > MAX_TEXT_CHARACTERS // 4 and len(text.encode("utf-8", "replace")) > MAX_TEXT_CHARACTERS


def check_written(content: bytes) -> bytes:
    """Give back a document that was written; raises ``EncodeError`` if it is larger than is read."""
    if len(content) > MAX_BYTES:
        limit = f"{MAX_BYTES // MEBIBYTE} MiB, the most that is read"
        raise EncodeError(f"the document would be larger than {limit}")
    return content
