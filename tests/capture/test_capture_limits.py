"""The limits on what is read, each with its own message."""

import time
import tracemalloc

import pytest
from capture_samples import PAYLOAD, SOAP_NAMESPACES, Refusal, refusal_of
from captured import open_source

MEBIBYTE = 1 << 20
LONGEST = 10_000_000
TOO_DEEP = "elements are nested deeper than the limit of 256"
TOO_LONG = "a text is longer than the limit of 10,000,000 characters"


def nested(depth: int) -> bytes:
    return b"<a>\n" * depth + b"</a>" * depth


def test_elements_may_be_nested_up_to_the_limit() -> None:
    innermost = open_source(nested(256)).payload.xpath("//a[not(a)]")[0]

    assert len(list(innermost.iterancestors())) == 255


@pytest.mark.parametrize("depth", [257, 10_000, 1_000_000])
def test_deeper_nesting_is_refused(depth: int) -> None:
    assert refusal_of(nested(depth)) == Refusal("limit-exceeded", TOO_DEEP, 257)


def test_unclosed_deep_nesting_is_refused_as_too_deep() -> None:
    assert refusal_of(b"<a>" * 100_000) == Refusal("limit-exceeded", TOO_DEEP, 1)


def test_a_text_may_be_as_long_as_the_limit() -> None:
    text = open_source(b"<a>" + b"x" * LONGEST + b"</a>").payload.text

    assert text == "x" * LONGEST


@pytest.mark.parametrize("length", [LONGEST + 1, 100_000_000])
def test_a_longer_text_is_refused(length: int) -> None:
    assert refusal_of(b"<a>\n<b>" + b"x" * length + b"</b></a>") == Refusal("limit-exceeded", TOO_LONG, 2)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'<a b="', b'"/>'),
        (b"<a ", b"/>"),
        (b"<", b"/>"),
        (b"<a><?p ", b"?></a>"),
        (b"<a><![CDATA[", b"]]></a>"),
        (b"<a><!--", b"--></a>"),
        (b"<a>&", b";</a>"),
        (b'<a xmlns="', b'"/>'),
    ],
    ids=["attribute", "attribute name", "name", "instruction", "CDATA", "comment", "reference", "namespace"],
)
def test_overlong_markup_is_refused_as_too_long_not_malformed(before: bytes, after: bytes) -> None:
    assert refusal_of(before + b"x" * (LONGEST + 1) + after).code == "limit-exceeded"


@pytest.mark.parametrize(
    ("before", "after"), [(b"<", b"/>"), (b"<a ", b'="b"/>')], ids=["element", "attribute"]
)
def test_a_name_too_long_for_libxml2_is_refused_as_too_long(before: bytes, after: bytes) -> None:
    assert refusal_of(before + b"x" * 50_001 + after).code == "limit-exceeded"


def test_a_large_text_is_refused_without_copies_of_it() -> None:
    content = b"<a>" + b"x" * (64 * MEBIBYTE) + b"</a>"
    tracemalloc.start()

    code = refusal_of(content).code

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (code, most < 4 * 64 * MEBIBYTE) == ("limit-exceeded", True)


def test_many_headers_are_read_in_linear_time() -> None:
    header = '<u:h xmlns:u="urn:u" s:mustUnderstand="1"/>' * 5000
    content = (
        f'<s:Envelope xmlns:s="{SOAP_NAMESPACES["1.1"]}"><s:Header>{header}</s:Header>'
        f"<s:Body>{PAYLOAD}</s:Body></s:Envelope>"
    ).encode()
    start = time.process_time()

    issues = open_source(content).issues

    assert (len(issues), time.process_time() - start < 0.5) == (5000, True)


@pytest.mark.parametrize("width", [20_000, 200_000])
def test_wide_documents_are_read_in_linear_time(width: int) -> None:
    start = time.process_time()

    children = len(open_source(b"<a>" + b"<b/>" * width + b"</a>").payload)

    assert (children, time.process_time() - start < 1) == (width, True)
