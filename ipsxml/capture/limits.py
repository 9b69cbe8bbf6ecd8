"""How much is read: bounds that no honest capture meets, and that stop a hostile one."""

from ipsxml.errors import CaptureError

MEBIBYTE = 1 << 20

# A source, and also what comes out of it decompressed. 10,000 jobs take about 40 MiB.
MAX_BYTES = 512 * MEBIBYTE

# Jobs compress about 40-fold. A gzip bomb reaches a thousand, and is noticed early.
MAX_EXPANSION = 250
MAX_GZIP_MEMBERS = 100_000

# libxml2's own bounds, which it enforces while parsing; here to be named in messages.
MAX_DEPTH = 256
MAX_TEXT_CHARACTERS = 10_000_000
MAX_NAME_CHARACTERS = 50_000


def check_size(size: int, what: str) -> None:
    """Raise ``CaptureError`` (``limit-exceeded``) if ``size`` bytes are more than is read."""
    if size > MAX_BYTES:
        raise CaptureError(
            "limit-exceeded", f"{what} is larger than {MAX_BYTES // MEBIBYTE} MiB, the most that is read"
        )
