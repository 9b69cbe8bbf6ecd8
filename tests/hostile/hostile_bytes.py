"""Attacks below the XML level: compression, HTTP, and encodings."""

import gzip
import zlib
from functools import partial
from random import Random

from hostile_attacks import FEWER, VALID, Attack, Targets, invalid
from hostile_xml import LIMIT, NAMESPACE

MEBIBYTE = 1 << 20
GOOD = f'<stopJobReturn xmlns="{NAMESPACE}"/>'
HTTP, ENCODING = invalid("bad-http"), invalid("bad-encoding")
MALFORMED = invalid("not-well-formed")


def zipped(start: bytes, filler: bytes, mebibytes: int) -> bytes:
    """A gzip file of ``start`` and ``mebibytes`` of ``filler``, built piece by piece to save memory."""
    compressor = zlib.compressobj(9, wbits=31)
    parts = [compressor.compress(start)]
    parts += [compressor.compress(filler * (MEBIBYTE // len(filler))) for _ in range(mebibytes)]
    return b"".join([*parts, compressor.flush()])


def message(*fields: str, body: bytes) -> bytes:
    """An HTTP response."""
    return "\r\n".join(["HTTP/1.1 200 OK", *fields, "", ""]).encode("latin-1") + body


def chunks(*parts: bytes) -> bytes:
    """Each part as an HTTP chunk."""
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])


def _bytes(content: bytes) -> partial[bytes]:
    return partial(_constant, content=content)


def _constant(_: Targets, content: bytes) -> bytes:
    return content


def _http(*fields: str, body: bytes) -> partial[bytes]:
    return _bytes(message(*fields, body=body))


def _bomb(_: Targets, times: int, *, in_http: bool = False) -> bytes:
    bomb = zipped(b"<a>", b" ", 256)
    for _each in range(times - 1):
        bomb = gzip.compress(bomb, mtime=0)
    return message(f"Content-Encoding: {', '.join(['gzip'] * times)}", body=bomb) if in_http else bomb


def _spaced(_: Targets, before: bytes = b"", after: bytes = b"", mebibytes: int = 500) -> bytes:
    """A gzip file of white space with a compression ratio below 250:1, between two texts."""
    space = bytes(Random(1).choices(b" \t\r\n", k=3300)) * (MEBIBYTE // 3300)  # noqa: S311 - not a secret
    pieces = [before, *[space] * mebibytes, after]
    members = {piece: gzip.compress(piece, mtime=0) for piece in set(pieces)}
    return b"".join(members[piece] for piece in pieces)


SPACES = [
    Attack("500 MiB of leading white space, in gzip", partial(_spaced, after=GOOD.encode()), LIMIT),
    Attack("500 MiB of trailing white space, in gzip", partial(_spaced, before=GOOD.encode()), LIMIT),
    Attack("500 MiB of white space alone, in gzip", _spaced, LIMIT),
    Attack(
        "500 MiB of white space before JSON, in gzip",
        partial(_spaced, after=b'{"@apiVersion":"2010-01-31","stopJobReturn":{}}'),
        LIMIT,
    ),
    Attack(
        "500 MiB of white space in HTTP",
        lambda targets: message("Content-Encoding: gzip", body=_spaced(targets, after=GOOD.encode())),
        LIMIT,
    ),
    Attack("41 MiB of leading white space", lambda _: b" " * (41 * MEBIBYTE) + GOOD.encode(), LIMIT),
    Attack("39 MiB of leading white space", lambda _: b" " * (39 * MEBIBYTE) + GOOD.encode(), VALID),
    Attack(
        "39 MiB of leading white space in UTF-16",
        lambda _: (" \n" * (10 * MEBIBYTE - 300_000) + GOOD).encode("utf-16"),
        VALID,
    ),
    Attack(
        "39 MiB of leading white space, in gzip",
        partial(_spaced, after=GOOD.encode(), mebibytes=39),
        VALID,
    ),
]
BOMBS = [
    Attack("gzip bomb of spaces", partial(_bomb, times=1), LIMIT),
    Attack("gzip bomb of elements", lambda _: zipped(b"<a>", b"<b/>", 256), LIMIT, mebibytes=800),
    Attack("gzip bomb of comments", lambda _: zipped(b"<a>", b"<!--.-->", 256), LIMIT),
    Attack("gzip bomb of JSON", lambda _: zipped(b"[", b"[],,", 256), LIMIT),
    Attack("gzip bomb of an HTTP message", lambda _: zipped(message(body=b"<a>"), b" ", 256), LIMIT),
    Attack("gzip in gzip", partial(_bomb, times=2), MALFORMED),
    Attack("gzip bomb in HTTP", partial(_bomb, times=1, in_http=True), LIMIT),
    Attack("gzip in gzip in HTTP", partial(_bomb, times=2, in_http=True), LIMIT),
    Attack("gzip in gzip in gzip in HTTP", partial(_bomb, times=3, in_http=True), LIMIT),
    Attack(
        "zlib bomb in HTTP",
        lambda _: message(
            "Content-Encoding: deflate", body=zlib.compress(b"<a>" + b" " * (256 * MEBIBYTE), 9)
        ),
        LIMIT,
    ),
    Attack(
        "200,000 empty gzip members",
        lambda _: gzip.compress(b"", mtime=0) * 200_000,
        LIMIT,
    ),
    Attack("gzip cut short", lambda _: gzip.compress(GOOD.encode(), mtime=0)[:-6], invalid("bad-gzip")),
]
MESSAGES = [
    Attack(
        "chunk longer than its size",
        _http("Transfer-Encoding: chunked", body=b"3\r\n" + GOOD.encode() + b"\r\n0\r\n\r\n"),
        HTTP,
    ),
    Attack(
        "chunk size of a million digits",
        _http("Transfer-Encoding: chunked", body=b"f" * MEBIBYTE + b"\r\nx\r\n0\r\n\r\n"),
        HTTP,
    ),
    Attack("negative chunk size", _http("Transfer-Encoding: chunked", body=b"-1\r\nx\r\n0\r\n\r\n"), HTTP),
    Attack(
        "chunks that never end",
        _http("Transfer-Encoding: chunked", body=chunks(GOOD.encode())[:-5]),
        invalid("cut-short"),
    ),
    Attack(
        "200,000 chunks of one byte",
        lambda _: message("Transfer-Encoding: chunked", body=chunks(*[b"x"] * 200_000)),
        LIMIT,
    ),
    Attack(
        "chunk extension of 5 MiB",
        _http("Transfer-Encoding: chunked", body=b"1;" + b"a=b;" * 1_300_000 + b"\r\nx\r\n0\r\n\r\n"),
        invalid("other-content"),
    ),
    Attack(
        "chunked and Content-Length",
        _http("Transfer-Encoding: chunked", "Content-Length: 3", body=chunks(GOOD.encode())),
        VALID,
    ),
    Attack("two lengths", _http("Content-Length: 3", "Content-Length: 40", body=GOOD.encode()), HTTP),
    Attack(
        "a length of a million digits", _http("Content-Length: " + "9" * 900_000, body=GOOD.encode()), HTTP
    ),
    Attack("150,000 header fields", lambda _: message(*["a: b"] * 150_000, body=GOOD.encode()), VALID),
    Attack(
        "20,000 charsets",
        lambda _: message(*["content-type: b; charset=utf-8"] * 20_000, body=GOOD.encode()),
        VALID,
    ),
    Attack("a header field of 2 MiB", _http("a: " + "b" * 2 * MEBIBYTE, body=GOOD.encode()), HTTP),
    Attack(
        "100,000 codings",
        lambda _: message("Content-Encoding: " + "deflate," * 100_000, body=b" " * MEBIBYTE + GOOD.encode()),
        LIMIT,
    ),
    Attack("an unknown coding", _http("Content-Encoding: zstd", body=b"\x28\xb5\x2f\xfd"), HTTP),
    Attack(
        "100,000 heads",
        lambda _: b"HTTP/1.1 100 Continue\r\n\r\n" * 100_000 + GOOD.encode(),
        invalid("no-body"),
    ),
    Attack(
        "50,000 lengths",
        lambda _: message(*["Content-Length: 5"] * 50_000, body=GOOD.encode()),
        VALID,
    ),
    Attack(
        "100,000 parts",
        lambda _: message(
            "Content-Type: multipart/related; boundary=b", body=b"--b\r\n\r\n<a/>\r\n" * 100_000 + b"--b--"
        ),
        LIMIT,
    ),
    Attack(
        "parts in parts, 1,000 deep",
        lambda _: message(
            "Content-Type: multipart/related; boundary=b0",
            body=b"".join(
                b"--b%d\r\nContent-Type: multipart/related; boundary=b%d\r\n\r\n" % (each, each + 1)
                for each in range(1000)
            )
            + b"\r\n--b0--",
        ),
        invalid("other-content"),
    ),
]
ENCODINGS = [
    Attack(
        "unknown charset",
        _http("Content-Type: text/xml; charset=nonsense", body=GOOD.encode()),
        VALID,
    ),
    Attack(
        "charset says UTF-16, bytes say UTF-8",
        _http("Content-Type: text/xml; charset=utf-16", body=GOOD.encode()),
        MALFORMED,
    ),
    Attack(
        "charset is a Python codec",
        _http("Content-Type: text/xml; charset=punycode", body=GOOD.encode()),
        VALID,
    ),
    Attack("charset is rot13", _http("Content-Type: text/xml; charset=rot13", body=GOOD.encode()), VALID),
    Attack(
        "UTF-7 in the declaration",
        lambda _: b'<?xml version="1.0" encoding="UTF-7"?>' + GOOD.encode("utf-7"),
        VALID,
    ),
    Attack("undeclared UTF-7", lambda _: b"+ADw-a/+AD4-", MALFORMED),
    Attack(
        "DOCTYPE in UTF-7",
        lambda _: b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<a/>',
        invalid("doctype-forbidden"),
    ),
    Attack("overlong <", _bytes(b"\xc0\xbca/>"), MALFORMED),
    Attack("overlong / in a text", _bytes(b"<a>\xc0\xaf</a>"), ENCODING),
    Attack("overlong NUL", _bytes(b"<a>\xc0\x80</a>"), ENCODING),
    Attack("surrogates as UTF-8", _bytes(b"<a>\xed\xa0\x80\xed\xb0\x80</a>"), ENCODING),
    Attack("a surrogate as a reference", _bytes(b"<a>&#xD800;</a>"), MALFORMED),
    Attack("NUL in a text", _bytes(b"<a>\0</a>"), MALFORMED),
    Attack(
        "a lone surrogate in UTF-16",
        _bytes("<a>".encode("utf-16") + b"\x00\xd8" + "</a>".encode("utf-16-le")),
        ENCODING,
    ),
    Attack(
        "mixed line ends",
        _bytes(
            b"\r\n\r<getActiveJobsReturn\r\nxmlns='%s'\r>\r\r\n\n\r<jobArray/>\r</getActiveJobsReturn>\r"
            % NAMESPACE.encode()
        ),
        VALID,
    ),
    Attack("16 MiB of leading spaces", lambda _: b" " * 16 * MEBIBYTE + GOOD.encode(), VALID),
    Attack(
        "4 million leading byte order marks",
        lambda _: b" \xef\xbb\xbf" * 4_000_000 + GOOD.encode(),
        VALID,
    ),
    Attack("unclosed declaration", lambda _: b"<?xml " + b"encoding " * 1_000_000, MALFORMED),
]
BYTE_ATTACKS = [
    *(each._replace(operations=FEWER) for each in [*BOMBS, *MESSAGES]),
    *(each._replace(operations=FEWER, seconds=2.0) for each in SPACES),
    *ENCODINGS,
]
