"""A run of white space has a limit in every place, regardless of how its bytes arrive."""

import gzip
import io
from collections.abc import Callable

import pytest

import ipsxml
from ipsxml.capture import limits
from ipsxml.capture.limits import WhiteSpaceRuns
from ipsxml.errors import CaptureError

LIMIT = 3 << 20
BLANK_LINE = len("\r\n\r\n")  # before the body of an HTTP message; also white space
GOOD = b'<stopJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"/>'
MESSAGE = "a run of white space is longer than the limit of 3 MiB"
CARRIERS: dict[str, Callable[[bytes], bytes | io.BytesIO]] = {
    "bytes": bytes,
    "a file": io.BytesIO,
    "gzip": lambda content: gzip.compress(content, mtime=0),
    "HTTP": lambda content: b"HTTP/1.1 200 OK\r\n\r\n" + content,
    "gzip in HTTP": lambda content: (
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(content)
    ),
}


@pytest.fixture(autouse=True)
def lower_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_SPACE", LIMIT)
    monkeypatch.setattr("ipsxml.capture.sources.MAX_SPACE", LIMIT)


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("more", [0, 1])
def test_white_space_before_the_root_has_a_limit(carrier: str, more: int) -> None:
    content = b" " * (LIMIT - BLANK_LINE + more * (BLANK_LINE + 1)) + GOOD

    report = ipsxml.validate(CARRIERS[carrier](content))

    assert [(issue.code, issue.message) for issue in report.issues] == [("limit-exceeded", MESSAGE)] * more


@pytest.mark.parametrize("size", [1, 7, 100, 1000])
@pytest.mark.parametrize(("run", "is_refused"), [(2000, False), (2001, True)])
def test_chunk_boundaries_do_not_affect_the_limit(
    size: int, run: int, monkeypatch: pytest.MonkeyPatch, *, is_refused: bool
) -> None:
    monkeypatch.setattr(limits, "MAX_SPACE", 2000)
    content = b"<a>" + b" " * 1500 + b"<b/>" + b"\n\t" * (run // 2) + b" " * (run % 2) + b"</a>" + b" " * 1500

    space, refused = WhiteSpaceRuns(), False
    try:
        for place in range(0, len(content), size):
            space.add(content[place : place + size])
    except CaptureError:
        refused = True

    assert refused is is_refused
